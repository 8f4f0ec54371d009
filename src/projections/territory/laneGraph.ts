import type { EntityId } from "../../events/envelope.ts";
import { rulersIn } from "./rulers.ts";
import type { SystemState, TerritoryState } from "./territoryState.ts";
import { addTo } from "../../idioms/multimap.ts";

/** Who borders whom: two factions that control systems with a lane between them. */
export function borders(territory: TerritoryState): Map<EntityId, Set<EntityId>> {
  const { systems, lanes } = territory;
  const neighbours = new Map<EntityId, Set<EntityId>>();
  for (const [id, system] of systems)
    for (const ruler of rulersIn(system))
      for (const other of lanes.get(id) ?? [])
        for (const theirs of rulersOf(systems.get(other))) if (theirs !== ruler) addTo(neighbours, ruler, theirs);
  return neighbours;
}

const rulersOf = (system: SystemState | undefined): readonly EntityId[] =>
  system === undefined ? [] : rulersIn(system);

/** Hops from a node to every other that can be reached (breadth first). */
export function hopsFrom<Node>(start: Node, neighbours: (node: Node) => Iterable<Node>): Map<Node, number> {
  const hops = new Map([[start, 0]]);
  const queue = [start];
  for (const node of queue)
    for (const next of neighbours(node))
      if (!hops.has(next)) {
        hops.set(next, (hops.get(node) ?? 0) + 1);
        queue.push(next);
      }
  return hops;
}

/** Systems that a faction can supply: joined to its capital (or, without one, to any of its systems) by lanes through systems that it controls. */
export function supplied(territory: TerritoryState, faction: EntityId): Set<EntityId> {
  const { systems, lanes, capitals } = territory;
  const mine = new Set<EntityId>();
  for (const [id, system] of systems) if (rulersIn(system).includes(faction)) mine.add(id);
  const capital = capitals.get(faction);
  if (capital === undefined || !mine.has(capital)) return mine;
  return new Set(hopsFrom(capital, (node) => [...(lanes.get(node) ?? [])].filter((next) => mine.has(next))).keys());
}

import type { EntityId } from "../../events/envelope.ts";
import { borders, hopsFrom } from "../territory/laneGraph.ts";
import type { TerritoryState } from "../territory/territory.ts";

/** Alliances in force, by treaty. */
export type Alliances = ReadonlyMap<EntityId, readonly EntityId[]>;

interface Derived {
  readonly revision: number;
  readonly treaties: number;
  readonly neighbours: Map<EntityId, Set<EntityId>>;
  readonly hops: Map<EntityId, Map<EntityId, number>>;
}

// Derived from the territory alone, and kept only while it stands still: never part of a state.
const derivedOf = new WeakMap<TerritoryState, Derived>();

/** Hops over borders and alliances from a faction to every other that can be reached. */
export function factionHops(
  territory: TerritoryState,
  alliances: Alliances,
  revision: number,
  from: EntityId,
): Map<EntityId, number> {
  let derived = derivedOf.get(territory);
  if (derived === undefined || derived.revision !== territory.revision || derived.treaties !== revision) {
    const neighbours = borders(territory);
    for (const parties of alliances.values())
      for (const party of parties) {
        const own = neighbours.get(party) ?? new Set();
        for (const other of parties) if (other !== party) own.add(other);
        neighbours.set(party, own);
      }
    derived = { revision: territory.revision, treaties: revision, neighbours, hops: new Map() };
    derivedOf.set(territory, derived);
  }
  let hops = derived.hops.get(from);
  if (hops === undefined) {
    const { neighbours } = derived;
    hops = hopsFrom(from, (node) => neighbours.get(node) ?? []);
    derived.hops.set(from, hops);
  }
  return hops;
}

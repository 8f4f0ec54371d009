import type { EntityId } from "../../events/envelope.ts";
import type { TerritoryState } from "../territory/territory.ts";

/** Alliances in force, by treaty. */
export type Alliances = ReadonlyMap<EntityId, readonly EntityId[]>;

/** Who is near whom: factions that border each other, or are allied. Derived from states, and never part of one. */
export interface FactionGraph {
  /** Hops to every faction from the nearest of some; +∞ where no way leads. Holds until it is asked again. */
  hopsFrom(sources: Iterable<EntityId>): (faction: EntityId) => number;
}

const UNREACHED = -1;

interface Derived extends FactionGraph {
  update(territory: TerritoryState, alliances: Alliances, allianceRevision: number): void;
}

const graphOf = new WeakMap<TerritoryState, Derived>();

/** The graph of a territory and of alliances, brought up to date by what changed since it was last asked for. */
export function factionGraph(territory: TerritoryState, alliances: Alliances, allianceRevision: number): FactionGraph {
  let graph = graphOf.get(territory);
  if (graph === undefined) graphOf.set(territory, (graph = createGraph()));
  graph.update(territory, alliances, allianceRevision);
  return graph;
}

function createGraph(): Derived {
  const numberOf = new Map<EntityId, number>();
  /** By faction: the others, each with the number of lanes between them. */
  let borders: Map<number, number>[] = [];
  let allied: number[][] = [];
  /** Both, as lists; made when they are asked for. */
  let near: (readonly number[] | undefined)[] = [];
  let hops = new Int32Array(0);
  /** By system, in the order of the territory's. */
  let controllers: (EntityId | undefined)[] = [];
  let placeOf = new Map<EntityId, number>();
  let laneEnds = 0;
  let revision = -1;
  let treaties = -1;

  const node = (faction: EntityId): number => {
    let number = numberOf.get(faction);
    if (number === undefined) {
      numberOf.set(faction, (number = numberOf.size));
      borders.push(new Map());
      allied.push([]);
    }
    return number;
  };
  const count = (a: EntityId | undefined, b: EntityId | undefined, by: 1 | -1): void => {
    if (a === undefined || b === undefined || a === b) return;
    const [x, y] = [node(a), node(b)];
    for (const [from, to] of [[x, y] as const, [y, x] as const]) {
      const before = borders[from]?.get(to) ?? 0;
      const lanes = before + by;
      if (lanes === 0) borders[from]?.delete(to);
      else borders[from]?.set(to, lanes);
      if (before === 0 || lanes === 0) near[from] = undefined;
    }
  };

  const updateBorders = ({ systems, lanes }: TerritoryState): void => {
    let ends = 0;
    for (const to of lanes.values()) ends += to.size;
    if (ends !== laneEnds) {
      laneEnds = ends;
      controllers = [];
      placeOf = new Map();
      borders = borders.map(() => new Map());
      near = [];
    }
    if (systems.size > controllers.length)
      for (const id of systems.keys())
        if (!placeOf.has(id)) {
          placeOf.set(id, controllers.length);
          controllers.push(undefined);
        }
    let place = 0;
    for (const [id, { controller }] of systems) {
      const before = controllers[place];
      if (before !== controller) {
        for (const other of lanes.get(id) ?? []) {
          const theirs = controllers[placeOf.get(other) ?? -1];
          if (other === id) continue;
          count(before, theirs, -1);
          count(controller, theirs, 1);
        }
        controllers[place] = controller;
      }
      place++;
    }
  };

  return {
    update(territory, alliances, allianceRevision) {
      if (territory.revision !== revision) {
        revision = territory.revision;
        updateBorders(territory);
      }
      if (allianceRevision === treaties) return;
      treaties = allianceRevision;
      allied = allied.map(() => []);
      near = [];
      for (const parties of alliances.values())
        for (const party of parties)
          for (const other of parties) if (other !== party) allied[node(party)]?.push(node(other));
    },
    hopsFrom(sources) {
      if (hops.length < numberOf.size) hops = new Int32Array(numberOf.size * 2);
      hops.fill(UNREACHED);
      const queue: number[] = [];
      // Whom no border and no treaty names is near itself alone.
      const alone = new Set<EntityId>();
      for (const source of sources) {
        const number = numberOf.get(source);
        if (number === undefined) alone.add(source);
        else if (hops[number] === UNREACHED) {
          hops[number] = 0;
          queue.push(number);
        }
      }
      for (let i = 0; i < queue.length; i++) {
        const from = queue[i] ?? 0;
        const next = (hops[from] ?? 0) + 1;
        const neighbours = (near[from] ??= [...new Set([...(borders[from]?.keys() ?? []), ...(allied[from] ?? [])])]);
        for (const to of neighbours)
          if (hops[to] === UNREACHED) {
            hops[to] = next;
            queue.push(to);
          }
      }
      return (faction) => {
        const number = numberOf.get(faction);
        const found = number === undefined ? UNREACHED : (hops[number] ?? UNREACHED);
        return found === UNREACHED ? (alone.has(faction) ? 0 : Number.POSITIVE_INFINITY) : found;
      };
    },
  };
}

import type { EntityId } from "../../events/envelope.ts";
import { takeMoves } from "../territory/indexes.ts";
import { areSame, rulersIn } from "../territory/rulers.ts";
import type { TerritoryState } from "../territory/territoryState.ts";
import { type Alliances, takeChanged } from "./alliances.ts";
import { getOrMake } from "../../idioms/multimap.ts";

/** Who is near whom: factions that border each other, or are allied. Derived from states, and never part of one. */
export interface FactionGraph {
  /** Hops to every faction from the nearest of some; +∞ where no way leads. Holds until it is asked again. */
  hopsFrom(sources: Iterable<EntityId>): (faction: EntityId) => number;
}

const UNREACHED = -1;

interface Derived extends FactionGraph {
  update(territory: TerritoryState, alliances: Alliances, allianceRevision: number): void;
}

/** Parties that are allied with one another, by however many treaties: one hop lies between any two. */
interface Circle {
  readonly parties: readonly number[];
  treaties: number;
  /** The search that last went through it. */
  searched: number;
}

const graphOf = new WeakMap<TerritoryState, Derived>();

/** The graph of a territory and of alliances, brought up to date by what changed since it was last asked for. */
export function factionGraph(territory: TerritoryState, alliances: Alliances, allianceRevision: number): FactionGraph {
  const graph = getOrMake(graphOf, territory, createGraph);
  graph.update(territory, alliances, allianceRevision);
  return graph;
}

function createGraph(): Derived {
  const numberOf = new Map<EntityId, number>();
  /** By faction: the others, each with the number of lanes between them. */
  const borders: Map<number, number>[] = [];
  /** The others, as lists; made when they are asked for. */
  const near: (readonly number[] | undefined)[] = [];
  const circlesOf: Set<Circle>[] = [];
  const circles = new Map<string, Circle>();
  const circleOf = new Map<EntityId, Circle>();
  let hops = new Int32Array(0);
  let searches = 0;
  /** By system, as its lanes are counted. */
  const controllers = new Map<EntityId, readonly EntityId[]>();
  let revision = -1;
  let treaties = -1;

  const node = (faction: EntityId): number => {
    let number = numberOf.get(faction);
    if (number === undefined) {
      numberOf.set(faction, (number = numberOf.size));
      borders.push(new Map());
      circlesOf.push(new Set());
    }
    return number;
  };
  const count = (some: readonly EntityId[] = [], others: readonly EntityId[] = [], by: 1 | -1): void => {
    for (const a of some) for (const b of others) countPair(a, b, by);
  };
  const countPair = (a: EntityId, b: EntityId, by: 1 | -1): void => {
    if (a === b) return;
    const [x, y] = [node(a), node(b)];
    for (const [from, to] of [[x, y] as const, [y, x] as const]) {
      const before = borders[from]?.get(to) ?? 0;
      const lanes = before + by;
      if (lanes === 0) borders[from]?.delete(to);
      else borders[from]?.set(to, lanes);
      if (before === 0 || lanes === 0) near[from] = undefined;
    }
  };

  const updateBorders = (territory: TerritoryState): void => {
    const { systems, lanes } = territory;
    const moves = takeMoves(territory);
    const isFirst = revision === -1;
    if (!isFirst) for (const [a, b] of moves.lanes) count(controllers.get(a), controllers.get(b), 1);
    for (const id of isFirst ? systems.keys() : moves.systems) {
      const before = controllers.get(id) ?? [];
      const system = systems.get(id);
      const controller = system === undefined ? [] : rulersIn(system);
      if (areSame(before, controller)) continue;
      for (const other of lanes.get(id) ?? []) {
        if (other === id) continue;
        const theirs = controllers.get(other);
        count(before, theirs, -1);
        count(controller, theirs, 1);
      }
      controllers.set(id, controller);
    }
  };

  const leave = (treaty: EntityId): void => {
    const circle = circleOf.get(treaty);
    if (circle === undefined) return;
    circleOf.delete(treaty);
    if (--circle.treaties > 0) return;
    for (const party of circle.parties) circlesOf[party]?.delete(circle);
    circles.delete(keyOf(circle.parties));
  };
  const join = (treaty: EntityId, members: readonly EntityId[]): void => {
    const parties = [...new Set(members)].map(node).sort((a, b) => a - b);
    const key = keyOf(parties);
    let circle = circles.get(key);
    if (circle === undefined) {
      circles.set(key, (circle = { parties, treaties: 0, searched: 0 }));
      for (const party of parties) circlesOf[party]?.add(circle);
    }
    circle.treaties++;
    circleOf.set(treaty, circle);
  };

  return {
    update(territory, alliances, allianceRevision) {
      if (territory.revision !== revision) {
        updateBorders(territory);
        revision = territory.revision;
      }
      if (allianceRevision === treaties) return;
      treaties = allianceRevision;
      for (const treaty of takeChanged(alliances)) {
        leave(treaty);
        const parties = alliances.get(treaty);
        if (parties !== undefined) join(treaty, parties);
      }
    },
    hopsFrom(sources) {
      if (hops.length < numberOf.size) hops = new Int32Array(numberOf.size * 2);
      hops.fill(UNREACHED);
      searches++;
      const queue: number[] = [];
      const reach = (number: number, after: number): void => {
        if (hops[number] !== UNREACHED) return;
        hops[number] = after;
        queue.push(number);
      };
      // Whom no border and no treaty names is near itself alone.
      const alone = new Set<EntityId>();
      for (const source of sources) {
        const number = numberOf.get(source);
        if (number === undefined) alone.add(source);
        else reach(number, 0);
      }
      for (let i = 0; i < queue.length; i++) {
        const from = queue[i] ?? 0;
        const next = (hops[from] ?? 0) + 1;
        for (const to of (near[from] ??= [...(borders[from]?.keys() ?? [])])) reach(to, next);
        for (const circle of circlesOf[from] ?? []) {
          if (circle.searched === searches) continue;
          circle.searched = searches;
          for (const to of circle.parties) reach(to, next);
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

const keyOf = (parties: readonly number[]): string => parties.join();

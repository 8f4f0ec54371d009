import { eliminate, type Elimination } from "./elimination.ts";
import { createHeap } from "./heap.ts";
import type { TemporalGraph } from "./temporalGraph.ts";

/** The most by which `b` can be later than `a`, by what is stated of both without the calendar; ∞ where nothing is. */
export type Distance = (a: number, b: number) => number;

/** Distances within a network, each without a look at all of it. Prepared when the first is asked for. */
export function createDistances(graph: TemporalGraph, potential: Float64Array, mostNeighbours?: number): Distance {
  let distance: Distance | undefined;
  return (a, b) => (distance ??= distancesIn(eliminate(graph, mostNeighbours), potential))(a, b);
}

function distancesIn({ links, rank }: Elimination, potential: Float64Array): Distance {
  const up = createReach(potential.length);
  const down = createReach(potential.length);
  const heap = createHeap();

  /** To whatever was taken out later; those that are left are not followed. */
  const climb = (start: number, reach: Reach, isUp: boolean): void => {
    reach.clear();
    heap.clear();
    const offer = (node: number, distance: number): void => {
      const isKnown = reach.get(node) !== Number.POSITIVE_INFINITY;
      const own = rank(node);
      if (reach.offer(node, distance) && !isKnown && own !== undefined) heap.push(node, own);
    };
    offer(start, 0);
    while (heap.size() > 0) {
      const node = heap.pop();
      const distance = reach.get(node);
      for (const { other, out, into } of links(node)) {
        const most = distance + (isUp ? out : into);
        if (most < Number.POSITIVE_INFINITY) offer(other, most);
      }
    }
  };

  return (a, b) => {
    climb(a, up, true);
    climb(b, down, false);
    let found = Number.POSITIVE_INFINITY;
    let leadsOn = false;
    for (const node of down.nodes()) {
      found = Math.min(found, up.get(node) + down.get(node));
      leadsOn ||= rank(node) === undefined;
    }
    if (!leadsOn) return found;

    // Through what is left: Dijkstra's algorithm, from wherever a leads up to.
    const reduced = (node: number, distance: number): number => distance + (potential[a] ?? 0) - (potential[node] ?? 0);
    const settled = new Set<number>();
    for (const node of up.nodes()) if (rank(node) === undefined) heap.push(node, reduced(node, up.get(node)));
    while (heap.size() > 0 && heap.topKey() < reduced(b, found)) {
      const node = heap.pop();
      if (settled.has(node)) continue;
      settled.add(node);
      const distance = up.get(node);
      found = Math.min(found, distance + down.get(node));
      for (const { other, out } of links(node))
        if (up.offer(other, distance + out)) heap.push(other, reduced(other, distance + out));
    }
    heap.clear();
    return found;
  };
}

/** How far nodes are, as far as is known; cleared at no cost. */
interface Reach {
  clear(): void;
  get(node: number): number;
  /** Whether that is less than what was known. */
  offer(node: number, distance: number): boolean;
  /** Those that were offered anything. */
  nodes(): readonly number[];
}

function createReach(size: number): Reach {
  const distances = new Float64Array(size);
  const stamps = new Int32Array(size);
  let stamp = 0;
  let nodes: number[] = [];
  const get = (node: number): number =>
    stamps[node] === stamp ? (distances[node] ?? Number.POSITIVE_INFINITY) : Number.POSITIVE_INFINITY;
  return {
    clear() {
      stamp++;
      nodes = [];
    },
    get,
    offer(node, distance) {
      if (distance >= get(node)) return false;
      if (stamps[node] !== stamp) nodes.push(node);
      stamps[node] = stamp;
      distances[node] = distance;
      return true;
    },
    nodes: () => nodes,
  };
}

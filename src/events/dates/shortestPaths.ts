import { createHeap } from "./heap.ts";
import { ORIGIN, type TemporalGraph } from "./temporalGraph.ts";

/** Shortest paths in a graph whose potential makes every edge non-negative (Johnson 1977, J. ACM 24:1). */
export interface Search {
  /** The latest instant of each node. */
  fromOrigin(): Float64Array;
  /** The earliest instant of each node. */
  toOrigin(): Float64Array;
  distance(a: number, b: number): number;
  /** Whether a path from a to b is no longer than a limit; goes no further than it has to. */
  isWithin(a: number, b: number, limit: number): boolean;
}

export function createSearch(graph: TemporalGraph, potential: Float64Array): Search {
  const { nodeCount } = graph;
  const heap = createHeap();
  // Reduced distances of the current search; a stamp saves clearing them.
  const reduced = new Float64Array(nodeCount);
  const stamps = new Int32Array(nodeCount);
  let stamp = 0;

  /** Dijkstra's algorithm; `settle` returns true to stop. */
  const run = (
    start: number,
    forEach: TemporalGraph["forEachOut"],
    backwards: boolean,
    settle: (node: number, distance: number) => boolean,
    limit: number,
  ): void => {
    stamp++;
    heap.clear();
    stamps[start] = stamp;
    reduced[start] = 0;
    heap.push(start, 0);
    while (heap.size() > 0) {
      const distance = heap.topKey();
      const u = heap.pop();
      if (distance > (reduced[u] ?? 0)) continue;
      if (settle(u, distance)) return;
      forEach(u, (v, w) => {
        const step = w + (potential[backwards ? v : u] ?? 0) - (potential[backwards ? u : v] ?? 0);
        const offered = distance + Math.max(0, step);
        if (offered > limit || (stamps[v] === stamp && offered >= (reduced[v] ?? 0))) return;
        stamps[v] = stamp;
        reduced[v] = offered;
        heap.push(v, offered);
      });
    }
  };
  const all = (forEach: TemporalGraph["forEachOut"], backwards: boolean, unreached: number): Float64Array => {
    const found = new Float64Array(nodeCount).fill(unreached);
    const sign = backwards ? -1 : 1;
    const own = potential[ORIGIN] ?? 0;
    run(
      ORIGIN,
      forEach,
      backwards,
      (node, distance) => {
        found[node] = sign * distance + (potential[node] ?? 0) - own;
        return false;
      },
      Number.POSITIVE_INFINITY,
    );
    return found;
  };
  const shift = (a: number, b: number): number => (potential[b] ?? 0) - (potential[a] ?? 0);

  return {
    fromOrigin: () => all(graph.forEachOut, false, Number.POSITIVE_INFINITY),
    toOrigin: () => all(graph.forEachIn, true, Number.NEGATIVE_INFINITY),
    distance(a, b) {
      let found = Number.POSITIVE_INFINITY;
      run(
        a,
        graph.forEachOut,
        false,
        (node, distance) => {
          if (node === b) found = distance + shift(a, b);
          return node === b;
        },
        Number.POSITIVE_INFINITY,
      );
      return found;
    },
    isWithin(a, b, limit) {
      const most = limit - shift(a, b);
      if (most < 0) return false;
      let found = false;
      run(a, graph.forEachOut, false, (node) => (found = node === b), most);
      return found;
    },
  };
}

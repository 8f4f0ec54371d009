import { held } from "../../idioms/held.ts";
import { createHeap } from "./heap.ts";
import type { TemporalGraph } from "./temporalGraph.ts";

interface Ways {
  /** Of each node, the sum of the edges that lead there; +∞ where none do. */
  readonly distance: Float64Array;
  /** Of each node, how little the least trusted edge on the way is trusted. */
  readonly doubt: Int32Array;
  /** Those edges, the one at the node first. */
  way(node: number): number[];
}

/** The shortest ways from a node to all others, or to it from them (Dijkstra 1959); the node itself is on none of them again. */
export function waysFrom(
  { nodeCount, from, to, forEachOut, forEachIn }: TemporalGraph,
  root: number,
  direction: "from" | "to",
  potential: Float64Array,
  doubts: Int32Array,
): Ways {
  const isOut = direction === "from";
  const forEach = isOut ? forEachOut : forEachIn;
  const distance = new Float64Array(nodeCount).fill(Number.POSITIVE_INFINITY);
  const doubt = new Int32Array(nodeCount).fill(-1);
  const last = new Int32Array(nodeCount).fill(-1);
  const isSettled = new Uint8Array(nodeCount);
  const heap = createHeap();
  distance[root] = 0;
  heap.push(root, 0);
  while (heap.size() > 0) {
    const u = heap.pop();
    if (isSettled[u] === 1) continue;
    isSettled[u] = 1;
    forEach(u, (v, w, edge) => {
      const offered = held(distance[u]) + w;
      if (isSettled[v] === 1 || offered >= held(distance[v])) return;
      distance[v] = offered;
      doubt[v] = Math.max(held(doubt[u]), held(doubts[edge]));
      last[v] = edge;
      heap.push(v, isOut ? offered - held(potential[v]) : offered + held(potential[v]));
    });
  }
  return {
    distance,
    doubt,
    way(node) {
      const edges: number[] = [];
      for (let edge = held(last[node]); edge !== -1; ) {
        edges.push(edge);
        edge = held(last[held((isOut ? from : to)[edge])]);
      }
      return edges;
    },
  };
}

/** Of a way that comes back to where it began, and sums to less than nothing, a part that does so and passes no node twice. */
export function shortened({ from, to, weight }: TemporalGraph, way: readonly number[]): number[] {
  const kept: number[] = [];
  /** Where on what is kept a node is left. */
  const leaves = new Map<number, number>();
  for (const edge of way) {
    leaves.set(held(from[edge]), kept.length);
    kept.push(edge);
    const again = leaves.get(held(to[edge]));
    if (again === undefined) continue;
    const round = kept.splice(again);
    for (const one of round) leaves.delete(held(from[one]));
    if (round.reduce((sum, one) => sum + held(weight[one]), 0) < 0) return round;
  }
  return kept;
}

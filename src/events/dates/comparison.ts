import { addUp } from "./addUp.ts";
import { createNodeQueue } from "./nodeQueue.ts";
import { createReachability, type Reachability } from "./reachability.ts";
import { ORIGIN, type TemporalGraph } from "./temporalGraph.ts";

export interface Comparison {
  distance(a: number, b: number): number;
  compare(a: number, b: number): "before" | "after" | "cannot tell";
}

interface Solved {
  readonly graph: TemporalGraph;
  readonly potential: Float64Array;
  /** Shortest paths from the origin, and to it. */
  readonly late: Float64Array;
  readonly early: Float64Array;
  readonly connected: (a: number, b: number) => boolean;
}

/** The least difference that counts as earlier: `after` and `before` are strict. */
const STRICT = 1;

/** Distances between two nodes, searched for only as far as the question needs. */
export function createComparison({ graph, potential, late, early, connected }: Solved): Comparison {
  const { nodeCount, weights } = graph;
  const { starts, arcs, far } = graph.outgoing;
  const queue = createNodeQueue(nodeCount);
  const found = new Float64Array(nodeCount);
  const stamps = new Int32Array(nodeCount);
  let stamp = 0;
  let reachability: Reachability | undefined;

  const viaOrigin = (a: number, b: number): number => addUp(early[a] ?? 0, late[b] ?? 0);
  /** No path from a to b is shorter: by the potential, and by the triangles with the origin (Goldberg & Harrelson 2005, “ALT”). */
  const atLeast = (a: number, b: number): number => {
    let bound = (potential[b] ?? 0) - (potential[a] ?? 0);
    const byLate = (late[b] ?? 0) - (late[a] ?? 0);
    if (byLate > bound) bound = byLate;
    const byEarly = (early[a] ?? 0) - (early[b] ?? 0);
    return byEarly > bound ? byEarly : bound;
  };

  /** The length of the shortest path that keeps off the origin, if it is at most `limit`; of any such path if `any`. */
  const search = (a: number, b: number, limit: number, any: boolean): number => {
    if (!connected(a, b) || atLeast(a, b) > limit) return Number.POSITIVE_INFINITY;
    reachability ??= createReachability(graph);
    const { mayReach } = reachability;
    if (!mayReach(a, b)) return Number.POSITIVE_INFINITY;
    stamp++;
    queue.clear();
    found[a] = 0;
    stamps[a] = stamp;
    queue.put(a, 0);
    for (let u = queue.pop(); u >= 0; u = queue.pop()) {
      const length = found[u] ?? 0;
      if (u === b) return length;
      for (let at = starts[u] ?? 0; at < (starts[u + 1] ?? 0); at++) {
        const arc = arcs[at] ?? 0;
        const v = far[arc] ?? 0;
        if (v === ORIGIN) continue;
        const offered = addUp(length, weights[arc] ?? 0);
        if (stamps[v] === stamp ? offered >= (found[v] ?? 0) : !mayReach(v, b)) continue;
        const least = offered + atLeast(v, b);
        if (least > limit) continue;
        if (any && v === b) return offered;
        found[v] = offered;
        stamps[v] = stamp;
        queue.put(v, least);
      }
    }
    return Number.POSITIVE_INFINITY;
  };

  /** a is certainly earlier than b: t_a − t_b ≤ −1 ms. */
  const isBefore = (a: number, b: number): boolean =>
    viaOrigin(b, a) <= -STRICT || search(b, a, -STRICT, true) <= -STRICT;

  return {
    distance(a, b) {
      if (a === b) return 0;
      const around = viaOrigin(a, b);
      return Math.min(around, search(a, b, around, false));
    },
    compare(a, b) {
      if (a === b) return "cannot tell";
      if (isBefore(a, b)) return "before";
      return isBefore(b, a) ? "after" : "cannot tell";
    },
  };
}

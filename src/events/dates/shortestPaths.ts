import { addUp } from "./addUp.ts";
import { createNodeQueue } from "./nodeQueue.ts";
import type { TemporalGraph } from "./temporalGraph.ts";

/** Along the arcs: how late nodes can be. Against them: how early, as −t. */
export type Direction = "late" | "early";

export interface Tightening {
  readonly direction: Direction;
  /** Upper bounds on t (late) or on −t (early), by node; they are lowered in place. */
  readonly bounds: Float64Array;
  /** Nodes whose bounds have just been lowered. */
  readonly sources: readonly number[];
  /** Called before a bound is lowered; false leaves it as it is. */
  readonly mayLower?: (node: number) => boolean;
}

/**
 * Lowers bounds until no arc can lower them, from sources on, and touches only what changes: Dijkstra's algorithm on arcs that
 * a feasible potential makes non-negative (Johnson 1977, J. ACM 24:1).
 */
export function createTightener(graph: TemporalGraph, potential: Float64Array): (tightening: Tightening) => void {
  const queue = createNodeQueue(graph.nodeCount);
  const { weights, outgoing, incoming } = graph;
  return ({ direction, bounds, sources, mayLower }) => {
    const { starts, arcs, far } = direction === "late" ? outgoing : incoming;
    const sign = direction === "late" ? -1 : 1;
    const key = (node: number): number => (bounds[node] ?? 0) + sign * (potential[node] ?? 0);
    for (const node of sources) queue.put(node, key(node));
    for (let u = queue.pop(); u >= 0; u = queue.pop()) {
      const bound = bounds[u] ?? 0;
      for (let at = starts[u] ?? 0; at < (starts[u + 1] ?? 0); at++) {
        const arc = arcs[at] ?? 0;
        const v = far[arc] ?? 0;
        const offered = addUp(bound, weights[arc] ?? 0);
        if (!(offered < (bounds[v] ?? 0))) continue;
        if (mayLower !== undefined && !mayLower(v)) continue;
        bounds[v] = offered;
        queue.put(v, key(v));
      }
    }
  };
}

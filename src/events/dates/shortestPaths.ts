import { createHeap } from "./heap.ts";
import { ORIGIN, type TemporalGraph } from "./temporalGraph.ts";

/**
 * The earliest and the latest instant of each node: shortest paths to and from the origin of the calendar, in a graph whose
 * potential makes every edge non-negative (Johnson 1977, J. ACM 24:1; Dijkstra 1959).
 */
export function spansFromOrigin(
  graph: TemporalGraph,
  potential: Float64Array,
): { readonly earliest: Float64Array; readonly latest: Float64Array } {
  const { nodeCount } = graph;
  const heap = createHeap();

  const search = (forEach: TemporalGraph["forEachOut"], isForward: boolean): Float64Array => {
    const sign = isForward ? 1 : -1;
    const reduced = new Float64Array(nodeCount).fill(Number.POSITIVE_INFINITY);
    reduced[ORIGIN] = 0;
    heap.push(ORIGIN, 0);
    while (heap.size() > 0) {
      const distance = heap.topKey();
      const u = heap.pop();
      if (distance > (reduced[u] ?? 0)) continue;
      forEach(u, (v, w) => {
        const offered = distance + Math.max(0, w + sign * ((potential[u] ?? 0) - (potential[v] ?? 0)));
        if (offered >= (reduced[v] ?? 0)) return;
        reduced[v] = offered;
        heap.push(v, offered);
      });
    }
    const own = potential[ORIGIN] ?? 0;
    return reduced.map((distance, node) => sign * distance + (potential[node] ?? 0) - own);
  };

  return { latest: search(graph.forEachOut, true), earliest: search(graph.forEachIn, false) };
}

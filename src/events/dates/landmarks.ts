import { addUp } from "./addUp.ts";
import type { Tightening } from "./shortestPaths.ts";
import { ORIGIN, type TemporalGraph } from "./temporalGraph.ts";

/** Bounds on distances that keep off the origin, from paths to and from some nodes that were chosen beforehand. */
export interface Landmarks {
  /** No path from a to b is shorter. */
  atLeast(a: number, b: number): number;
  /** There is a path from a to b that is no longer; Infinity if these do not tell. */
  atMost(a: number, b: number): number;
}

const CENTRES = 4;
const QUANTILES = 12;

/**
 * Landmarks of one connected component: the nodes that most is stated about, and some spread evenly over time. Triangles with
 * them bound every distance from both sides (Goldberg & Harrelson 2005, “Computing the shortest path: A* search meets graph
 * theory”), which settles most comparisons without a search.
 */
export function createLandmarks(
  { nodeCount, outgoing, incoming }: TemporalGraph,
  potential: Float64Array,
  members: readonly number[],
  tighten: (tightening: Tightening) => void,
): Landmarks {
  const bounds = new Float64Array(nodeCount);
  const mayLower = (node: number): boolean => node !== ORIGIN;
  const degree = (node: number): number =>
    (outgoing.starts[node + 1] ?? 0) -
    (outgoing.starts[node] ?? 0) +
    (incoming.starts[node + 1] ?? 0) -
    (incoming.starts[node] ?? 0);
  const byDegree = members.toSorted((a, b) => degree(b) - degree(a)).slice(0, CENTRES);
  const inTime = members.toSorted((a, b) => (potential[a] ?? 0) - (potential[b] ?? 0));
  const spread = Array.from(
    { length: QUANTILES },
    (_, i) => inTime[Math.floor(((i + 0.5) * members.length) / QUANTILES)] ?? 0,
  );
  const chosen = [...new Set([...byDegree, ...spread])];
  const count = chosen.length;
  // By node: the distances from all landmarks, then those to all landmarks.
  const rows = new Float64Array(members.length * count * 2);
  const rowOf = new Int32Array(nodeCount);
  for (const [index, node] of members.entries()) rowOf[node] = index * count * 2;
  for (const [k, landmark] of chosen.entries())
    for (const [side, direction] of (["late", "early"] as const).entries()) {
      bounds.fill(Number.POSITIVE_INFINITY);
      bounds[landmark] = 0;
      tighten({ direction, bounds, sources: [landmark], mayLower });
      for (const node of members) rows[(rowOf[node] ?? 0) + side * count + k] = bounds[node] ?? 0;
    }

  return {
    atLeast(a, b) {
      const [i, j] = [rowOf[a] ?? 0, rowOf[b] ?? 0];
      let bound = Number.NEGATIVE_INFINITY;
      for (let k = 0; k < count; k++) {
        const after = (rows[j + k] ?? 0) - (rows[i + k] ?? 0);
        const before = (rows[i + count + k] ?? 0) - (rows[j + count + k] ?? 0);
        if (after > bound) bound = after;
        if (before > bound) bound = before;
      }
      return bound;
    },
    atMost(a, b) {
      const [i, j] = [rowOf[a] ?? 0, rowOf[b] ?? 0];
      let bound = Number.POSITIVE_INFINITY;
      for (let k = 0; k < count; k++) {
        const through = addUp(rows[i + count + k] ?? 0, rows[j + k] ?? 0);
        if (through < bound) bound = through;
      }
      return bound;
    },
  };
}

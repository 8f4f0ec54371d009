import { addUp } from "./addUp.ts";
import { createLandmarks, type Landmarks } from "./landmarks.ts";
import { createNodeQueue } from "./nodeQueue.ts";
import { createReachability, type Reachability } from "./reachability.ts";
import type { Tightening } from "./shortestPaths.ts";
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
  /** The connected component of each node, the origin not counted. */
  readonly component: Int32Array;
  readonly tighten: (tightening: Tightening) => void;
}

/** The least difference that counts as earlier: `after` and `before` are strict. */
const STRICT = 1;
/** Arcs that searches may look at in a component, in multiples of its nodes, before landmarks pay. */
const PATIENCE = 8;
/** Smaller components are searched faster than prepared for. */
const SMALLEST = 100;

/**
 * Distances between two nodes, searched for only as far as the question needs: A* with whatever bounds are at hand. What helps
 * many questions in one component (which nodes can be reached at all, landmarks) is made when there have been many.
 */
export function createComparison({ graph, potential, late, early, component, tighten }: Solved): Comparison {
  const { nodeCount, weights } = graph;
  const { starts, arcs, far } = graph.outgoing;
  const queue = createNodeQueue(nodeCount);
  const found = new Float64Array(nodeCount);
  const stamps = new Int32Array(nodeCount);
  let stamp = 0;
  let reachability: Reachability | undefined;
  let members: Map<number, number[]> | undefined;
  const effort = new Float64Array(nodeCount);
  const landmarks = new Map<number, Landmarks>();

  const viaOrigin = (a: number, b: number): number => addUp(early[a] ?? 0, late[b] ?? 0);
  /** No path from a to b is shorter: by the potential, and by the triangles with the origin. */
  const atLeast = (a: number, b: number): number => {
    let bound = (potential[b] ?? 0) - (potential[a] ?? 0);
    const byLate = (late[b] ?? 0) - (late[a] ?? 0);
    if (byLate > bound) bound = byLate;
    const byEarly = (early[a] ?? 0) - (early[b] ?? 0);
    return byEarly > bound ? byEarly : bound;
  };
  const landmarksOf = (node: number): Landmarks | undefined => {
    const group = component[node] ?? 0;
    const made = landmarks.get(group);
    if (made !== undefined) return made;
    members ??= groupNodes(component);
    const nodes = members.get(group) ?? [];
    if (nodes.length < SMALLEST || (effort[group] ?? 0) < PATIENCE * nodes.length) return undefined;
    const making = createLandmarks(graph, potential, nodes, tighten);
    landmarks.set(group, making);
    return making;
  };

  /** The length of the shortest path that keeps off the origin, if it is at most `limit`; of any such path if `any`. */
  const search = (a: number, b: number, limit: number, any: boolean): number => {
    if (component[a] !== component[b] || a === ORIGIN || b === ORIGIN || atLeast(a, b) > limit)
      return Number.POSITIVE_INFINITY;
    reachability ??= createReachability(graph);
    const { mayReach } = reachability;
    if (!mayReach(a, b)) return Number.POSITIVE_INFINITY;
    const marks = landmarksOf(a);
    if (marks !== undefined) {
      if (marks.atLeast(a, b) > limit) return Number.POSITIVE_INFINITY;
      const known = marks.atMost(a, b);
      if (any && known <= limit) return known;
    }
    const group = component[a] ?? 0;
    stamp++;
    queue.clear();
    found[a] = 0;
    stamps[a] = stamp;
    queue.put(a, 0);
    for (let u = queue.pop(); u >= 0; u = queue.pop()) {
      const length = found[u] ?? 0;
      if (u === b) return length;
      const end = starts[u + 1] ?? 0;
      effort[group] = (effort[group] ?? 0) + end - (starts[u] ?? 0);
      for (let at = starts[u] ?? 0; at < end; at++) {
        const arc = arcs[at] ?? 0;
        const v = far[arc] ?? 0;
        if (v === ORIGIN) continue;
        const offered = addUp(length, weights[arc] ?? 0);
        if (stamps[v] === stamp ? offered >= (found[v] ?? 0) : !mayReach(v, b)) continue;
        let least = offered + atLeast(v, b);
        if (least > limit) continue;
        if (marks !== undefined) {
          least = Math.max(least, offered + marks.atLeast(v, b));
          if (least > limit) continue;
          if (any && offered + marks.atMost(v, b) <= limit) return limit;
        }
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

function groupNodes(component: Int32Array): Map<number, number[]> {
  const groups = new Map<number, number[]>();
  for (const [node, group] of component.entries()) {
    const members = groups.get(group);
    if (members === undefined) groups.set(group, [node]);
    else members.push(node);
  }
  return groups;
}

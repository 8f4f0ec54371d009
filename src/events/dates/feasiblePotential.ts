import type { TemporalGraph } from "./temporalGraph.ts";
import { held } from "../../idioms/held.ts";

const LARGEST_EXACT = Number.MAX_SAFE_INTEGER;

/**
 * By how much a sum may be wrong: by nothing within ±285 000 years; beyond, a double no longer holds every ms, and what differs
 * by less than its rounding does not differ. Without it, rounding could go round a cycle for ever.
 */
export function rounding(a: number, b: number): number {
  const size = Math.max(Math.abs(a), Math.abs(b), Math.abs(a + b));
  return size > LARGEST_EXACT ? size * 1e-14 : 0;
}

/** Gets cycles out of a graph, each a list of edges; one edge of each at least is no longer in it then. */
type BreakCycles = (cycles: readonly (readonly number[])[], potential: Float64Array) => void;

/**
 * A potential π with π_v ≤ π_u + w for every edge, by the algorithm of Goldberg & Radzik (1993, Appl. Math. Lett. 6:3): each
 * pass relaxes what has to move in topological order of the edges that are tight or violated, so chains and webs written in
 * any order take a few passes. A cycle among the edges that last moved their nodes is negative: then there is none, undefined, unless
 * somebody breaks such cycles, and the search goes on.
 */
export function findPotential(graph: TemporalGraph): Float64Array | undefined;
export function findPotential(graph: TemporalGraph, breakCycles: BreakCycles): Float64Array;
export function findPotential(graph: TemporalGraph, breakCycles?: BreakCycles): Float64Array | undefined {
  const { nodeCount } = graph;
  const potential = new Float64Array(nodeCount);
  const lastEdge = new Int32Array(nodeCount).fill(-1);
  let active: number[] = Array.from({ length: nodeCount }, (_, node) => node);

  const violates = (u: number, v: number, w: number): boolean => {
    if (u === v) return w < 0;
    const own = potential[u] ?? 0;
    return own + w < (potential[v] ?? 0) - rounding(own, w);
  };

  while (active.length > 0) {
    const order = topologicalOrder(graph, potential, active);
    const moved: number[] = [];
    const isMoved = new Uint8Array(nodeCount);
    for (const u of order)
      graph.forEachOut(u, (v, w, edge) => {
        if (!violates(u, v, w)) return;
        potential[v] = (potential[u] ?? 0) + w;
        lastEdge[v] = edge;
        if (isMoved[v] === 0) {
          isMoved[v] = 1;
          moved.push(v);
        }
      });
    const cycles = findCycles(graph, lastEdge, moved);
    if (cycles.length > 0) {
      if (breakCycles === undefined) return undefined;
      breakCycles(cycles, potential);
    }
    active = moved;
  }
  return potential;
}

/** Nodes that can be reached from active ones with a violated edge over edges that are tight or violated, each before those it leads to. */
function topologicalOrder(graph: TemporalGraph, potential: Float64Array, active: readonly number[]): number[] {
  const visited = new Uint8Array(graph.nodeCount);
  const finished: number[] = [];
  const stack: { node: number; next: readonly number[]; at: number }[] = [];
  const leadsTo = (u: number, strictly: boolean): number[] => {
    const found: number[] = [];
    graph.forEachOut(u, (v, w) => {
      const reduced = (potential[u] ?? 0) + w - (potential[v] ?? 0);
      if (reduced < 0 || (!strictly && reduced === 0)) found.push(v);
    });
    return found;
  };
  for (const start of active) {
    if (visited[start] === 1 || leadsTo(start, true).length === 0) continue;
    visited[start] = 1;
    stack.push({ node: start, next: leadsTo(start, false), at: 0 });
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      const v = top.next[top.at++];
      if (v === undefined) {
        finished.push(top.node);
        stack.pop();
      } else if (visited[v] === 0) {
        visited[v] = 1;
        stack.push({ node: v, next: leadsTo(v, false), at: 0 });
      }
    }
  }
  return finished.reverse();
}

/** The cycles among the edges that last moved their nodes; every such cycle is negative (Cherkassky & Goldberg 1999). */
function findCycles(graph: TemporalGraph, lastEdge: Int32Array, moved: readonly number[]): number[][] {
  const cycles: number[][] = [];
  const seen = new Map<number, number>();
  for (const [walk, start] of moved.entries()) {
    for (let node = start; ; ) {
      const by = seen.get(node);
      if (by === walk) cycles.push(collect(graph, lastEdge, node));
      if (by !== undefined) break;
      seen.set(node, walk);
      const edge = lastEdge[node] ?? -1;
      if (edge < 0 || graph.enabled[edge] === 0) break;
      node = held(graph.from[edge]);
    }
  }
  return cycles;
}

/** The edges of the cycle through a node, in their own direction. */
function collect(graph: TemporalGraph, lastEdge: Int32Array, start: number): number[] {
  const edges: number[] = [];
  let node = start;
  do {
    const edge = held(lastEdge[node]);
    edges.push(edge);
    node = held(graph.from[edge]);
  } while (node !== start);
  return edges.reverse();
}

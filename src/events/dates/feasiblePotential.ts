import { type BoundSide, ORIGIN, type TemporalGraph } from "./temporalGraph.ts";
import { held } from "../../idioms/held.ts";

/** An edge of a contradiction: t_to − t_from ≤ weight. */
export interface CycleEdge {
  /** Index of the constraint that states it, and which of its bounds. */
  readonly constraint: number;
  readonly bound: BoundSide;
  readonly from: number;
  readonly to: number;
  readonly weight: number;
}

/** Edges that lead back to where they began, and sum to less than nothing. */
export interface NegativeCycle {
  readonly edges: readonly CycleEdge[];
  /** ms by which the statements miss each other. */
  readonly excess: number;
}

/** Contradictions that are listed one by one; beyond, whole components are set aside. */
const MOST_CYCLES = 1000;

const LARGEST_EXACT = Number.MAX_SAFE_INTEGER;

/**
 * By how much a sum may be wrong: by nothing within ±285 000 years; beyond, a double no longer holds every ms, and what differs
 * by less than its rounding does not differ. Without it, rounding could go round a cycle for ever.
 */
function rounding(a: number, b: number): number {
  const size = Math.max(Math.abs(a), Math.abs(b), Math.abs(a + b));
  return size > LARGEST_EXACT ? size * 1e-14 : 0;
}

/**
 * A potential π with π_v ≤ π_u + w for every edge, by the algorithm of Goldberg & Radzik (1993, Appl. Math. Lett. 6:3): each
 * pass relaxes what has to move in topological order of the edges that are tight or violated, so chains and webs written in
 * any order take a few passes. A cycle among the edges that last moved their nodes is negative: it is reported, its statements are
 * set aside, and the search goes on.
 */
export function findPotential(graph: TemporalGraph): { potential: Float64Array; conflicts: NegativeCycle[] } {
  const { nodeCount } = graph;
  const potential = new Float64Array(nodeCount);
  const lastEdge = new Int32Array(nodeCount).fill(-1);
  const conflicts: NegativeCycle[] = [];
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
    // Of a cycle that is not listed, one edge stands for its component.
    const rest: number[] = [];
    for (const cycle of findCycles(graph, lastEdge, moved)) {
      // Another one may have taken a statement of it along.
      if (cycle.some((edge) => graph.enabled[edge] === 0)) continue;
      if (conflicts.length === MOST_CYCLES) {
        rest.push(held(cycle[0]));
        continue;
      }
      conflicts.push(describe(graph, cycle));
      for (const edge of cycle) graph.setAside(edge);
    }
    if (rest.length > 0) setAsideComponents(graph, rest);
    active = moved;
  }
  return { potential, conflicts };
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

/** The cycle from the first of its statements on. */
function describe(graph: TemporalGraph, cycle: readonly number[]): NegativeCycle {
  const edges = cycle.map((edge): CycleEdge => {
    const [from, to, weight] = [held(graph.from[edge]), held(graph.to[edge]), held(graph.weight[edge])];
    return { ...graph.origin(edge), from, to, weight };
  });
  const start = edges.reduce(
    (first, { constraint }, at) => (constraint < held(edges[first]?.constraint) ? at : first),
    0,
  );
  return {
    edges: [...edges.slice(start), ...edges.slice(0, start)],
    excess: 0 - edges.reduce((sum, { weight }) => sum + weight, 0),
  };
}

function setAsideComponents(graph: TemporalGraph, edges: readonly number[]): void {
  const roots = new Set<number>();
  for (const edge of edges)
    for (const node of [held(graph.from[edge]), held(graph.to[edge])])
      if (node !== ORIGIN) roots.add(graph.component(node));
  for (let edge = 0; edge < graph.edgeCount; edge++) {
    const [u, v] = [held(graph.from[edge]), held(graph.to[edge])];
    if (roots.has(graph.component(u === ORIGIN ? v : u))) graph.setAside(edge);
  }
}

import { ORIGIN, type TemporalGraph } from "./temporalGraph.ts";

/** The connected component of each node, the origin not counted, as one of its nodes (union–find; Tarjan & van Leeuwen 1984). */
export function connectedComponents({ nodeCount, arcCount, tails, heads }: TemporalGraph): Int32Array {
  const parent = new Int32Array(nodeCount);
  for (let node = 0; node < nodeCount; node++) parent[node] = node;
  const find = (start: number): number => {
    let node = start;
    for (;;) {
      const above = parent[node] ?? node;
      if (above === node) return node;
      const next = parent[above] ?? above;
      parent[node] = next;
      node = next;
    }
  };
  for (let arc = 0; arc < arcCount; arc++) {
    const [u, v] = [tails[arc] ?? 0, heads[arc] ?? 0];
    if (u !== ORIGIN && v !== ORIGIN) parent[find(u)] = find(v);
  }
  for (let node = 0; node < nodeCount; node++) parent[node] = find(node);
  return parent;
}

export interface StrongComponents {
  readonly count: number;
  /** The component of each node. An arc between two components leads from the higher number to the lower. */
  readonly of: Int32Array;
}

/** Strongly connected components (Tarjan 1972, SIAM J. Comput. 1:146), without recursion. Linear. */
export function strongComponents({ nodeCount, outgoing }: TemporalGraph, skipOrigin = false): StrongComponents {
  const { starts, arcs, far } = outgoing;
  const of = new Int32Array(nodeCount).fill(-1);
  const index = new Int32Array(nodeCount);
  const low = new Int32Array(nodeCount);
  const next = new Int32Array(nodeCount);
  const path: number[] = [];
  const unassigned: number[] = [];
  let count = 0;
  let visits = 0;
  const enter = (node: number): void => {
    visits++;
    index[node] = visits;
    low[node] = visits;
    next[node] = starts[node] ?? 0;
    path.push(node);
    unassigned.push(node);
  };
  const assign = (root: number): void => {
    for (;;) {
      const node = unassigned.pop() ?? root;
      of[node] = count;
      if (node === root) break;
    }
    count++;
  };
  if (skipOrigin) {
    index[ORIGIN] = -1;
    of[ORIGIN] = count++;
  }
  for (let start = 0; start < nodeCount; start++) {
    if (index[start] !== 0) continue;
    enter(start);
    for (let u = path.at(-1); u !== undefined; u = path.at(-1)) {
      const at = next[u] ?? 0;
      if (at < (starts[u + 1] ?? 0)) {
        next[u] = at + 1;
        const v = far[arcs[at] ?? 0] ?? 0;
        if (index[v] === 0) enter(v);
        else if (of[v] === -1) low[u] = Math.min(low[u] ?? 0, index[v] ?? 0);
      } else {
        path.pop();
        const below = path.at(-1);
        if (low[u] === index[u]) assign(u);
        else if (below !== undefined) low[below] = Math.min(low[below] ?? 0, low[u] ?? 0);
      }
    }
  }
  return { count, of };
}

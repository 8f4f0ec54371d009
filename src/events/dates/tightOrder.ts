import type { TemporalGraph } from "./temporalGraph.ts";

export interface TightOrderEvents {
  /** A node of a component in which something contradicts: it is not in the order. */
  readonly onTangled: (node: number) => void;
  /** The arcs of a negative cycle; when this returns, one of them counts no more or is not violated any more. Left out, cycles are not looked for. */
  readonly onCycle?: (cycle: readonly number[]) => void;
}

/**
 * Orders nodes by the arcs that are tight or violated (`slack` ≤ 0), each before those it leads to: Tarjan's (1972) strongly
 * connected components of those arcs, from the roots that have a violated one. Where such a component holds a violated arc,
 * every way from its head back to its tail makes a negative cycle; without one, its nodes hang together without slack, and
 * follow in the order they were met (cf. Cherkassky & Goldberg 1999, Math. Program. 85:277, on contracting zero cycles).
 */
export function createTightOrder(
  { nodeCount, outgoing }: TemporalGraph,
  slack: (node: number, arc: number) => number,
): (roots: readonly number[], events: TightOrderEvents) => number[] {
  const { starts, arcs, far } = outgoing;
  const index = new Int32Array(nodeCount);
  const low = new Int32Array(nodeCount);
  const next = new Int32Array(nodeCount);
  /** Numbers of components, from 1; 0 for nodes that are not in one yet. */
  const component = new Int32Array(nodeCount);
  const entry = new Int32Array(nodeCount);

  const someArc = (u: number, holds: (slack: number, head: number, arc: number) => boolean): number => {
    for (let at = starts[u] ?? 0; at < (starts[u + 1] ?? 0); at++) {
      const arc = arcs[at] ?? 0;
      if (holds(slack(u, arc), far[arc] ?? 0, arc)) return arc;
    }
    return -1;
  };
  const isViolated = (left: number): boolean => left < 0;

  /** The fewest tight arcs within a component from one node to another, breadth first. */
  const wayThrough = (from: number, to: number, tailOf: Map<number, number>): number[] | undefined => {
    if (from === to) return [];
    tailOf.clear();
    tailOf.set(from, from);
    const queue = [from];
    const reaches =
      (u: number) =>
      (left: number, v: number, arc: number): boolean => {
        if (!(left <= 0) || component[v] !== component[u] || tailOf.has(v)) return false;
        tailOf.set(v, u);
        entry[v] = arc;
        queue.push(v);
        return v === to;
      };
    for (const u of queue) {
      if (someArc(u, reaches(u)) < 0) continue;
      const way: number[] = [];
      for (let node = to; node !== from; node = tailOf.get(node) ?? from) way.push(entry[node] ?? 0);
      return way.reverse();
    }
    return undefined;
  };

  /** Whether something contradicts among these nodes; reports it until one way back is not found. */
  const untangle = (members: readonly number[], { onCycle }: TightOrderEvents): boolean => {
    let isTangled = false;
    const tailOf = new Map<number, number>();
    for (const u of members) {
      for (let at = starts[u] ?? 0; at < (starts[u + 1] ?? 0); at++) {
        const arc = arcs[at] ?? 0;
        const v = far[arc] ?? 0;
        if (component[v] !== component[u] || !(slack(u, arc) < 0)) continue;
        isTangled = true;
        if (onCycle === undefined) return true;
        const back = wayThrough(v, u, tailOf);
        if (back === undefined) return true;
        onCycle([arc, ...back]);
      }
    }
    return isTangled;
  };

  return (roots, events) => {
    const ordered: number[] = [];
    const seen: number[] = [];
    const path: number[] = [];
    const unassigned: number[] = [];
    let components = 0;
    const enter = (node: number): void => {
      seen.push(node);
      index[node] = seen.length;
      low[node] = seen.length;
      next[node] = starts[node] ?? 0;
      path.push(node);
      unassigned.push(node);
    };
    const assign = (root: number): void => {
      components++;
      const members = unassigned.splice(unassigned.lastIndexOf(root));
      for (const node of members) component[node] = components;
      if (untangle(members, events)) for (const node of members) events.onTangled(node);
      else for (let at = members.length - 1; at >= 0; at--) ordered.push(members[at] ?? 0);
    };
    for (const root of roots) {
      if (index[root] !== 0 || someArc(root, isViolated) < 0) continue;
      enter(root);
      for (let u = path.at(-1); u !== undefined; u = path.at(-1)) {
        const at = next[u] ?? 0;
        if (at < (starts[u + 1] ?? 0)) {
          next[u] = at + 1;
          const arc = arcs[at] ?? 0;
          if (!(slack(u, arc) <= 0)) continue;
          const v = far[arc] ?? 0;
          if (index[v] === 0) enter(v);
          else if (component[v] === 0) low[u] = Math.min(low[u] ?? 0, index[v] ?? 0);
          continue;
        }
        path.pop();
        const above = path.at(-1);
        if (low[u] === index[u]) assign(u);
        else if (above !== undefined) low[above] = Math.min(low[above] ?? 0, low[u] ?? 0);
      }
    }
    for (const node of seen) index[node] = component[node] = 0;
    return ordered.reverse();
  };
}

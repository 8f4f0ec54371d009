import { addUp } from "./addUp.ts";
import { strongComponents } from "./components.ts";
import { describeCycle, lengthOf, type NegativeCycle, roundingOf, shorten } from "./negativeCycle.ts";
import type { TemporalGraph } from "./temporalGraph.ts";

export interface Feasibility {
  /** π with π_v ≤ π_u + w for every arc that is left: one solution of the network, up to a shift. */
  readonly potential: Float64Array;
  readonly conflicts: readonly NegativeCycle[];
  /** Constraints by index: 1 for those that take part in a contradiction. */
  readonly setAside: Uint8Array;
}

/** Contradictions that are described; what is found beyond them is only set aside. */
const MOST_DESCRIBED = 1000;

/**
 * Finds a feasible potential and the negative cycles that stand in its way; the constraints of each are set aside. Arcs
 * between strongly connected components cannot be part of a cycle: each component is solved by itself, then they are shifted
 * against each other in topological order, which makes everything that is only “after” linear whatever its order.
 */
export function findPotential(graph: TemporalGraph, constraintCount: number): Feasibility {
  const components = strongComponents(graph);
  const setAside = new Uint8Array(constraintCount);
  const conflicts: NegativeCycle[] = [];
  const isEnabled = (arc: number): boolean => setAside[graph.constraintOf[arc] ?? 0] === 0;
  const onCycle = (found: readonly number[]): void => {
    if (forgiveRounding(graph, found)) return;
    const cycle = conflicts.length < MOST_DESCRIBED ? shorten(graph, found, isEnabled) : found;
    if (conflicts.length < MOST_DESCRIBED) conflicts.push(describeCycle(graph, cycle));
    for (const arc of cycle) setAside[graph.constraintOf[arc] ?? 0] = 1;
  };
  const potential = solveComponents(graph, components.of, isEnabled, onCycle);
  shiftComponents(graph, components, isEnabled, potential);
  return { potential, conflicts, setAside };
}

/** A cycle that is negative by no more than the rounding of its own weights is none: its largest arc gives way. */
function forgiveRounding(graph: TemporalGraph, cycle: readonly number[]): boolean {
  const excess = -lengthOf(graph, cycle);
  if (excess > roundingOf(graph, cycle)) return false;
  const size = (arc: number): number => Math.abs(graph.weights[arc] ?? 0);
  const largest = cycle.reduce((most, arc) => (size(arc) > size(most) ? arc : most));
  graph.weights[largest] = addUp(graph.weights[largest] ?? 0, Math.max(excess, size(largest) * Number.EPSILON));
  return true;
}

const UNSEEN = 0;
const ON_PATH = 1;
const DONE = 2;

/**
 * Goldberg & Radzik (1993, Appl. Math. Lett. 6:3): passes that relax labelled nodes in topological order of the arcs that are
 * tight or violated. A cycle of such arcs with a violated one is negative, and met by the depth-first search for that order
 * (Cherkassky & Goldberg 1999, Math. Program. 85:277).
 */
function solveComponents(
  graph: TemporalGraph,
  componentOf: Int32Array,
  isEnabled: (arc: number) => boolean,
  onCycle: (cycle: readonly number[]) => void,
): Float64Array {
  const { nodeCount, weights, outgoing } = graph;
  const { starts, arcs, far } = outgoing;
  const potential = new Float64Array(nodeCount);
  const state = new Uint8Array(nodeCount);
  const next = new Int32Array(nodeCount);
  const depth = new Int32Array(nodeCount);
  const isLabelled = new Uint8Array(nodeCount);
  let labelled: number[] = [];

  /** What the arc leaves of its head's potential: negative if violated, 0 if tight. NaN for arcs that do not count. */
  const slack = (u: number, arc: number): number => {
    const v = far[arc] ?? 0;
    if (componentOf[v] !== componentOf[u] || !isEnabled(arc)) return Number.NaN;
    return addUp(potential[u] ?? 0, weights[arc] ?? 0) - (potential[v] ?? 0);
  };
  const hasViolated = (u: number): boolean => {
    for (let at = starts[u] ?? 0; at < (starts[u + 1] ?? 0); at++) if (slack(u, arcs[at] ?? 0) < 0) return true;
    return false;
  };
  const label = (node: number): void => {
    if (isLabelled[node] === 1) return;
    isLabelled[node] = 1;
    labelled.push(node);
  };
  const relax = (u: number): void => {
    for (let at = starts[u] ?? 0; at < (starts[u + 1] ?? 0); at++) {
      const arc = arcs[at] ?? 0;
      if (!(slack(u, arc) < 0)) continue;
      const v = far[arc] ?? 0;
      potential[v] = addUp(potential[u] ?? 0, weights[arc] ?? 0);
      label(v);
    }
  };

  /** Depth first from nodes with a violated arc, along tight and violated arcs; nodes come after those that they lead to. */
  const orderTightArcs = (roots: readonly number[]): number[] => {
    const finished: number[] = [];
    const seen: number[] = [];
    const path: number[] = [];
    // The arc by which each node of the path was entered, and how many arcs down to it are violated.
    const entries: number[] = [];
    const violated: number[] = [];
    const enter = (node: number, entry: number, count: number): void => {
      state[node] = ON_PATH;
      next[node] = starts[node] ?? 0;
      depth[node] = path.length;
      seen.push(node);
      path.push(node);
      entries.push(entry);
      violated.push(count);
    };
    const leave = (node: number): void => {
      state[node] = DONE;
      finished.push(node);
      path.pop();
      entries.pop();
      violated.pop();
    };
    /** The path has lost an arc to a cycle: its nodes wait for the next pass. */
    const abandon = (): void => {
      for (const node of path) {
        state[node] = DONE;
        label(node);
      }
      path.length = entries.length = violated.length = 0;
    };
    for (const root of roots) {
      if (state[root] !== UNSEEN || !hasViolated(root)) continue;
      enter(root, -1, 0);
      while (path.length > 0) {
        const u = path[path.length - 1] ?? 0;
        const at = next[u] ?? 0;
        if (at >= (starts[u + 1] ?? 0)) {
          leave(u);
          continue;
        }
        next[u] = at + 1;
        const arc = arcs[at] ?? 0;
        const left = slack(u, arc);
        if (!(left <= 0)) continue;
        const v = far[arc] ?? 0;
        const count = (violated[violated.length - 1] ?? 0) + (left < 0 ? 1 : 0);
        if (state[v] === UNSEEN) enter(v, arc, count);
        else if (state[v] === ON_PATH && count > (violated[depth[v] ?? 0] ?? 0)) {
          onCycle([...entries.slice((depth[v] ?? 0) + 1), arc]);
          abandon();
        }
      }
    }
    for (const node of seen) state[node] = UNSEEN;
    return finished;
  };

  for (let node = 0; node < nodeCount; node++) label(node);
  while (labelled.length > 0) {
    const roots = labelled;
    labelled = [];
    for (const node of roots) isLabelled[node] = 0;
    const order = orderTightArcs(roots);
    for (let at = order.length - 1; at >= 0; at--) relax(order[at] ?? 0);
  }
  return potential;
}

/** Lowers each component until the arcs that lead into it hold, those that lead on last. */
function shiftComponents(
  { nodeCount, weights, incoming }: TemporalGraph,
  { count, of }: { readonly count: number; readonly of: Int32Array },
  isEnabled: (arc: number) => boolean,
  potential: Float64Array,
): void {
  const { starts, arcs, far } = incoming;
  const nodes = new Int32Array(nodeCount).map((_, node) => node).sort((a, b) => (of[b] ?? 0) - (of[a] ?? 0));
  let from = 0;
  for (let component = count - 1; component >= 0; component--) {
    let to = from;
    let shift = 0;
    for (; to < nodeCount && of[nodes[to] ?? 0] === component; to++) {
      const v = nodes[to] ?? 0;
      for (let at = starts[v] ?? 0; at < (starts[v + 1] ?? 0); at++) {
        const arc = arcs[at] ?? 0;
        const u = far[arc] ?? 0;
        if (of[u] === component || !isEnabled(arc)) continue;
        shift = Math.min(shift, addUp(potential[u] ?? 0, weights[arc] ?? 0) - (potential[v] ?? 0));
      }
    }
    for (; from < to; from++) {
      const v = nodes[from] ?? 0;
      potential[v] = (potential[v] ?? 0) + shift;
    }
  }
}

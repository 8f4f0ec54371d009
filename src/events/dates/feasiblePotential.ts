import { addUp } from "./addUp.ts";
import { type StrongComponents, strongComponents } from "./components.ts";
import { describeCycle, lengthOf, type NegativeCycle, roundingOf, shorten } from "./negativeCycle.ts";
import type { TemporalGraph } from "./temporalGraph.ts";
import { createTightOrder } from "./tightOrder.ts";
import { forEachAbsoluteConflict } from "./absoluteConflicts.ts";

export interface Feasibility {
  /** π with π_v ≤ π_u + w for every arc that is left: one solution of the network, up to a shift. */
  readonly potential: Float64Array;
  readonly conflicts: readonly NegativeCycle[];
  /** Constraints by index: 1 for those that take part in a contradiction. */
  readonly setAside: Uint8Array;
}

/** Contradictions that are described; beyond them, a strongly connected component that holds one is set aside as a whole. */
const MOST_DESCRIBED = 1000;

/**
 * Finds a feasible potential and the negative cycles that stand in its way; the constraints of each are set aside. Arcs
 * between strongly connected components cannot be part of a cycle: each component is solved by itself, then they are shifted
 * against each other in topological order, which makes everything that is only “after” linear whatever its order.
 */
export function findPotential(graph: TemporalGraph, constraintCount: number): Feasibility {
  const { nodeCount, weights, constraintOf, outgoing } = graph;
  const { starts, arcs, far } = outgoing;
  const components = strongComponents(graph);
  const setAside = new Uint8Array(constraintCount);
  const isEnabled = (arc: number): boolean => setAside[constraintOf[arc] ?? 0] === 0;
  const potential = new Float64Array(nodeCount);
  const conflicts: NegativeCycle[] = [];

  /** What the arc leaves of its head's potential: negative if violated, 0 if tight. NaN for arcs that do not count. */
  const slack = (u: number, arc: number): number => {
    const v = far[arc] ?? 0;
    if (components.of[v] !== components.of[u] || !isEnabled(arc)) return Number.NaN;
    return addUp(potential[u] ?? 0, weights[arc] ?? 0) - (potential[v] ?? 0);
  };
  const onCycle = (found: readonly number[]): void => {
    if (forgiveRounding(graph, found)) return;
    const isDescribed = conflicts.length < MOST_DESCRIBED;
    const cycle = isDescribed ? shorten(graph, found, isEnabled) : found;
    if (isDescribed) conflicts.push(describeCycle(graph, cycle));
    for (const arc of cycle) setAside[constraintOf[arc] ?? 0] = 1;
  };
  const setAsideWhole = (tangled: ReadonlySet<number>): void => {
    for (let arc = 0; arc < graph.arcCount; arc++) {
      const component = components.of[graph.tails[arc] ?? 0] ?? 0;
      if (tangled.has(component) && components.of[graph.heads[arc] ?? 0] === component)
        setAside[constraintOf[arc] ?? 0] = 1;
    }
  };
  forEachAbsoluteConflict(graph, isEnabled, onCycle);
  const orderTight = createTightOrder(graph, slack);

  // Goldberg & Radzik (1993, Appl. Math. Lett. 6:3): passes that relax labelled nodes in topological order of the arcs that
  // are tight or violated.
  const isLabelled = new Uint8Array(nodeCount);
  let labelled: number[] = [];
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
  for (let node = 0; node < nodeCount; node++) label(node);
  while (labelled.length > 0) {
    const roots = labelled;
    labelled = [];
    for (const node of roots) isLabelled[node] = 0;
    const tangled = new Set<number>();
    const onTangled = (node: number): void => {
      label(node);
      tangled.add(components.of[node] ?? 0);
    };
    const isDescribed = conflicts.length < MOST_DESCRIBED;
    const order = orderTight(roots, isDescribed ? { onTangled, onCycle } : { onTangled });
    if (!isDescribed && tangled.size > 0) setAsideWhole(tangled);
    for (const node of order) relax(node);
  }
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

/** Lowers each component until the arcs that lead into it hold, those that lead on last. */
function shiftComponents(
  { nodeCount, weights, incoming }: TemporalGraph,
  { count, of }: StrongComponents,
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

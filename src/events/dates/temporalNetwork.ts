import { type Comparison, createComparison } from "./comparison.ts";
import { connectedComponents } from "./components.ts";
import { findPotential } from "./feasiblePotential.ts";
import type { NegativeCycle } from "./negativeCycle.ts";
import { type Placement, type PlacementHint, place } from "./placement.ts";
import { createTightener } from "./shortestPaths.ts";
import type { Span } from "./span.ts";
import { buildGraph, ORIGIN, type TemporalConstraint, type TemporalGraph } from "./temporalGraph.ts";

export type { CycleEdge, NegativeCycle } from "./negativeCycle.ts";
export type { Placement, PlacementHint } from "./placement.ts";
export { ORIGIN, type TemporalConstraint } from "./temporalGraph.ts";

/** A solved network. Nodes are numbers from 0, the origin of the calendar; times are whole ms. */
export interface TemporalNetwork {
  /** Contradictions, at most 1000 of them. */
  readonly conflicts: readonly NegativeCycle[];
  /** Whether a constraint (by index) takes part in a contradiction; the rest was solved without it. */
  isSetAside(constraint: number): boolean;
  /** The instants between which a node must lie: no statement allows more, and each instant between them is possible. */
  span(node: number): Span;
  /** The most by which b can be later than a; Infinity if nothing says. */
  distance(a: number, b: number): number;
  /** Which node is certainly the earlier one, by 1 ms at least. */
  compare(a: number, b: number): "before" | "after" | "cannot tell";
  /** Whether statements lead from one to the other, not counting absolute dates. */
  connected(a: number, b: number): boolean;
  /** Nodes that some statement by itself puts no later than this one; absolute dates do not count. */
  notAfter(node: number): readonly number[];
  /** One instant a node, such that every constraint holds that was not set aside. */
  place(hints?: readonly PlacementHint[], options?: { readonly fallback?: number }): Placement;
}

/**
 * Solves a simple temporal network: instants and bounds on their differences (Dechter, Meiri & Pearl 1991, Artif. Intell.
 * 49:61). Its tightest consequences are shortest paths, a contradiction is a negative cycle. Near-linear on what people write.
 * Beyond ±285 000 years bounds are rounded outwards.
 *
 * @example
 * const network = solveTemporalNetwork(3, [
 *   { from: ORIGIN, to: 1, min: 0, max: 999 },
 *   { from: 1, to: 2, min: 1, max: Infinity },
 * ]);
 * network.compare(1, 2); // "before"
 */
export function solveTemporalNetwork(nodeCount: number, constraints: readonly TemporalConstraint[]): TemporalNetwork {
  const whole = buildGraph(nodeCount, constraints);
  const { potential, conflicts, setAside } = findPotential(whole, constraints.length);
  const isSetAside = (constraint: number): boolean => setAside[constraint] === 1;
  const graph = setAside.includes(1) ? buildGraph(nodeCount, constraints, isSetAside) : whole;

  const tighten = createTightener(graph, potential);
  const fromOrigin = (direction: "late" | "early"): Float64Array => {
    const bounds = new Float64Array(nodeCount).fill(Number.POSITIVE_INFINITY);
    bounds[ORIGIN] = 0;
    tighten({ direction, bounds, sources: [ORIGIN] });
    return bounds;
  };
  const late = fromOrigin("late");
  const early = fromOrigin("early");
  const component = connectedComponents(graph);
  const connected = (a: number, b: number): boolean => a !== ORIGIN && component[a] === component[b];
  let comparison: Comparison | undefined;
  const compared = (): Comparison =>
    (comparison ??= createComparison({ graph, potential, late, early, component, tighten }));

  return {
    conflicts,
    isSetAside,
    span: (node) => ({ earliest: 0 - (early[node] ?? 0), latest: late[node] ?? 0 }),
    distance: (a, b) => compared().distance(a, b),
    compare: (a, b) => compared().compare(a, b),
    connected,
    notAfter: (node) => notAfter(graph, node),
    place: (hints = [], { fallback = firstDate(constraints) } = {}) =>
      place({ nodeCount, late, early, tighten, hints, fallback }),
  };
}

function notAfter({ outgoing: { starts, arcs, far }, weights }: TemporalGraph, node: number): readonly number[] {
  const found: number[] = [];
  for (let at = starts[node] ?? 0; at < (starts[node + 1] ?? 0); at++) {
    const arc = arcs[at] ?? 0;
    const other = far[arc] ?? 0;
    if (other !== ORIGIN && other !== node && (weights[arc] ?? 0) <= 0) found.push(other);
  }
  return found;
}

/** The earliest instant that any statement names; 0 where none does. */
function firstDate(constraints: readonly TemporalConstraint[]): number {
  let first = Number.POSITIVE_INFINITY;
  for (const { from, to, min, max } of constraints) {
    const bounds = from === ORIGIN && to !== ORIGIN ? [min, max] : to === ORIGIN && from !== ORIGIN ? [-max, -min] : [];
    for (const bound of bounds) if (Number.isFinite(bound)) first = Math.min(first, bound);
  }
  return Number.isFinite(first) ? first : 0;
}

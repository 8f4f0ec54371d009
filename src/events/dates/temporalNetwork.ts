import { type NegativeCycle, settleContradictions, type Trust } from "./contradictions.ts";
import { createDistances, type LongestGap } from "./distances.ts";
import { eliminate, type Elimination } from "./elimination.ts";
import { findPotential } from "./feasiblePotential.ts";
import { type Placement, type PlacementHint, type Preference, place } from "./placement.ts";
import { spansFromOrigin } from "./shortestPaths.ts";
import type { Span } from "./span.ts";
import { buildGraph, ORIGIN, type TemporalConstraint, type TemporalGraph } from "./temporalGraph.ts";

export type { CycleEdge, NegativeCycle, Trust } from "./contradictions.ts";
export type { Placement, PlacementHint, Preference } from "./placement.ts";
export { ORIGIN, type TemporalConstraint } from "./temporalGraph.ts";

/**
 * A simple temporal network: instants, and bounds on their differences (Dechter, Meiri & Pearl 1991, Artif. Intell. 49:61).
 * Its tightest consequences are shortest paths; a contradiction is a negative cycle.
 */
export interface TemporalNetwork {
  /** Contradictions, each of which is one date's fault. Their statements were set aside so that the rest could be solved. */
  readonly conflicts: readonly NegativeCycle[];
  /** Whether a constraint (by index) was set aside, to get rid of a contradiction. */
  isSetAside(constraint: number): boolean;
  /** Between which instants a node must lie. */
  span(node: number): Span;
  /** The most by which `b` can be later than `a`, ms. */
  distance(a: number, b: number): number;
  /** Which of two nodes is certainly the earlier one. */
  compare(a: number, b: number): "before" | "after" | "cannot tell";
  /** Whether statements lead from one to the other without the calendar. */
  connected(a: number, b: number): boolean;
  /** Nodes that are directly stated to be no later than this one. */
  notAfter(node: number): readonly number[];
  /** The earliest instant that any statement names; +∞ where none does. */
  readonly firstDate: number;
  /** One instant a node, such that every statement that was not set aside holds. */
  place(hints?: readonly PlacementHint[], options?: PlacementOptions): Placement;
}

export interface PlacementOptions {
  /** Where what nothing ties to the calendar begins; the first date if absent. */
  readonly fallback?: number;
  /** They give way to hints and statements, and all hold where they can all hold together. */
  readonly preferences?: readonly Preference[];
}

/** The least difference that counts as earlier: `after` and `before` are strict. */
const STRICT = 1;

/** Each statement is a date of its own, and the later one is wrong. */
const IN_ORDER: Trust = { rank: (constraint) => constraint, yields: () => false };

/**
 * Solves a network of nodes 0 (the origin of the calendar) to `nodeCount` − 1. O(E log V) on what people write. Only where statements
 * contradict each other, it is asked which are trusted more.
 */
export function solveTemporalNetwork(
  nodeCount: number,
  constraints: readonly TemporalConstraint[],
  trust: () => Trust = () => IN_ORDER,
): TemporalNetwork {
  const graph = buildGraph(nodeCount, constraints);
  const { potential, conflicts } = settle(graph, trust);
  const { earliest, latest } = spansFromOrigin(graph, potential);
  const connected = (a: number, b: number): boolean => graph.component(a) === graph.component(b);
  // Asked for only where dates are compared that count from one another, or hints given for them.
  let taken: Elimination | undefined;
  const elimination = (): Elimination => (taken ??= eliminate(graph));
  let distances: LongestGap | undefined;
  const withoutCalendar = (a: number, b: number): number =>
    (distances ??= createDistances(elimination(), potential))(a, b);
  const distance = (a: number, b: number): number => {
    if (a === b) return 0;
    // What leads through the calendar follows from the two spans.
    const most = (latest[b] ?? 0) - (earliest[a] ?? 0);
    return connected(a, b) ? Math.min(most, withoutCalendar(a, b)) : most;
  };
  /** a is certainly earlier than b: t_a − t_b ≤ −1 ms. */
  const isBefore = (a: number, b: number): boolean =>
    (latest[a] ?? 0) + STRICT <= (earliest[b] ?? 0) || (connected(a, b) && withoutCalendar(b, a) <= -STRICT);

  const first = firstDate(constraints);
  const setAside = new Set<number>();
  for (const [edge, enabled] of graph.enabled.entries()) if (enabled === 0) setAside.add(graph.origin(edge).constraint);

  return {
    conflicts,
    isSetAside: (constraint) => setAside.has(constraint),
    span: (node) => ({ earliest: (earliest[node] ?? 0) + 0, latest: (latest[node] ?? 0) + 0 }),
    distance: (a, b) => distance(a, b) + 0,
    compare: (a, b) => (a === b ? "cannot tell" : isBefore(a, b) ? "before" : isBefore(b, a) ? "after" : "cannot tell"),
    connected,
    notAfter(node) {
      const found: number[] = [];
      graph.forEachOut(node, (to, weight) => {
        if (weight <= 0 && to !== ORIGIN) found.push(to);
      });
      return found;
    },
    firstDate: first,
    place: (hints = [], { fallback = Number.isFinite(first) ? first : 0, preferences = [] } = {}) =>
      place({ graph, elimination, potential, earliest, latest, hints, preferences, fallback }),
  };
}

function settle(
  graph: TemporalGraph,
  trust: () => Trust,
): { potential: Float64Array; conflicts: readonly NegativeCycle[] } {
  const consistent = findPotential(graph);
  if (consistent !== undefined) return { potential: consistent, conflicts: [] };
  const conflicts = settleContradictions(graph, trust());
  // Where instants are rounded, searches that add them up in different orders may not agree on what is none.
  const potential = findPotential(graph, (cycles) => {
    for (const edge of cycles.flat()) graph.setAside(edge);
  });
  return { potential, conflicts };
}

function firstDate(constraints: readonly TemporalConstraint[]): number {
  let first = Number.POSITIVE_INFINITY;
  for (const { from, min, max } of constraints) {
    if (from !== ORIGIN) continue;
    if (Number.isFinite(min)) first = Math.min(first, min);
    else if (Number.isFinite(max)) first = Math.min(first, max);
  }
  return first;
}

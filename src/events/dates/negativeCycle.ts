import type { Bound, TemporalGraph } from "./temporalGraph.ts";

/** An arc of a contradiction: t_to − t_from ≤ weight. */
export interface CycleEdge {
  /** Index of the constraint that states it, and which of its bounds. */
  readonly constraint: number;
  readonly bound: Bound;
  readonly from: number;
  readonly to: number;
  readonly weight: number;
}

/** Statements that lead back to where they began, in order, and sum to less than nothing. */
export interface NegativeCycle {
  readonly edges: readonly CycleEdge[];
  /** ms by which the statements miss each other. */
  readonly excess: number;
}

export function describeCycle(graph: TemporalGraph, cycle: readonly number[]): NegativeCycle {
  const edges = cycle.map(
    (arc): CycleEdge => ({
      constraint: graph.constraintOf[arc] ?? 0,
      bound: graph.boundOf(arc),
      from: graph.tails[arc] ?? 0,
      to: graph.heads[arc] ?? 0,
      weight: graph.weights[arc] ?? 0,
    }),
  );
  return { edges, excess: -lengthOf(graph, cycle) };
}

/** The sum of whole numbers that are too large for doubles, rounded once. */
export function lengthOf({ weights }: TemporalGraph, cycle: readonly number[]): number {
  let sum = 0;
  for (const arc of cycle) sum += weights[arc] ?? 0;
  if (cycle.every((arc) => Number.isSafeInteger(weights[arc])) && Number.isSafeInteger(sum) && cycle.length < 1000)
    return sum;
  return Number(cycle.reduce((exact, arc) => exact + BigInt(weights[arc] ?? 0), 0n));
}

/** What the weights of a cycle may be off together because instants beyond ±285 000 years are rounded. */
export function roundingOf({ weights }: TemporalGraph, cycle: readonly number[]): number {
  let rounding = 0;
  for (const arc of cycle) {
    const weight = Math.abs(weights[arc] ?? 0);
    if (!Number.isSafeInteger(weight)) rounding += weight * Number.EPSILON;
  }
  return rounding;
}

/**
 * A search meets contradictions by long ways round; people want the short one. Takes the arc between two nodes of the cycle
 * that cuts off most and leaves a negative cycle, until none does.
 */
export function shorten(
  graph: TemporalGraph,
  cycle: readonly number[],
  isEnabled: (arc: number) => boolean,
): readonly number[] {
  let best = cycle;
  for (;;) {
    const shorter = shortenOnce(graph, best, isEnabled);
    if (shorter === undefined || !(lengthOf(graph, shorter) < 0)) return best;
    best = shorter;
  }
}

function shortenOnce(
  { tails, heads, weights, outgoing }: TemporalGraph,
  cycle: readonly number[],
  isEnabled: (arc: number) => boolean,
): readonly number[] | undefined {
  const length = cycle.length;
  const place = new Map(cycle.map((arc, index) => [tails[arc] ?? 0, index]));
  const before = [0];
  for (const [index, arc] of cycle.entries()) before.push((before[index] ?? 0) + (weights[arc] ?? 0));
  const total = before[length] ?? 0;
  let best: { start: number; count: number; arc: number } | undefined;
  for (const [node, i] of place) {
    for (let at = outgoing.starts[node] ?? 0; at < (outgoing.starts[node + 1] ?? 0); at++) {
      const arc = outgoing.arcs[at] ?? 0;
      const j = place.get(heads[arc] ?? 0);
      if (j === undefined || !isEnabled(arc)) continue;
      const count = (i - j + length) % length;
      if (count + 1 >= (best === undefined ? length : best.count + 1)) continue;
      const along = (before[i] ?? 0) - (before[j] ?? 0) + (i < j ? total : 0);
      if (along + (weights[arc] ?? 0) < 0) best = { start: j, count, arc };
    }
  }
  if (best === undefined) return undefined;
  const { start, count, arc } = best;
  return [...Array.from({ length: count }, (_, step) => cycle[(start + step) % length] ?? 0), arc];
}

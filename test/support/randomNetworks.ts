import fc from "fast-check";
import { DAY } from "../../src/events/dates/span.ts";
import { ORIGIN, type TemporalConstraint } from "../../src/events/dates/temporalNetwork.ts";

export interface RandomNetwork {
  readonly nodeCount: number;
  readonly constraints: readonly TemporalConstraint[];
}

const open = Number.POSITIVE_INFINITY;

/** What canon states: before, after, offsets, windows, spans with and without ends; in units that make ties common. */
function constraint(nodeCount: number, unit: number): fc.Arbitrary<TemporalConstraint> {
  const node = fc.integer({ min: 0, max: nodeCount - 1 });
  const from = fc.oneof(fc.constant(ORIGIN), node, node);
  const amount = fc.integer({ min: -20, max: 20 }).map((value) => value * unit);
  const width = fc.integer({ min: 0, max: 15 }).map((value) => value * unit);
  const bounds = fc.oneof(
    fc.constant([1, open]),
    amount.map((value) => [value, open]),
    amount.map((value) => [-open, value]),
    amount.map((value) => [value, value]),
    fc.tuple(amount, width).map(([value, more]) => [value, value + more]),
  );
  return fc
    .record({ from, to: node, bounds })
    .map(({ from, to, bounds: [min = 0, max = 0] }) => ({ from, to, min, max }));
}

/** Networks of up to 10 nodes, which contradict themselves more often than not. */
export const anyNetwork: fc.Arbitrary<RandomNetwork> = fc
  .tuple(fc.integer({ min: 1, max: 10 }), fc.constantFrom(1, DAY))
  .chain(([nodeCount, unit]) =>
    fc.record({
      nodeCount: fc.constant(nodeCount),
      constraints: fc.array(constraint(nodeCount, unit), { maxLength: 16 }),
    }),
  );

/** Networks that a history hidden behind them satisfies; before and after the year 0 of the calendar's own count. */
export const feasibleNetwork: fc.Arbitrary<RandomNetwork> = fc
  .tuple(fc.integer({ min: 2, max: 12 }), fc.constantFrom(1, DAY, 365 * DAY))
  .chain(([nodeCount, unit]) => {
    const node = fc.integer({ min: 0, max: nodeCount - 1 });
    const slack = fc.oneof(
      fc.constant(open),
      fc.integer({ min: 0, max: 8 }).map((value) => value * unit),
    );
    const history = fc.array(fc.integer({ min: -3000, max: 3000 }), { minLength: nodeCount, maxLength: nodeCount });
    const links = fc.array(
      fc.record({ from: fc.oneof(fc.constant(ORIGIN), node, node), to: node, below: slack, above: slack }),
      {
        maxLength: 24,
      },
    );
    return fc.record({ history, links }).map(({ history, links }) => {
      const instant = (each: number): number => (each === ORIGIN ? 0 : (history[each] ?? 0) * unit);
      const constraints = links.map(({ from, to, below, above }) => {
        const gap = instant(to) - instant(from);
        return { from, to, min: gap - below, max: gap + above };
      });
      return { nodeCount, constraints };
    });
  });

/** All distances of the network (Floyd 1962, Warshall 1962); negative on the diagonal where it contradicts itself. */
export function allDistances({ nodeCount, constraints }: RandomNetwork): number[][] {
  const distance = Array.from({ length: nodeCount }, (_, i) =>
    Array.from({ length: nodeCount }, (_, j) => (i === j ? 0 : Number.POSITIVE_INFINITY)),
  );
  const lower = (i: number, j: number, value: number): void => {
    const row = distance[i] ?? [];
    row[j] = Math.min(row[j] ?? 0, value) + 0;
  };
  for (const { from, to, min, max } of constraints) {
    lower(from, to, max);
    lower(to, from, 0 - min);
  }
  for (let k = 0; k < nodeCount; k++)
    for (let i = 0; i < nodeCount; i++)
      for (let j = 0; j < nodeCount; j++) lower(i, j, (distance[i]?.[k] ?? 0) + (distance[k]?.[j] ?? 0));
  return distance;
}

/** Indices of the constraints that some instants break. */
export function brokenBy(at: Float64Array, constraints: readonly TemporalConstraint[]): number[] {
  return [...constraints.keys()].filter((index) => {
    const { from, to, min, max } = constraints[index] ?? { from: 0, to: 0, min: 0, max: 0 };
    const gap = (at[to] ?? Number.NaN) - (at[from] ?? Number.NaN);
    return !(min <= gap && gap <= max);
  });
}

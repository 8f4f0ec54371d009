import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ORIGIN, solveTemporalNetwork, type TemporalConstraint } from "./temporalNetwork.ts";

const NODES = 9;
const YEAR = 31_556_952_000;
const instant = fc.oneof(fc.integer({ min: -20, max: 20 }), fc.integer({ min: -9_000 * YEAR, max: 9_000 * YEAR }));
const gap = fc.oneof(
  fc.constant(1),
  fc.constant(0),
  fc.integer({ min: -30, max: 30 }),
  fc.integer({ min: 0, max: 400 * YEAR }),
);

const absolute = fc
  .tuple(fc.integer({ min: 1, max: NODES - 1 }), instant, instant, fc.constantFrom("both", "from", "to"))
  .map(
    ([to, a, b, ends]): TemporalConstraint => ({
      from: ORIGIN,
      to,
      min: ends === "to" ? Number.NEGATIVE_INFINITY : Math.min(a, b),
      max: ends === "from" ? Number.POSITIVE_INFINITY : Math.max(a, b),
    }),
  );
const relative = fc
  .tuple(
    fc.integer({ min: 1, max: NODES - 1 }),
    fc.integer({ min: 1, max: NODES - 1 }),
    gap,
    fc.option(fc.nat({ max: 50 })),
  )
  .map(
    ([from, to, least, width]): TemporalConstraint => ({
      from,
      to,
      min: least,
      max: width === null ? Number.POSITIVE_INFINITY : least + width,
    }),
  );
const networks = fc.array(fc.oneof(absolute, relative, relative), { maxLength: 14 });
const hints = fc.array(fc.record({ node: fc.integer({ min: 1, max: NODES - 1 }), at: instant }), { maxLength: 4 });

/** All shortest distances, by Floyd–Warshall; undefined where there is a negative cycle. */
function distancesOf(constraints: readonly TemporalConstraint[]): number[][] | undefined {
  const d = Array.from({ length: NODES }, (_, i) =>
    Array.from({ length: NODES }, (_, j) => (i === j ? 0 : Number.POSITIVE_INFINITY)),
  );
  const lower = (i: number, j: number, w: number): void => {
    const row = d[i];
    if (row !== undefined) row[j] = Math.min(row[j] ?? 0, w) + 0;
  };
  for (const { from, to, min, max } of constraints) {
    lower(from, to, max);
    lower(to, from, 0 - min);
  }
  for (let k = 0; k < NODES; k++)
    for (let i = 0; i < NODES; i++) for (let j = 0; j < NODES; j++) lower(i, j, (d[i]?.[k] ?? 0) + (d[k]?.[j] ?? 0));
  return d.some((row, i) => (row[i] ?? 0) < 0) ? undefined : d;
}

const violations = (constraints: readonly TemporalConstraint[], at: Float64Array): TemporalConstraint[] =>
  constraints.filter(({ from, to, min, max }) => {
    const difference = (at[to] ?? 0) - (at[from] ?? 0);
    return difference < min || difference > max;
  });

describe("a temporal network", () => {
  test("places every event so that every statement holds that was not set aside, hinted or not", () => {
    fc.assert(
      fc.property(networks, hints, (constraints, wanted) => {
        const network = solveTemporalNetwork(NODES, constraints);
        const kept = constraints.filter((_, i) => !network.isSetAside(i));
        const { at } = network.place(wanted);
        expect(at[ORIGIN]).toBe(0);
        expect(violations(kept, at)).toEqual([]);
      }),
      { numRuns: 5000 },
    );
  });

  test("finds a contradiction exactly where there is one, and each is stated and misses itself", () => {
    fc.assert(
      fc.property(networks, (constraints) => {
        const { conflicts } = solveTemporalNetwork(NODES, constraints);
        expect(conflicts.length > 0).toBe(distancesOf(constraints) === undefined);
        for (const { edges, excess } of conflicts) {
          expect(excess).toBeGreaterThan(0);
          expect(edges.reduce((sum, { weight }) => sum + weight, 0)).toBe(-excess);
          for (const [i, edge] of edges.entries()) {
            const stated = constraints[edge.constraint];
            expect(edge.bound === "max" ? stated?.max : -(stated?.min ?? Number.NaN)).toBe(edge.weight);
            expect(edge.to).toBe(edges[(i + 1) % edges.length]?.from);
          }
        }
      }),
      { numRuns: 3000 },
    );
  });

  test("has the tightest spans, distances and comparisons", () => {
    fc.assert(
      fc.property(networks, (constraints) => {
        const d = distancesOf(constraints);
        fc.pre(d !== undefined);
        const network = solveTemporalNetwork(NODES, constraints);
        for (let a = 0; a < NODES; a++) {
          expect(network.span(a)).toEqual({ earliest: 0 - (d[a]?.[ORIGIN] ?? 0), latest: d[ORIGIN]?.[a] });
          for (let b = 0; b < NODES; b++) {
            if (a === b) continue;
            expect(network.distance(a, b)).toBe(d[a]?.[b]);
            const order = (d[b]?.[a] ?? 0) <= -1 ? "before" : (d[a]?.[b] ?? 0) <= -1 ? "after" : "cannot tell";
            expect(network.compare(a, b)).toBe(order);
          }
        }
      }),
      { numRuns: 3000 },
    );
  });
});

describe("placement", () => {
  const place = (constraints: readonly TemporalConstraint[], ...wanted: { node: number; at: number }[]): number[] =>
    [...solveTemporalNetwork(4, constraints).place(wanted).at].slice(1);
  const open = Number.POSITIVE_INFINITY;

  test("puts a closed span at the floor of its middle, before 1970 too", () => {
    expect(place([{ from: ORIGIN, to: 1, min: -10, max: -5 }])[0]).toBe(-8);
  });

  test("puts what is open upwards as early, what is open downwards as late as possible", () => {
    const constraints = [
      { from: ORIGIN, to: 1, min: 100, max: 100 },
      { from: 1, to: 2, min: 1, max: open },
      { from: 3, to: 1, min: 1, max: open },
    ];
    expect(place(constraints)).toEqual([100, 101, 99]);
  });

  test("clips a hint into the span, and tightens what follows from it", () => {
    const constraints = [
      { from: ORIGIN, to: 1, min: 0, max: 100 },
      { from: 1, to: 2, min: 10, max: 10 },
    ];
    expect(place(constraints, { node: 1, at: 500 }).slice(0, 2)).toEqual([100, 110]);
    expect(place(constraints, { node: 1, at: 7 }, { node: 2, at: 90 }).slice(0, 2)).toEqual([7, 17]);
  });
});

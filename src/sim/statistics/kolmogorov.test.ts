import fc from "fast-check";
import { expect, test } from "vitest";
import { addressOf, PURPOSE, uniformAt } from "../randomness/address.ts";
import { exponentialCdf, kolmogorovSmirnov, kolmogorovTail } from "./kolmogorov.ts";

// N. Smirnov (1948), Ann. Math. Stat. 19:279, and the usual critical values.
test.each([
  [0.5, 0.963945],
  [0.8275736, 0.5],
  [1, 0.27],
  [1.22385, 0.1],
  [1.3581, 0.05],
  [1.62762, 0.01],
  [1.94947, 0.001],
])("Kolmogorov's variable is above %d with probability %d", (x, p) => {
  expect(kolmogorovTail(x)).toBeCloseTo(p, 5);
});

const identity = (x: number): number => x;

// Exact critical values for small n: L. H. Miller (1956), J. Am. Stat. Assoc. 51:111.
test.each([
  [5, 0.5633, 0.05],
  [10, 0.4093, 0.05],
  [20, 0.2941, 0.05],
  [10, 0.4889, 0.01],
  [20, 0.3524, 0.01],
  [40, 0.2101, 0.05],
])("of %i values a gap of %d is as rare as %d", (n, gap, p) => {
  // All values a step above where they should be, by which the largest gap is the one wanted.
  const values = Array.from({ length: n }, (_, i) => Math.min(1, i / n + gap));
  const found = kolmogorovSmirnov(values, identity);
  expect(found.statistic).toBeCloseTo(gap, 10);
  expect(Math.abs(found.p - p)).toBeLessThan(0.1 * p);
});

test("by hand: of 0.1, 0.4 and 0.7 against uniform, 0.3 at the upper end", () => {
  expect(kolmogorovSmirnov([0.7, 0.1, 0.4], identity).statistic).toBeCloseTo(0.3, 14);
});

/** Exponential numbers with this rate. */
const gaps = (run: number, n: number, rate: number): number[] =>
  Array.from(
    { length: n },
    (_, i) => -Math.log(uniformAt({ seed: 1, run }, PURPOSE.marks, addressOf("gaps"), { low: i, high: 0 })) / rate,
  );

test("what is exponential is rejected as often as was said, and a rate off by 10 % nearly always", () => {
  const ps = Array.from({ length: 1000 }, (_, run) => kolmogorovSmirnov(gaps(run, 100, 1), exponentialCdf).p);
  const rejected = ps.filter((p) => p < 0.05).length;
  expect(Math.abs(rejected - 50)).toBeLessThan(3 * Math.sqrt(1000 * 0.05 * 0.95));
  expect(kolmogorovSmirnov(ps, identity).p).toBeGreaterThan(0.01);
  const off = Array.from({ length: 50 }, (_, run) => kolmogorovSmirnov(gaps(run, 3000, 1.1), exponentialCdf).p);
  expect(off.filter((p) => p < 0.05).length).toBeGreaterThan(48);
});

test("the order of the values does not matter, and p is a probability", () => {
  const sample = fc.array(fc.double({ min: 0, max: 20, noNaN: true }), { minLength: 1, maxLength: 50 });
  fc.assert(
    fc.property(sample, (values) => {
      const found = kolmogorovSmirnov(values, exponentialCdf);
      expect(kolmogorovSmirnov(values.toReversed(), exponentialCdf)).toEqual(found);
      expect(found.p).toBeGreaterThanOrEqual(0);
      expect(found.p).toBeLessThanOrEqual(1);
      expect(found.statistic).toBeGreaterThanOrEqual(0.5 / values.length - 1e-12);
    }),
  );
});

test("nothing, what is no number and what is no distribution are refused", () => {
  expect(() => kolmogorovSmirnov([], identity)).toThrow(expect.objectContaining({ code: "sim/too-few" }));
  expect(() => kolmogorovSmirnov([Number.NaN], identity)).toThrow(
    expect.objectContaining({ code: "sim/not-a-number" }),
  );
  expect(() => kolmogorovSmirnov([2], identity)).toThrow(expect.objectContaining({ code: "sim/not-a-probability" }));
});

import fc from "fast-check";
import { expect, test } from "vitest";
import { createMoments, createPairs, type Moments } from "./moments.ts";

const momentsOf = (values: readonly number[]): Moments => {
  const moments = createMoments();
  for (const value of values) moments.add(value);
  return moments;
};

const pairsOf = (pairs: readonly (readonly [number, number])[]) => {
  const found = createPairs();
  for (const [a, b] of pairs) found.add(a, b);
  return found;
};

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
const whole = fc.integer({ min: -1000, max: 1000 });

// NIST Statistical Reference Datasets, univariate: certified mean and standard deviation.
test("a large mean costs no digits: NumAcc3 of NIST", () => {
  const moments = momentsOf([
    1000000.2,
    ...Array.from({ length: 1000 }, (_, i) => 1000000 + (i % 2 === 0 ? 0.1 : 0.3)),
  ]);
  expect(moments.mean).toBeCloseTo(1000000.2, 8);
  expect(Math.sqrt(moments.variance)).toBeCloseTo(0.1, 9);
});

test("mean, variance and ends are those of two passes", () => {
  fc.assert(
    fc.property(fc.array(whole, { minLength: 2, maxLength: 50 }), (values) => {
      const moments = momentsOf(values);
      const mean = sum(values) / values.length;
      const variance = sum(values.map((x) => (x - mean) ** 2)) / (values.length - 1);
      expect(moments.n).toBe(values.length);
      expect(moments.mean).toBeCloseTo(mean, 9);
      expect(Math.abs(moments.variance - variance)).toBeLessThanOrEqual(1e-9 * (1 + variance));
      expect(moments.standardError).toBeCloseTo(Math.sqrt(variance / values.length), 9);
      expect([moments.min, moments.max]).toEqual([Math.min(...values), Math.max(...values)]);
    }),
  );
});

test("the variance of a difference is that of both less twice the covariance", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(whole, whole), { minLength: 2, maxLength: 50 }), (list) => {
      const pairs = pairsOf(list);
      const expected = pairs.a.variance + pairs.b.variance - 2 * pairs.covariance;
      expect(Math.abs(pairs.difference.variance - expected)).toBeLessThanOrEqual(1e-8 * (1 + expected));
      expect(pairs.difference.mean).toBeCloseTo(pairs.b.mean - pairs.a.mean, 9);
    }),
  );
});

test("a history that differs in nothing differs by exactly nothing", () => {
  const pairs = pairsOf(Array.from({ length: 20 }, (_, i) => [Math.sin(i), Math.sin(i)] as const));
  expect(pairs.difference.mean).toBe(0);
  expect(pairs.difference.variance).toBe(0);
  expect(pairs.interval()).toEqual({ low: 0, high: 0 });
});

test("the interval for Student's two soporifics: 1.58 hours, 0.70 to 2.46 (1908)", () => {
  const first = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0, 2];
  const second = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4];
  const pairs = pairsOf(first.map((a, i) => [a, second[i] ?? Number.NaN] as const));
  expect(pairs.difference.mean).toBeCloseTo(1.58, 12);
  expect(pairs.interval().low).toBeCloseTo(0.7001, 3);
  expect(pairs.interval().high).toBeCloseTo(2.4599, 3);
});

test("what is no number is refused, and leaves what was known as it was", () => {
  const moments = momentsOf([1, 2]);
  const pairs = pairsOf([[1, 2]]);
  for (const x of [Number.NaN, Number.POSITIVE_INFINITY]) {
    expect(() => moments.add(x)).toThrow(expect.objectContaining({ code: "sim/not-a-number" }));
    expect(() => pairs.add(1, x)).toThrow(expect.objectContaining({ code: "sim/not-a-number" }));
  }
  expect([moments.n, moments.mean, pairs.n, pairs.a.n]).toEqual([2, 1.5, 1, 1]);
});

test("too few numbers give no number", () => {
  const one = momentsOf([1]);
  const none = createMoments();
  for (const ask of [() => none.mean, () => none.min, () => none.max, () => one.variance, () => one.standardError])
    expect(ask).toThrow(expect.objectContaining({ code: "sim/too-few" }));
});

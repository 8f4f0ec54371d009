import fc from "fast-check";
import { expect, test } from "vitest";
import { normalCdf } from "./normal.ts";
import { wilson } from "./wilson.ts";

// R. G. Newcombe (1998), Stat. Med. 17:857, table I, method 3.
test.each([
  [81, 263, 0.2553, 0.3662],
  [15, 148, 0.0624, 0.1605],
  [0, 20, 0, 0.1611],
  [1, 29, 0.0061, 0.1718],
])("%i of %i is between %d and %d", (successes, n, low, high) => {
  const interval = wilson(successes, n);
  expect(interval.low).toBeCloseTo(low, 4);
  expect(interval.high).toBeCloseTo(high, 4);
});

test("of no runs nothing is known", () => {
  expect(wilson(0, 0)).toEqual({ low: 0, high: 1 });
});

const counted = fc
  .integer({ min: 1, max: 20_000 })
  .chain((n) => fc.tuple(fc.integer({ min: 0, max: n }), fc.constant(n)));
const level = fc.double({ min: 0.01, max: 0.9999, noNaN: true });

test("it holds what was seen, and only probabilities", () => {
  fc.assert(
    fc.property(counted, level, ([successes, n], level) => {
      const { low, high } = wilson(successes, n, level);
      expect(low).toBeGreaterThanOrEqual(0);
      expect(low).toBeLessThanOrEqual(successes / n);
      expect(high).toBeGreaterThanOrEqual(successes / n);
      expect(high).toBeLessThanOrEqual(1);
    }),
  );
});

test("none and all reach the very end", () => {
  for (let n = 1; n < 2000; n++) {
    expect(wilson(0, n).low).toBe(0);
    expect(wilson(n, n).high).toBe(1);
  }
});

test("failures mirror successes", () => {
  fc.assert(
    fc.property(counted, level, ([successes, n], level) => {
      const seen = wilson(successes, n, level);
      const mirrored = wilson(n - successes, n, level);
      expect(seen.low).toBeCloseTo(1 - mirrored.high, 12);
      expect(seen.high).toBeCloseTo(1 - mirrored.low, 12);
    }),
  );
});

test("a higher level is wider, and its ends are where the score test just rejects", () => {
  fc.assert(
    fc.property(counted, fc.double({ min: 0.1, max: 0.99, noNaN: true }), ([successes, n], level) => {
      const { low, high } = wilson(successes, n, level);
      const wider = wilson(successes, n, level + 0.009);
      expect(wider.low).toBeLessThanOrEqual(low);
      expect(wider.high).toBeGreaterThanOrEqual(high);
      if (successes === 0) return;
      const z = (successes / n - low) / Math.sqrt((low * (1 - low)) / n);
      expect(2 * normalCdf(z) - 1).toBeCloseTo(level, 6);
    }),
  );
});

/** P(the interval holds p), over all counts of a binomial variable. */
function coverage(p: number, n: number): number {
  let probability = (1 - p) ** n;
  let covered = 0;
  for (let k = 0; k <= n; k++) {
    const { low, high } = wilson(k, n);
    if (low <= p && p <= high) covered += probability;
    probability *= ((n - k) / (k + 1)) * (p / (1 - p));
  }
  return covered;
}

test("it covers about 95 %, averaged over probabilities up to a half, reckoned without chance", () => {
  for (const n of [10, 50, 200]) {
    const grid = Array.from({ length: 100 }, (_, i) => coverage((i + 1) / 200, n));
    const mean = grid.reduce((sum, c) => sum + c, 0) / grid.length;
    expect(mean).toBeGreaterThan(0.945);
    expect(mean).toBeLessThan(0.96);
  }
});

test("counts that cannot be are refused", () => {
  for (const [successes, n] of [
    [3, 2],
    [-1, 2],
    [0.5, 2],
    [0, Number.NaN],
  ] as const)
    expect(() => wilson(successes, n)).toThrow(expect.objectContaining({ code: "sim/not-a-count" }));
});

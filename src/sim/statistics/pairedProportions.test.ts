import fc from "fast-check";
import { expect, test } from "vitest";
import { pairedDifference } from "./pairedProportions.ts";

test("approval of the prime minister in two surveys of the same people (Agresti 2002, Categorical Data Analysis, table 10.1)", () => {
  const counts = { both: 794, onlyA: 150, onlyB: 86, neither: 570 };
  const { difference, low, high } = pairedDifference(counts);
  expect(difference).toBeCloseTo(-0.04, 12);
  // By the formula with half a run a cell, by hand: −64/1602 ± 1.96 · √((237/1602 − (64/1602)²)/1602).
  expect(low).toBeCloseTo(-0.0587, 4);
  expect(high).toBeCloseTo(-0.0212, 4);
});

test("where no run differs, the interval is still wider than nothing", () => {
  const { difference, low, high } = pairedDifference({ both: 40, onlyA: 0, onlyB: 0, neither: 60 });
  expect(difference).toBe(0);
  expect(low).toBeCloseTo(-high, 15);
  expect(high).toBeCloseTo(1.96 / 102, 4);
});

const count = fc.integer({ min: 0, max: 5000 });
const counts = fc
  .record({ both: count, onlyA: count, onlyB: count, neither: count })
  .filter(({ both, onlyA, onlyB, neither }) => both + onlyA + onlyB + neither > 0);

test("it holds what was seen, and stays between −1 and 1", () => {
  fc.assert(
    fc.property(counts, (counts) => {
      const { difference, low, high } = pairedDifference(counts);
      expect(low).toBeGreaterThanOrEqual(-1);
      expect(low).toBeLessThanOrEqual(difference);
      expect(high).toBeGreaterThanOrEqual(difference);
      expect(high).toBeLessThanOrEqual(1);
    }),
  );
});

test("the other way round it is the same with its sign turned", () => {
  fc.assert(
    fc.property(counts, (counts) => {
      const there = pairedDifference(counts);
      const back = pairedDifference({ ...counts, onlyA: counts.onlyB, onlyB: counts.onlyA });
      expect(back.difference + there.difference).toBe(0);
      expect(back.low).toBeCloseTo(-there.high, 14);
      expect(back.high).toBeCloseTo(-there.low, 14);
    }),
  );
});

/** P(the interval holds P(B) − P(A)), over all counts of runs that differ. */
function coverage(n: number, onlyA: number, onlyB: number): number {
  const factorials = [0];
  for (let k = 1; k <= n; k++) factorials.push((factorials[k - 1] ?? 0) + Math.log(k));
  const ln = (k: number): number => factorials[k] ?? Number.NaN;
  let covered = 0;
  for (let a = 0; a <= n; a++)
    for (let b = 0; a + b <= n; b++) {
      const rest = n - a - b;
      const { low, high } = pairedDifference({ both: 0, onlyA: a, onlyB: b, neither: rest });
      if (low > onlyB - onlyA || high < onlyB - onlyA) continue;
      const chance = a * Math.log(onlyA) + b * Math.log(onlyB) + rest * Math.log(1 - onlyA - onlyB);
      covered += Math.exp(ln(n) - ln(a) - ln(b) - ln(rest) + chance);
    }
  return covered;
}

test.each([
  [40, 0.1, 0.1],
  [40, 0.05, 0.2],
  [100, 0.02, 0.05],
  [100, 0.3, 0.2],
])("of %i runs, differing with %d and %d, it covers 94 to 99 %, reckoned without chance", (n, onlyA, onlyB) => {
  expect(coverage(n, onlyA, onlyB)).toBeGreaterThan(0.94);
  expect(coverage(n, onlyA, onlyB)).toBeLessThan(0.99);
});

test("no runs, and counts that are none, are refused", () => {
  expect(() => pairedDifference({ both: 0, onlyA: 0, onlyB: 0, neither: 0 })).toThrow(
    expect.objectContaining({ code: "sim/too-few" }),
  );
  expect(() => pairedDifference({ both: 1, onlyA: Number.NaN, onlyB: 0, neither: 0 })).toThrow(
    expect.objectContaining({ code: "sim/not-a-count" }),
  );
});

import fc from "fast-check";
import { expect, test } from "vitest";
import { comonotoneVariance } from "./comonotone.ts";
import { createPairs } from "./moments.ts";

const pairedVariance = (a: readonly number[], b: readonly number[]): number => {
  const pairs = createPairs();
  a.forEach((x, i) => pairs.add(x, b[i] ?? Number.NaN));
  return pairs.difference.variance;
};

const permutations = (values: readonly number[]): number[][] =>
  values.length <= 1
    ? [[...values]]
    : values.flatMap((first, i) => permutations(values.toSpliced(i, 1)).map((rest) => [first, ...rest]));

const value = fc.integer({ min: -100, max: 100 });

test("no pairing of the same numbers has a smaller variance, and one has this one", () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(value, value), { minLength: 2, maxLength: 6 }).map((pairs) => ({
        a: pairs.map(([x]) => x),
        b: pairs.map(([, y]) => y),
      })),
      ({ a, b }) => {
        const least = Math.min(...permutations(b).map((other) => pairedVariance(a, other)));
        expect(comonotoneVariance(a, b)).toBeCloseTo(least, 8);
      },
    ),
    { numRuns: 60 },
  );
});

test("a sample and the same sample further up need not differ at all", () => {
  expect(comonotoneVariance([3, 1, 2], [12, 13, 11])).toBe(0);
});

test("normal samples: the square of how much their deviations differ (Dowson & Landau 1982)", () => {
  const n = 20_000;
  // Sums of twelve uniform numbers from a lattice, less 6: nearly normal, and the same for ever.
  const steps = Array.from({ length: 12 }, (_, j) => Math.sqrt([2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37][j] ?? 1));
  const normal = (i: number): number => steps.reduce((sum, step) => sum + ((i * step) % 1), -6);
  const a = Array.from({ length: n }, (_, i) => normal(i + 1));
  const b = Array.from({ length: n }, (_, i) => 3 * normal(i + 1 + n));
  expect(comonotoneVariance(a, b)).toBeGreaterThan(3.8);
  expect(comonotoneVariance(a, b)).toBeLessThan(4.2);
});

test("samples stay as they were; unequal ones and what is no number are refused", () => {
  const a = [3, 1, 2];
  comonotoneVariance(a, [1, 2, 3]);
  expect(a).toEqual([3, 1, 2]);
  expect(() => comonotoneVariance([1, 2], [1])).toThrow(expect.objectContaining({ code: "sim/unpaired" }));
  expect(() => comonotoneVariance([1], [1])).toThrow(expect.objectContaining({ code: "sim/too-few" }));
  expect(() => comonotoneVariance([1, Number.NaN], [1, 2])).toThrow(
    expect.objectContaining({ code: "sim/not-a-number" }),
  );
});

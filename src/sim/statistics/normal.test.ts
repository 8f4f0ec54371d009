import fc from "fast-check";
import { expect, test } from "vitest";
import { criticalValue, normalCdf, normalQuantile } from "./normal.ts";

/** In units of the expected number's own size. */
const relativeError = (found: number, expected: number): number => Math.abs(found - expected) / Math.abs(expected);

// By mpmath, with 40 digits.
test.each([
  [-37, 5.725571222524577e-300],
  [-20, 2.7536241186062337e-89],
  [-8, 6.220960574271784e-16],
  [-5.7, 5.9903714010635345e-9],
  [-3, 0.0013498980316300946],
  [-1, 0.15865525393145705],
  [-0.5, 0.3085375387259869],
  [0.1, 0.539827837277029],
  [0.66, 0.7453730853286639],
  [0.67, 0.7485711049046899],
  [1, 0.8413447460685429],
  [1.96, 0.9750021048517795],
  [2.5, 0.9937903346742238],
  [5.6, 0.9999999892824097],
  [8, 0.9999999999999993],
])("below %d lies %d of a normal distribution", (z, p) => {
  expect(relativeError(normalCdf(z), p)).toBeLessThan(2e-15);
});

test.each([
  [1e-300, -37.0470962993612],
  [1e-100, -21.273453560965326],
  [1e-15, -7.941345326170997],
  [1e-8, -5.612001244174789],
  [0.001, -3.0902323061678136],
  [0.025, -1.9599639845400543],
  [0.07, -1.4757910281791706],
  [0.3, -0.5244005127080408],
  [0.6, 0.2533471031357997],
  [0.925, 1.4395314709384561],
  [0.975, 1.9599639845400538],
  [0.9999, 3.7190164854557084],
])("the quantile of %d is %d", (p, z) => {
  expect(relativeError(normalQuantile(p), z)).toBeLessThan(1e-15);
});

test("the ends are infinite, and what is no probability is refused", () => {
  expect([normalQuantile(0), normalQuantile(0.5), normalQuantile(1)]).toEqual([
    Number.NEGATIVE_INFINITY,
    0,
    Number.POSITIVE_INFINITY,
  ]);
  expect([normalCdf(Number.NEGATIVE_INFINITY), normalCdf(0), normalCdf(Number.POSITIVE_INFINITY)]).toEqual([0, 0.5, 1]);
  for (const p of [-0.1, 1.1, Number.NaN])
    expect(() => normalQuantile(p)).toThrow(expect.objectContaining({ code: "sim/not-a-probability" }));
});

test("cdf and quantile undo one another, symmetrically about 0", () => {
  fc.assert(
    fc.property(fc.double({ min: 1e-12, max: 0.5, noNaN: true }), (p) => {
      const z = normalQuantile(p);
      expect(relativeError(normalCdf(z), p)).toBeLessThan(1e-13);
      expect(normalCdf(-z)).toBeCloseTo(1 - normalCdf(z), 15);
    }),
  );
});

test("the cdf never falls", () => {
  fc.assert(
    fc.property(
      fc.double({ min: -39, max: 9, noNaN: true }),
      fc.double({ min: 1e-6, max: 1, noNaN: true }),
      (z, step) => {
        expect(normalCdf(z + step)).toBeGreaterThanOrEqual(normalCdf(z));
      },
    ),
  );
});

test("95 % lie within 1.96 standard errors", () => {
  expect(criticalValue(0.95)).toBeCloseTo(1.959963984540054, 14);
  for (const level of [0, 1, 95, Number.NaN])
    expect(() => criticalValue(level)).toThrow(expect.objectContaining({ code: "sim/not-a-probability" }));
});

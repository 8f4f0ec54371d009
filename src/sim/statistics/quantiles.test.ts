import fc from "fast-check";
import { expect, test } from "vitest";
import { bands, quantile } from "./quantiles.ts";

// R's quantile(c(1, 2, 4, 8, 16), p), which is of type 7 unless told.
test.each([
  [0, 1],
  [0.1, 1.4],
  [0.25, 2],
  [0.5, 4],
  [0.6, 5.6],
  [0.9, 12.8],
  [1, 16],
])("the quantile of %d is %d, as R has it", (p, expected) => {
  expect(quantile([1, 2, 4, 8, 16], p)).toBeCloseTo(expected, 14);
});

const sample = fc
  .array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 60 })
  .map((values) => Float64Array.from(values).sort());
const probability = fc.double({ min: 0, max: 1, noNaN: true });

test("it rises with p, and stays between the ends", () => {
  fc.assert(
    fc.property(sample, probability, probability, (sorted, p, q) => {
      const [low, high] = [quantile(sorted, Math.min(p, q)), quantile(sorted, Math.max(p, q))];
      expect(low).toBeLessThanOrEqual(high);
      expect(low).toBeGreaterThanOrEqual(quantile(sorted, 0));
      expect(high).toBeLessThanOrEqual(quantile(sorted, 1));
    }),
  );
});

test("one value is all of its quantiles", () => {
  expect(bands([3])).toEqual({
    median: 3,
    bands: [
      { low: 3, high: 3 },
      { low: 3, high: 3 },
      { low: 3, high: 3 },
    ],
  });
});

test("of 0 to 1000 the bands are the middle 500, 800 and 950", () => {
  const { median, bands: found } = bands(Float64Array.from({ length: 1001 }, (_, i) => i));
  expect(median).toBe(500);
  expect(found.flatMap(({ low, high }) => [low, high]).map(Math.round)).toEqual([250, 750, 100, 900, 25, 975]);
});

test("each band holds the one before, and the median", () => {
  fc.assert(
    fc.property(sample, (sorted) => {
      const { median, bands: found } = bands(sorted);
      let inner = { low: median, high: median };
      for (const band of found) {
        expect(band.low).toBeLessThanOrEqual(inner.low);
        expect(band.high).toBeGreaterThanOrEqual(inner.high);
        inner = band;
      }
    }),
  );
});

test("nothing, disorder and what is no number are refused", () => {
  expect(() => quantile([], 0.5)).toThrow(expect.objectContaining({ code: "sim/too-few" }));
  expect(() => quantile([1], 50)).toThrow(expect.objectContaining({ code: "sim/not-a-probability" }));
  expect(() => bands([])).toThrow(expect.objectContaining({ code: "sim/too-few" }));
  expect(() => bands([1, 10, 2])).toThrow(expect.objectContaining({ code: "sim/not-sorted" }));
  expect(() => bands(Float64Array.of(1, Number.NaN))).toThrow(expect.objectContaining({ code: "sim/not-a-number" }));
});

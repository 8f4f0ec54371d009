import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { valueAxis } from "./valueAxis.ts";

const value = fc.double({ min: -1e9, max: 1e9, noNaN: true });
const metric = fc.constantFrom("nervousness", "share", "territory");

describe("an axis of values", () => {
  test("has round numbers around what is drawn", () => {
    expect(valueAxis([12.3, 31.9], "nervousness", 5).marks.map(({ text }) => text)).toEqual(["10", "20", "30", "40"]);
    expect(valueAxis([0.213, 0.3], "share", 4).marks.map(({ text }) => text)).toEqual(["20 %", "25 %", "30 %"]);
    expect(valueAxis([0.2301, 0.2444], "share", 4).marks.map(({ text }) => text)).toEqual([
      "22 %",
      "23 %",
      "24 %",
      "25 %",
    ]);
    expect(valueAxis([0.07, 0.38], "territory", 3).marks.map(({ text }) => text)).toEqual(["0.0", "0.5", "1.0"]);
  });

  test("does not make much of what hardly moves, and has it in the middle", () => {
    expect(valueAxis([30, 30.001], "nervousness", 5)).toMatchObject({ low: 29.5, high: 31 });
    expect(valueAxis([0.3, 0.3], "share", 3)).toMatchObject({ low: 0.29, high: 0.31 });
  });

  test("does not go below nothing for the sake of room", () => {
    expect(valueAxis([0, 0], "territory", 5).low).toBe(0);
  });

  test("holds every value, with no more marks than there is room for", () => {
    fc.assert(
      fc.property(fc.array(value, { minLength: 1 }), metric, fc.integer({ min: 3, max: 8 }), (values, metric, most) => {
        const { low, high, marks } = valueAxis(values, metric, most);
        expect(low).toBeLessThanOrEqual(Math.min(...values));
        expect(high).toBeGreaterThanOrEqual(Math.max(...values));
        expect(marks.length).toBeGreaterThanOrEqual(2);
        expect(marks.length).toBeLessThanOrEqual(most);
        expect(new Set(marks.map(({ text }) => text)).size).toBe(marks.length);
      }),
    );
  });

  test("refuses values that are too far apart to subtract", () => {
    expect(() => valueAxis([-1.7e308, 1.7e308], "territory", 4)).toThrow(
      expect.objectContaining({ code: "sim/not-a-number" }),
    );
  });
});

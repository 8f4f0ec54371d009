import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { civilOf, daysInMonth, instantBefore, instantOf, isLeapYear, MAX_YEAR } from "./gregorian.ts";
import { DAY } from "./span.ts";

const LAST_OF_DATE = 8_640_000_000_000_000;

describe("the proleptic Gregorian calendar", () => {
  it("agrees with Date wherever Date reaches", () => {
    fc.assert(
      fc.property(fc.integer({ min: -LAST_OF_DATE, max: LAST_OF_DATE }), (instant) => {
        const date = new Date(instant);
        const civil = civilOf(instant);
        expect(civil).toEqual({
          year: date.getUTCFullYear(),
          month: date.getUTCMonth() + 1,
          day: date.getUTCDate(),
          hour: date.getUTCHours(),
          minute: date.getUTCMinutes(),
          second: date.getUTCSeconds(),
          millisecond: date.getUTCMilliseconds(),
        });
        expect(instantOf(civil)).toBe(instant);
      }),
      { numRuns: 2000 },
    );
  });

  it("finds the day again in every year to ±10¹⁰, where instants are rounded too", () => {
    const days = fc.record({
      year: fc.oneof(fc.integer({ min: -MAX_YEAR, max: MAX_YEAR }), fc.integer({ min: -300_000, max: 300_000 })),
      month: fc.integer({ min: 1, max: 12 }),
      day: fc.integer({ min: 1, max: 31 }),
    });
    fc.assert(
      fc.property(days, ({ year, month, day }) => {
        fc.pre(day <= daysInMonth(year, month));
        expect(civilOf(instantOf({ year, month, day }))).toMatchObject({ year, month, day, hour: 0, minute: 0 });
      }),
      { numRuns: 2000 },
    );
  });

  it("has year 0, a leap year, between 1 BCE and 1 CE", () => {
    expect(isLeapYear(0)).toBe(true);
    expect(instantOf({ year: 1 }) - instantOf({ year: 0 })).toBe(366 * DAY);
    expect([1900, 2000, 2400, 2500, 2388, -4, -100].map((year) => daysInMonth(year, 2))).toEqual([
      28, 29, 29, 28, 29, 29, 28,
    ]);
  });

  it("has an instant before each, 1 ms earlier where a double can say so", () => {
    expect(instantBefore(0)).toBe(-1);
    for (const instant of [1.2e20, -1.2e20, 3e20]) {
      expect(instantBefore(instant)).toBeLessThan(instant);
      expect(instant - instantBefore(instant)).toBeLessThan(DAY);
    }
  });
});

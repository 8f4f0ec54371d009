import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { instantOf } from "../../events/dates/gregorian.ts";
import { openCalendar } from "../../events/dates/ownCalendar.ts";
import { DAY, HOUR } from "../../events/dates/span.ts";
import { dateAxis } from "./dateAxis.ts";

const texts = (from: number, until: number, most: number): string[] =>
  dateAxis(from, until, most).map(({ text }) => text);

describe("an axis of dates", () => {
  const day = (year: number, month = 1): number => instantOf({ year, month });

  test("has months for two years, and years for twenty", () => {
    expect(texts(day(2388, 10), day(2390), 8)).toEqual([
      "2388-11",
      "2389-01",
      "2389-03",
      "2389-05",
      "2389-07",
      "2389-09",
      "2389-11",
      "2390-01",
    ]);
    expect(texts(day(2370, 5), day(2390), 5)).toEqual(["2375", "2380", "2385", "2390"]);
  });

  test("has both ends of a time that is too short for months", () => {
    expect(texts(day(2388) + DAY, day(2388) + 9 * DAY, 8)).toEqual(["2388-01-02", "2388-01-10"]);
    expect(texts(day(2388), day(2388) + HOUR, 8)).toEqual(["2388-01-01T00:00Z", "2388-01-01T01:00Z"]);
  });

  test("counts years before the first as years", () => {
    expect(texts(day(-3), day(2), 8)).toEqual(["-0003", "-0002", "-0001", "0000", "0001", "0002"]);
  });

  test("lies within the time, in order, with no more marks than there is room for", () => {
    const instant = fc.integer({ min: day(-9000), max: day(12_000) });
    fc.assert(
      fc.property(instant, instant, fc.integer({ min: 2, max: 12 }), (a, b, most) => {
        fc.pre(a !== b);
        const [from, until] = [Math.min(a, b), Math.max(a, b)];
        const marks = dateAxis(from, until, most);
        expect(marks.length).toBeGreaterThanOrEqual(2);
        expect(marks.length).toBeLessThanOrEqual(most);
        for (const [i, { at }] of marks.entries()) {
          expect(at).toBeGreaterThanOrEqual(marks[i - 1]?.at ?? from);
          expect(at).toBeLessThanOrEqual(until);
        }
      }),
    );
  });
});

describe("an axis of dates in a calendar of canon's own", () => {
  const reed = openCalendar("reed", {
    months: [
      { name: "Sowing", days: 40 },
      { name: "Harvest", days: 35 },
    ],
    eras: [{ name: "AT", offset: 0 }],
    begins: "2380-01-01",
  });
  const from = instantOf({ year: 2380 });
  const inReed = (days: number, most: number): string[] =>
    dateAxis(from, from + days * DAY, most, reed).map(({ text }) => text);

  test("has beginnings of its years, of its months, or both ends", () => {
    expect(inReed(75 * 9, 4)).toEqual(["AT 1", "AT 4", "AT 7", "AT 10"]);
    expect(inReed(74, 4)).toEqual(["Sowing AT 1", "Harvest AT 1"]);
    expect(inReed(20, 4)).toEqual(["1 Sowing AT 1", "21 Sowing AT 1"]);
  });

  test("never has more than asked for, and each where its text is read", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e8 }), fc.integer({ min: 2, max: 12 }), (days, most) => {
        const marks = dateAxis(from - 7 * DAY, from + days * DAY, most, reed);
        expect(marks.length).toBeLessThanOrEqual(most);
        for (const { at, text } of marks) if (marks.length > 2) expect(reed.read(text).earliest).toBe(at);
      }),
    );
  });
});

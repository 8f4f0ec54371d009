import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatDuration, parseDuration } from "./duration.ts";
import { instantOf } from "./gregorian.ts";
import { DAY, HOUR, MINUTE } from "./span.ts";

describe("a duration", () => {
  it.each([
    ["P3W", 21 * DAY, 21 * DAY],
    ["P10D", 10 * DAY, 10 * DAY],
    ["PT45M", 45 * MINUTE, 45 * MINUTE],
    ["PT0.5S", 500, 500],
    ["P0D", 0, 0],
    ["P1M", 28 * DAY, 31 * DAY],
    ["P2M", 59 * DAY, 62 * DAY],
    ["P1Y", 365 * DAY, 366 * DAY],
    ["P12M", 365 * DAY, 366 * DAY],
    ["P2Y", 730 * DAY, 731 * DAY],
    ["P4Y", 1460 * DAY, 1461 * DAY],
    ["P400Y", 146_097 * DAY, 146_097 * DAY],
    ["P1Y2M10DT2H30M", 424 * DAY + 10 * DAY + 2.5 * HOUR, 428 * DAY + 10 * DAY + 2.5 * HOUR],
  ])("%s is as short and as long as the calendar allows", (text, shortest, longest) => {
    expect(parseDuration(text)).toEqual({ shortest, longest });
  });

  it("of n months covers n months from every month, and touches both ends", () => {
    const lengths = (months: number): number[] => {
      const found: number[] = [];
      for (let start = 0; start < 4800; start++) {
        const monthOf = (index: number) => ({ year: Math.floor(index / 12), month: (index % 12) + 1 });
        found.push(instantOf(monthOf(start + months)) - instantOf(monthOf(start)));
      }
      return found;
    };
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 6000 }), (months) => {
        const all = lengths(months);
        expect(parseDuration(`P${months}M`)).toEqual({ shortest: Math.min(...all), longest: Math.max(...all) });
      }),
      { numRuns: 30 },
    );
  });

  it.each([
    "",
    "P",
    "PT",
    "P1DT",
    "-P1D",
    "+P1D",
    "P-1D",
    "P1.5D",
    "P1D2M",
    "3 weeks",
    "p3w",
    "P1H",
    "PT1.2345S",
    " P1D",
  ])("%s is refused", (text) => {
    expect(() => parseDuration(text)).toThrow(
      expect.objectContaining({ code: "date/duration", help: expect.stringContaining("P3W") }),
    );
  });

  it("has a length that dates can have", () => {
    expect(() => parseDuration("P99999999999Y")).toThrow(expect.objectContaining({ code: "date/range" }));
    expect(() => parseDuration(`P${"9".repeat(190)}D`)).toThrow(expect.objectContaining({ code: "date/range" }));
  });
});

describe("a length of time for people", () => {
  it.each([
    [21 * DAY, "3 weeks"],
    [7 * DAY, "1 week"],
    [5 * DAY, "5 days"],
    [1.5 * DAY, "1.5 days"],
    [31 * DAY, "31 days"],
    [90 * DAY, "3 months"],
    [365 * DAY, "1 year"],
    [438 * DAY, "1.2 years"],
    [36_525 * DAY, "100 years"],
    [90 * MINUTE, "1.5 hours"],
    [1, "1 millisecond"],
    [0, "0 milliseconds"],
    [-DAY, "−1 day"],
    [Number.POSITIVE_INFINITY, "any length of time"],
  ])("%d ms is %s", (ms, text) => {
    expect(formatDuration(ms)).toBe(text);
  });
});

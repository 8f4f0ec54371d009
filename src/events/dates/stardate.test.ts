import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { civilOf, instantOf } from "./gregorian.ts";
import { parseStardate, stardateOf } from "./stardate.ts";

describe("stardates of the Next Generation era", () => {
  it("divide each year, of 365 days or 366, into a thousand", () => {
    expect(parseStardate("41000.0").earliest).toBe(instantOf({ year: 2364 }));
    expect(parseStardate("65500").earliest).toBe(instantOf({ year: 2388, month: 7, day: 2 }));
    expect(parseStardate("66500").earliest).toBe(instantOf({ year: 2389, month: 7, day: 2, hour: 12 }));
    expect(civilOf(parseStardate("865211.3").earliest).year).toBe(3188);
  });

  it("are as wide as their last digit, without gap or overlap", () => {
    fc.assert(
      fc.property(fc.integer({ min: 100_000, max: 9_999_999 }), (tenths) => {
        const text = (value: number): string => `${Math.floor(value / 10)}.${value % 10}`;
        expect(parseStardate(text(tenths)).latest + 1).toBe(parseStardate(text(tenths + 1)).earliest);
      }),
    );
  });

  it("begin at the first whole millisecond of theirs", () => {
    const year = instantOf({ year: 2364 });
    expect(parseStardate("41000.00001")).toEqual({ earliest: year + 317, latest: year + 632 });
  });

  it("read and write both ways", () => {
    fc.assert(
      fc.property(fc.integer({ min: instantOf({ year: 2333 }), max: instantOf({ year: 9999 }) }), (instant) => {
        const text = stardateOf(instant) ?? "";
        const { earliest, latest } = parseStardate(text);
        expect(earliest).toBeLessThanOrEqual(instant);
        expect(latest).toBeGreaterThanOrEqual(instant);
        expect([stardateOf(earliest), stardateOf(latest)]).toEqual([text, text]);
      }),
      { numRuns: 1000 },
    );
  });
});

describe("other stardates", () => {
  it.each(["1312.4", "9521.6", "2258.42", "0.5", "-28.5"])("%s cannot be converted, and it says so", (text) => {
    expect(() => parseStardate(text)).toThrow(
      expect.objectContaining({ code: "date/stardate-era", help: expect.stringContaining("relative to an event") }),
    );
  });

  it.each(["", "abc", "65776.", "6.5776e4", " 65776.2"])("%j is none", (text) => {
    expect(() => parseStardate(text)).toThrow(expect.objectContaining({ code: "date/syntax" }));
  });

  it("are not given to instants before the era, or without a date", () => {
    expect(stardateOf(instantOf({ year: 2333 }) - 1)).toBeUndefined();
    expect(stardateOf(Number.POSITIVE_INFINITY)).toBeUndefined();
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatInstant, formatSpan, formatYear } from "./civil.ts";
import { instantOf } from "./gregorian.ts";
import { parseEdtf } from "./edtf.ts";
import { ALWAYS, BEGINNING, DAY } from "./span.ts";

const at = instantOf({ year: 2388, month: 10, day: 10 });

describe("an instant as text", () => {
  it("has a time only where it is not midnight", () => {
    expect(formatInstant(at)).toBe("2388-10-10");
    expect(formatInstant(at + 12.5 * 3_600_000)).toBe("2388-10-10T12:30Z");
    expect(formatInstant(at + 15_000)).toBe("2388-10-10T00:00:15Z");
    expect(formatInstant(at + 1)).toBe("2388-10-10T00:00:00.001Z");
  });

  it("has the precision that is asked for", () => {
    expect(formatInstant(at + 1, "day")).toBe("2388-10-10");
    expect(formatInstant(at, "year")).toBe("2388");
  });

  it("says so where time is open", () => {
    expect(formatInstant(Number.NEGATIVE_INFINITY)).toBe("the beginning");
    expect(formatInstant(Number.POSITIVE_INFINITY)).toBe("no end");
  });

  it("writes years as they are read", () => {
    expect([2388, 44, -44, 0, 12_024, -4e9].map(formatYear)).toEqual([
      "2388",
      "0044",
      "-0044",
      "0000",
      "12024",
      "Y-4000000000",
    ]);
    fc.assert(
      fc.property(fc.integer({ min: -1e10, max: 1e10 }), (year) => {
        expect(parseEdtf(formatYear(year)).span.earliest).toBe(instantOf({ year }));
      }),
    );
  });
});

describe("a span as text", () => {
  const written = [
    "2388-10-10",
    "2388-10",
    "2388",
    "2385/2387",
    "../2388",
    "2380/..",
    "../..",
    "2387-11/2388-02",
    "2387-11-30/2388-02-01",
    "-0044-03-15",
    "Y-4000000000",
    "2388-10-10T12:30Z",
    "2388-10-10T12:30:15Z",
  ];
  it.each(written)("is the shortest that means it: %s", (text) => {
    expect(formatSpan(parseEdtf(text).span)).toBe(text);
  });

  it("overlooks the milliseconds that strict relations leave behind", () => {
    expect(formatSpan({ earliest: at + 3, latest: at + DAY - 5 })).toBe("2388-10-10");
    expect(formatSpan({ earliest: at + 1, latest: Number.POSITIVE_INFINITY })).toBe("2388-10-10/..");
  });

  it("says where it begins and ends at once", () => {
    expect(formatSpan(BEGINNING)).toBe("the beginning");
    expect(formatSpan(ALWAYS)).toBe("../..");
  });

  it("reads back as all of the span, and hardly more", () => {
    const spans = fc.tuple(
      fc.integer({ min: -9e15, max: 9e15 }),
      fc.oneof(fc.integer({ min: 0, max: 3000 }), fc.integer({ min: 0, max: 1e6 }), fc.integer({ min: 0, max: 1e12 })),
    );
    fc.assert(
      fc.property(spans, ([earliest, length]) => {
        const { span } = parseEdtf(formatSpan({ earliest, latest: earliest + length }));
        expect(span.earliest).toBeLessThanOrEqual(earliest);
        expect(span.latest).toBeGreaterThanOrEqual(earliest + length);
        expect(span.latest - span.earliest - length).toBeLessThanOrEqual(2 * Math.max(length, 60_000));
      }),
      { numRuns: 1000 },
    );
  });
});

import edtf from "edtf";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseDuration } from "./duration.ts";
import { parseEdtf } from "./edtf.ts";
import { formatInstant, formatSpan } from "./civil.ts";
import { parseStardate, stardateOf } from "./stardate.ts";
import { DAY } from "./span.ts";

const pad = (n: number, width = 2): string => String(Math.abs(n)).padStart(width, "0");
const year = fc.integer({ min: -9000, max: 9999 }).map((y) => `${y < 0 ? "-" : ""}${pad(y, 4)}`);
const month = fc.tuple(year, fc.integer({ min: 1, max: 12 })).map(([y, m]) => `${y}-${pad(m)}`);
const day = fc.tuple(month, fc.integer({ min: 1, max: 28 })).map(([m, d]) => `${m}-${pad(d)}`);
const single = fc.oneof(year, month, day);
const longYear = fc.integer({ min: 10_000, max: 270_000 }).chain((y) => fc.constantFrom(`Y${y}`, `Y-${y}`));

/** What the peer reads: instants of the first and the last millisecond. */
const peer = (text: string) => {
  const { min, max } = edtf(text) as { min: number; max: number };
  return { earliest: min, latest: max };
};

describe("a date, beside the edtf package where that is right", () => {
  test("years, months and days", () => {
    fc.assert(
      fc.property(single, (text) => {
        expect(parseEdtf(text).span).toEqual(peer(text));
      }),
      { numRuns: 1000 },
    );
  });

  test("long years", () => {
    fc.assert(
      fc.property(longYear, (text) => {
        expect(parseEdtf(text).span).toEqual(peer(text));
      }),
      { numRuns: 200 },
    );
  });

  test("intervals", () => {
    fc.assert(
      fc.property(single, single, (a, b) => {
        fc.pre(peer(a).latest < peer(b).earliest);
        expect(parseEdtf(`${a}/${b}`).span).toEqual(peer(`${a}/${b}`));
      }),
      { numRuns: 500 },
    );
  });
});

describe("where the edtf package is known to be wrong", () => {
  test.each([
    ["/2388", "its unknown start is 1970", "../2388"],
    ["2388-22", "its seasons are January to March", "2388-06/2388-08"],
    ["Y17E8", "it has no number for it", "Y1700000000"],
  ])("%s: %s; ours means %s", (text, _, meant) => {
    expect(parseEdtf(text).span).toEqual(parseEdtf(meant).span);
    expect(peer(text)).not.toEqual(parseEdtf(text).span);
  });
});

describe("what people write", () => {
  const span = (text: string) => formatSpan(parseEdtf(text).span);

  test.each([
    ["2387~", "2386/2388"],
    ["2387?", "2386/2388"],
    ["2387?~", "2386/2388"],
    ["2385/2387", "2385/2387"],
    ["../2388", "../2388"],
    ["2380/..", "2380/.."],
    ["12024", "12024"],
    ["-0044-03-15", "-0044-03-15"],
    ["201X", "2010/2019"],
    ["2388-XX", "2388"],
  ])("%s means %s", (text, meant) => expect(span(text)).toBe(meant));

  test.each(["2387-02-30", "2388-13", "2388/2385", "", "yesterday", "23", "Y99999999999", "2388-10-10T25:00Z"])(
    "“%s” is refused",
    (text) => {
      expect(() => parseEdtf(text)).toThrow(expect.objectContaining({ code: expect.stringMatching(/^date\//) }));
    },
  );

  test("a span is written so that it reads back", () => {
    fc.assert(
      fc.property(single, (text) => {
        const { span: read } = parseEdtf(text);
        expect(parseEdtf(formatSpan(read)).span).toEqual(read);
        expect(parseEdtf(formatInstant(read.earliest)).span.earliest).toBe(read.earliest);
      }),
      { numRuns: 500 },
    );
  });
});

describe("durations", () => {
  test.each([
    ["P3W", 21, 21],
    ["P1M", 28, 31],
    ["P1Y", 365, 366],
    ["P2Y", 730, 731],
    ["PT48H", 2, 2],
  ])("%s is %i to %i days", (text, shortest, longest) => {
    expect(parseDuration(text)).toEqual({ shortest: shortest * DAY, longest: longest * DAY });
  });

  test.each(["3 weeks", "P", "PT", "-P1D", "P1.5D", "P1M2Y"])("“%s” is none", (text) => {
    expect(() => parseDuration(text)).toThrow(expect.objectContaining({ code: "date/duration" }));
  });
});

describe("stardates of the Next Generation era", () => {
  test("65776.2 lies in 2388, and back again", () => {
    const { earliest } = parseStardate("65776.2");
    expect(formatInstant(earliest, "day")).toMatch(/^2388-10-1/);
    expect(stardateOf(earliest)).toMatch(/^65776\.[12]/);
  });

  test.each(["1312.4", "2258.42", "-300.1"])("%s is of another era: it says that it cannot be converted", (text) => {
    expect(() => parseStardate(text)).toThrow(expect.objectContaining({ code: "date/stardate-era" }));
  });
});

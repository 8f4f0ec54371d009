import edtf from "edtf";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseEdtf } from "./edtf.ts";

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

import edtf from "edtf";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { daysInMonth } from "./gregorian.ts";
import { parseEdtf } from "./edtf.ts";

const pad = (value: number, width = 2): string => String(value).padStart(width, "0");
const year = fc.integer({ min: -9999, max: 9999 }).map((value) => `${value < 0 ? "-" : ""}${pad(Math.abs(value), 4)}`);
const positiveYear = fc.integer({ min: 1, max: 9999 }).map((value) => pad(value, 4));
const month = fc.integer({ min: 1, max: 12 }).map((value) => pad(value));
const day = fc
  .tuple(year, month, fc.integer({ min: 1, max: 31 }))
  .filter(([y, m, d]) => `${y}-${m}-${d}` !== "0000-02-29" && d <= daysInMonth(Number(y), Number(m)))
  .map(([y, m, d]) => `${y}-${m}-${pad(d)}`);
const calendar = fc.oneof(
  year,
  fc.tuple(year, month).map(([y, m]) => `${y}-${m}`),
  day,
);
const longYear = fc.integer({ min: 10_000, max: 270_000 }).chain((y) => fc.constantFrom(`Y${y}`, `Y-${y}`));
const unspecified = fc.oneof(
  fc.integer({ min: 100, max: 999 }).map((decade) => `${decade}X`),
  fc.integer({ min: 10, max: 99 }).map((century) => `${century}XX`),
  fc.tuple(positiveYear, month).chain(([y, m]) => fc.constantFrom(`${y}-XX`, `${y}-XX-XX`, `${y}-${m}-XX`)),
);
const doubted = fc.tuple(calendar, fc.constantFrom("?", "~", "%")).map(([date, mark]) => date + mark);
const time = fc
  .tuple(day, fc.integer({ min: 0, max: 86_399 }), fc.constantFrom("", "Z", "+02:00", "-11:30", "+13:00"))
  .map(
    ([date, s, zone]) => `${date}T${pad(Math.floor(s / 3600))}:${pad(Math.floor(s / 60) % 60)}:${pad(s % 60)}${zone}`,
  );
const interval = fc
  .tuple(calendar, calendar)
  .filter(([a, b]) => edtf(a).min < edtf(b).min)
  .map(([a, b]) => `${a}/${b}`);
const openInterval = fc.oneof(
  calendar.map((date) => `../${date}`),
  calendar.map((date) => `${date}/..`),
);

describe("beside the package “edtf”", () => {
  const agrees = (text: string): void => {
    const { earliest, latest } = parseEdtf(text, { approximationYears: 0 }).span;
    const { min, max } = edtf(text);
    expect([text, earliest, latest]).toEqual([text, min, max]);
  };

  it("reads dates, decades, doubts and intervals as it does", () => {
    const text = fc.oneof(calendar, longYear, unspecified, doubted, interval, openInterval);
    fc.assert(fc.property(text, agrees), { numRuns: 2000 });
  });

  it("starts times where it does; a time is as wide as its last digit, not a point", () => {
    fc.assert(
      fc.property(time, (text) => {
        expect(parseEdtf(text).span.earliest).toBe(edtf(text).min);
        expect(parseEdtf(text).span.latest).toBe(edtf(text).max + 999);
      }),
      { numRuns: 300 },
    );
  });

  it("refuses the months and days that it refuses", () => {
    const digits = fc.stringMatching(/^-?\d{4}(-[0-3]\d){0,2}$/);
    fc.assert(
      fc.property(digits, (text) => {
        // More seasons are level 2; it takes any 29 February for 1 March.
        fc.pre((!/-(?:2[5-9]|3\d)$/.test(text) || /-\d\d-/.test(text)) && !text.endsWith("-02-29"));
        const accepts = (read: (text: string) => unknown): boolean => {
          try {
            read(text);
            return true;
          } catch {
            return false;
          }
        };
        expect([text, accepts(parseEdtf)]).toEqual([text, accepts(edtf)]);
      }),
      { numRuns: 2000 },
    );
  });

  // Where it is wrong, or knows less, as of 4.11.1; a test fails here when it has changed.
  it.each([
    ["/2388", "an unknown start is 1970", 0, (theirs: { min: number }) => theirs.min],
    ["2380/", "an unknown end is 1970", 0, (theirs: { max: number }) => theirs.max],
    ["Y17E8", "years beyond Date are NaN", Number.NaN, (theirs: { min: number }) => theirs.min],
    ["Y-4000000000", "years beyond Date are NaN", Number.NaN, (theirs: { min: number }) => theirs.min],
    ["12024", "a long year is an instant in ms", 12_024, (theirs: { min: number }) => theirs.min],
    [
      "-0001-01-XX",
      "unknown days before year 0 end before they start",
      -62_196_163_200_000,
      (theirs: { min: number }) => theirs.min,
    ],
    ["0000-02-29", "the leap day of year 0 is 1 March", -62_162_035_200_000, (theirs: { min: number }) => theirs.min],
    ["2001-21", "spring is January to March", Date.UTC(2001, 0), (theirs: { min: number }) => theirs.min],
    ["2001-24", "winter is October to December", Date.UTC(2001, 9), (theirs: { min: number }) => theirs.min],
    [
      "2388-10-10T00:00:00.5Z",
      "half a second is 5 ms",
      Date.UTC(2388, 9, 10, 0, 0, 0, 5),
      (theirs: { min: number }) => theirs.min,
    ],
  ])("differs on %s, where %s", (text, _why, theirs, read) => {
    const package_ = edtf(text);
    const value = read(package_ as { min: number; max: number });
    expect(value === null ? 0 : value).toBe(theirs);
    const ours = parseEdtf(text).span;
    expect([ours.earliest, ours.latest]).not.toEqual([package_.min, package_.max]);
  });

  it("refuses the 29 February of a common year, which it takes for 1 March", () => {
    expect(edtf("2387-02-29").min).toBe(Date.UTC(2387, 2, 1));
    expect(() => parseEdtf("2387-02-29")).toThrow("February 2387 has 28 days");
  });

  it("accepts ?~ and ends of an interval that it refuses", () => {
    for (const text of ["2387?~", "2004-06/2004-XX"]) {
      expect(() => edtf(text)).toThrow();
      expect(() => parseEdtf(text)).not.toThrow();
    }
  });
});

import { describe, expect, it } from "vitest";
import { formatInstant } from "./civil.ts";
import { instantOf } from "./gregorian.ts";
import { parseEdtf } from "./edtf.ts";
import type { ValorisError } from "../valorisError.ts";

/** First and last day, or instant where it has a time. */
const ends = (text: string, approximationYears = 1): string[] => {
  const { earliest, latest } = parseEdtf(text, { approximationYears }).span;
  const end = formatInstant(latest).replace("T23:59:59.999Z", "");
  return [formatInstant(earliest), end];
};

const failure = (text: string): ValorisError => {
  try {
    parseEdtf(text);
  } catch (error) {
    return error as ValorisError;
  }
  throw new Error(`${text} was read.`);
};

describe("absolute dates", () => {
  it.each([
    ["2388-10-10", "2388-10-10", "2388-10-10", "day"],
    ["2388-10", "2388-10-01", "2388-10-31", "month"],
    ["2388", "2388-01-01", "2388-12-31", "year"],
    ["-0044-03-15", "-0044-03-15", "-0044-03-15", "day"],
    ["0000", "0000-01-01", "0000-12-31", "year"],
    ["12024", "12024-01-01", "12024-12-31", "year"],
    ["12024-05-06", "12024-05-06", "12024-05-06", "day"],
    ["Y-4000000000", "Y-4000000000-01-01", "Y-4000000000-12-31", "year"],
    ["Y17E8", "Y1700000000-01-01", "Y1700000000-12-31", "year"],
    ["Y20140101", "Y20140101-01-01", "Y20140101-12-31", "year"],
    ["201X", "2010-01-01", "2019-12-31", "decade"],
    ["-201X", "-2019-01-01", "-2010-12-31", "decade"],
    ["20XX", "2000-01-01", "2099-12-31", "century"],
    ["2004-XX", "2004-01-01", "2004-12-31", "year"],
    ["1985-04-XX", "1985-04-01", "1985-04-30", "month"],
    ["1985-XX-XX", "1985-01-01", "1985-12-31", "year"],
    ["2001-21", "2001-03-01", "2001-05-31", "season"],
    ["2001-22", "2001-06-01", "2001-08-31", "season"],
    ["2001-23", "2001-09-01", "2001-11-30", "season"],
    ["2003-24", "2003-12-01", "2004-02-29", "season"],
    ["2385/2387", "2385-01-01", "2387-12-31", "interval"],
    ["2385-06/2387-03-04", "2385-06-01", "2387-03-04", "interval"],
    ["../2388", "the beginning", "2388-12-31", "interval"],
    ["/2388", "the beginning", "2388-12-31", "interval"],
    ["2380/..", "2380-01-01", "no end", "interval"],
    ["2380/", "2380-01-01", "no end", "interval"],
    ["../..", "the beginning", "no end", "interval"],
  ])("%s runs from %s to %s", (text, first, last, precision) => {
    expect(ends(text)).toEqual([first, last]);
    expect(parseEdtf(text)).toMatchObject({ precision, approximate: false, uncertain: false });
  });

  it("have times as wide as their last digit, in UTC unless they say otherwise", () => {
    const noon = instantOf({ year: 2388, month: 10, day: 10, hour: 12, minute: 30 });
    const span = (text: string): number[] => [parseEdtf(text).span.earliest - noon, parseEdtf(text).span.latest - noon];
    expect(span("2388-10-10T12:30")).toEqual([0, 59_999]);
    expect(span("2388-10-10T12:30:15Z")).toEqual([15_000, 15_999]);
    expect(span("2388-10-10T12:30:15.5Z")).toEqual([15_500, 15_599]);
    expect(span("2388-10-10T14:30:15+02:00")).toEqual([15_000, 15_999]);
    expect(span("2388-10-10T07:00:15-05:30")).toEqual([15_000, 15_999]);
    expect(ends("2388-10-10T24:00:00Z")).toEqual(["2388-10-11", "2388-10-11T00:00:00.999Z"]);
  });
});

describe("doubt", () => {
  it.each([
    ["2387~", true, false],
    ["2387?", false, true],
    ["2387%", true, true],
    ["2387?~", true, true],
    ["2387~?", true, true],
    ["2387~/2387", true, false],
  ])("%s: approximate %s, uncertain %s", (text, approximate, uncertain) => {
    expect(parseEdtf(text)).toMatchObject({ approximate, uncertain });
  });

  it("widens by a year each side, or as many as are asked for", () => {
    expect(ends("2387~")).toEqual(["2386-01-01", "2388-12-31"]);
    expect(ends("2387-06-15?")).toEqual(["2386-06-15", "2388-06-15"]);
    expect(ends("2387~", 0)).toEqual(["2387-01-01", "2387-12-31"]);
    expect(ends("2387~", 10)).toEqual(["2377-01-01", "2397-12-31"]);
  });

  it("widens only the end of an interval that it stands at", () => {
    expect(ends("2385~/2387")).toEqual(["2384-01-01", "2387-12-31"]);
    expect(ends("2385/2387?")).toEqual(["2385-01-01", "2388-12-31"]);
  });

  it("goes outwards where a year has no 29 February", () => {
    expect(ends("2388-02-29~")).toEqual(["2387-02-28", "2389-02-28"]);
    expect(ends("2388-02-28~")).toEqual(["2387-02-28", "2389-02-28"]);
  });
});

describe("what is no date", () => {
  it.each([
    ["2387-02-30", "date/range", "February 2387 has 28 days", "2387-02 for the month"],
    ["2387-13", "date/range", "no month 13", "01 to 12"],
    ["2387-00-01", "date/range", "no month 0", "01 to 12"],
    ["2387-25", "date/range", "no month 25", "21 to 24"],
    ["2387-21-05", "date/range", "no month 21", "21 to 24"],
    ["2387/2385", "date/range", "ends before it starts", "2385/2387"],
    ["Y10000000001", "date/range", "out of range", "Y10000000000"],
    ["Y1E11", "date/range", "out of range", "Y10000000000"],
    ["Y1E400", "date/range", "out of range", "Y10000000000"],
    ["2388-10-10T25:00Z", "date/range", "no such time", "23:59:59"],
    ["2388-10-10T12:30+99:00", "date/range", "no such offset", "23:59"],
    ["2388-10-10T", "date/syntax", "not a date", "2388-10-10"],
    ["2388-10T12:30", "date/syntax", "whole day", "2388-10-10T12:30:00Z"],
    ["2387-2-3", "date/syntax", "two digits", "2388-10-10"],
    ["44", "date/syntax", "four digits", "0044"],
    ["-44", "date/syntax", "four digits", "-0044"],
    ["-0000", "date/syntax", "no year", "0000"],
    ["Y2024", "date/syntax", "more than four digits", "Write 2024."],
    ["Y-8455", "date/syntax", "more than four digits", "Write -8455."],
    ["Y-08455/Y00044", "date/syntax", "more than four digits", "Write -8455/0044."],
    ["Y-44-03-15", "date/syntax", "more than four digits", "Write -0044-03-15."],
    ["Y-8455~/Y2024", "date/syntax", "more than four digits", "Write -8455~/2024."],
    ["Y20240/Y2024", "date/syntax", "more than four digits", "Write Y20240/2024."],
    ["20140101", "date/syntax", "a day or a year", "2014-01-01"],
    ["10/10/2388", "date/syntax", "start with the year", "2388-10-10"],
    ["2388/10/10", "date/syntax", "one slash", "2388-10-10"],
    ["2XXX", "date/syntax", "last two digits", "2387~"],
    ["201X-05", "date/syntax", "no months", "2014-05"],
    ["2387-XX-05", "date/syntax", "without its month", "1985-XX-XX"],
    ["~2387", "date/syntax", "stand at the end", "2387~"],
    ["2387-06~-11", "date/syntax", "stand at the end", "2387~"],
    ["2387~~", "date/syntax", "no mark of doubt", "2387%"],
    [" 2387", "date/syntax", "space", "2388-10-10"],
    ["..", "date/syntax", "one side", "../2388"],
    ["/", "date/syntax", "either side", "../2388"],
    ["", "date/syntax", "not a date", "2388-10-10"],
    ["the-breach", "date/syntax", "not a date", "2388-10-10"],
  ])("%s is refused (%s)", (text, code, why, help) => {
    const error = failure(text);
    expect(error).toMatchObject({ name: "ValorisError", code });
    expect(error.message).toContain(why);
    expect(error.help).toContain(help);
  });

  it("is quoted in part where it is long, and refused as fast", () => {
    expect(failure("2".repeat(1_000_000)).message.length).toBeLessThan(200);
    expect(failure("2387-".repeat(200_000)).message.length).toBeLessThan(200);
  });

  it("cannot be widened by half a year", () => {
    expect(() => parseEdtf("2387~", { approximationYears: 0.5 })).toThrow("cannot be widened by 0.5 years");
  });
});

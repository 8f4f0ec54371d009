import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatSpan } from "./civil.ts";
import { openCalendars } from "./calendars.ts";
import { openChangedCalendar } from "./changedCalendar.ts";
import { JULIAN, openCalendar } from "./ownCalendar.ts";
import { DAY } from "./span.ts";

describe("the calendar of a place that left the Julian one", () => {
  const england = openChangedCalendar("england", "1752-09-02");

  it.each([
    ["1752-09-02", "1752-09-13"],
    ["2 September 1752", "1752-09-13"],
    ["1752-09-14", "1752-09-14"],
    ["1700-02-29", "1700-03-11"],
    ["September 1752", "1752-09-12/1752-09-30"],
    ["AD 1752", "1752-01-12/1752-12-31"],
    ["1753", "1753"],
  ])("%s is the civil %s", (text, civil) => {
    expect(formatSpan(england.read(text))).toBe(civil);
  });

  it("has none of the days that were left out, and no leap days that only the Julian one has, later", () => {
    expect(() => england.read("1752-09-03")).toThrow(
      'The calendar england has no "1752-09-03": after 2 September AD 1752 came 14 September AD 1752.',
    );
    expect(() => england.read("1752-09-13")).toThrow("after 2 September");
    expect(() => england.read("29 February 1800")).toThrow("February of that year has 28 days");
    expect(formatSpan(openChangedCalendar("russia", "1918-01-31").read("29 February 1800"))).toBe("1800-03-12");
  });

  it("finds each day, month and year again that it writes, and the next follows without a gap", () => {
    const julian = openCalendar("julian", JULIAN);
    const year = 365 * DAY;
    const instants = fc.integer({ min: -600 * 365, max: 100 * 365 }).map((days) => days * DAY);
    fc.assert(
      fc.property(instants, instants, fc.constantFrom("day", "month", "year"), (last, instant, unit) => {
        const { read, format } = openChangedCalendar("there", julian.format(last));
        for (const at of [instant, last - (instant % year) / 8, last + (instant % year) / 8]) {
          const span = read(format(at, unit));
          expect([span.earliest <= at, at <= span.latest]).toEqual([true, true]);
          const next = read(format(span.latest + 1, unit));
          expect([next.earliest, next.latest > span.latest]).toEqual([span.latest + 1, true]);
        }
      }),
      { numRuns: 1000 },
    );
  });

  it.each(["1752-09", "1752-02-30", "soon"])("cannot end on %s", (until) => {
    expect(() => openCalendars({ julian: { england: until } })).toThrow(
      expect.objectContaining({ code: "date/calendar", details: { path: ["julian", "england"] } }),
    );
  });

  it("is refused by a name that another calendar has", () => {
    expect(() => openCalendars({ julian: { julian: "1582-10-04" } })).toThrow("There is a calendar julian already.");
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatSpan } from "./civil.ts";
import { JULIAN, openCalendar, type OwnCalendar } from "./ownCalendar.ts";
import { DAY } from "./span.ts";

const lengths = fc.array(fc.record({ days: fc.integer({ min: 1, max: 60 }), more: fc.integer({ min: 0, max: 2 }) }), {
  minLength: 1,
  maxLength: 15,
});
const leapRule = fc.option(
  fc
    .tuple(fc.integer({ min: 1, max: 8 }), fc.integer({ min: 2, max: 9 }), fc.integer({ min: 2, max: 5 }), fc.nat(2))
    .map(([every, times, again, parts]) => ({
      every,
      ...(parts > 0 ? { except: every * times } : {}),
      ...(parts > 1 ? { but: every * times * again } : {}),
    })),
  { nil: undefined },
);
const anyEras = fc.constantFrom<OwnCalendar["eras"]>(
  undefined,
  [{ name: "AG", offset: 0 }],
  [
    { name: "BBY", offset: 1, backwards: true },
    { name: "ABY", offset: 0 },
  ],
  [
    { name: "1E", offset: 0 },
    { name: "2E", offset: 2920 },
    { name: "3E", offset: 3816 },
    { name: "Dawn", offset: 1, backwards: true },
  ],
);
const anyCalendar: fc.Arbitrary<OwnCalendar> = fc
  .tuple(lengths, leapRule, anyEras, fc.integer({ min: 1000, max: 9000 }))
  .map(([months, leap, eras, year]) => ({
    months: months.map(({ days, more }, index) => ({
      name: `${["Frost", "Sun's ", "Low"][index % 3]}Moon ${"abcdefghijklmno"[index]}`,
      days,
      leapDays: days + more,
    })),
    ...(leap === undefined ? {} : { leap }),
    ...(eras === undefined ? {} : { eras }),
    begins: `${year}-03-05`,
  }));
const anyInstant = fc.integer({ min: -40_000 * 365, max: 40_000 * 365 }).map((days) => days * DAY + 5000);

describe("a calendar of the canon's own", () => {
  it("finds each day again that it writes, and the next day follows without a gap", () => {
    fc.assert(
      fc.property(anyCalendar, anyInstant, (calendar, instant) => {
        const { read, format } = openCalendar("own", calendar);
        const day = read(format(instant));
        expect(day.earliest).toBeLessThanOrEqual(instant);
        expect(day.latest - day.earliest).toBe(DAY - 1);
        expect(day.latest).toBeGreaterThan(instant);
        expect(read(format(instant + DAY)).earliest).toBe(day.latest + 1);
        expect(format(day.earliest)).toBe(format(day.latest));
      }),
      { numRuns: 2000 },
    );
  });

  it("finds each month and each year again that it writes, as wide as they are", () => {
    fc.assert(
      fc.property(anyCalendar, anyInstant, (calendar, instant) => {
        const { read, format, mentions } = openCalendar("own", calendar);
        const [day, month, year] = (["day", "month", "year"] as const).map((unit) => read(format(instant, unit)));
        if (day === undefined || month === undefined || year === undefined) throw new Error("three were asked for");
        const { earliest } = month;
        expect([year.earliest <= earliest, earliest <= day.earliest]).toEqual([true, true]);
        expect([day.latest <= month.latest, month.latest <= year.latest]).toEqual([true, true]);
        expect(format(month.earliest, "month")).toBe(format(month.latest, "month"));
        expect(read(format(month.latest + 1, "month")).earliest).toBe(month.latest + 1);
        expect(read(format(year.latest + 1, "year")).earliest).toBe(year.latest + 1);
        expect([mentions(format(instant)), mentions(format(instant, "month"))]).toEqual([true, true]);
      }),
      { numRuns: 1000 },
    );
  });

  it("has months that fill the year, and years that follow each other", () => {
    fc.assert(
      fc.property(anyCalendar, fc.integer({ min: -3000, max: 3000 }), (calendar, year) => {
        const { read } = openCalendar("own", { ...calendar, eras: [] });
        const whole = read(String(year));
        const months = calendar.months.map((_month, index) => read(`${year}-${index + 1}`));
        expect(months[0]?.earliest).toBe(whole.earliest);
        expect(months.at(-1)?.latest).toBe(whole.latest);
        for (const [index, { earliest }] of months.entries())
          if (index > 0) expect(earliest).toBe((months[index - 1]?.latest ?? 0) + 1);
        expect(read(String(year + 1)).earliest).toBe(whole.latest + 1);
      }),
      { numRuns: 1000 },
    );
  });

  const imperial = openCalendar("imperial", {
    months: [
      { name: "Frostmoon", days: 30 },
      { name: "Sun", days: 31 },
      { name: "Sun's Height", days: 28, leapDays: 29 },
      { name: "Leapday", days: 0, leapDays: 1 },
    ],
    leap: { every: 4, except: 100, but: 400 },
    eras: [
      { name: "3E", offset: 0 },
      { name: "M41", offset: 40_000 },
      { name: "BBY", offset: 1, backwards: true },
    ],
    begins: "2000-01-01",
  });

  it.each([
    ["1 Frostmoon 3E 1", "2000-01-01"],
    ["Frostmoon 1, 3E 1", "2000-01-01"],
    ["1 sun's height 3E 1", "2000-03-02"],
    ["3E 1", "2000-01-01/2000-03-29"],
    ["frostmoon 3E 1", "2000-01-01/2000-01-30"],
    ["1-2-03", "2000-02-02"],
    ["1 BBY", "1999-10-02/1999-12-31"],
    ["1BBY", "1999-10-02/1999-12-31"],
    ["29 Sun's Height 3E 4", "2000-12-22"],
  ])("%s is %s", (text, days) => {
    expect(formatSpan(imperial.read(text))).toBe(days);
  });

  it("counts an era from its offset on, however it is written", () => {
    const far = imperial.read("40999");
    for (const text of ["999 M41", "M41 999", "999.M41", "M41.999"]) expect(imperial.read(text)).toEqual(far);
  });

  it.each([
    ["31 Frostmoon 3E 433", /has no "31 Frostmoon 3E 433": Frostmoon of that year has 30 days/],
    ["29 Sun's Height 3E 5", /has 28 days/],
    ["29 Sun's Height 3E 100", /has 28 days/],
    ["Leapday 3E 5", /has 0 days/],
    ["0 Sun 3E 5", /has 31 days/],
    ["3E 5-9", /it has 4 months/],
    ["3E 9999999", /that is more than 280 000 years away/],
    ["12 Harvest 3E 433", /no date of the calendar imperial/],
    ["Sun", /no date of the calendar imperial/],
    ["", /no date of the calendar imperial/],
  ])("has no %s", (text, why) => {
    expect(() => imperial.read(text)).toThrow(why);
  });

  it("refuses any other text in a sentence, and never fails", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[0-9 ,.\-3EMBYfrostmn]{0,20}$/)), (text) => {
        try {
          expect(Number.isFinite(imperial.read(text).earliest)).toBe(true);
        } catch (error) {
          expect(error).toMatchObject({ code: expect.stringMatching(/^date\/(?:syntax|range)$/) });
        }
      }),
    );
  });

  it.each<[string, Partial<OwnCalendar>, (string | number)[]]>([
    ["no months", { months: [] }, ["months"]],
    ["half a day", { months: [{ name: "A", days: 0.5 }] }, ["months", 0]],
    ["years of no days", { months: [{ name: "A", days: 0 }] }, ["months"]],
    [
      "a month twice",
      {
        months: [
          { name: "A", days: 1 },
          { name: "a", days: 2 },
        ],
      },
      ["months", 1, "name"],
    ],
    ["an era of digits", { eras: [{ name: "41", offset: 1 }] }, ["eras", 0, "name"]],
    ["leap years every 0", { leap: { every: 0 } }, ["leap", "every"]],
    ["exceptions that are none", { leap: { every: 4, except: 10 } }, ["leap", "except"]],
    ["exceptions of nothing", { leap: { every: 4, but: 8 } }, ["leap", "but"]],
    ["a year as its first day", { begins: "2000" }, ["begins"]],
    ["nonsense as its first day", { begins: "then" }, ["begins"]],
  ])("is refused where it has %s, at its place", (_, change, path) => {
    const calendar: OwnCalendar = { months: [{ name: "A", days: 336 }], begins: "2000-01-01", ...change };
    expect(() => openCalendar("own", calendar)).toThrow(
      expect.objectContaining({ code: "date/calendar", details: expect.objectContaining({ path: ["own", ...path] }) }),
    );
  });
});

describe("the Julian calendar", () => {
  const { read, format } = openCalendar("julian", JULIAN);

  it.each([
    ["1582-10-05", "1582-10-15"],
    ["1500-02-29", "1500-03-10"],
    ["25 October 1917", "1917-11-07"],
    ["15 March 44 BC", "-0043-03-13"],
    ["0001-01-01", "0000-12-30"],
  ])("%s is the civil %s", (text, civil) => {
    expect(formatSpan(read(text))).toBe(civil);
  });

  it("has a leap day in each fourth year, and in no other", () => {
    expect(() => read("1501-02-29")).toThrow(/February of that year has 28 days/);
    expect(format(read("29 February AD 1700").earliest)).toBe("29 February AD 1700");
  });
});

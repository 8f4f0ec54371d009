import { ValorisError } from "../valorisError.ts";
import { held } from "../../idioms/held.ts";
import { parseEdtf } from "./edtf.ts";
import { quoteDate } from "./edtfErrors.ts";
import { DAY, type Span } from "./span.ts";

export interface CalendarMonth {
  readonly name: string;
  /** 0 for one that only leap years have. */
  readonly days: number;
  /** In leap years; as many as in others if absent. */
  readonly leapDays?: number | undefined;
}

/** Years that are longer: every so many, but not every so many of these, but again every so many of those. */
export interface LeapRule {
  readonly every: number;
  readonly except?: number | undefined;
  readonly but?: number | undefined;
}

/** A way to count years: “3E 433”, “19 BBY”. */
export interface CalendarEra {
  readonly name: string;
  /** The year of the calendar's own count that is year 0 of the era. */
  readonly offset: number;
  /** Whether its years count down to there. */
  readonly backwards?: boolean | undefined;
}

/** A calendar of the canon's own. Its days are as long as the civil ones. */
export interface OwnCalendar {
  readonly months: readonly CalendarMonth[];
  readonly leap?: LeapRule | undefined;
  readonly eras?: readonly CalendarEra[] | undefined;
  /** The civil day on which its year 1 begins. */
  readonly begins: string;
}

export type CalendarPrecision = "year" | "month" | "day";

/** A calendar to read dates by, and to write them. */
export interface Reckoning {
  /** @throws ValorisError `date/syntax` for what is no date of it, `date/range` for a day that it does not have */
  read(text: string): Span;
  /** The day of an instant, or its month or year, such that `read` finds it again. */
  format(instant: number, precision?: CalendarPrecision): string;
  /** Whether a text names a month or an era of it, beside a number. */
  mentions(text: string): boolean;
}

/** As it was in use before 1582, with the years counted as here: 0 is 1 BC. */
export const JULIAN: OwnCalendar = {
  months: [
    { name: "January", days: 31 },
    { name: "February", days: 28, leapDays: 29 },
    { name: "March", days: 31 },
    { name: "April", days: 30 },
    { name: "May", days: 31 },
    { name: "June", days: 30 },
    { name: "July", days: 31 },
    { name: "August", days: 31 },
    { name: "September", days: 30 },
    { name: "October", days: 31 },
    { name: "November", days: 30 },
    { name: "December", days: 31 },
  ],
  leap: { every: 4 },
  eras: [
    { name: "AD", offset: 0 },
    { name: "BC", offset: 1, backwards: true },
  ],
  begins: "0000-12-30",
};

/** Further away, nothing is exact to the ms. */
const MOST_INSTANT = 280_000 * 365 * DAY;
const MOST_YEARS = 1e9;
const MOST_MONTHS = 1000;
const MOST_DAYS = 1_000_000;

/**
 * A calendar by its declaration.
 *
 * @throws ValorisError `date/calendar`; `details.path` is the part of the declaration that is wrong
 */
export function openCalendar(name: string, calendar: OwnCalendar): Reckoning {
  const { months, leap, eras = [] } = calendar;
  const start = checked(name, calendar);
  const lengthOf = (month: number, isLeap: boolean): number => {
    const { days, leapDays = days } = held(months[month]);
    return isLeap ? leapDays : days;
  };
  const sum = (isLeap: boolean): number => months.reduce((days, _, month) => days + lengthOf(month, isLeap), 0);
  const [common, long] = [sum(false), sum(true)];
  /** Leap years up to a year, from 1 on; negative before. */
  const leapsUntil = (year: number): number => {
    const multiples = (of: number | undefined): number => (of === undefined ? 0 : Math.floor(year / of));
    return leap === undefined ? 0 : multiples(leap.every) - multiples(leap.except) + multiples(leap.but);
  };
  const isLeap = (year: number): boolean => leapsUntil(year) > leapsUntil(year - 1);
  const startOf = (year: number): number => (year - 1) * common + leapsUntil(year - 1) * (long - common);

  const spanOf = ({ year, month, day }: Parts, written: string): Span => {
    const leaps = isLeap(year);
    let from = startOf(year);
    let days = leaps ? long : common;
    if (month !== undefined) {
      if (month >= months.length) throw rangeError(name, written, `it has ${months.length} months`);
      for (let before = 0; before < month; before++) from += lengthOf(before, leaps);
      days = lengthOf(month, leaps);
      const title = `${held(months[month]).name} of that year has ${days === 1 ? "one day" : `${days} days`}`;
      if (days === 0 || (day !== undefined && (day < 1 || day > days))) throw rangeError(name, written, title);
      if (day !== undefined) [from, days] = [from + day - 1, 1];
    }
    const earliest = start + from * DAY;
    if (Math.abs(earliest) > MOST_INSTANT) throw rangeError(name, written, "that is more than 280 000 years away");
    return { earliest, latest: earliest + days * DAY - 1 };
  };

  return {
    read: (text) => spanOf(parse(name, text, calendar), text),
    mentions: (text) => /\d/.test(text) && (longest(eras, text) ?? longest(months, text)) !== undefined,
    format(instant, precision = "day") {
      const days = Math.floor((instant - start) / DAY);
      let year = Math.floor(days / ((common * 3 + long) / 4)) + 1;
      while (startOf(year) > days) year--;
      while (startOf(year + 1) <= days) year++;
      let day = days - startOf(year);
      let month = 0;
      for (const leaps = isLeap(year); day >= lengthOf(month, leaps); month++) day -= lengthOf(month, leaps);
      const written = yearIn(year, eras);
      if (precision === "year") return written;
      const toMonth = `${held(months[month]).name} ${written}`;
      return precision === "month" ? toMonth : `${day + 1} ${toMonth}`;
    },
  };
}

interface Parts {
  readonly year: number;
  /** From 0. */
  readonly month?: number;
  readonly day?: number;
}

/** The era that began last; before all of them, one that counts down to its end. */
function yearIn(year: number, eras: readonly CalendarEra[]): string {
  const forwards = eras.filter(({ backwards, offset }) => backwards !== true && year > offset);
  const backwards = eras.filter((era) => era.backwards === true && year < era.offset);
  const [last] = forwards.toSorted((a, b) => b.offset - a.offset);
  if (last !== undefined) return `${last.name} ${year - last.offset}`;
  const [next] = backwards.toSorted((a, b) => a.offset - b.offset);
  return next === undefined ? String(year) : `${next.name} ${next.offset - year}`;
}

const NUMBERS = /^(-?\d{1,9})(?:-(\d{1,4})(?:-(\d{1,4}))?)?$/;

/** “12 Frostmoon 3E 433”, “Frostmoon 12, 3E 433”, “Frostmoon 433”, “19 BBY”, “433-02-12”. */
function parse(name: string, written: string, { months, eras = [] }: OwnCalendar): Parts {
  const text = written.trim().replaceAll(/\s+/g, " ");
  const era = longest(eras, text);
  const rest = era === undefined ? text : without(text, era);
  const yearOf = (count: number): number =>
    era === undefined ? count : era.backwards === true ? era.offset - count : era.offset + count;
  const [, year, month, day] = NUMBERS.exec(rest) ?? [];
  if (year !== undefined && (month === undefined || Number(month) > 0))
    return {
      year: yearOf(Number(year)),
      ...(month === undefined ? {} : { month: Number(month) - 1 }),
      ...(day === undefined ? {} : { day: Number(day) }),
    };
  const named = longest(months, rest);
  const numbers = named === undefined ? null : /^(?:(\d{1,6}) )?(-?\d{1,9})$/.exec(without(rest, named));
  if (named === undefined || numbers === null)
    throw new ValorisError("date/syntax", `This is no date of the calendar ${name}: ${quoteDate(written)}.`, {
      help: `Write it as ${example(months, eras)}.`,
    });
  const [, first, last] = numbers;
  return {
    year: yearOf(Number(last)),
    month: months.indexOf(named),
    ...(first === undefined ? {} : { day: Number(first) }),
  };
}

function example(months: readonly CalendarMonth[], eras: readonly CalendarEra[]): string {
  const year = eras[0] === undefined ? "433" : `${eras[0].name} 433`;
  return `1 ${held(months[0]).name} ${year}, ${held(months[0]).name} ${year}, ${year} or 433-01-01`;
}

const escaped = (name: string): string => name.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
/** A name by itself, or with digits right behind or before it: 19BBY, M41.999. */
const asWord = (name: string): RegExp => new RegExp(`(?<![\\p{L}])${escaped(name)}(?![\\p{L}])`, "iu");

/** Of names in a text the longest: “Sun's Height”, and not “Sun”. */
function longest<Named extends { readonly name: string }>(list: readonly Named[], text: string): Named | undefined {
  return list
    .filter(({ name }) => asWord(name).test(text))
    .reduce<Named | undefined>((most, one) => (most && most.name.length >= one.name.length ? most : one), undefined);
}

const without = (text: string, { name }: { readonly name: string }): string =>
  text
    .replace(asWord(name), " ")
    .replaceAll(/[\s,.]+/g, " ")
    .trim();

const rangeError = (name: string, text: string, why: string): ValorisError =>
  new ValorisError("date/range", `The calendar ${name} has no ${quoteDate(text)}: ${why}.`, {
    help: "Correct the date, or write less of it: the month, or the year.",
  });

/** The instant at which its year 1 begins. */
function checked(name: string, { months, leap, eras = [], begins }: OwnCalendar): number {
  const refuse = (why: string, help: string, path: readonly (string | number)[]): never => {
    throw new ValorisError("date/calendar", `The calendar ${name}: ${why}.`, {
      help,
      details: { path: [name, ...path] },
    });
  };
  const isCount = (value: number, most: number): boolean => Number.isInteger(value) && value >= 0 && value <= most;
  if (months.length === 0 || months.length > MOST_MONTHS)
    refuse(`it has 1 to ${MOST_MONTHS} months`, "Write them as { name, days }.", ["months"]);
  for (const [index, { days, leapDays = days }] of months.entries())
    if (!isCount(days, MOST_DAYS) || !isCount(leapDays, MOST_DAYS))
      refuse("a month has a whole number of days", "Write { name: Frostmoon, days: 30 }.", ["months", index]);
  if (months.every(({ days }) => days === 0)) refuse("a year has days", "Write them as `days`.", ["months"]);
  for (const [list, names] of [
    ["months", months],
    ["eras", eras],
  ] as const)
    for (const [index, one] of names.entries()) {
      if (!/\p{L}/u.test(one.name)) refuse("a name has letters", "Write a name.", [list, index, "name"]);
      if (names.findIndex((other) => other.name.toLowerCase() === one.name.toLowerCase()) !== index)
        refuse(`it has ${one.name} twice`, "Give each a name of its own.", [list, index, "name"]);
    }
  for (const [index, { offset }] of eras.entries())
    if (!isCount(Math.abs(offset), MOST_YEARS))
      refuse("an offset is a whole number", "Write a year.", ["eras", index, "offset"]);
  for (const [field, every] of Object.entries(leap ?? {}))
    if (!isCount(every, MOST_YEARS) || every === 0)
      refuse(`\`${field}\` is a number of years from 1`, "Write { every: 4 }.", ["leap", field]);
  if (leap?.but !== undefined && leap.except === undefined)
    refuse("`but` takes back some of `except`", "Write `except`, too.", ["leap", "but"]);
  for (const [field, inner, outer] of [
    ["except", leap?.except, leap?.every],
    ["but", leap?.but, leap?.except],
  ] as const)
    if (inner !== undefined && outer !== undefined && inner % outer !== 0)
      refuse(`\`${field}\` is a multiple of ${outer}`, `Write ${outer * 4}, say.`, ["leap", field]);
  try {
    const { span, precision } = parseEdtf(begins);
    if (precision === "day") return span.earliest;
  } catch (error) {
    if (!(error instanceof ValorisError)) throw error;
  }
  return refuse(`it cannot begin on ${quoteDate(begins)}`, "Write a day, such as 2265-01-01.", ["begins"]);
}

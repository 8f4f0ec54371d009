import { civilOf, daysInMonth, instantBefore, instantOf } from "./gregorian.ts";
import type { Span } from "./span.ts";

export type DatePrecision = "time" | "day" | "month" | "season" | "year" | "decade" | "century";

export function daySpan(year: number, month: number, day: number): Span {
  return { earliest: instantOf({ year, month, day }), latest: instantBefore(instantOf({ year, month, day: day + 1 })) };
}

/** `count` months from the first of `month`; months past 12 are of the next year. */
export function monthsSpan(year: number, month: number, count: number): Span {
  return { earliest: instantOf({ year, month }), latest: instantBefore(startOfMonth(year, month + count)) };
}

export function yearsSpan(year: number, count: number): Span {
  return { earliest: instantOf({ year }), latest: instantBefore(instantOf({ year: year + count })) };
}

function startOfMonth(year: number, month: number): number {
  return month > 12 ? instantOf({ year: year + 1, month: month - 12 }) : instantOf({ year, month });
}

/** Moves both ends outwards by whole calendar years; 29 February goes outwards as well where the year has none. */
export function widenByYears({ earliest, latest }: Span, years: number): Span {
  return {
    earliest: earlierByYears(earliest, years),
    latest: instantBefore(laterByYears(followingInstant(latest), years)),
  };
}

function earlierByYears(instant: number, years: number): number {
  const civil = civilOf(instant);
  const year = civil.year - years;
  return instantOf({ ...civil, year, day: Math.min(civil.day, daysInMonth(year, civil.month)) });
}

function laterByYears(instant: number, years: number): number {
  const civil = civilOf(instant);
  // A day that the later year does not have runs over into 1 March.
  return instantOf({ ...civil, year: civil.year + years });
}

/** The first instant after a span: the next millisecond, or the nearest midnight where doubles lie further apart. */
function followingInstant(latest: number): number {
  if (Number.isSafeInteger(latest)) return latest + 1;
  const { year, month, day } = civilOf(latest);
  return instantOf({ year, month, day: day + 1 });
}

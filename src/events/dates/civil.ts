import { type Civil, type CivilInput, civilOf, instantBefore, instantOf } from "./gregorian.ts";
import { DAY, MINUTE, SECOND, type Span } from "./span.ts";

export type InstantPrecision = "year" | "month" | "day" | "minute" | "second" | "millisecond";

/**
 * An instant for people, in a way that `parseEdtf` reads again: "2388-10-10", "2388-10-10T12:30Z". Without a precision, the
 * time is there where it is not midnight. ±Infinity is "the beginning" or "no end".
 */
export function formatInstant(instant: number, precision?: InstantPrecision): string {
  if (instant === Number.NEGATIVE_INFINITY) return "the beginning";
  if (instant === Number.POSITIVE_INFINITY) return "no end";
  const civil = civilOf(instant);
  return formatCivil(civil, precision ?? shortestPrecision(civil, instant));
}

function shortestPrecision({ hour, minute, second, millisecond }: Civil, instant: number): InstantPrecision {
  // Beyond ±285 000 years the time of day is rounding.
  if (!Number.isSafeInteger(instant)) return "day";
  if (millisecond > 0) return "millisecond";
  if (second > 0) return "second";
  return hour > 0 || minute > 0 ? "minute" : "day";
}

function formatCivil(civil: Civil, precision: InstantPrecision): string {
  const { month, day, hour, minute, second, millisecond } = civil;
  const year = formatYear(civil.year);
  if (precision === "year") return year;
  const toMonth = `${year}-${digits(month, 2)}`;
  if (precision === "month") return toMonth;
  const toDay = `${toMonth}-${digits(day, 2)}`;
  if (precision === "day") return toDay;
  const toMinute = `${toDay}T${digits(hour, 2)}:${digits(minute, 2)}`;
  if (precision === "minute") return `${toMinute}Z`;
  const toSecond = `${toMinute}:${digits(second, 2)}`;
  return precision === "second" ? `${toSecond}Z` : `${toSecond}.${digits(millisecond, 3)}Z`;
}

/** "2388", "-0044", "12024"; with a Y in front where eight or more digits could be mistaken for a whole date. */
export function formatYear(year: number): string {
  const text = `${year < 0 ? "-" : ""}${digits(Math.abs(year), 4)}`;
  return Math.abs(year) >= 1e7 ? `Y${text}` : text;
}

function digits(value: number, width: number): string {
  return String(value).padStart(width, "0");
}

/**
 * The shortest text that tells no more than the span: "2388-10-10", "2388-10", "2388", "2385/2387", "../2388". Both ends
 * have the same precision. Spans of a day or more are rounded outwards to whole days, shorter ones to minutes, seconds or
 * milliseconds: the milliseconds that strict relations leave behind are nobody's reading.
 */
export function formatSpan(span: Span): string {
  const { earliest, latest } = span;
  if (earliest === latest && !Number.isFinite(earliest)) return formatInstant(earliest);
  const unit = readableUnit(latest - earliest);
  const start = Number.isFinite(earliest) ? civilOf(startOf(unit, earliest)) : undefined;
  const end = Number.isFinite(latest) ? civilOf(followingStart(unit, latest)) : undefined;
  for (const precision of PRECISIONS) {
    if (precision !== unit && !(isStartOf(precision, start) && isStartOf(precision, end))) continue;
    const from = start === undefined ? ".." : formatCivil(start, precision);
    const to = end === undefined ? ".." : formatCivil(civilOf(instantBefore(instantOf(end))), precision);
    return from === to && start !== undefined ? from : `${from}/${to}`;
  }
  throw new Error("This is a bug: no precision fits a span.");
}

const PRECISIONS: readonly InstantPrecision[] = ["year", "month", "day", "minute", "second", "millisecond"];

type Unit = "day" | "minute" | "second" | "millisecond";

function readableUnit(length: number): Unit {
  if (length >= DAY - 1) return "day";
  if (length >= MINUTE - 1) return "minute";
  return length >= SECOND - 1 ? "second" : "millisecond";
}

function startOf(unit: Unit, instant: number): number {
  return instantOf(truncate(unit, civilOf(instant)));
}

function followingStart(unit: Unit, instant: number): number {
  const start = truncate(unit, civilOf(instant));
  return instantOf({ ...start, [unit]: (start[unit] ?? 0) + 1 });
}

function truncate(unit: Unit, { year, month, day, hour, minute, second, millisecond }: Civil): CivilInput {
  if (unit === "day") return { year, month, day };
  if (unit === "minute") return { year, month, day, hour, minute };
  return unit === "second"
    ? { year, month, day, hour, minute, second }
    : { year, month, day, hour, minute, second, millisecond };
}

function isStartOf(precision: InstantPrecision, civil: Civil | undefined): boolean {
  if (civil === undefined) return true;
  const { month, day, hour, minute, second, millisecond } = civil;
  switch (precision) {
    case "year":
      return month === 1 && isStartOf("month", civil);
    case "month":
      return day === 1 && isStartOf("day", civil);
    case "day":
      return hour === 0 && minute === 0 && isStartOf("minute", civil);
    case "minute":
      return second === 0 && isStartOf("second", civil);
    case "second":
      return millisecond === 0;
    case "millisecond":
      return true;
  }
}

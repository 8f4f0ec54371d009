import { DAY, HOUR, MINUTE, SECOND, type Span } from "./span.ts";

/** A proleptic Gregorian date and time of day, UTC. Year 0 is 1 BCE; months and days count from 1. */
export interface Civil {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  /** ms since midnight. */
  readonly time: number;
}

export const isLeapYear = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;

const MONTH_DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

export const daysInMonth = (year: number, month: number): number =>
  month === 2 && isLeapYear(year) ? 29 : (MONTH_DAYS[month - 1] ?? 0);

/** Days since 1970-01-01; years begin in March inside, so that the leap day comes last (Hinnant 2013, “chrono-compatible low-level date algorithms”). */
function daysFromCivil(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

/** The instant, ms, at which a date (and a time of that day) begins. */
export function instantOf(year: number, month = 1, day = 1, time = 0): number {
  return daysFromCivil(year, month, day) * DAY + time;
}

/** The date and the time of day of an instant. */
export function civilOf(instant: number): Civil {
  const days = Math.floor(instant / DAY);
  const shifted = days + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1;
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
  return { year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day, time: instant - days * DAY };
}

const pad = (value: number, width: number): string => String(value).padStart(width, "0");

/** A year as canon writes it: four digits at least, a sign before year 0, `Y` where it has more than five digits. */
export function formatYear(year: number): string {
  const digits = pad(Math.abs(year), 4);
  return `${Math.abs(year) > 99_999 ? "Y" : ""}${year < 0 ? "-" : ""}${digits}`;
}

/** An instant as text that reads back: the day, and the time where it is not midnight. */
export function formatInstant(instant: number, precision?: "day"): string {
  if (instant === Number.NEGATIVE_INFINITY) return "the beginning";
  if (instant === Number.POSITIVE_INFINITY) return "no end";
  const { year, month, day, time } = civilOf(instant);
  const date = Math.abs(year) > 99_999 ? formatYear(year) : `${formatYear(year)}-${pad(month, 2)}-${pad(day, 2)}`;
  if (precision === "day" || time === 0 || Math.abs(year) > 99_999) return date;
  const ms = time % SECOND;
  const clock = [time / HOUR, (time % HOUR) / MINUTE, (time % MINUTE) / SECOND].map((part) => pad(Math.floor(part), 2));
  return `${date}T${clock.join(":")}${ms === 0 ? "" : `.${pad(ms, 3)}`}Z`;
}

/** A span as the shortest text that means it: a day, a month, a year where it is one, else its two ends. */
export function formatSpan({ earliest, latest }: Span): string {
  if (earliest === latest) return formatInstant(earliest);
  if (!Number.isFinite(earliest) && !Number.isFinite(latest)) return "../..";
  if (!Number.isFinite(earliest)) return `../${formatEnd(latest)}`;
  if (!Number.isFinite(latest)) return `${formatStart(earliest)}/..`;
  const first = civilOf(earliest);
  const last = civilOf(latest + 1);
  if (first.time === 0 && last.time === 0) {
    if (latest + 1 === earliest + DAY) return formatInstant(earliest, "day");
    if (first.day === 1 && latest + 1 === instantOf(first.year, first.month + 1 > 12 ? 1 : first.month + 1) && first.year === last.year)
      return `${formatYear(first.year)}-${pad(first.month, 2)}`;
    if (first.day === 1 && first.month === 12 && latest + 1 === instantOf(first.year + 1)) return `${formatYear(first.year)}-12`;
    if (earliest === instantOf(first.year) && latest + 1 === instantOf(first.year + 1)) return formatYear(first.year);
    if (earliest === instantOf(first.year) && latest + 1 === instantOf(last.year))
      return `${formatYear(first.year)}/${formatYear(last.year - 1)}`;
  }
  return `${formatStart(earliest)}/${formatEnd(latest)}`;
}

/** The first instant of a year is the year; of a day, the day. */
function formatStart(instant: number): string {
  const { year } = civilOf(instant);
  return instant === instantOf(year) ? formatYear(year) : formatInstant(instant);
}

/** The last instant of a year is the year; of a day, the day. */
function formatEnd(instant: number): string {
  const { year, time } = civilOf(instant + 1);
  if (instant + 1 === instantOf(year)) return formatYear(year - 1);
  return formatInstant(instant, time === 0 ? "day" : undefined);
}

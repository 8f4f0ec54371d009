import { DAY, HOUR, MINUTE, SECOND } from "./span.ts";
import { held } from "../../idioms/held.ts";

/** A civil date and time, proleptic Gregorian, UTC. Year 0 is 1 BCE; months and days count from 1. */
export interface Civil {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly millisecond: number;
}

export type CivilInput = Pick<Civil, "year"> & Partial<Civil>;

/** Years that dates may have, either side of 0. */
export const MAX_YEAR = 1e10;

const DAYS_PER_ERA = 146_097;
const YEARS_PER_ERA = 400;
const DAYS_FROM_MARCH_0000_TO_1970 = 719_468;

/**
 * Whole days since 1970-01-01. Counts years from March, so that the leap day comes last, in eras of 400 years, in which the
 * calendar repeats (Hinnant 2013, “chrono-Compatible Low-Level Date Algorithms”, days_from_civil).
 */
export function daysOf(year: number, month: number, day: number): number {
  const shifted = month <= 2 ? year - 1 : year;
  const era = Math.floor(shifted / YEARS_PER_ERA);
  const yearOfEra = shifted - era * YEARS_PER_ERA;
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * DAYS_PER_ERA + dayOfEra - DAYS_FROM_MARCH_0000_TO_1970;
}

/** The instant of a civil date; what is left out is the first of its kind. The date has to exist. */
export function instantOf({
  year,
  month = 1,
  day = 1,
  hour = 0,
  minute = 0,
  second = 0,
  millisecond = 0,
}: CivilInput): number {
  const time = hour * HOUR + minute * MINUTE + second * SECOND + millisecond;
  return daysOf(year, month, day) * DAY + time;
}

/** The civil date of a finite instant (Hinnant 2013, civil_from_days). */
export function civilOf(instant: number): Civil {
  const days = wholeDays(instant);
  const time = Math.min(Math.max(instant - days * DAY, 0), DAY - 1);
  const fromMarch0000 = days + DAYS_FROM_MARCH_0000_TO_1970;
  const era = Math.floor(fromMarch0000 / DAYS_PER_ERA);
  const dayOfEra = fromMarch0000 - era * DAYS_PER_ERA;
  const leapDays = Math.floor(dayOfEra / 1460) - Math.floor(dayOfEra / 36_524) + Math.floor(dayOfEra / 146_096);
  const yearOfEra = Math.floor((dayOfEra - leapDays) / 365);
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const fromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9;
  return {
    year: yearOfEra + era * YEARS_PER_ERA + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * fromMarch + 2) / 5) + 1,
    hour: Math.floor(time / HOUR),
    minute: Math.floor((time % HOUR) / MINUTE),
    second: Math.floor((time % MINUTE) / SECOND),
    millisecond: time % SECOND,
  };
}

/** Far from 1970 a midnight is rounded to a double, perhaps into the day before; it still belongs to its own day. */
function wholeDays(instant: number): number {
  const nearest = Math.round(instant / DAY);
  return nearest * DAY === instant ? nearest : Math.floor(instant / DAY);
}

export function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

const MONTH_LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

export function daysInMonth(year: number, month: number): number {
  return month === 2 && isLeapYear(year) ? 29 : held(MONTH_LENGTHS[month - 1]);
}

/** The last instant before `instant`: 1 ms earlier, or the next smaller double where doubles lie further apart. */
export function instantBefore(instant: number): number {
  const earlier = instant - 1;
  return earlier < instant ? earlier : instant > 0 ? instant * (1 - Number.EPSILON) : instant * (1 + Number.EPSILON);
}

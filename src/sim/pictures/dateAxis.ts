import { formatInstant, type InstantPrecision } from "../../events/dates/civil.ts";
import { civilOf, instantOf } from "../../events/dates/gregorian.ts";
import type { Reckoning } from "../../events/dates/ownCalendar.ts";
import { reckonedMarks } from "../../events/dates/reckonedMarks.ts";
import { DAY, MINUTE } from "../../events/dates/span.ts";

export interface DateMark {
  /** ms. */
  readonly at: number;
  readonly text: string;
}

const MONTH = 30 * DAY;
const STEPS = [1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200];

/** At most `most` beginnings of years or months, by a calendar if one is given; where there are not two, both ends of the time. */
export function dateAxis(from: number, until: number, most: number, calendar?: Reckoning): readonly DateMark[] {
  if (calendar !== undefined) return reckonedMarks(calendar, from, until, most);
  const months = (until - from) / MONTH;
  const step = STEPS.find((one) => months / one <= most) ?? 12 * Math.ceil(months / most / 12);
  const { year, month } = civilOf(from);
  const precision = step % 12 === 0 ? "year" : "month";
  const marks: DateMark[] = [];
  for (let count = Math.ceil((12 * year + month - 1) / step) * step; marks.length < most; count += step) {
    const at = instantOf({ year: Math.floor(count / 12), month: count - 12 * Math.floor(count / 12) + 1 });
    if (at > until) break;
    if (at >= from) marks.push({ at, text: formatInstant(at, precision) });
  }
  return marks.length >= 2 ? marks : bothEnds(from, until);
}

function bothEnds(from: number, until: number): DateMark[] {
  const length = until - from;
  const precision: InstantPrecision = length >= DAY ? "day" : length >= MINUTE ? "minute" : "millisecond";
  return [from, until].map((at) => ({ at, text: formatInstant(at, precision) }));
}

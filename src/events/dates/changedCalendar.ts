import { ValorisError } from "../valorisError.ts";
import { quoteDate } from "./edtfErrors.ts";
import { JULIAN, openCalendar, type OwnCalendar, type Reckoning } from "./ownCalendar.ts";
import type { Span } from "./span.ts";

const GREGORIAN: OwnCalendar = { ...JULIAN, leap: { every: 4, except: 100, but: 400 }, begins: "0001-01-01" };

/**
 * The calendar of a place that left the Julian one: days up to its last Julian day are Julian, and later ones Gregorian. The days that
 * were left out are none; the month and the year in which they lie are shorter.
 *
 * @throws ValorisError `date/calendar` where `until` is no day of the Julian calendar
 */
export function openChangedCalendar(name: string, until: string): Reckoning {
  const julian = openCalendar(name, JULIAN);
  const gregorian = openCalendar(name, GREGORIAN);
  const last = julianDay(name, until, julian);
  const change = last.latest + 1;
  const inUse = (instant: number): Reckoning => (instant < change ? julian : gregorian);

  return {
    mentions: julian.mentions,
    format: (instant, precision) => inUse(instant).format(instant, precision),
    read(text) {
      const before = julian.read(text);
      if (before.latest < change) return before;
      const after = gregorian.read(text);
      const earliest = before.earliest < change ? before.earliest : Math.max(after.earliest, change);
      const latest = after.latest >= change ? after.latest : Math.min(before.latest, change - 1);
      if (earliest <= latest) return { earliest, latest };
      const [left, right] = [last.earliest, change].map((instant) => inUse(instant).format(instant));
      throw new ValorisError(
        "date/range",
        `The calendar ${name} has no ${quoteDate(text)}: after ${left} came ${right}.`,
        { help: "Correct the date, or write less of it: the month, or the year." },
      );
    },
  };
}

function julianDay(name: string, until: string, julian: Reckoning): Span {
  try {
    const day = julian.read(until);
    if (julian.read(julian.format(day.earliest)).latest === day.latest) return day;
  } catch (error) {
    if (!(error instanceof ValorisError)) throw error;
  }
  throw new ValorisError("date/calendar", `The calendar ${name}: its last Julian day cannot be ${quoteDate(until)}.`, {
    help: "Write a day, such as 1752-09-02.",
    details: { path: ["julian", name] },
  });
}

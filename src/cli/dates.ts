import { formatInstant, DAY } from "../index.ts";

/** An instant as a date, as machines read it: a day, with the time only where a point was asked for by time; null at ±∞. */
export function isoDate(instant: number): string | null {
  if (!Number.isFinite(instant)) return null;
  const isEndOfDay = (((instant + 1) % DAY) + DAY) % DAY === 0;
  return isEndOfDay ? formatInstant(instant, "day") : formatInstant(instant);
}

/** The day of an event as placed; null since the beginning. */
export const isoDay = (instant: number): string | null =>
  Number.isFinite(instant) ? formatInstant(instant, "day") : null;

/** The same for people; “~” where canon does not date it to a day. */
export function showDay(instant: number, approximate = false): string {
  return `${approximate ? "~" : ""}${isoDay(instant) ?? "from the beginning"}`;
}

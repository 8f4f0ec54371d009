import type { Command } from "commander";
import { type Catalogue, DAY, formatInstant, formatSpan, type Reckoning } from "../index.ts";

/** The one that days are shown in to people; undefined: as ISO dates. A process runs one command, which says it once. */
let shownIn: Reckoning | undefined;

/** `--calendar`, for commands that show dates. */
export const withCalendar = (command: Command): Command =>
  command.option(
    "--calendar <name>",
    "show dates in this calendar (iso, julian, or one of canon's own); that of the canon's header if absent",
  );

/** Days are shown in the calendar that was asked for, or else in canon's usual one. @throws ValorisError `date/calendar` */
export function showDaysIn(
  asked: string | undefined,
  { findCalendar }: Pick<Catalogue, "findCalendar">,
  usual?: string,
): void {
  const name = asked ?? usual;
  shownIn = name === undefined || name === "iso" ? undefined : findCalendar(name);
}

/** A date of the calendar that days are shown in, as civil days; whatever else is asked for, as it is. Ids have no spaces. */
export const civilDate = (asked: string): string =>
  shownIn !== undefined && /\s/.test(asked) && shownIn.mentions(asked) ? formatSpan(shownIn.read(asked)) : asked;

export const shownCalendar = (): Reckoning | undefined => shownIn;

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
  const day = shownIn !== undefined && Number.isFinite(instant) ? shownIn.format(instant) : isoDay(instant);
  return `${approximate ? "~" : ""}${day ?? "from the beginning"}`;
}

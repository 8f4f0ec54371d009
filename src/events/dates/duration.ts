import { ValorisError } from "../valorisError.ts";
import { quoteDate } from "./edtfErrors.ts";
import { daysOf, MAX_YEAR } from "./gregorian.ts";
import { DAY, HOUR, MINUTE, SECOND } from "./span.ts";

/** How long a duration can be, in ms: a month has 28 to 31 days. */
export interface Duration {
  readonly shortest: number;
  readonly longest: number;
}

const DURATION =
  /^P(?=.)(?:(?<years>\d+)Y)?(?:(?<months>\d+)M)?(?:(?<weeks>\d+)W)?(?:(?<days>\d+)D)?(?:T(?=.)(?:(?<hours>\d+)H)?(?:(?<minutes>\d+)M)?(?:(?<seconds>\d+)(?:[.,](?<fraction>\d{1,3}))?S)?)?$/;

/**
 * Reads an ISO 8601 duration: "P3W", "P1M", "P1Y2M10DT2H30M", "PT0.5S", "P0D". Years are twelve months; n months are as
 * short and as long as any n consecutive calendar months. The rest is exact.
 *
 * @example parseDuration("P1M") // { shortest: 28 days, longest: 31 days }, in ms
 * @throws ValorisError `date/duration`, `date/range` beyond 10¹⁰ years
 */
export function parseDuration(text: string): Duration {
  const found = text.length > 200 ? undefined : DURATION.exec(text)?.groups;
  if (found === undefined)
    throw new ValorisError("date/duration", `This is not a duration: ${quoteDate(text)}. ${whyNot(text)}`.trimEnd(), {
      help: "Write P3W for three weeks, P10D, P1M, P2Y, PT45M, or together P1Y2M10DT2H30M.",
    });
  const count = (unit: string): number => Number(found[unit] ?? 0);
  const months = count("years") * 12 + count("months");
  const exact =
    (count("weeks") * 7 + count("days")) * DAY +
    count("hours") * HOUR +
    count("minutes") * MINUTE +
    count("seconds") * SECOND +
    Number((found["fraction"] ?? "0").padEnd(3, "0"));
  if (months > MAX_YEAR * 12 || exact > MAX_YEAR * 366 * DAY)
    throw new ValorisError("date/range", `The duration ${quoteDate(text)} is out of range.`, {
      help: "Durations go up to P10000000000Y.",
    });
  const { shortest, longest } = daysInMonths(months);
  return { shortest: shortest * DAY + exact, longest: longest * DAY + exact };
}

function whyNot(text: string): string {
  if (text.startsWith("-") || text.startsWith("+")) return "Durations have no sign: use `before` instead of `after`.";
  if (/\d[.,]\d+[A-Z]/.test(text)) return "Only seconds may have a fraction, of three digits at most.";
  return /^\d+ ?[a-z]+$/i.test(text) ? "They start with a P." : "";
}

const MONTHS_PER_CYCLE = 4800;
const DAYS_PER_CYCLE = 146_097;

/** The calendar repeats every 400 years, so that the extremes over its 4800 months are those over all. */
function daysInMonths(months: number): Duration {
  const cycles = Math.floor(months / MONTHS_PER_CYCLE);
  const { shortest, longest } = daysWithinCycle(months - cycles * MONTHS_PER_CYCLE);
  return { shortest: cycles * DAYS_PER_CYCLE + shortest, longest: cycles * DAYS_PER_CYCLE + longest };
}

// A canon repeats a handful of lengths thousands of times.
const known = new Map<number, Duration>();

function daysWithinCycle(rest: number): Duration {
  const found = known.get(rest);
  if (found !== undefined) return found;
  let shortest = Number.POSITIVE_INFINITY;
  let longest = 0;
  for (let start = 0; start < MONTHS_PER_CYCLE; start++) {
    const days = firstOfMonth(start + rest) - firstOfMonth(start);
    if (days < shortest) shortest = days;
    if (days > longest) longest = days;
  }
  const days = { shortest, longest };
  known.set(rest, days);
  return days;
}

function firstOfMonth(months: number): number {
  return daysOf(Math.floor(months / 12), (months % 12) + 1, 1);
}

const MEAN_YEAR = 365.2425 * DAY;
const MEAN_MONTH = MEAN_YEAR / 12;

/** A length of time for people: "3 weeks", "5 days", "7.4 months", "1.2 years"; years and months are mean ones. */
export function formatDuration(milliseconds: number): string {
  if (milliseconds < 0) return `−${formatDuration(-milliseconds)}`;
  if (milliseconds === Number.POSITIVE_INFINITY) return "any length of time";
  if (milliseconds >= 365 * DAY) return inUnits(milliseconds / MEAN_YEAR, "year");
  if (milliseconds % (7 * DAY) === 0 && milliseconds > 0 && milliseconds < 10 * 7 * DAY)
    return inUnits(milliseconds / (7 * DAY), "week");
  if (milliseconds > 62 * DAY) return inUnits(milliseconds / MEAN_MONTH, "month");
  if (milliseconds >= DAY) return inUnits(milliseconds / DAY, "day");
  if (milliseconds >= HOUR) return inUnits(milliseconds / HOUR, "hour");
  if (milliseconds >= MINUTE) return inUnits(milliseconds / MINUTE, "minute");
  return milliseconds >= SECOND ? inUnits(milliseconds / SECOND, "second") : inUnits(milliseconds, "millisecond");
}

/** One decimal below ten, where there is one. */
function inUnits(value: number, unit: string): string {
  const rounded = value < 10 ? Math.round(value * 10) / 10 : Math.round(value);
  return `${rounded} ${unit}${rounded === 1 ? "" : "s"}`;
}

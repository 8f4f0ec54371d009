import { ValorisError } from "../valorisError.ts";
import { daysInMonth } from "./civil.ts";
import { DAY, HOUR, MINUTE, SECOND } from "./span.ts";

/** How long something takes: months and years have no one length. ms. */
export interface Duration {
  readonly shortest: number;
  readonly longest: number;
}

const PATTERN =
  /^P(?=\d|T\d)(?:(\d{1,10})Y)?(?:(\d{1,10})M)?(?:(\d{1,10})W)?(?:(\d{1,10})D)?(?:T(?=\d)(?:(\d{1,10})H)?(?:(\d{1,10})M)?(?:(\d{1,10}(?:\.\d{1,3})?)S)?)?$/;

/** @throws ValorisError `date/duration` for anything but an ISO 8601 duration: P3W, P1M, P2Y, P1Y2M10DT2H30M. */
export function parseDuration(text: string): Duration {
  const match = PATTERN.exec(text);
  if (match === null)
    throw new ValorisError("date/duration", `“${text}” is no duration.`, {
      help: "Write P3W for three weeks, P1M for a month, P2Y for two years, P10D, PT6H.",
    });
  const [years = 0, months = 0, weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = match
    .slice(1)
    .map((part) => (part === undefined ? 0 : Number(part)));
  const exact = (7 * weeks + days) * DAY + hours * HOUR + minutes * MINUTE + seconds * SECOND;
  const { shortest, longest } = monthsLong(12 * years + months);
  return { shortest: shortest * DAY + exact, longest: longest * DAY + exact };
}

const CYCLE = 4800;
const CYCLE_DAYS = 146_097;
const known = new Map<number, Duration>();
let daysBefore: readonly number[] | undefined;

/** The fewest and the most days that n calendar months can have, over every month of the 400-year cycle that they may begin in. */
function monthsLong(n: number): Duration {
  const cycles = Math.floor(n / CYCLE);
  const rest = n % CYCLE;
  let found = known.get(rest);
  if (found === undefined) {
    daysBefore ??= cumulativeDays();
    let shortest = Number.POSITIVE_INFINITY;
    let longest = 0;
    for (let start = 0; start < CYCLE; start++) {
      const length = (daysBefore[start + rest] ?? 0) - (daysBefore[start] ?? 0);
      shortest = Math.min(shortest, length);
      longest = Math.max(longest, length);
    }
    found = { shortest, longest };
    known.set(rest, found);
  }
  return { shortest: found.shortest + cycles * CYCLE_DAYS, longest: found.longest + cycles * CYCLE_DAYS };
}

function cumulativeDays(): number[] {
  const days = [0];
  for (let month = 0; month < 2 * CYCLE; month++)
    days.push((days[month] ?? 0) + daysInMonth(Math.floor(month / 12) % 400, (month % 12) + 1));
  return days;
}

const UNITS = [
  ["year", 365.25 * DAY],
  ["month", 30.44 * DAY],
  ["week", 7 * DAY],
  ["day", DAY],
  ["hour", HOUR],
  ["minute", MINUTE],
  ["second", SECOND],
] as const;

/** A length in the largest unit that fits, for people: “3 weeks”, “1.2 years”; “~” where months and years have no one length. */
export function formatDuration(ms: number): string {
  const length = Math.abs(ms);
  if (length < SECOND) return length <= 1 ? "a moment" : `${length} ms`;
  const whole = UNITS.find(([name, unit]) => name !== "year" && name !== "month" && length >= unit && length % unit === 0 && length / unit < 100);
  const [name, unit] = whole ?? UNITS.find(([, size]) => length >= size) ?? UNITS[6];
  const count = Math.round((length / unit) * 10) / 10;
  return `${count} ${name}${count === 1 ? "" : "s"}`;
}

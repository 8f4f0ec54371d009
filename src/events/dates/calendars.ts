import { canonicalJson } from "../contentHash.ts";
import { ValorisError } from "../valorisError.ts";
import { openChangedCalendar } from "./changedCalendar.ts";
import { quoteDate } from "./edtfErrors.ts";
import { parseEdtf } from "./edtf.ts";
import { JULIAN, openCalendar, type OwnCalendar, type Reckoning } from "./ownCalendar.ts";
import type { Span } from "./span.ts";
import { parseStardate, type StardateDigits, stardateDigits } from "./stardate.ts";

/** Stardates that count evenly from a day on, as the canon's owner declares it. */
export interface StardateEra {
  /** The first and the last stardate of it: "1000.0", "9999.9". */
  readonly from: string;
  readonly to: string;
  /** The day on which the first begins: 2265-01-01. */
  readonly begins: string;
  /** Stardates in a mean year, of 365.2425 days. */
  readonly perYear: number;
}

/** Reckonings that canon has beside the civil one. */
export interface Calendars {
  /** Eras beside that of the Next Generation, before which they come. */
  readonly stardate?: readonly StardateEra[];
  /** The last Julian day of places that went over to the Gregorian calendar: { england: "1752-09-02" }. */
  readonly julian?: Readonly<Record<string, string>>;
  /** By name; “julian” is known. */
  readonly own?: Readonly<Record<string, OwnCalendar>>;
}

export type ReadStardate = (text: string) => Span;

/** @throws ValorisError `date/calendar` for a calendar that there is not; `date/syntax`, `date/range` */
export type ReadCalendar = (calendar: string, date: string) => Span;

/** @throws ValorisError `date/calendar` for one that there is not */
export type FindCalendar = (name: string) => Reckoning;

/**
 * The Julian calendar, and those that were declared.
 *
 * @throws ValorisError `date/calendar`; `details.path` is the part of the calendars that is wrong
 */
export function openCalendars({ julian = {}, own = {} }: Calendars): FindCalendar {
  const known = new Map<string, Reckoning>([["julian", openCalendar("julian", JULIAN)]]);
  for (const [name, calendar] of Object.entries(own)) known.set(name, openCalendar(name, calendar));
  for (const [name, until] of Object.entries(julian)) {
    if (known.has(name))
      throw new ValorisError("date/calendar", `There is a calendar ${name} already.`, {
        help: "Give one of them another name.",
        details: { path: ["julian", name] },
      });
    known.set(name, openChangedCalendar(name, until));
  }
  return (name) => {
    const calendar = known.get(name);
    if (calendar !== undefined) return calendar;
    throw new ValorisError("date/calendar", `There is no calendar ${quoteDate(name)}.`, {
      help: `Declare it under \`calendars:\` in valoris.config.yaml, or write one that is known: ${[...known.keys()].join(", ")}.`,
    });
  };
}

/** Calendars that are declared at two places, together. @throws ValorisError `date/calendar` where one name is declared differently */
export function joinCalendars(first: Calendars, second: Calendars): Calendars {
  const eras = first.stardate ?? [];
  return {
    stardate: [...eras, ...(second.stardate ?? []).filter((era) => !eras.some((other) => isDeepEqual(era, other)))],
    julian: joinNamed(first.julian, second.julian, ["julian"]),
    own: joinNamed(first.own, second.own, []),
  };
}

function joinNamed<Declared>(
  first: Readonly<Record<string, Declared>> = {},
  second: Readonly<Record<string, Declared>> = {},
  path: Path,
): Readonly<Record<string, Declared>> {
  for (const [name, calendar] of Object.entries(second))
    if (Object.hasOwn(first, name) && !isDeepEqual(first[name], calendar))
      throw new ValorisError("date/calendar", `The calendar ${name} is declared otherwise elsewhere.`, {
        help: "Declare it once: in valoris.config.yaml, or in the header of one canon file.",
        details: { path: [...path, name] },
      });
  return { ...first, ...second };
}

const isDeepEqual = (a: unknown, b: unknown): boolean => canonicalJson(a) === canonicalJson(b);

/** A mean Gregorian year, ms. */
const YEAR = 31_556_952_000n;
const MOST_PER_YEAR = 10_000;

/**
 * Reads stardates by eras that were declared, and all others by the formula of the Next Generation.
 *
 * @throws ValorisError `date/calendar`; `details.path` is the part of the calendars that is wrong
 */
export function readStardates({ stardate = [] }: Calendars): ReadStardate {
  const eras = stardate.map(openEra);
  for (const [index, era] of eras.entries()) {
    const other = eras
      .slice(0, index)
      .find(({ from, end }) => compare(from, era.end) < 0 && compare(era.from, end) < 0);
    if (other !== undefined)
      throw calendarError("This era overlaps another one.", "A stardate belongs to one era.", [index, "from"]);
  }
  return (text) => {
    const digits = eras.length === 0 ? undefined : stardateDigits(text);
    const era = digits && eras.find(({ from, end }) => compare(from, digits) <= 0 && compare(digits, end) < 0);
    return digits === undefined || era === undefined ? parseStardate(text) : era.spanOf(digits);
  };
}

interface Era {
  readonly from: StardateDigits;
  /** The first stardate that is no longer of it. */
  readonly end: StardateDigits;
  readonly spanOf: (stardate: StardateDigits) => Span;
}

function openEra({ from: first, to, begins, perYear }: StardateEra, index: number): Era {
  const [from, last] = [digitsAt(first, [index, "from"]), digitsAt(to, [index, "to"])];
  if (compare(from, last) > 0)
    throw calendarError(`The era ends before ${first}.`, "Write its first stardate as `from`.", [index, "to"]);
  if (!Number.isInteger(perYear) || perYear < 1 || perYear > MOST_PER_YEAR)
    throw calendarError(`A year has 1 to ${MOST_PER_YEAR} stardates.`, "Write a whole number, such as 1000.", [
      index,
      "perYear",
    ]);
  const start = instantAt(begins, [index, "begins"]);
  /** The first whole ms at or after a stardate; exact, so that neighbouring ones neither overlap nor leave a gap. */
  const startOf = ({ units, scale }: StardateDigits): number => {
    const above = (units * from.scale - from.units * scale) * YEAR;
    const below = scale * from.scale * BigInt(perYear);
    return start + Number((above + below - 1n) / below);
  };
  return {
    from,
    end: next(last),
    spanOf: (stardate) => ({ earliest: startOf(stardate), latest: startOf(next(stardate)) - 1 }),
  };
}

/** As wide as its last digit. */
const next = ({ units, scale }: StardateDigits): StardateDigits => ({ units: units + 1n, scale });

function compare(a: StardateDigits, b: StardateDigits): number {
  const [left, right] = [a.units * b.scale, b.units * a.scale];
  return left < right ? -1 : left > right ? 1 : 0;
}

type Path = readonly (string | number)[];

function digitsAt(text: string, path: Path): StardateDigits {
  const digits = stardateDigits(text);
  if (digits !== undefined) return digits;
  throw calendarError(`This is not a stardate: ${JSON.stringify(text)}.`, 'Write it as "1000.0".', path);
}

function instantAt(text: string, path: Path): number {
  try {
    const { earliest } = parseEdtf(text).span;
    if (Number.isFinite(earliest)) return earliest;
  } catch (error) {
    if (!(error instanceof ValorisError)) throw error;
  }
  throw calendarError(`An era cannot begin on ${JSON.stringify(text)}.`, "Write a day, such as 2265-01-01.", path);
}

const calendarError = (message: string, help: string, path: Path): ValorisError =>
  new ValorisError("date/calendar", message, { help, details: { path: ["stardate", ...path] } });

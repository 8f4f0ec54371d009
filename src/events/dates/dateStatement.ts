import { ValorisError } from "../valorisError.ts";
import type { DateShape, Relations } from "./dateShape.ts";
import { parseDuration } from "./duration.ts";
import { type EdtfOptions, parseEdtf } from "./edtf.ts";
import { quoteDate } from "./edtfErrors.ts";
import { openCalendars, type ReadCalendar, type ReadStardate } from "./calendars.ts";
import { formatYear } from "./civil.ts";
import { meantDate, offerOf } from "./meantDate.ts";
import type { Span } from "./span.ts";
import { parseStardate } from "./stardate.ts";

export type Relation = "after" | "before" | "during" | "with";

/** What a relation counts from. */
export type Anchor =
  | { readonly kind: "id"; readonly id: string }
  /** Written "@document": its present. */
  | { readonly kind: "document"; readonly id: string }
  /** Written "holder@office": one of that holder's tenures; or "holder@office#2", the second. */
  | { readonly kind: "tenure"; readonly holder: string; readonly office: string; readonly number?: number }
  | { readonly kind: "span"; readonly span: Span };

/** Field names and list indices from a date as written to a part of it. */
export type DatePath = readonly (string | number)[];

/** One thing that a date says; all that it says hold. */
export type DateStatement =
  | {
      readonly kind: "within";
      readonly span: Span;
      readonly approximate: boolean;
      /** Of an approximate one, what is written: the part of its span where it is drawn if that is free. */
      readonly stated?: Span;
      readonly path: DatePath;
    }
  | {
      readonly kind: "relative";
      readonly relation: Relation;
      readonly anchor: Anchor;
      /** Bounds on the gap, ms: from the anchor's end (`after`), or to its start (`before`). 0 for `during` and `with`. */
      readonly least: number;
      readonly most: number;
      /** The bounds are how long an `offset` can be: from a date, it moves the whole of it. */
      readonly offset: boolean;
      readonly path: DatePath;
    };

export interface DateOptions extends EdtfOptions {
  /** By the canon's calendars; only the era of the Next Generation if absent. */
  readonly readStardate?: ReadStardate;
  /** Dates of other calendars; only of the Julian one if absent. */
  readonly readCalendar?: ReadCalendar;
}

/**
 * What a date says, as plain statements. `during` and `with` a date are that date.
 *
 * @throws ValorisError `date/syntax`, `date/range`, `date/duration`, `date/stardate-era`, `date/expression`; `details.path` is
 * the part that is wrong.
 */
export function parseDateExpression(date: DateShape, options: DateOptions = {}): DateStatement[] {
  if (typeof date === "string" || typeof date === "number")
    return [
      within(
        atPath([], () => parseLoneDate(date, options)),
        [],
      ),
    ];
  return Array.isArray(date)
    ? date.flatMap((item, index) => parseRelations(item, [index], options))
    : parseRelations(date, [], options);
}

interface Reading {
  readonly span: Span;
  readonly approximate: boolean;
  readonly stated?: Span;
}

const within = (reading: Reading, path: DatePath): DateStatement => ({ kind: "within", ...reading, path });

function parseLoneDate(date: string | number, options: DateOptions): Reading {
  if (typeof date === "number" || isWrittenLikeADate(date) || /\s/.test(date)) return readDate(date, options);
  const meant = meantDate(date);
  const x = date.startsWith("@") ? `"${date}"` : date;
  const help = `If an event or entity is meant, say how: { with: ${x} }, { after: ${x} }, { before: ${x} } or { during: ${x} }.`;
  throw new ValorisError(
    "date/expression",
    `This is not a date: ${quoteDate(date)}.`,
    meant === undefined ? { help } : offerOf(meant),
  );
}

function readDate(date: string | number, options: DateOptions): Reading {
  const text = typeof date === "number" ? formatYearAsWritten(date) : date;
  const { span, stated, approximate, uncertain } = orOffer(text, () => parseEdtf(text, options));
  return approximate || uncertain ? { span, approximate: true, stated } : { span, approximate: false };
}

/** Where what is meant can be told, the error offers that, and not what dates look like. */
function orOffer<Value>(text: string, read: () => Value): Value {
  try {
    return read();
  } catch (error) {
    const meant = error instanceof ValorisError ? meantDate(text) : undefined;
    if (!(error instanceof ValorisError) || meant === undefined) throw error;
    throw new ValorisError(error.code, error.message, offerOf(meant));
  }
}

/** Eight digits may be a day without its hyphens: `parseEdtf` asks. */
function formatYearAsWritten(year: number): string {
  const text = formatYear(year);
  return text.length === 9 && year > 0 ? text.slice(1) : text;
}

/** Ids have letters that no date has. Text of nothing else is meant as a date, and refused where it is none. */
export function isWrittenLikeADate(text: string): boolean {
  return /^[\dXYETZ.,:~?%/+-]+$/.test(text);
}

const known = openCalendars({});
const readJulian: ReadCalendar = (name, date) => known(name).read(date);

const RELATIONS = ["after", "before", "during", "with"] as const;

function parseRelations(relations: Relations, path: DatePath, options: DateOptions): DateStatement[] {
  const statements: DateStatement[] = [];
  const { stardate, calendar, date } = relations;
  if (stardate !== undefined) {
    const at = [...path, "stardate"];
    statements.push(
      within({ span: atPath(at, () => (options.readStardate ?? parseStardate)(stardate)), approximate: false }, at),
    );
  }
  if (calendar !== undefined && date !== undefined) {
    const at = [...path, "date"];
    const span = atPath(at, () => (options.readCalendar ?? readJulian)(calendar, String(date)));
    statements.push(within({ span, approximate: false }, at));
  } else if (calendar !== undefined || date !== undefined)
    throw expressionError(
      "A date of another calendar has both: `calendar`, and `date`",
      "Write { calendar: julian, date: 1500-02-29 }; a civil date by itself, or as { during: 2387 }.",
      path,
    );
  const gap = parseGap(relations, path);
  for (const relation of RELATIONS) {
    const anchors = relations[relation];
    if (anchors === undefined) continue;
    if (!Array.isArray(anchors)) statements.push(relate(relation, anchors, gap, [...path, relation], options));
    else
      for (const [index, anchor] of anchors.entries())
        statements.push(relate(relation, anchor, gap, [...path, relation, index], options));
  }
  if (statements.length > 0) return statements;
  throw expressionError("This date says nothing", "Write { after: an-event }, or ../.. if nothing is known.", path);
}

function relate(
  relation: Relation,
  written: string | number,
  gap: Gap,
  path: DatePath,
  options: DateOptions,
): DateStatement {
  const isDate = typeof written === "number" || isWrittenLikeADate(written);
  const reading = isDate ? atPath(path, () => readDate(written, options)) : undefined;
  const isGap = relation === "after" || relation === "before";
  if (reading !== undefined && !isGap) return within(reading, path);
  const anchor: Anchor =
    reading === undefined ? parseAnchor(String(written), path) : { kind: "span", span: reading.span };
  return { kind: "relative", relation, anchor, ...(isGap ? gap : NO_GAP), path };
}

function parseAnchor(text: string, path: DatePath): Anchor {
  const [holder = "", office, ...more] = text.split("@");
  if (office === undefined) return { kind: "id", id: text };
  if (office === "" || more.length > 0)
    throw expressionError(`${quoteDate(text)} names nothing`, 'Write an id, "@document" or "holder@office".', path);
  if (holder === "") return { kind: "document", id: office };
  const [, numbered, number] = /^(.+)#(\d{1,9})$/.exec(office) ?? [];
  return numbered === undefined
    ? { kind: "tenure", holder, office }
    : { kind: "tenure", holder, office: numbered, number: Number(number) };
}

interface Gap {
  readonly least: number;
  readonly most: number;
  readonly offset: boolean;
}

const NO_GAP: Gap = { least: 0, most: 0, offset: false };
/** `after` and `before` are strict, by the least there is: 1 ms. */
const STRICTLY = 1;

function parseGap({ after, before, offset, atLeast, atMost }: Relations, path: DatePath): Gap {
  const bounds = [offset, atLeast, atMost].filter((bound) => bound !== undefined);
  if (bounds.length > 0 && after === undefined && before === undefined)
    throw expressionError(
      "`offset`, `atLeast` and `atMost` have to count from something",
      "Say from what: { after: an-event, offset: P3W }.",
      path,
    );
  if (bounds.length > 0 && after !== undefined && before !== undefined)
    throw expressionError(
      "`offset`, `atLeast` and `atMost` could count from `after` or from `before`",
      "Write two relations in a list: [{ after: one-event, offset: P3W }, { before: another }].",
      path,
    );
  if (offset === undefined) return parseRange(atLeast, atMost, path);
  if (bounds.length > 1)
    throw expressionError(
      "`offset` says exactly how long, `atLeast` and `atMost` between what",
      "Keep `offset`, or the other two.",
      [...path, "offset"],
    );
  const { shortest: least, longest: most } = atPath([...path, "offset"], () => parseDuration(offset));
  return { least, most, offset: true };
}

function parseRange(atLeast: string | undefined, atMost: string | undefined, path: DatePath): Gap {
  const shortest = atLeast === undefined ? 0 : atPath([...path, "atLeast"], () => parseDuration(atLeast)).shortest;
  const least = Math.max(STRICTLY, shortest);
  const most =
    atMost === undefined ? Number.POSITIVE_INFINITY : atPath([...path, "atMost"], () => parseDuration(atMost)).longest;
  if (least <= most) return { least, most, offset: false };
  throw expressionError(
    atLeast === undefined
      ? `Nothing is after or before, and at most ${atMost} away`
      : `Nothing is at least ${atLeast} and at most ${atMost} away`,
    "Make `atMost` the longer one; for the same time, write { with: … }.",
    [...path, "atMost"],
  );
}

function expressionError(why: string, help: string, path: DatePath): ValorisError {
  return new ValorisError("date/expression", `${why}.`, { help, details: { path } });
}

/** Says of an error where in the date it is. */
function atPath<Value>(path: DatePath, read: () => Value): Value {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof ValorisError)) throw error;
    const { code, message, help, details } = error;
    throw new ValorisError(code, message, { ...(help === undefined ? {} : { help }), details: { ...details, path } });
  }
}

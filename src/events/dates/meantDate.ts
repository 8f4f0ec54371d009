import { ValorisError } from "../valorisError.ts";
import { formatYear } from "./civil.ts";
import { parseEdtf } from "./edtf.ts";

/** What to write in a file for a date that somebody wrote as people do. */
export type MeantDate = string | { readonly before: string } | { readonly after: string };

/** The same as a file has it. */
export const writtenDate = (date: MeantDate): string =>
  typeof date === "string" ? date : `{ ${Object.entries(date).map(([relation, text]) => `${relation}: ${text}`)} }`;

/** For an error about a date: what to write instead, in words, and as text where text can stand in its place. */
export function offerOf(date: MeantDate): { readonly help: string; readonly details: { readonly instead?: string } } {
  const text = writtenDate(date);
  // A full stop behind `..` would be taken for a part of it.
  const help = `Write ${text}${text.endsWith("..") ? " ." : "."}`;
  return { help, details: typeof date === "string" ? { instead: date } : {} };
}

const LONGEST = 100;

/**
 * What is meant by "c. 1980", "late 1920s", "before 1855" or "10 October 2388": the narrowest date that says no less; what is
 * offered always parses. A date is what it is; undefined for what could be several things, or none ("3/4/2388", "next week").
 */
export function meantDate(written: string): MeantDate | undefined {
  return written.length > LONGEST ? undefined : read(inPlainWords(written), true);
}

/** One kind of dash and of space, one name of either era, no capitals. */
function inPlainWords(written: string): string {
  return written
    .toLowerCase()
    .replaceAll(/[\u2010-\u2015\u2212\u2e3a\u2e3b\ufe58\ufe63\uff0d]/g, "-")
    .replaceAll(/(?<![a-z])b\.?\s?c\.?(?:\s?e\.?)?(?![a-z])/g, "bce")
    .replaceAll(/(?<![a-z])(?:a\.?\s?d\.?|c\.\s?e\.?)(?![a-z])/g, "ce")
    .replaceAll(/(?<=\d),(?=\d{3}(?!\d))/g, "")
    .replaceAll(/\s+/g, " ")
    .trim()
    .replace(/(?<!\.)\.$/, "");
}

/** A part of an interval is none itself: `mayBeInterval` keeps the search short. */
function read(text: string, mayBeInterval: boolean): MeantDate | undefined {
  const absolute = [text.toUpperCase(), ...FORMS.map((form) => form(text))].find(isDate);
  if (absolute !== undefined) return absolute;
  for (const [pattern, say] of AROUND) {
    const inner = pattern.exec(text)?.groups?.["inner"];
    const meant = inner === undefined ? undefined : read(inner, mayBeInterval);
    // What is open already is not made so again.
    const said = typeof meant === "string" && !meant.includes("..") ? say(meant) : undefined;
    if (said !== undefined && (typeof said !== "string" || isDate(said))) return said;
  }
  return mayBeInterval ? readInterval(text) : undefined;
}

function isDate(text: string | undefined): text is string {
  if (text === undefined) return false;
  try {
    parseEdtf(text);
    return true;
  } catch (error) {
    if (error instanceof ValorisError) return false;
    throw error;
  }
}

const before = (words: string): RegExp => new RegExp(`^(?:${words})(?:[.\\s-]\\s*|(?=\\d))(?<inner>.+)$`);
const doubt = (mark: string) => (date: string) =>
  date
    .split("/")
    .map((end) => end.replace(/[~?%]?$/, (own) => (own === "" || own === mark ? mark : "%")))
    .join("/");
const since = (date: string): string => `${date}/..`;
const until = (date: string): string => `../${date}`;
const same = (date: string): string => date;

/** What people put around a date, and what it makes of the date; the first that gives one counts. */
const AROUND: readonly (readonly [RegExp, (date: string) => MeantDate])[] = [
  [before("in|on|of|the|the year|year|dated?|during|some ?time in"), same],
  [
    before(
      "(?:very )?(?:early|mid|middle|late)(?: in| of)?|(?:beginning|start|middle|end|(?:first|1st|second|2nd|other) half) of",
    ),
    same,
  ],
  [before("c|ca|circa|about|around|approx|approximately|roughly|some ?time around"), doubt("~")],
  [/^[~≈≃] ?(?<inner>.+)$/, doubt("~")],
  [before("probably|possibly|perhaps|maybe|likely"), doubt("?")],
  [before("not before|no(?:t)? earlier than|since|from|starting(?: in)?"), since],
  [before("not after|no(?:t)? later than|until|till|up to|by"), until],
  [before("before|pre|prior to|earlier than"), (date) => ({ before: date })],
  [before("after|post|later than"), (date) => ({ after: date })],
  // 198? could be the year 198 or a decade.
  [/^(?!\d{3} ?\(?\?)(?<inner>.+?) ?(?:\?|\(\?\))$/, doubt("?")],
  [/^(?<inner>.+?) ?(?:~|\(?approx\.?\)?)$/, doubt("~")],
  [
    /^(?<inner>.+?)(?: ?-(?: ?(?:present|now|today))?| to (?:the )?present|\+| (?:or|and) (?:later|after)| onwards?)$/,
    since,
  ],
  [/^(?<inner>.+?) (?:or|and) (?:earlier|before)$/, until],
];

/** Dates that people write without a word around them, each as EDTF; none has to be one that there is. */
const FORMS: readonly ((text: string) => string | undefined)[] = [
  readUnknown,
  readYear,
  readYears,
  readCentury,
  readQuarter,
  readNamedMonth,
  readNumbers,
  readMissingDigits,
  readShortInterval,
];

function readUnknown(text: string): string | undefined {
  const isUnknown =
    /^(?:(?:date )?unknown|unknown date|not known|undated|unspecified|no date|n\/?a|n\.?d|s\.?d|tb[ad]|\?+|some ?time)$/;
  return isUnknown.test(text) ? "../.." : undefined;
}

/** Fewer than three digits are a year only with its era; eight could be a day. There is no year 0 between 1 BCE and 1 CE. */
function readYear(text: string): string | undefined {
  const [, first, digits = "", last] = /^(?:(bce|ce) ?)?(\d+)(?: ?(bce|ce))?$/.exec(text) ?? [];
  const era = first ?? last;
  const year = Number(digits);
  if (year === 0 || (era === undefined && !/^\d{3,7}$/.test(digits))) return undefined;
  return formatYear(era === "bce" ? 1 - year : year);
}

/** The 1920s are ten years; the 1900s may be a hundred. */
function readYears(text: string): string | undefined {
  const [, digits = "", era] = /^(\d{2,7}0)'?s(?: (bce|ce))?$/.exec(text) ?? [];
  if (digits === "") return undefined;
  const hundred = digits.endsWith("00");
  const first = Number(digits);
  if (era === "bce") return `${formatYear(1 - first - (hundred ? 99 : 9))}/${formatYear(1 - first)}`;
  return hundred ? `${digits.slice(0, -2).padStart(2, "0")}XX` : `${digits.slice(0, -1).padStart(3, "0")}X`;
}

function readCentury(text: string): string | undefined {
  const [, short, long, era] =
    /^(?:c(\d\d?)(?:st|nd|rd|th)?|(\d{1,3})(?:st|nd|rd|th)[ -]?(?:c|cent|century|centuries)\.?)(?: (bce|ce))?$/.exec(
      text,
    ) ?? [];
  const century = Number(short ?? long ?? 0);
  return century === 0 ? undefined : `${era === "bce" ? "-" : ""}${String(century - 1).padStart(2, "0")}XX`;
}

function readQuarter(text: string): string | undefined {
  const [, ahead, year, behind] = /^(?:q([1-4])[ -]?)?(\d.*?)(?:[ -]?q([1-4]))?$/.exec(text) ?? [];
  const quarter = Number(ahead ?? behind ?? 0);
  const read = quarter === 0 || year === undefined ? undefined : readYear(year);
  const month = (number: number): string => `${read}-${twoDigits(number)}`;
  return read && `${month(quarter * 3 - 2)}/${month(quarter * 3)}`;
}

const NAMED = [
  /^(?<day>\d\d?) (?<month>[a-z]+) (?<year>.+)$/,
  /^(?<month>[a-z]+) (?<day>\d\d?) (?<year>.+)$/,
  /^(?<month>[a-z]+) (?<year>.+)$/,
  /^(?<year>\d{3,}) (?<month>[a-z]+)(?: (?<day>\d\d?))?$/,
];

function readNamedMonth(text: string): string | undefined {
  const words = text
    .replaceAll(/(?<=\d)(?:st|nd|rd|th)(?![a-z])/g, "")
    .replaceAll(/[.,\s-]+|(?<= )of(?= )/g, " ")
    .replaceAll(/ +/g, " ");
  for (const pattern of NAMED) {
    const { day, month = "", year = "" } = pattern.exec(words)?.groups ?? {};
    const [readMonth, read] = [monthCode(month), readYear(year)];
    if (readMonth === undefined || read === undefined) continue;
    return `${read}-${readMonth}${day === undefined ? "" : `-${twoDigits(Number(day))}`}`;
  }
  return undefined;
}

const MONTHS = "january february march april may june july august september october november december".split(" ");
/** EDTF counts them on from 21. */
const SEASONS: readonly (readonly string[])[] = [["spring"], ["summer"], ["autumn", "fall"], ["winter"]];

function monthCode(word: string): string | undefined {
  const season = SEASONS.findIndex((names) => names.includes(word));
  if (season >= 0) return String(21 + season);
  const month = word.length < 3 ? -1 : MONTHS.findIndex((name) => name.startsWith(word === "sept" ? "sep" : word));
  return month < 0 ? undefined : twoDigits(month + 1);
}

const twoDigits = (number: number): string => String(number).padStart(2, "0");

/** Between slashes either of day and month may come first: read where only one of them can be the month. */
function readNumbers(text: string): string | undefined {
  const [, year, month, day] = /^(\d{4,})[-./ ](\d\d?)[-./ ](\d\d?)$/.exec(text) ?? [];
  if (year !== undefined) return `${year}-${twoDigits(Number(month))}-${twoDigits(Number(day))}`;
  const [, first, mark, second, last] = /^(\d\d?)([-./])(\d\d?)\2(\d{4,})$/.exec(text) ?? [];
  if (last === undefined) return undefined;
  const [a, b] = [Number(first), Number(second)];
  if (mark === "." || a === b || a > 12) return `${last}-${twoDigits(b)}-${twoDigits(a)}`;
  return b > 12 ? `${last}-${twoDigits(a)}-${twoDigits(b)}` : undefined;
}

function readMissingDigits(text: string): string | undefined {
  const [, century, decade] = /^(\d\d)(?:uu|\?\?|__|--|\*\*)$|^(\d{3})[u_*-]$/.exec(text) ?? [];
  if (century !== undefined) return `${century}XX`;
  return decade && `${decade}X`;
}

/** 2260/61, 1985-90. */
function readShortInterval(text: string): string | undefined {
  const [, year, last = ""] = /^(\d{4,}) ?[-/] ?(\d\d)$/.exec(text) ?? [];
  return year === undefined || last <= year.slice(-2) ? undefined : `${year}/${year.slice(0, -2)}${last}`;
}

const SEPARATOR = / (?:to|and|or|until|till|through) | ?(?:\.{2,3}|…|-{1,3}|\/) ?/g;

/** The first end may lack what the second has: 10–12 October 2388, 2000–1000 BC, 18th and 19th century. */
function readInterval(written: string): string | undefined {
  const text = written.replace(/^(?:from|between) /, "");
  for (const { 0: separator, index } of text.matchAll(SEPARATOR)) {
    const start = text.slice(0, index);
    const end = text.slice(index + separator.length);
    const to = read(end, false);
    if (typeof to !== "string") continue;
    const words = end.split(" ");
    const from = words
      .map((_, count) => read([start, ...words.slice(count + 1)].join(" "), false))
      .find((date) => typeof date === "string");
    if (from === undefined) continue;
    const [earliest, latest] = [from.split("/")[0] ?? "", to.split("/").at(-1) ?? ""];
    const whole = earliest === latest ? latest : `${earliest}/${latest}`;
    if (!whole.includes("..") && isDate(whole)) return whole;
  }
  return undefined;
}

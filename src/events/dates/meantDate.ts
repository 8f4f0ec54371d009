import { ValorisError } from "../valorisError.ts";
import { parseEdtf } from "./edtf.ts";
import { EVERYDAY_FORMS } from "./everydayForms.ts";

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
  const absolute = [text.toUpperCase(), ...EVERYDAY_FORMS.map((form) => form(text))].find(isDate);
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
  [/^y(?<inner>-?\d{4})$/, same],
  [before("probably|possibly|perhaps|maybe|likely"), doubt("?")],
  [before("not before|no(?:t)? earlier than|since|from|starting(?: in)?"), since],
  [before("not after|no(?:t)? later than|until|till|up to|by"), until],
  [/^(?:\?|unknown) ?- ?(?<inner>.+)$/, until],
  [before("before|pre|prior to|earlier than"), (date) => ({ before: date })],
  [before("after|post|later than"), (date) => ({ after: date })],
  // 198? could be the year 198 or a decade.
  [/^(?!\d{3} ?\(?\?)(?<inner>.+?) ?(?:\?|\(\?\))$/, doubt("?")],
  [/^(?<inner>.+?) ?(?:~|\(?approx\.?\)?)$/, doubt("~")],
  [
    /^(?<inner>.+?)(?: ?-(?: ?(?:present|now|today|\?))?| to (?:the )?present|\+| (?:or|and) (?:later|after)| onwards?)$/,
    since,
  ],
  [/^(?<inner>.+?) (?:or|and) (?:earlier|before)$/, until],
];

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

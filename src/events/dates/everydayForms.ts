import { formatYear } from "./civil.ts";

/** Dates that people write without a word around them, in small letters, each as EDTF; none has to be one that there is. */
export const EVERYDAY_FORMS: readonly ((text: string) => string | undefined)[] = [
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
  const [, whole, time] = /^(\d{4,}-\d\d-\d\d) (\d\d:\d.*)$/.exec(text) ?? [];
  if (whole !== undefined) return `${whole}T${time?.toUpperCase()}`;
  const [, only, of] = /^(\d\d?)\/(\d{4})$/.exec(text) ?? [];
  if (of !== undefined) return `${of}-${twoDigits(Number(only))}`;
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

import { dateRangeError, dateSyntaxError } from "./edtfErrors.ts";
import { type DatePrecision, daySpan, monthsSpan, yearsSpan } from "./edtfUnits.ts";
import { parseTime } from "./edtfTime.ts";
import { formatYear } from "./civil.ts";
import { daysInMonth, MAX_YEAR } from "./gregorian.ts";
import type { Span } from "./span.ts";

interface SimpleDate {
  readonly span: Span;
  readonly precision: DatePrecision;
  readonly approximate: boolean;
  readonly uncertain: boolean;
}

const DATE =
  /^(?:Y(?<long>-?\d+)(?:E(?<exponent>\d+))?|(?<plain>-?\d+)(?<open>X{0,2}))(?:-(?<month>\d\d|XX))?(?:-(?<day>\d\d|XX))?(?:T(?<time>[^~?%]+))?(?<doubt>[~?%]*)$/;
const LONGEST = 100;

/** One date, with nothing widened yet. `whole` is what is quoted in errors: the interval that it is part of. */
export function parseEdtfDate(text: string, whole: string): SimpleDate {
  const found = text.length > LONGEST ? undefined : DATE.exec(text)?.groups;
  if (found === undefined) throw dateSyntaxError(whole, whyNotADate(text));
  const { long, exponent, plain = "", open = "", month, day, time, doubt = "" } = found;
  const year = long === undefined ? plainYear(plain, open, whole) : longYear(long, exponent, whole);
  if (Math.abs(year) > MAX_YEAR)
    throw dateRangeError(whole, "The year is out of range", "Years go from Y-10000000000 to Y10000000000.");
  const calendar = open === "" ? calendarDate(year, month, day, whole) : partialYear(plain, open, month, whole);
  const { approximate, uncertain } = readDoubt(doubt, whole);
  if (time === undefined) return { ...calendar, approximate, uncertain };
  if (calendar.precision !== "day")
    throw dateSyntaxError(whole, "A time needs a whole day before it", "Write 2388-10-10T12:30:00Z.");
  return { span: parseTime(time, calendar.span.earliest, whole), precision: "time", approximate, uncertain };
}

function plainYear(digits: string, open: string, whole: string): number {
  const length = digits.length - (digits.startsWith("-") ? 1 : 0) + open.length;
  if (length < 4)
    throw dateSyntaxError(
      whole,
      "A year has at least four digits",
      "Fill up with zeros: year 44 is 0044, 45 BCE is -0044.",
    );
  if (/^-0+$/.test(digits) && open === "")
    throw dateSyntaxError(whole, "There is no year −0", "1 BCE is 0000, 2 BCE -0001.");
  if (open === "" && COMPACT_DAY.test(digits)) {
    const day = `${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6)}`;
    throw dateSyntaxError(whole, "This could be a day or a year", `Write ${day} for the day, Y${digits} for the year.`);
  }
  return Number(digits) + 0;
}

const COMPACT_DAY = /^\d{4}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])$/;

function longYear(digits: string, exponent: string | undefined, whole: string): number {
  if (exponent !== undefined) return Number(`${digits}e${exponent}`) + 0;
  if (/^-?0*\d{1,4}$/.test(digits))
    throw dateSyntaxError(
      whole,
      "Y is for years of more than four digits",
      `Write ${whole.replaceAll(/Y(-?)0*(\d{1,4})(?![\dE])/g, (_, sign: string, year: string) => formatYear(Number(`${sign}${year}`)))}.`,
    );
  return Number(digits);
}

function calendarDate(year: number, month: string | undefined, day: string | undefined, whole: string): Dated {
  if (month === undefined) return { span: yearsSpan(year, 1), precision: "year" };
  if (month === "XX") {
    if (day === undefined || day === "XX") return { span: yearsSpan(year, 1), precision: "year" };
    throw dateSyntaxError(whole, "A day without its month says nothing here", "Write 1985, or 1985-XX-XX.");
  }
  const number = Number(month);
  if (day === undefined) {
    if (number >= 21 && number <= 24) return { span: monthsSpan(year, (number - 20) * 3, 3), precision: "season" };
    checkMonth(number, whole);
    return { span: monthsSpan(year, number, 1), precision: "month" };
  }
  checkMonth(number, whole);
  if (day === "XX") return { span: monthsSpan(year, number, 1), precision: "month" };
  const length = daysInMonth(year, number);
  if (Number(day) < 1 || Number(day) > length)
    throw dateRangeError(
      whole,
      `${MONTHS[number - 1]} ${year} has ${length} days`,
      `Give a day from 01 to ${length}, or ${whole.slice(0, whole.indexOf(`-${month}-`) + 3)} for the month.${dayElsewhere(year, number, day)}`,
    );
  return { span: daySpan(year, number, Number(day)), precision: "day" };
}

/** Other calendars have days in February that this one has not. */
function dayElsewhere(year: number, month: number, day: string): string {
  if (month !== 2 || Number(day) > 30 || Number(day) === 0) return "";
  return day === "29" && year % 4 === 0
    ? ` As a day of the Julian calendar, write { calendar: julian, date: ${formatYear(year)}-02-29 }.`
    : " A day of another calendar is written { calendar: its-name, date: … }, and declared under `calendars:`.";
}

type Dated = Pick<SimpleDate, "span" | "precision">;

const MONTHS = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];

function checkMonth(month: number, whole: string): void {
  if (month < 1 || month > 12)
    throw dateRangeError(
      whole,
      `There is no month ${month}`,
      "Months go from 01 to 12; 21 to 24 are spring, summer, autumn, winter.",
    );
}

/** 201X is the ten years that begin with 201; −201X are −2019 to −2010. */
function partialYear(digits: string, open: string, month: string | undefined, whole: string): Dated {
  if (month !== undefined)
    throw dateSyntaxError(whole, "A decade or century has no months here", "Write 201X, 2014-XX or 2014-05.");
  const count = open === "X" ? 10 : 100;
  const first = Number(digits) * count;
  return {
    span: yearsSpan(digits.startsWith("-") ? first - count + 1 : first, count),
    precision: open === "X" ? "decade" : "century",
  };
}

function readDoubt(marks: string, whole: string): { approximate: boolean; uncertain: boolean } {
  if (marks !== "" && !DOUBTS.has(marks))
    throw dateSyntaxError(
      whole,
      `"${marks}" is no mark of doubt`,
      "Write 2387~ (about), 2387? (uncertain) or 2387% (both).",
    );
  return { approximate: /[~%]/.test(marks), uncertain: /[?%]/.test(marks) };
}

const DOUBTS: ReadonlySet<string> = new Set(["~", "?", "%", "?~", "~?"]);

function whyNotADate(text: string): string {
  if (text.length > LONGEST) return "This is too long for a date";
  if (text === "..") return "Something has to be known on one side";
  if (/^\s|\s$/.test(text)) return "There is a space around this date";
  if (/^-?\d+-\d(?!\d)|^-?\d+-\d\d-\d(?!\d)/.test(text)) return "Months and days have two digits";
  if (/^\d{1,2}[./]\d{1,2}[./]\d+$/.test(text)) return "Dates start with the year";
  if (/^[~?%]|[~?%]-|[~?%].*\d/.test(text)) return "Marks of doubt stand at the end";
  if (/^\d+X{3}|^X+/.test(text)) return "Only the last two digits of a year may be unknown";
  return "This is not a date";
}

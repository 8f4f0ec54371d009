import { parseEdtfDate } from "./edtfDate.ts";
import { type DatePrecision, widenByYears } from "./edtfUnits.ts";
import { ALWAYS, type Span } from "./span.ts";
import { ValorisError } from "../valorisError.ts";
import { dateSyntaxError, quoteDate } from "./edtfErrors.ts";

export interface EdtfDate {
  readonly span: Span;
  /** What is written, not widened: the likelier part of the span. */
  readonly stated: Span;
  /** Of what is written; "interval" where two ends are. */
  readonly precision: DatePrecision | "interval";
  /** Written with `~` or `%`: about then. */
  readonly approximate: boolean;
  /** Written with `?` or `%`: the source is doubted. */
  readonly uncertain: boolean;
}

export interface EdtfOptions {
  /** Whole years by which `~`, `?` and `%` widen a date, each side; 1 if absent. */
  readonly approximationYears?: number;
}

/**
 * Reads an absolute date: EDTF (ISO 8601-2:2019, <https://www.loc.gov/standards/datetime/>) levels 0 and 1, and years with
 * an exponent of level 2. A date without an offset is UTC. Beside the standard, plain years may have more than four digits
 * ("12024"), times may stop at the minute, `?~` is `%`, and years with a Y may go on with month and day.
 *
 * | written | span |
 * |---|---|
 * | `2388-10-10`, `2388-10`, `2388`, `-0044`, `12024`, `Y-4000000000`, `Y17E8` | that day, month, year |
 * | `2388-10-10T12:30:15Z`, `…T12:30+02:00` | as wide as the last digit that is given |
 * | `2387~`, `2387?`, `2387%`, `2387?~` | widened by a year each side |
 * | `2385/2387`, `../2388`, `2380/..`, `/2388`, `2380/` | from the start of one to the end of the other; open |
 * | `201X`, `20XX`, `2004-XX`, `1985-04-XX`, `1985-XX-XX` | all that the missing digits allow |
 * | `2001-21` … `2001-24` | the northern meteorological seasons: spring (March to May), summer, autumn, winter, which runs from December into February of the next year |
 *
 * @throws ValorisError `date/syntax` for text that is no date, `date/range` for days, years or intervals that cannot be.
 */
export function parseEdtf(text: string, options: EdtfOptions = {}): EdtfDate {
  const years = options.approximationYears ?? 1;
  if (!Number.isInteger(years) || years < 0)
    throw new ValorisError("date/range", `Dates cannot be widened by ${years} years.`, {
      help: "Give a whole number of years from 0.",
    });
  const slash = text.indexOf("/");
  return slash < 0 ? parseSingle(text, years) : parseInterval(text, slash, years);
}

function parseSingle(text: string, years: number): EdtfDate {
  const { span, precision, approximate, uncertain } = parseEdtfDate(text, text);
  const widened = approximate || uncertain ? widenByYears(span, years) : span;
  return { span: widened, stated: span, precision, approximate, uncertain };
}

function parseInterval(text: string, slash: number, years: number): EdtfDate {
  const start = text.slice(0, slash);
  const end = text.slice(slash + 1);
  if (/^\d{1,2}$/.test(start)) throw dateSyntaxError(text, "Dates start with the year, and have hyphens");
  if (end.includes("/")) throw dateSyntaxError(text, "An interval has one slash, a date has hyphens");
  if (start === "" && end === "")
    throw dateSyntaxError(text, "An interval needs something on either side of its slash");
  const from = isOpen(start) ? undefined : parseEdtfDate(start, text);
  const to = isOpen(end) ? undefined : parseEdtfDate(end, text);
  if (from !== undefined && to !== undefined && from.span.earliest > to.span.latest)
    throw new ValorisError("date/range", `The interval ${quoteDate(text)} ends before it starts.`, {
      help: `Write the earlier date first: "${end}/${start}".`,
    });
  const widen = (side: typeof from): Span | undefined =>
    side && (side.approximate || side.uncertain ? widenByYears(side.span, years) : side.span);
  return {
    span: {
      earliest: (widen(from) ?? ALWAYS).earliest,
      latest: (widen(to) ?? ALWAYS).latest,
    },
    stated: { earliest: (from?.span ?? ALWAYS).earliest, latest: (to?.span ?? ALWAYS).latest },
    precision: "interval",
    approximate: from?.approximate === true || to?.approximate === true,
    uncertain: from?.uncertain === true || to?.uncertain === true,
  };
}

function isOpen(end: string): boolean {
  return end === "" || end === "..";
}

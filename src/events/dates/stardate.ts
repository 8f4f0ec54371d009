import { ValorisError } from "../valorisError.ts";
import { civilOf, instantOf } from "./civil.ts";
import type { Span } from "./span.ts";

/** The year that stardate 0 of the Next Generation era begins: 1000 stardates a year, as its writers' guide has it. */
const EPOCH_YEAR = 2323;
/** Below this, a number is as likely one of the original series, which follow no rule; the era's first canon date is 41153.7. */
const FIRST = 10_000;

/**
 * The span of a stardate of the Next Generation era: s lies in year 2323 + ⌊s/1000⌋, at (s mod 1000)/1000 of that year's own
 * length. As wide as its last digit.
 *
 * @throws ValorisError `date/stardate-era` for stardates that cannot be converted; `date/syntax` for what is none
 */
export function parseStardate(text: string): Span {
  const match = /^(-?)(\d{1,6})(?:\.(\d{1,4}))?$/.exec(text.trim());
  if (match === null)
    throw new ValorisError("date/syntax", `“${text}” is no stardate.`, { help: 'Write it quoted, with its digits: stardate: "65776.2".' });
  const [, sign, whole = "", fraction = ""] = match;
  const value = Number(`${whole}.${fraction === "" ? "0" : fraction}`);
  if (sign === "-" || value < FIRST)
    throw new ValorisError(
      "date/stardate-era",
      `Stardate ${text} is not of the Next Generation era (five digits, from ${FIRST} on); those of other eras follow no rule that could be converted.`,
      { help: "Give a civil date instead, such as `at: 2267`, and keep the stardate in the text." },
    );
  const unit = 1 / Number(`1${"0".repeat(fraction.length)}`);
  return { earliest: instantOfStardate(value), latest: instantOfStardate(value + unit) - 1 };
}

function instantOfStardate(value: number): number {
  const year = EPOCH_YEAR + Math.floor(value / 1000);
  const start = instantOf(year);
  return start + Math.round(((value - 1000 * Math.floor(value / 1000)) / 1000) * (instantOf(year + 1) - start));
}

/** The stardate of an instant, to one digit after the point; undefined before the era. */
export function stardateOf(instant: number): string | undefined {
  const { year } = civilOf(instant);
  const start = instantOf(year);
  const value = 1000 * (year - EPOCH_YEAR) + (1000 * (instant - start)) / (instantOf(year + 1) - start);
  return value < FIRST ? undefined : (Math.floor(value * 10) / 10).toFixed(1);
}

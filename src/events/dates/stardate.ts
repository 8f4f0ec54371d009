import { ValorisError } from "../valorisError.ts";
import { civilOf, instantOf } from "./gregorian.ts";
import { quoteDate } from "./edtfErrors.ts";
import type { Span } from "./span.ts";

/** The year that stardate 0 would begin; a year is 1000 stardates from then on. */
const EPOCH_YEAR = 2323;
/**
 * The era is told by its five or more digits before the point. Four-digit stardates are those of the original series
 * (1312.4), which follow no rule, or years of another timeline (2258.42); read by the formula they would silently land in
 * 2323–2332, which no canon stardate means. Six digits (865211.3, 3188) follow the formula again.
 */
const FIRST = 10_000;

/**
 * The span of a stardate of the Next Generation era: s lies in year 2323 + ⌊s/1000⌋, at (s mod 1000)/1000 of that year's own
 * length. As wide as its last digit.
 *
 * @example
 * import { parseStardate, stardateOf } from "valoris";
 *
 * const { earliest, latest } = parseStardate("65776.2");
 * console.log(new Date(earliest).toISOString(), stardateOf(latest)); // 2388-10-11T02:08:26.880Z 65776.2
 *
 * @throws ValorisError `date/stardate-era` for stardates that cannot be converted, `date/syntax` for what is none
 */
export function parseStardate(text: string): Span {
  const { units, scale } = writtenStardate(text);
  if (units < BigInt(FIRST) * scale)
    throw new ValorisError(
      "date/stardate-era",
      `Stardate ${text} cannot be converted: only those of the Next Generation era follow a rule, and they are ${FIRST} or more.`,
      {
        help: "Give the date that is meant as `at: 2267~`, or relative to an event, and keep the stardate in the text; or declare the era under `calendars:` in valoris.config.yaml.",
      },
    );
  return { earliest: startOf(units, scale), latest: startOf(units + 1n, scale) - 1 };
}

/** A stardate as units/scale: 65776.2 is 657762/10. */
export interface StardateDigits {
  readonly units: bigint;
  readonly scale: bigint;
}

/** The digits of a stardate of whatever era; undefined for what is none. */
export function stardateDigits(text: string): StardateDigits | undefined {
  const [, sign, whole, fraction = ""] = /^(-?)(\d{1,9})(?:\.(\d{1,6}))?$/.exec(text) ?? [];
  if (whole === undefined) return undefined;
  const units = BigInt(whole + fraction);
  return { units: sign === "-" ? -units : units, scale: BigInt(`1${"0".repeat(fraction.length)}`) };
}

/** @throws ValorisError `date/syntax` */
export function writtenStardate(text: string): StardateDigits {
  const digits = stardateDigits(text);
  if (digits !== undefined) return digits;
  throw new ValorisError("date/syntax", `This is not a stardate: ${quoteDate(text)}.`, {
    help: 'Write it quoted, with its digits: stardate: "65776.2".',
  });
}

/** The first whole ms at or after units/scale; exact, so that neighbouring stardates neither overlap nor leave a gap. */
function startOf(units: bigint, scale: bigint): number {
  const perYear = 1000n * scale;
  const year = EPOCH_YEAR + Number(units / perYear);
  const start = instantOf({ year });
  const length = BigInt(instantOf({ year: year + 1 }) - start);
  return start + Number(((units % perYear) * length + perYear - 1n) / perYear);
}

/** The stardate of an instant, to one digit after the point; undefined before the era and where dates are open. */
export function stardateOf(instant: number): string | undefined {
  if (!Number.isSafeInteger(instant)) return undefined;
  const { year } = civilOf(instant);
  const start = instantOf({ year });
  const length = BigInt(instantOf({ year: year + 1 }) - start);
  const tenths = Number((BigInt(instant - start) * 10_000n) / length) + 10_000 * (year - EPOCH_YEAR);
  return tenths < FIRST * 10 ? undefined : `${Math.floor(tenths / 10)}.${tenths % 10}`;
}

import { ValorisError } from "../../events/valorisError.ts";
import { checkEnough, checkNumber, checkProbability } from "./checkNumbers.ts";
import type { Interval } from "./interval.ts";

/**
 * The value below which a share p of a sample lies, between neighbours in proportion: type 7 of R. J. Hyndman & Y. Fan (1996),
 * Am. Stat. 50:361. The sample is in ascending order, which is not checked here.
 * @throws ValorisError `sim/too-few` for no values, `sim/not-a-probability`, `sim/not-a-number`
 */
export function quantile(sorted: ArrayLike<number>, p: number): number {
  checkEnough(sorted.length, 1, "A quantile");
  checkProbability(p, "The probability of a quantile");
  const place = p * (sorted.length - 1);
  const below = Math.floor(place);
  const low = sorted[below] ?? Number.NaN;
  const high = sorted[Math.min(below + 1, sorted.length - 1)] ?? Number.NaN;
  checkNumber(low, "A value of the sample");
  checkNumber(high, "A value of the sample");
  return low + (place - below) * (high - low);
}

/** The median of a sample, and what holds the middle 50, 80 and 95 % of it, in this order. */
export interface Bands {
  readonly median: number;
  readonly bands: readonly [half: Interval, fourFifths: Interval, most: Interval];
}

/**
 * How runs spread, for a fan chart; quantiles as above.
 * @throws ValorisError `sim/too-few` for no values, `sim/not-sorted`, `sim/not-a-number`
 */
export function bands(sorted: ArrayLike<number>): Bands {
  checkSorted(sorted);
  const central = (tail: number): Interval => ({ low: quantile(sorted, tail), high: quantile(sorted, 1 - tail) });
  return { median: quantile(sorted, 0.5), bands: [central(0.25), central(0.1), central(0.025)] };
}

/** @throws ValorisError `sim/not-sorted`, `sim/not-a-number` */
function checkSorted(values: ArrayLike<number>): void {
  let last = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] ?? Number.NaN;
    checkNumber(value, "A value of the sample");
    if (value < last)
      throw new ValorisError("sim/not-sorted", `The sample is not in ascending order: ${value} follows ${last}.`, {
        help: "Sort it by size; a plain Array.sort() sorts as text.",
        details: { index: i },
      });
    last = value;
  }
}

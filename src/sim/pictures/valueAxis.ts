import { checkNumber } from "../statistics/checkNumbers.ts";
import type { Fan } from "./fan.ts";

/** Round numbers from just below the least value to just above the greatest. */
export interface ValueAxis {
  readonly low: number;
  readonly high: number;
  /** From the lowest to the highest. */
  readonly marks: readonly { readonly value: number; readonly text: string }[];
}

/** A course that hardly moves shall not look as if it did. */
const LEAST_SPAN = { nervousness: 1, share: 0.02, territory: 1 } as const;
/** Of the greatest value. */
const LEAST_PART = 0.01;

/** Of a step: 0.29 / 0.01 is less than 29. */
const ROUNDING = 1e-9;

/**
 * An axis of at most `most` marks (3 at least: both sides of 0 and 0 itself) at multiples of 1, 2 or 5 times a power of ten.
 * @throws ValorisError `sim/not-a-number` for values that are too far apart to subtract
 */
export function valueAxis(values: readonly number[], metric: Fan["metric"], most: number): ValueAxis {
  const [least, greatest] = rangeOf(values, metric);
  checkNumber(greatest - least, "What the values of a fan span");
  for (const step of stepsFrom((greatest - least) / Math.max(1, most))) {
    const first = Math.floor(least / step.size + ROUNDING);
    const last = Math.max(Math.ceil(greatest / step.size - ROUNDING), first + 1);
    if (last - first + 1 > Math.max(3, most)) continue;
    const marks = Array.from({ length: last - first + 1 }, (_, i) => {
      const value = step.times(first + i);
      return { value, text: textOf(value, metric, step.decimals) };
    });
    const axis = { low: Math.min(least, step.times(first)), high: Math.max(greatest, step.times(last)), marks };
    checkNumber(axis.high - axis.low, "What the axis of a fan spans");
    return axis;
  }
  throw new Error("This is a bug: no step is wide enough.");
}

/** At least the least span, about the middle of the values; never below 0 for their sake. */
function rangeOf(values: readonly number[], metric: Fan["metric"]): [least: number, greatest: number] {
  let [least, greatest] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) [least, greatest] = [Math.min(least, value), Math.max(greatest, value)];
  const span = Math.max(LEAST_SPAN[metric], Math.max(Math.abs(least), Math.abs(greatest)) * LEAST_PART);
  if (greatest - least >= span) return [least, greatest];
  const low = (least + greatest - span) / 2;
  const from = least >= 0 ? Math.max(0, low) : low;
  return [from, Math.max(greatest, from + span)];
}

interface Step {
  readonly size: number;
  readonly decimals: number;
  times(count: number): number;
}

/** 1, 2, 5, 10, 20, … from the last power of ten that is no greater. Divided, not multiplied, below 1: 3 / 10 is 0.3. */
function* stepsFrom(least: number): Generator<Step> {
  let exponent = 0;
  while (powerOfTen(exponent) > least) exponent--;
  while (powerOfTen(exponent + 1) <= least) exponent++;
  for (; powerOfTen(exponent) < Number.POSITIVE_INFINITY; exponent++)
    for (const mantissa of [1, 2, 5]) {
      const divisor = powerOfTen(-exponent);
      const power = powerOfTen(exponent);
      const times = (count: number): number => (exponent < 0 ? (count * mantissa) / divisor : count * mantissa * power);
      yield { size: times(1), decimals: Math.max(0, -exponent), times };
    }
}

function powerOfTen(exponent: number): number {
  let power = 1;
  for (let i = Math.abs(exponent); i > 0; i--) power *= 10;
  return exponent < 0 ? 1 / power : power;
}

const textOf = (value: number, metric: Fan["metric"], decimals: number): string =>
  metric === "share" ? `${plain(100 * value, Math.max(0, decimals - 2))} %` : plain(value, decimals);

/** Seven digits and more would not fit beside an axis. */
const plain = (value: number, decimals: number): string =>
  Math.abs(value) < 1e7 ? value.toFixed(decimals) : value.toExponential(3);

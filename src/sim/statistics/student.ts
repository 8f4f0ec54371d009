import { checkEnough } from "./checkNumbers.ts";
import type { Interval } from "./interval.ts";
import { criticalValue } from "./normal.ts";

/** Below this the expansion is off by more than 1 in 1 000 at 99 %. */
const LEAST_DEGREES = 5;

/**
 * How many standard errors to either side of a mean make a central interval, where the standard error has so many degrees of
 * freedom. Fisher's expansion (Abramowitz & Stegun 1964, 26.7.5), right to 0.02 % at 95 %, and the better the more there are.
 * @throws ValorisError `sim/too-few` below 5 degrees, `sim/not-a-probability`
 */
export function studentCriticalValue(level: number, degrees: number): number {
  checkEnough(degrees, LEAST_DEGREES, "An interval from degrees of freedom");
  const z = criticalValue(level);
  const q = z * z;
  const v = degrees;
  const first = (q + 1) / 4;
  const second = ((5 * q + 16) * q + 3) / 96;
  const third = (((3 * q + 19) * q + 17) * q - 15) / 384;
  const fourth = ((((79 * q + 776) * q + 1482) * q - 1920) * q - 945) / 92160;
  return z * (1 + (first + (second + (third + fourth / v) / v) / v) / v);
}

/**
 * Where the mean lies from which n independent numbers came (Student 1908).
 * @throws ValorisError `sim/too-few` for fewer than 6 numbers, `sim/not-a-probability`
 */
export function meanInterval(
  { n, mean, standardError }: { readonly n: number; readonly mean: number; readonly standardError: number },
  level = 0.95,
): Interval {
  checkEnough(n, LEAST_DEGREES + 1, "An interval for a mean");
  const reach = studentCriticalValue(level, n - 1) * standardError;
  return { low: mean - reach, high: mean + reach };
}

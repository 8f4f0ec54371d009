import { exp } from "../../idioms/exactMath.ts";
import { checkEnough, checkNumbers, checkProbability } from "./checkNumbers.ts";

/** P(X ≤ x) of an exponential variable with mean 1: what time-rescaled gaps follow if the rates are right. */
export const exponentialCdf = (x: number): number => (x > 0 ? 1 - exp(-x) : 0);

export interface KolmogorovSmirnov {
  /** The largest gap between the shares seen and expected. */
  readonly statistic: number;
  /** How likely a gap at least this large is if the distribution is right. */
  readonly p: number;
}

/**
 * Whether independent numbers come from a continuous distribution that is known beforehand; with parameters fitted to the same
 * numbers p would be too large. p by Kolmogorov's series (1933, G. Ist. Ital. Attuari 4:83) at √n + 0.12 + 0.11/√n times the
 * statistic, M. A. Stephens' correction for small n (1970, J. R. Stat. Soc. B 32:115).
 * @throws ValorisError `sim/too-few` for no values, `sim/not-a-number`, `sim/not-a-probability` from `cdf`
 */
export function kolmogorovSmirnov(values: ArrayLike<number>, cdf: (x: number) => number): KolmogorovSmirnov {
  const n = values.length;
  checkEnough(n, 1, "A Kolmogorov–Smirnov test");
  checkNumbers(values, "A value of the sample");
  let statistic = 0;
  Float64Array.from(values)
    .sort()
    .forEach((x, i) => {
      const expected = cdf(x);
      checkProbability(expected, `The distribution at ${x}`);
      statistic = Math.max(statistic, expected - i / n, (i + 1) / n - expected);
    });
  const root = Math.sqrt(n);
  return { statistic, p: kolmogorovTail((root + 0.12 + 0.11 / root) * statistic) };
}

/** P(K > x) = 2 Σ (−1)^(k−1) e^(−2k²x²). Below 0.2 it is 1 to 12 digits, and the series would be long. */
export function kolmogorovTail(x: number): number {
  if (x < 0.2) return 1;
  let sum = 0;
  for (let k = 1; k <= 20; k++) sum += (k % 2 === 1 ? 2 : -2) * exp(-2 * k * k * x * x);
  return Math.min(1, Math.max(0, sum));
}

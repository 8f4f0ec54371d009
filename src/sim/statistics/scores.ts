import { exp, log } from "../../idioms/exactMath.ts";
import { checkEnough, checkNumber, checkNumbers, checkProbability } from "./checkNumbers.ts";

/**
 * The square of how far a forecast p of an event was off, from 0 to 1; less is better. One half of what G. W. Brier (1950, Mon. Weather
 * Rev. 78:1) summed over both outcomes, as is usual now.
 * @throws ValorisError `sim/not-a-probability`
 */
export function brier(p: number, happened: boolean): number {
  checkProbability(p, "The forecast");
  const off = happened ? 1 - p : p;
  return off * off;
}

/**
 * −ln of the probability given to what came about, in nats; less is better (I. J. Good 1952, J. R. Stat. Soc. B 14:107). +∞ where
 * that was ruled out.
 * @throws ValorisError `sim/not-a-probability`
 */
export function logScore(p: number, happened: boolean): number {
  checkProbability(p, "The forecast");
  return 0 - log(happened ? p : 1 - p);
}

/**
 * How far an ensemble's values lie from what was observed, in the unit of both; less is better. On average it is the continuous
 * ranked probability score of the distribution that the members are drawn from, however few they are: more runs do not look more
 * skilful (T. E. Fricker, C. A. T. Ferro & D. B. Stephenson 2013, Meteorol. Appl. 20:246; C. A. T. Ferro 2014, Q. J. R. Meteorol.
 * Soc. 140:1917). It is never negative; it is 0 wherever at most one member lies to either side of what was observed.
 * @throws ValorisError `sim/too-few` below two members, `sim/not-a-number`
 */
export function fairCrps(sample: ArrayLike<number>, observed: number): number {
  const n = sample.length;
  checkEnough(n, 2, "A fair score");
  checkNumbers(sample, "A member of the ensemble");
  checkNumber(observed, "What was observed");
  const errors = Float64Array.from(sample, (x) => x - observed).sort();
  let distance = 0;
  /** Σ of |x − y| over all pairs of members, by how often each sorted one is the upper less the lower. */
  let spread = 0;
  errors.forEach((error, i) => {
    distance += Math.abs(error);
    spread += (2 * i - n + 1) * error;
  });
  return Math.max(0, distance / n - spread / (n * (n - 1)));
}

/**
 * The continuous ranked probability score of a Poisson distribution, in counts; less is better: Σ over k of (F(k) − [observed ≤ k])² (J. E.
 * Matheson & R. L. Winkler 1976, Manag. Sci. 22:1087).
 * @throws ValorisError `sim/not-a-number`
 */
export function poissonCrps(mean: number, observed: number): number {
  checkNumber(mean, "The mean");
  checkNumber(observed, "What was observed");
  // Beyond ten deviations there is nothing left to sum.
  const last = Math.max(observed, mean + 10 * Math.sqrt(mean) + 30);
  let below = 0;
  let score = 0;
  // By logarithms: e^−mean alone is 0 for means that are not rare.
  let lnP = -mean;
  for (let k = 0; k <= last; k++) {
    if (k > 0) lnP += log(mean / k);
    below += exp(lnP);
    const off = below - (observed <= k ? 1 : 0);
    score += off * off;
  }
  return score;
}

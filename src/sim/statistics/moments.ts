import { checkEnough, checkNumber } from "./checkNumbers.ts";
import type { Interval } from "./interval.ts";
import { meanInterval } from "./student.ts";

/** What is known so far of a stream of numbers, in memory that does not grow. */
export interface Moments {
  /** @throws ValorisError `sim/not-a-number` */
  add(x: number): void;
  readonly n: number;
  /** The rest throws ValorisError `sim/too-few` where there are too few numbers to say. */
  readonly mean: number;
  /** With n − 1. */
  readonly variance: number;
  /** Of the mean, for independent numbers. */
  readonly standardError: number;
  readonly min: number;
  readonly max: number;
}

/** One pass that loses no digits to a large mean: B. P. Welford (1962), Technometrics 4:419. */
export function createMoments(): Moments {
  let n = 0;
  let mean = 0;
  /** Σ (x − mean)². */
  let squares = 0;
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  const variance = (): number => {
    checkEnough(n, 2, "A variance");
    return squares / (n - 1);
  };
  return {
    add(x) {
      checkNumber(x, "A value");
      const above = x - mean;
      mean += above / ++n;
      squares += above * (x - mean);
      min = Math.min(min, x);
      max = Math.max(max, x);
    },
    get n() {
      return n;
    },
    get mean() {
      checkEnough(n, 1, "A mean");
      return mean;
    },
    get variance() {
      return variance();
    },
    get standardError() {
      return Math.sqrt(variance() / n);
    },
    get min() {
      checkEnough(n, 1, "A minimum");
      return min;
    },
    get max() {
      checkEnough(n, 1, "A maximum");
      return max;
    },
  };
}

/** The same runs in two histories, a and b: what they share does not blur their difference. */
export interface Pairs {
  /** @throws ValorisError `sim/not-a-number` */
  add(a: number, b: number): void;
  readonly n: number;
  readonly a: Omit<Moments, "add">;
  readonly b: Omit<Moments, "add">;
  /** With n − 1. */
  readonly covariance: number;
  /** b − a. */
  readonly difference: Omit<Moments, "add">;
  /**
   * Where the mean of b − a lies; 0.95 unless told.
   * @throws ValorisError `sim/too-few` for fewer than 6 pairs, `sim/not-a-probability`
   */
  interval(level?: number): Interval;
}

export function createPairs(): Pairs {
  const a = createMoments();
  const b = createMoments();
  const difference = createMoments();
  /** Σ (a − mean of a)(b − mean of b). */
  let products = 0;
  return {
    add(x, y) {
      // Before all three, so that they take the pair or none does; it is a number only if both are.
      checkNumber(y - x, "A difference");
      const above = a.n === 0 ? 0 : x - a.mean;
      a.add(x);
      b.add(y);
      difference.add(y - x);
      products += above * (y - b.mean);
    },
    get n() {
      return a.n;
    },
    a,
    b,
    difference,
    get covariance() {
      checkEnough(a.n, 2, "A covariance");
      return products / (a.n - 1);
    },
    interval: (level) => meanInterval(difference, level),
  };
}

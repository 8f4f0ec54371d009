import { ValorisError } from "../../events/valorisError.ts";
import { type Address, addressOf, checkRunKey, PURPOSE, type RunKey, uniformAt } from "../randomness/address.ts";
import { checkCount, checkEnough, checkNumber } from "../statistics/checkNumbers.ts";
import type { Estimate } from "../statistics/interval.ts";
import { createMoments } from "../statistics/moments.ts";
import { quantile } from "../statistics/quantiles.ts";
import { meanInterval } from "../statistics/student.ts";
import { held } from "../../idioms/held.ts";

export interface VarianceOptions {
  /** The classes of events between which luck is shared out. */
  readonly channels: readonly string[];
  /** Runs a history in which the sources of each channel get these random numbers, and says what came of it. */
  readonly outcome: (keyOf: (channel: string) => RunKey) => number;
  readonly seed: number;
  /** Runs to begin with: each is run again with other luck of one channel, channel by channel. 500 unless told. */
  readonly runs?: number;
  /** Chronicles that were run, of all. */
  readonly onProgress?: (done: number, total: number) => void;
}

/** How much of an outcome's variance over runs is whose luck. */
export interface VarianceShares {
  readonly mean: Estimate;
  readonly variance: number;
  /** In the order of their totals, the largest first. */
  readonly shares: readonly VarianceShare[];
  /** Chronicles that were run, in all. */
  readonly runs: number;
}

/** Parts of the variance, with intervals at 95 %. */
export interface VarianceShare {
  readonly channel: string;
  /** What is left of the variance on the average if all other luck is known. By interactions, totals can sum to more than 1. */
  readonly total: Estimate;
  /** What would go, on the average, if this luck were known: without interactions. Sampled, it can come out a little below 0. */
  readonly alone: Estimate;
  /** Runs, of those to begin with, that came to something else when only the luck of this channel was drawn again. */
  readonly changed: number;
}

/**
 * Whose luck decides: the variance of an outcome over runs, by the channels whose random numbers it comes from (I. M. Sobol' 1993; of
 * stochastic simulators Le Maître, Knio & Moraes 2015, J. Chem. Phys. 142:244115). Each run is repeated with the luck of one channel
 * from elsewhere and all other luck as it was; totals by M. J. W. Jansen (1999, Comput. Phys. Commun. 117:35), first orders by
 * Sobol' with a control variate, intervals by drawing runs again (B. Efron 1979).
 *
 * A source's luck is when its atoms fall, how high they lie, and how it chooses. Another way to draw the same probabilities would share
 * the variance out otherwise, and no history can tell which is true. Where nothing changed in any run, [0, 0] is said of these runs:
 * up to 3 in as many runs may change.
 *
 * @throws ValorisError `sim/no-variance` where all runs come to the same, `sim/not-a-number`, `sim/not-a-count`, `sim/too-few`,
 * `sim/seed`, `sim/run`
 */
export function varianceShares({ channels, outcome, seed, runs = 500, onProgress }: VarianceOptions): VarianceShares {
  checkCount(runs, "The number of runs");
  checkEnough(runs, 20, "A variance that is shared out");
  checkRunKey({ seed, run: 0 });
  checkRunKey({ seed, run: 2 * runs - 1 });
  const total = runs * (2 + channels.length);
  let done = 0;
  const outcomes = (keyOf: (channel: string, run: number) => number): Float64Array =>
    Float64Array.from({ length: runs }, (_, i) => {
      const value = outcome((channel) => ({ seed, run: keyOf(channel, i) }));
      checkNumber(value, `The outcome of run ${i}`);
      onProgress?.(++done, total);
      return value;
    });

  const here = outcomes((_, i) => i);
  const elsewhere = outcomes((_, i) => runs + i);
  const all = Array.from({ length: runs }, (_, i) => i);
  const moments = createMoments();
  for (const value of [...here, ...elsewhere]) moments.add(value);
  const { mean, variance } = moments;
  if (variance === 0)
    throw new ValorisError("sim/no-variance", `All ${2 * runs} runs come to ${mean}: there is no luck in it.`, {
      help: "Run more, or ask for an outcome that can come out otherwise.",
      details: { runs: 2 * runs, value: mean },
    });
  const resamples = Array.from({ length: RESAMPLES }, (_, draw) => all.map((i) => pick(seed, draw, i, runs)));

  const shares = channels.map((channel): VarianceShare => {
    const mixed = outcomes((name, i) => (name === channel ? runs + i : i));
    // All three vary alike: what rarely happens may have happened in one of them only.
    const varianceOf = (rows: readonly number[]): number => varianceAmong([here, elsewhere, mixed], rows);
    const variances = resamples.map(varianceOf);
    const shareOf = (part: (rows: readonly number[]) => number): Estimate => {
      const drawn = resamples
        .flatMap((rows, k) => (held(variances[k]) > 0 ? [part(rows) / held(variances[k])] : []))
        .sort((a, b) => a - b);
      return { value: part(all) / varianceOf(all), low: quantile(drawn, 0.025), high: quantile(drawn, 0.975) };
    };
    return {
      channel,
      total: shareOf((rows) => meanOver(rows, (i) => square((mixed[i] ?? 0) - (here[i] ?? 0)) / 2)),
      alone: shareOf((rows) => covarianceOf(elsewhere, mixed, here, mean, rows)),
      changed: all.filter((i) => mixed[i] !== here[i]).length,
    };
  });
  return {
    mean: { value: mean, ...meanInterval(moments) },
    variance,
    shares: shares.sort((a, b) => b.total.value - a.total.value),
    runs: total,
  };
}

const RESAMPLES = 1000;
const LUCK: Address = addressOf("luck");

/** A run, each as likely as the other. */
const pick = (seed: number, draw: number, i: number, runs: number): number =>
  Math.floor(uniformAt({ seed, run: 0 }, PURPOSE.resampling, LUCK, { low: draw, high: i }) * runs);

const square = (x: number): number => x * x;

function meanOver(rows: readonly number[], of: (i: number) => number): number {
  let sum = 0;
  for (const i of rows) sum += of(i);
  return sum / rows.length;
}

/**
 * Of two columns with the luck of one channel in common. The one and a third have no luck in common, so that their product is 0 on the
 * average: where the third is like the other, how far it is from 0 says how far the covariance is off (a control variate).
 */
function covarianceOf(
  one: Float64Array,
  other: Float64Array,
  third: Float64Array,
  mean: number,
  rows: readonly number[],
): number {
  const product = (i: number): number => ((one[i] ?? 0) - mean) * ((other[i] ?? 0) - mean);
  const control = (i: number): number => ((one[i] ?? 0) - mean) * ((third[i] ?? 0) - mean);
  const [products, controls] = [meanOver(rows, product), meanOver(rows, control)];
  const together = meanOver(rows, (i) => (product(i) - products) * (control(i) - controls));
  const apart = meanOver(rows, (i) => square(control(i) - controls));
  return apart === 0 ? products : products - (together / apart) * controls;
}

/** Of the numbers of several columns together. */
function varianceAmong(columns: readonly Float64Array[], rows: readonly number[]): number {
  const moments = createMoments();
  for (const column of columns) for (const i of rows) moments.add(column[i] ?? 0);
  return moments.variance;
}

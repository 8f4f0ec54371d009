import { checkCount, checkEnough, checkLevel, checkNumbers, checkProbability } from "./checkNumbers.ts";
import type { Interval } from "./interval.ts";
import { createMoments } from "./moments.ts";
import { quantile } from "./quantiles.ts";

export interface BlockBootstrapOptions {
  /** How many neighbours stay together: more than depend on one another, and far fewer than there are. */
  readonly block: number;
  /** How many series are put together; 2 000 are plenty. */
  readonly draws: number;
  /** 0.95 unless told. */
  readonly level?: number;
  /** The i-th uniform number of [0, 1); the same whenever it is asked for. */
  readonly uniform: (i: number) => number;
}

/**
 * Where the mean lies of numbers in a row that depend on their neighbours: by series of the same length, put together from blocks that
 * start anywhere (H. R. Künsch 1989, Ann. Stat. 17:1217), around their own expectation, since the ends are in fewer blocks
 * (S. N. Lahiri 1992). From few blocks the interval is somewhat short: at least ten should fit.
 * @throws ValorisError `sim/too-few` where not even two blocks fit, or too few draws for the level, `sim/not-a-number`, `sim/not-a-count`,
 * `sim/not-a-probability`
 */
export function blockBootstrap(
  values: ArrayLike<number>,
  { block, draws, level = 0.95, uniform }: BlockBootstrapOptions,
): Interval {
  const n = values.length;
  checkNumbers(values, "A value of the series");
  checkCount(block, "The length of a block");
  checkEnough(block, 1, "A block");
  checkEnough(n, 2 * block, `A bootstrap with blocks of ${block}`);
  checkLevel(level);
  checkCount(draws, "The number of draws");
  checkEnough(draws, Math.floor(2 / (1 - level)), `An interval of ${level} by bootstrap`);

  const { mean, sumFrom } = sums(values);
  const starts = n - block + 1;
  const blocks = Math.ceil(n / block);
  const lastBlock = n - (blocks - 1) * block;
  const means = new Float64Array(draws);
  for (let draw = 0; draw < draws; draw++) {
    let sum = 0;
    for (let i = 0; i < blocks; i++) {
      const u = uniform(draw * blocks + i);
      checkProbability(u, "A uniform number");
      const start = Math.min(starts - 1, Math.floor(u * starts));
      sum += sumFrom(start, i === blocks - 1 ? lastBlock : block);
    }
    means[draw] = sum / n;
  }
  means.sort();

  let expected = 0;
  for (let start = 0; start < starts; start++)
    expected += ((blocks - 1) * sumFrom(start, block) + sumFrom(start, lastBlock)) / (starts * n);
  const tail = (1 - level) / 2;
  return {
    low: mean + quantile(means, tail) - expected,
    high: mean + quantile(means, 1 - tail) - expected,
  };
}

/** The mean, and the sum of any stretch less what the mean would give, at once. */
function sums(values: ArrayLike<number>) {
  const moments = createMoments();
  for (let i = 0; i < values.length; i++) moments.add(values[i] ?? Number.NaN);
  const { mean } = moments;
  const upTo = new Float64Array(values.length + 1);
  for (let i = 0; i < values.length; i++) upTo[i + 1] = (upTo[i] ?? 0) + (values[i] ?? 0) - mean;
  const sumFrom = (start: number, length: number): number => (upTo[start + length] ?? 0) - (upTo[start] ?? 0);
  return { mean, sumFrom };
}

import { exp } from "../../idioms/exactMath.ts";
import { checkRunKey, type RunKey } from "../randomness/address.ts";
import { checkCount, checkEnough } from "../statistics/checkNumbers.ts";
import type { Interval } from "../statistics/interval.ts";
import { createMoments, type Moments } from "../statistics/moments.ts";
import { meanInterval } from "../statistics/student.ts";
import { wilson } from "../statistics/wilson.ts";
import { type Rises, reached } from "./climb.ts";
import { checkLevels, findLevels } from "./levels.ts";
import { createTree, type Tree } from "./tree.ts";

export interface SplittingOptions {
  /** Runs a history and tells how high its score got: see `createClimber`. */
  readonly climb: (key: RunKey) => Rises;
  /** The outcome: a score of so much or more. */
  readonly threshold: number;
  /** Ascending, below the threshold. Absent, a tree finds them that counts for nothing else. */
  readonly levels?: readonly number[];
  readonly seed: number;
  /** Independent trees, whose spread gives the interval: at least 6; 20 unless told. */
  readonly trees?: number;
  /** Runs at each level of each tree; 500 unless told. With fewer, or fewer trees, intervals miss more often than they say. */
  readonly effort?: number;
  /** Runs that were made, of as many as there will be: more, as long as levels are looked for. */
  readonly onProgress?: (done: number, total: number) => void;
}

/** How likely a rare outcome is; the interval is at 95 %. */
export interface RareOutcome extends Interval {
  readonly probability: number;
  /** What each tree says by itself. */
  readonly replicates: readonly number[];
  /** In ascending order; the last is the threshold. */
  readonly levels: readonly SplittingLevel[];
  /** The lowest level that no run of any tree reached. The probability is 0 then, and `high` is what is known of it. */
  readonly unreached?: number;
  /** All that were run, to find the levels, too. */
  readonly runs: number;
  /** Runs among them that were ended because they had too many events. */
  readonly runaways: number;
}

export interface SplittingLevel {
  readonly score: number;
  /** Of the runs that set out from the level before, the part that reached it; absent where none set out. */
  readonly share?: number;
  /** Trees of which some run reached it. */
  readonly trees: number;
}

/**
 * How likely a score gets as high as a threshold, where hardly any run does: multilevel splitting with fixed effort (Glasserman,
 * Heidelberger, Shahabuddin & Zajic 1999, Oper. Res. 47:585; Garvels 2000, The splitting method in rare event simulation, Twente).
 * Runs that reach a level go on from there as clones, with random numbers of their own from that instant on; the product of the parts
 * that get from level to level is right on the average, whatever the levels. A clone is run again from its address, and has the past
 * of the run that it is of to the last bit.
 *
 * The interval comes from how independent trees differ, since clones have a past in common. It is for the model as it stands: what its priors
 * leave open is not in it. How canon's own events come out is in a clone as it is in the run that it is of.
 *
 * @throws ValorisError `sim/levels`, `sim/seed`, `sim/run`, `sim/not-a-number`, `sim/not-a-count`, `sim/too-few`
 */
export function splitting(options: SplittingOptions): RareOutcome {
  const { threshold, seed, trees = 20, effort = 500 } = options;
  checkCount(trees, "The number of trees");
  checkEnough(trees, 6, "An interval from trees");
  checkCount(effort, "The number of runs at a level");
  checkEnough(effort, 2, "A level of splitting");
  checkRunKey({ seed, run: 0 });
  checkRunKey({ seed, run: (trees + 1) * effort - 1 });
  const given = checkLevels(options.levels ?? [], threshold);

  let [runs, runaways] = [0, 0];
  let total = trees * effort;
  const climb = (key: RunKey): Rises => {
    const climbed = options.climb(key);
    runs++;
    if (climbed.runaway) runaways++;
    options.onProgress?.(runs, Math.max(runs, total));
    return climbed;
  };
  const treeOf = (number: number): Tree => createTree(number, { climb, seed, effort });
  // The first tree's runs are its own even where levels are given: to give those that were found changes nothing.
  const scores = options.levels === undefined ? findLevels(treeOf(0), threshold) : given;

  total = runs + trees * effort * scores.length;

  const tallies = scores.map((score) => ({ score, setOut: 0, arrived: 0, trees: 0 }));
  const estimates = createMoments();
  const replicates = Array.from({ length: trees }, (_, i) => {
    const estimate = throughLevels(treeOf(i + 1), tallies);
    estimates.add(estimate);
    return estimate;
  });
  const unreached = tallies.find((level) => level.trees === 0)?.score;
  return {
    probability: estimates.mean,
    ...intervalOf(estimates, trees * effort),
    replicates,
    levels: tallies.map(({ score, setOut, arrived, trees: alive }) => ({
      score,
      ...(setOut === 0 ? {} : { share: arrived / setOut }),
      trees: alive,
    })),
    ...(unreached === undefined ? {} : { unreached }),
    runs,
    runaways,
  };
}

interface Tally {
  readonly score: number;
  setOut: number;
  arrived: number;
  trees: number;
}

function throughLevels(tree: Tree, levels: readonly Tally[]): number {
  let product = 1;
  let paths = tree.trunk();
  for (const [i, level] of levels.entries()) {
    const arrived = paths.filter(({ climb }) => reached(climb, level.score) !== undefined).length;
    level.setOut += paths.length;
    level.arrived += arrived;
    if (arrived === 0) return 0;
    level.trees++;
    product *= arrived / paths.length;
    if (i < levels.length - 1) paths = tree.onward(paths, level.score);
  }
  return product;
}

/**
 * On the scale of ln p: trees are skewed, as products are, and an interval that is as long to both sides would lie too low. Where all
 * trees say never, or always, what they set out with counts: so many plain runs, of which none did, or all.
 */
function intervalOf(trees: Moments, plainRuns: number): Interval {
  const { mean } = trees;
  if (mean === 0) return wilson(0, plainRuns);
  if (mean === 1) return wilson(plainRuns, plainRuns);
  const factor = exp(meanInterval(trees).high / mean - 1);
  return { low: mean / factor, high: Math.min(1, mean * factor) };
}

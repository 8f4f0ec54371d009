import { ValorisError } from "../../events/valorisError.ts";
import { type Address, addressOf, checkRunKey, PURPOSE, uniformAt } from "../randomness/address.ts";
import { checkCount, checkEnough, checkNumber } from "../statistics/checkNumbers.ts";
import type { Interval } from "../statistics/interval.ts";
import { createMoments } from "../statistics/moments.ts";
import { meanInterval } from "../statistics/student.ts";
import { held } from "../../idioms/held.ts";

/** A number, and between which it may lie. */
export interface Ranged {
  readonly name: string;
  readonly low: number;
  readonly high: number;
}

export interface ScreeningOptions {
  /** Those whose range is empty are left out. */
  readonly parameters: readonly Ranged[];
  /** What comes of values, one for each parameter, in their order. */
  readonly outcome: (values: readonly number[]) => number;
  readonly seed: number;
  /** Ways through the ranges, each of which moves every parameter once; 10 unless told, 6 at least. */
  readonly trajectories?: number;
  /** Values that were tried, of all. */
  readonly onProgress?: (done: number, total: number) => void;
}

export interface Screening {
  /** The strongest first. */
  readonly effects: readonly ElementaryEffect[];
  /** Parameters whose effects could not be told: too many of their steps led to values that are refused. */
  readonly unknown: readonly string[];
  /** Values that were tried. */
  readonly evaluations: number;
  /** Values among them that were refused: steps to them and from them tell nothing. */
  readonly refused: number;
}

/** What a parameter does to the outcome, in units of the outcome for its whole range. The interval, at 95 %, is of `strength`. */
export interface ElementaryEffect extends Interval {
  readonly name: string;
  /** μ*: by how much the outcome changes, whichever way. */
  readonly strength: number;
  /** μ: how much it grows. */
  readonly mean: number;
  /** σ: how much that hangs on where the others are, or on where it is itself. */
  readonly spread: number;
  /** Steps that told. */
  readonly n: number;
}

/** Levels of each parameter; a step is two of the three thirds between them. */
const LEVELS = 4;
const STEP = LEVELS / (2 * (LEVELS - 1));
/** For an interval. */
const LEAST = 6;

/** What a model is refused for that no number of it by itself is wrong in. */
const REFUSED: ReadonlySet<string> = new Set([
  "sim/unstable",
  "sim/out-of-range",
  "sim/rate",
  "sim/bound",
  "sim/relief",
  "sim/runaway",
]);

/**
 * Which of many parameters an outcome hangs on, by few evaluations: each trajectory begins anywhere on a grid over all ranges, and
 * moves one parameter after the other (M. D. Morris 1991, Technometrics 33:161); effects are ranked by the mean of their sizes (Campolongo,
 * Cariboni & Saltelli 2007, Environ. Model. Softw. 22:1509), intervals by Student's t over trajectories.
 *
 * @throws ValorisError `sim/not-a-number`, `sim/too-few`, `sim/seed`, and what `outcome` throws but for models that are refused
 */
export function screen({ parameters, outcome, seed, trajectories = 10, onProgress }: ScreeningOptions): Screening {
  checkCount(trajectories, "The number of trajectories");
  checkEnough(trajectories, LEAST, "A screening");
  checkRunKey({ seed, run: trajectories });
  const moved = parameters.flatMap(({ low, high }, i) => (low < high ? [i] : []));
  const total = trajectories * (moved.length + 1);
  let [evaluations, refused] = [0, 0];
  const evaluate = (levels: readonly number[]): number | undefined => {
    onProgress?.(evaluations, total);
    evaluations++;
    try {
      const value = outcome(parameters.map(({ low, high }, i) => low + held(levels[i]) * (high - low)));
      checkNumber(value, "The outcome");
      return value;
    } catch (error) {
      if (!(error instanceof ValorisError) || !REFUSED.has(error.code)) throw error;
      refused++;
      return undefined;
    }
  };

  const signed = parameters.map(() => createMoments());
  const sizes = parameters.map(() => createMoments());
  for (let run = 0; run < trajectories; run++) {
    const draw = (what: Address, i: number): number =>
      uniformAt({ seed, run }, PURPOSE.resampling, what, { low: i, high: 0 });
    const levels = parameters.map((_, i) => Math.floor(draw(BEGINNING, i) * LEVELS) / (LEVELS - 1));
    const order = moved.toSorted((a, b) => draw(ORDER, a) - draw(ORDER, b));
    let before = evaluate(levels);
    for (const i of order) {
      const level = held(levels[i]);
      const step = level < 0.5 ? STEP : -STEP;
      levels[i] = level + step;
      const after = evaluate(levels);
      if (before !== undefined && after !== undefined) {
        const effect = (after - before) / step;
        signed[i]?.add(effect);
        sizes[i]?.add(Math.abs(effect));
      }
      before = after;
    }
  }
  onProgress?.(total, total);

  const told = moved.filter((i) => (sizes[i]?.n ?? 0) >= LEAST);
  const effects = told.flatMap((i): ElementaryEffect[] => {
    const [size, sign, parameter] = [sizes[i], signed[i], parameters[i]];
    if (size === undefined || sign === undefined || parameter === undefined) return [];
    const { low, high } = meanInterval(size);
    const { mean, variance, n } = sign;
    const spread = Math.sqrt(variance);
    return [{ name: parameter.name, strength: size.mean, low: Math.max(0, low), high, mean, spread, n }];
  });
  return {
    effects: effects.sort((a, b) => b.strength - a.strength),
    unknown: moved.filter((i) => !told.includes(i)).map((i) => held(parameters[i]?.name)),
    evaluations,
    refused,
  };
}

const BEGINNING = addressOf("screening: beginning");
const ORDER = addressOf("screening: order");

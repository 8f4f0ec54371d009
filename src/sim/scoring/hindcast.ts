import type { WithProjections } from "../../projections/defineProjection.ts";
import { exp } from "../../idioms/exactMath.ts";
import { ValorisError } from "../../events/valorisError.ts";
import { createEngine } from "../engine/engine.ts";
import type { PoliticalKernel } from "../model/kernel.ts";
import { planWhatIf } from "../plan.ts";
import { addressOf, PURPOSE, uniformAt } from "../randomness/address.ts";
import { YEAR } from "../randomness/atoms.ts";
import { buildScenario, type Means, meansOf } from "../scenario.ts";
import type { Model } from "../model/model.ts";
import { blockBootstrap } from "../statistics/blockBootstrap.ts";
import type { Interval } from "../statistics/interval.ts";
import { brier, fairCrps, logScore, poissonCrps } from "../statistics/scores.ts";
import { held } from "../../idioms/held.ts";

export interface HindcastOptions extends Means {
  readonly model?: Model;
  /** ms: how far ahead; a year if absent. */
  readonly horizon?: number;
  /** ms from one origin to the next; a horizon if absent, so that none is scored twice. */
  readonly stride?: number;
  /** Chronicles from each origin; 128 if absent. */
  readonly runs?: number;
  readonly seed?: number;
  readonly onProgress?: (progress: { readonly done: number; readonly total: number }) => void;
}

/** Of one score, the mean over all origins and classes; lower is better. */
export interface Score {
  readonly score: "brier" | "log" | "crps";
  readonly model: number;
  /** Constant rates, as canon had them up to each origin. */
  readonly baseline: number;
  /** Model less baseline, with a 95 % interval by block bootstrap over origins: below 0 the model is better. */
  readonly difference: Interval & { readonly value: number };
  readonly verdict: "better" | "worse" | "no better";
}

export interface Hindcast {
  readonly origins: number;
  /** Events of canon that were to be foreseen. */
  readonly scored: number;
  /** Those that are dated too vaguely to be scored. */
  readonly vague: number;
  readonly classes: readonly string[];
  readonly scores: readonly Score[];
  readonly runs: number;
  readonly seed: number;
}

/** Fewer events than this say nothing. */
export const LEAST_SCORED = 30;

/**
 * How well the model would have foretold canon: from origins all along it, a horizon is simulated with nothing known but what was
 * before, and held against what happened: whether there was an event of each class (Brier, logarithmic score), and how many (fair
 * CRPS). An event counts if its span is no longer than half the horizon. The baseline has constant rates by class, (n + ½)/T.
 *
 * @throws ValorisError `sim/too-little` below 30 scored events, `sim/horizon`
 */
export function hindcast(canon: WithProjections, options: HindcastOptions = {}): Hindcast {
  const { horizon = YEAR, stride = horizon, runs = 128, seed = 0, model, onProgress } = options;
  if (!(horizon > 0 && stride > 0 && runs >= 2))
    throw new ValorisError("sim/horizon", "A hindcast needs a horizon and a stride above 0, and two runs.", {
      help: "Give a horizon such as a year.",
    });
  const means: Means = { ...meansOf(canon), ...options };
  const start = canon.events.at(canon.countWhile((placed) => placed === Number.NEGATIVE_INFINITY))?.placed ?? 0;
  const end = canon.events.at(-1)?.placed ?? start;
  const origins: number[] = [];
  // The first horizon is for the baseline to learn from.
  for (let origin = Math.floor(start + horizon); origin + horizon <= end; origin += stride) origins.push(origin);
  const { told, vague, classes } = classify(canon, kernelAt(canon, end, horizon, means, model), horizon);
  const isAhead = ({ at }: Told): boolean => origins.some((origin) => at > origin && at <= origin + horizon);
  const scored = told.filter(isAhead).length;
  if (scored < LEAST_SCORED || origins.length < 4)
    throw new ValorisError(
      "sim/too-little",
      `${scored} events of ${canon.timeline} could be foretold, over ${origins.length} origins; ${LEAST_SCORED} over 4 are the least that says anything.`,
      {
        help:
          vague > 0
            ? `${vague} more are dated too vaguely for this horizon: date them more closely, or foretell further ahead.`
            : "Write more of canon down, or foretell a shorter time from more origins.",
        details: { scored, origins: origins.length, vague },
      },
    );

  const perOrigin = origins.map((origin, i) => {
    onProgress?.({ done: i, total: origins.length });
    const counts = simulateFrom(canon, origin, { horizon, runs, seed, means, model, classes });
    const scores = classes.map((channel, c) => {
      const mine = told.filter((one) => one.channel === channel);
      const happened = mine.filter(({ at }) => at > origin && at <= origin + horizon).length;
      const before = mine.filter(({ at }) => at <= origin).length;
      const expected = ((before + 0.5) * horizon) / (origin - start);
      const sample = counts[c] ?? new Float64Array(runs);
      const some = (list: Float64Array): number => (list.filter((count) => count > 0).length + 0.5) / (runs + 1);
      const none = exp(-expected);
      return {
        brier: [brier(some(sample), happened > 0), brier(1 - none, happened > 0)],
        log: [logScore(some(sample), happened > 0), logScore(1 - none, happened > 0)],
        crps: [fairCrps(sample, happened), poissonCrps(expected, happened)],
      };
    });
    const mean = (score: Score["score"], side: 0 | 1): number =>
      scores.reduce((sum, one) => sum + held(one[score][side]), 0) / scores.length;
    return { brier: both(mean, "brier"), log: both(mean, "log"), crps: both(mean, "crps") };
  });
  return {
    origins: origins.length,
    scored,
    vague,
    classes,
    runs,
    seed,
    scores: (["brier", "log", "crps"] as const).map((score) =>
      compare(
        score,
        perOrigin.map((one) => one[score]),
        seed,
      ),
    ),
  };
}

const both = (
  mean: (score: Score["score"], side: 0 | 1) => number,
  score: Score["score"],
): readonly [number, number] => [mean(score, 0), mean(score, 1)];

function compare(score: Score["score"], pairs: readonly (readonly [number, number])[], seed: number): Score {
  const n = pairs.length;
  const mean = (side: 0 | 1): number => pairs.reduce((sum, pair) => sum + pair[side], 0) / n;
  const differences = pairs.map(([model, baseline]) => model - baseline);
  const place = addressOf(score);
  const { low, high } = blockBootstrap(differences, {
    block: blockLength(n),
    draws: 2000,
    uniform: (i) => uniformAt({ seed, run: 0 }, PURPOSE.resampling, place, { low: i, high: 0 }),
  });
  return {
    score,
    model: mean(0),
    baseline: mean(1),
    difference: { value: mean(0) - mean(1), low, high },
    verdict: high < 0 ? "better" : low > 0 ? "worse" : "no better",
  };
}

/** The cube root of as many origins as there are (Hall, Horowitz & Jing 1995), and never more than half of them. */
function blockLength(n: number): number {
  let length = 1;
  while ((length + 1) * (length + 1) * (length + 1) <= n) length++;
  return length;
}

interface Told {
  readonly channel: string;
  readonly at: number;
}

/** Canon's events by class, as far as they are dated closely enough. */
function classify(canon: WithProjections, { identified, sources }: PoliticalKernel, horizon: number) {
  const told: Told[] = [];
  let vague = 0;
  for (const event of canon.events) {
    if (!Number.isFinite(event.placed)) continue;
    const found = identified(event);
    if (found === undefined) continue;
    if (event.occurred.latest - event.occurred.earliest <= horizon / 2)
      told.push({ channel: found.channel, at: event.placed });
    else vague++;
  }
  const classes = [...new Set(sources.map(({ channel }) => channel))].sort();
  return { told, vague, classes };
}

function scenarioAt(canon: WithProjections, origin: number, horizon: number, means: Means, model: Model | undefined) {
  const plan = planWhatIf({
    timeline: canon,
    until: { instant: origin + horizon },
    observedUntil: { instant: origin },
    ...(model === undefined ? {} : { model }),
  });
  return buildScenario(plan, means);
}

const kernelAt = (...[canon, origin, horizon, means, model]: Parameters<typeof scenarioAt>): PoliticalKernel =>
  scenarioAt(canon, origin, horizon, means, model).canon.kernel;

/** How many events of each class every run has. */
function simulateFrom(
  canon: WithProjections,
  origin: number,
  {
    horizon,
    runs,
    seed,
    means,
    model,
    classes,
  }: {
    readonly horizon: number;
    readonly runs: number;
    readonly seed: number;
    readonly means: Means;
    readonly model: Model | undefined;
    readonly classes: readonly string[];
  },
): Float64Array[] {
  const { canon: side, plan, reference } = scenarioAt(canon, origin, horizon, means, model);
  const engine = createEngine(side.kernel);
  const counts = classes.map(() => new Float64Array(runs));
  const indexOf = new Map(classes.map((channel, i) => [channel, i]));
  for (let run = 0; run < runs; run++) {
    const key = { seed, run };
    const { added } = engine({
      from: plan.from,
      until: plan.until,
      keyOf: () => key,
      reference,
      script: side.script,
      mostEvents: plan.model.mostEvents,
    });
    for (const { source, follows } of added) {
      const own = counts[indexOf.get(side.kernel.sources[source]?.channel ?? "") ?? -1];
      if (own !== undefined && !follows) own[run] = held(own[run]) + 1;
    }
  }
  return counts;
}

import type { EventId } from "../../events/envelope.ts";
import type { ResolvedEvent } from "../../timelines/resolvedEvent.ts";
import { YEAR } from "../randomness/atoms.ts";
import { reacts, type Scenario } from "../scenario.ts";
import { comonotoneVariance } from "../statistics/comonotone.ts";
import type { Estimate, Interval } from "../statistics/interval.ts";
import type { Moments, Pairs } from "../statistics/moments.ts";
import { pairedDifference } from "../statistics/pairedProportions.ts";
import { bands } from "../statistics/quantiles.ts";
import { meanInterval } from "../statistics/student.ts";
import { kaplanMeier } from "../statistics/survival.ts";
import { wilson } from "../statistics/wilson.ts";
import type { Columns, MetricColumn } from "./columns.ts";
import type { Recipe } from "./measure.ts";
import type { Tally } from "./tally.ts";
import { held } from "../../idioms/held.ts";

/** How often something came to be, by `until`. */
export interface Frequency {
  readonly what: string;
  readonly edited: Estimate;
  readonly canon?: Estimate;
  /** The edited side less canon's, run by run under the same random numbers. */
  readonly difference?: Estimate;
  readonly times?: Times;
}

/** When an outcome came true, in the first runs. */
export interface Times {
  /** How many. */
  readonly runs: number;
  /** Years after the beginning by which that part of them had seen it (Kaplan & Meier 1958). */
  readonly steps: readonly {
    readonly years: number;
    readonly seen: number;
    readonly low: number;
    readonly high: number;
  }[];
}

/** The mean of a number of all runs. */
export interface Mean {
  readonly what: string;
  readonly metric?: MetricColumn;
  readonly edited: Estimate;
  readonly deviation: number;
  readonly canon?: Estimate;
  readonly difference?: Estimate;
  readonly pairing?: Pairing;
}

/** What it gains that both sides have the same random numbers. */
export interface Pairing {
  /** Of the difference of a run of each side: as they are paired, and if they were independent. */
  readonly paired: number;
  readonly independent: number;
  /** The least that any pairing could come to. */
  readonly comonotone: number;
}

/** What became of an event of canon in all runs. */
export interface EventFate {
  readonly event: EventId;
  readonly title: string;
  readonly at: number;
  readonly removed: Estimate;
  readonly altered: Estimate;
}

/** One metric over time, in the runs that are drawn. */
export interface Course extends MetricColumn {
  readonly points: readonly CoursePoint[];
  readonly canon?: readonly CoursePoint[];
  readonly runs: number;
}

export interface CoursePoint {
  /** ms. */
  readonly at: number;
  readonly median: number;
  /** Of 50, 80 and 95 % of the runs. */
  readonly bands: readonly [Interval, Interval, Interval];
}

/** What all runs so far say. Everything rests on the model's priors. */
export interface Ensemble {
  readonly runs: number;
  readonly asked: number;
  readonly seed: number;
  /** ms. */
  readonly from: number;
  readonly until: number;
  readonly observedUntil: number;
  /** SHA-256 of everything that happened in all runs: equal wherever and however they were run. */
  readonly resultHash: string;
  readonly planHash: string;
  /** Why it ended; absent while it goes on. */
  readonly ended?: "runs" | "precision";
  readonly outcomes: readonly Frequency[];
  readonly numbers: readonly Mean[];
  readonly metrics: readonly Mean[];
  /** By class: mean number of simulated events, and how often there was at least one. */
  readonly classes: readonly (Mean & { readonly atLeastOne: Frequency })[];
  readonly events: readonly EventFate[];
  readonly courses: readonly Course[];
  /** Simulated events a run. */
  readonly simulated: {
    readonly mean: number;
    readonly most: number;
    readonly cap: number;
    /** Runs that were ended at the cap: they are in no other number. */
    readonly runaways: number;
    /** The spectral radius of the mean offspring between sources, on the edited side. */
    readonly radius: number;
  };
  readonly scripted: readonly { readonly event: EventId; readonly why: string }[];
  /** Of canon's events in the time that is simulated: how many the model draws, how many react to what happens, how many stay as told. */
  readonly reacting: { readonly modelled: number; readonly reacting: number; readonly scripted: number };
  readonly held: readonly {
    readonly channel: string;
    readonly parties: readonly string[];
    readonly instrument?: string;
  }[];
}

/** Sums up what has been tallied. */
export function ensembleOf(scenario: Scenario, columns: Columns, recipe: Recipe, tally: Tally) {
  const { plan } = scenario;
  const { truths, numbers, metrics, classes } = columns;
  const meanAt = meansBy(tally, recipe.against);
  const often = frequenciesBy(tally, recipe.against);
  const afterTruths = 2 * truths.length;
  const afterNumbers = afterTruths + numbers.length;
  const afterMetrics = afterNumbers + metrics.length;
  const years = (plan.until - plan.from) / YEAR;
  return {
    runs: tally.runs,
    seed: recipe.seed,
    from: plan.from,
    until: plan.until,
    observedUntil: plan.observedUntil,
    resultHash: tally.resultHash(),
    outcomes: truths.map(({ text, isFinal }, i) => ({
      ...often(text, i),
      ...(isFinal ? {} : timesOf(held(tally.kept.edited[truths.length + i]), years)),
    })),
    numbers: numbers.map(({ text }, i) => meanAt(text, afterTruths + i)),
    metrics: metrics.map((metric, i) => ({
      ...meanAt(`${metric.metric}.${metric.subject}`, afterNumbers + i),
      metric,
    })),
    classes: classes.map((name, i) => ({
      ...meanAt(name, afterMetrics + i),
      atLeastOne: often(name, afterMetrics + i),
    })),
    events: scenario.edited.script.map(({ event }, i) => fateOf(event, tally, i)),
    courses: coursesOf(columns, recipe, tally),
    simulated: {
      mean: tally.events.mean,
      most: tally.events.max,
      cap: plan.model.mostEvents,
      runaways: tally.runs - tally.counted,
      radius: scenario.edited.kernel.radius,
    },
    scripted: scenario.scripted.map(({ event, why }) => ({ event: event.id, why })),
    reacting: countReactions(scenario),
    held: scenario.holds.map(({ channel, parties, instrument }) => ({
      channel,
      parties: [...parties].sort(),
      ...(instrument === undefined ? {} : { instrument }),
    })),
  } satisfies Partial<Ensemble>;
}

function countReactions(scenario: Scenario): Ensemble["reacting"] {
  const scripted = scenario.scripted.filter(({ event }) => !reacts(event, scenario)).length;
  const modelled = scenario.plan.canon.events.length - scenario.scripted.length;
  return { modelled, reacting: scenario.scripted.length - scripted, scripted };
}

const meansBy =
  ({ edited, pairs, kept }: Tally, against: boolean) =>
  (what: string, column: number): Mean => {
    const own = edited[column];
    const pair = pairs[column];
    if (own === undefined || own.n === 0) return { what, edited: NONE, deviation: 0 };
    return {
      what,
      edited: estimateOf(own),
      deviation: own.n < 2 ? 0 : Math.sqrt(own.variance),
      ...(against && pair !== undefined && pair.n > 0
        ? {
            canon: estimateOf(pair.a),
            difference: estimateOf(pair.difference),
            ...pairingOf(pair, held(kept.edited[column]), kept.canon[column] ?? []),
          }
        : {}),
    };
  };

const NONE: Estimate = { value: 0, low: 0, high: 0 };

/** Of fewer than six runs nothing can be said: it may lie anywhere. */
function estimateOf(moments: Omit<Moments, "add">): Estimate {
  const { n, mean: value } = moments;
  return n < 6
    ? { value, low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY }
    : { value, ...meanInterval(moments, 0.95) };
}

function pairingOf(
  { a, b, difference, n }: Pairs,
  edited: readonly number[],
  canon: readonly number[],
): { pairing?: Pairing } {
  if (n < 2 || a.variance + b.variance === 0) return {};
  return {
    pairing: {
      paired: difference.variance,
      independent: a.variance + b.variance,
      comonotone: comonotoneVariance([...canon], [...edited]),
    },
  };
}

const frequenciesBy =
  ({ crossed, counted }: Tally, against: boolean) =>
  (what: string, column: number): Frequency => {
    const { both = 0, onlyA = 0, onlyB = 0, neither = 0 } = crossed[column] ?? {};
    const of = (count: number): Estimate => ({ value: count / counted, ...wilson(count, counted) });
    if (!against) return { what, edited: of(onlyB + both) };
    const { difference, low, high } = pairedDifference({ both, onlyA, onlyB, neither });
    return {
      what,
      edited: of(onlyB + both),
      canon: of(onlyA + both),
      difference: { value: difference, low, high },
    };
  };

/** When runs first saw it: those that never did, are only known not to have by the end. */
function timesOf(first: readonly number[], end: number): Pick<Frequency, "times"> {
  if (first.length === 0) return {};
  const steps = kaplanMeier(
    first.map((time) => (Number.isFinite(time) ? { time, happened: true } : { time: end, happened: false })),
  );
  return {
    times: {
      runs: first.length,
      steps: steps.map(({ time, survival, low, high }) => ({
        years: time,
        seen: 1 - survival,
        low: 1 - high,
        high: 1 - low,
      })),
    },
  };
}

function fateOf({ id, title, placed }: ResolvedEvent, { altered, removed, counted }: Tally, i: number): EventFate {
  const of = (count: number): Estimate => ({ value: count / counted, ...wilson(count, counted) });
  return { event: id, title: title ?? id, at: placed, removed: of(held(removed[i])), altered: of(held(altered[i])) };
}

/** Medians and bands at each instant, over the runs that are drawn. */
function coursesOf({ metrics }: Columns, { instants }: Recipe, { samples }: Tally): Course[] {
  const perRun = instants.length * metrics.length;
  const count = samples.edited.reduce((sum, block) => sum + block.length / perRun, 0);
  if (count === 0) return [];
  const at = (blocks: readonly Float64Array[], metric: number, instant: number): CoursePoint => {
    const values: number[] = [];
    for (const block of blocks)
      for (let i = instant * metrics.length + metric; i < block.length; i += perRun) values.push(block[i] ?? 0);
    return { at: held(instants[instant]), ...bands(Float64Array.from(values).sort()) };
  };
  return metrics.map((metric, m) => ({
    ...metric,
    runs: count,
    points: instants.map((_, i) => at(samples.edited, m, i)),
    ...(samples.canon.length === 0 ? {} : { canon: instants.map((_, i) => at(samples.canon, m, i)) }),
  }));
}

import { Observable } from "rxjs";
import { contentHash } from "../../events/contentHash.ts";
import { ValorisError } from "../../events/valorisError.ts";
import { type Plan, planHash } from "../plan.ts";
import { createEngine } from "../engine/engine.ts";
import { channels as builtIn } from "../channels/channels.ts";
import { checkRunKey, MOST_RUNS } from "../randomness/address.ts";
import { buildScenario, type Means, requestOf, type Scenario } from "../scenario.ts";
import { type Columns, columnsOf } from "./columns.ts";
import { type Ensemble, ensembleOf } from "./ensemble.ts";
import { type Block, createMeasuring, type Recipe, type SimRun } from "./measure.ts";
import { createTally, type Tally } from "./tally.ts";

export interface SimulateOptions {
  /** How many runs, unless `precision` is reached before. */
  readonly runs: number;
  /** 0 to 2³² − 1; 0 if absent. */
  readonly seed?: number;
  /** Expressions of the language of `bisect`: of one that may be true, how often it came true by the end; of a number, its mean there. */
  readonly outcomes?: readonly string[];
  /** Whether canon with nothing done to it is simulated beside it, run by run; for a branch, yes if absent. */
  readonly against?: boolean;
  /** Ends as soon as the interval of every outcome reaches no further than this on either side; asked for the first time at 1024 runs. */
  readonly precision?: number;
  /** How many instants are drawn; 25 if absent. */
  readonly points?: number;
  /** Who runs blocks of runs; this thread if absent. */
  readonly runner?: BlockRunner;
  /** Where blocks are kept, so that none is run twice. */
  readonly store?: BlockStore;
  /** Each block, in order, as it is counted. */
  readonly onBlock?: (block: Block, columns: Columns) => void;
}

/** Runs blocks, several at a time where it can. */
export interface BlockRunner {
  readonly concurrency: number;
  block(first: number, runs: number): Promise<Block>;
}

/** Finished blocks, by what they are blocks of. */
export interface BlockStore {
  get(recipe: string, first: number): Block | undefined;
  put(recipe: string, block: Block): Promise<void>;
}

/** Runs of a block: it is kept, counted and handed to a worker as one. */
export const BLOCK_RUNS = 64;
/** No ensemble ends before. */
export const LEAST_RUNS = 1024;
/** So many runs are drawn: enough for a 95 % band. */
const DRAWN = 1024;
const POINTS = 25;

/**
 * Simulates many histories of a what-if, and says what they have in common: emits the ensemble so far, again and again, and completes
 * with all of it. Run i hangs on the seed and on i alone: whoever runs it, and whatever ran before, the result is the same.
 *
 * @throws ValorisError (as an error of the Observable) `sim/…`, `expression/…`
 * @example
 * import { lastValueFrom } from "rxjs";
 * import { planWhatIf, simulate } from "valoris/sim";
 * import { readCanon } from "valoris/canon";
 *
 * const canon = await readCanon("fixtures/cardassian-advance.yaml");
 * const plan = planWhatIf({ timeline: canon, until: "2389" });
 * const { runs, metrics } = await lastValueFrom(simulate(plan, { runs: 64, seed: 7 }));
 * console.log(runs, metrics[0]?.what); // 64 nervousness.quadrant
 */
export function simulate(plan: Plan, options: SimulateOptions, means: Means = {}): Observable<Ensemble> {
  return new Observable((subscriber) => {
    const stop = { stopped: false };
    runAll(plan, options, means, stop, (ensemble) => subscriber.next(ensemble)).then(
      () => subscriber.complete(),
      (error: unknown) => subscriber.error(error),
    );
    return () => void (stop.stopped = true);
  });
}

/** One history of an ensemble, whole: run `run` of a seed, as `simulate` counts it. */
export function simulateOne(
  scenario: Scenario,
  key: { readonly seed: number; readonly run: number },
  side: "edited" | "canon" = "edited",
): SimRun {
  checkRunKey(key);
  return createEngine(scenario[side].kernel)({ ...requestOf(scenario, side), keyOf: () => key });
}

/** What a plan is measured by. */
export function recipeOf(plan: Plan, options: SimulateOptions): Recipe {
  const { seed = 0, outcomes = [], against = plan.edited !== undefined, points } = options;
  return { seed, outcomes, against, instants: instantsOf(plan, points), drawn: DRAWN };
}

/** Instants between which what a plan simulates is equally long, ms: the first is its beginning, the last its end. */
export function instantsOf({ from, until }: Plan, points = POINTS): readonly number[] {
  const step = (until - from) / Math.max(1, points - 1);
  return Array.from({ length: points }, (_, i) => (i === points - 1 ? until : Math.floor(from + i * step)));
}

/** Equal where runs are equal: it covers what is run, what is measured, and the versions of what runs it. */
export const recipeHash = (plan: Plan, recipe: Recipe, { channels = builtIn, projections = [] }: Means): string =>
  contentHash([
    planHash(plan),
    recipe,
    channels.map(({ name, version }) => [name, version]),
    projections.map(({ name, version, settings }) => [name, version, settings]),
  ]);

/** Whether what was simulated before can be told from what would be now: code of one's own has to say its version. */
const isVersioned = ({ channels = builtIn }: Means): boolean =>
  channels.every((channel) => builtIn.includes(channel) || channel.version !== undefined);

async function runAll(
  plan: Plan,
  options: SimulateOptions,
  means: Means,
  stop: { readonly stopped: boolean },
  emit: (ensemble: Ensemble) => void,
): Promise<void> {
  const { runs, precision, onBlock } = options;
  checkRuns(options);
  const store = isVersioned(means) ? options.store : undefined;
  const recipe = recipeOf(plan, options);
  const scenario = buildScenario(plan, means);
  const columns = columnsOf(scenario, recipe);
  const hash = recipeHash(plan, recipe, means);
  const tally = createTally(columns, recipe, scenario.edited.script.length);
  const runner = options.runner ?? ownRunner(scenario, columns, recipe);
  const blocks = Math.ceil(runs / BLOCK_RUNS);
  const ensemble = (ended?: "runs" | "precision"): Ensemble => ({
    ...ensembleOf(scenario, columns, recipe, tally),
    asked: runs,
    planHash: hash,
    ...(ended === undefined ? {} : { ended }),
  });

  const waiting = new Map<number, Promise<Block>>();
  let asked = 0;
  const runOne = async (index: number): Promise<Block> => {
    await othersTurn();
    const first = index * BLOCK_RUNS;
    const count = Math.min(BLOCK_RUNS, runs - first);
    const known = store?.get(hash, first);
    if (known?.runs === count) return known;
    const block = await runner.block(first, count);
    await store?.put(hash, block);
    return block;
  };
  for (let index = 0; index < blocks && !stop.stopped; index++) {
    while (asked < blocks && waiting.size < 2 * runner.concurrency) {
      const block = runOne(asked);
      // Whoever waits for it is told; until then a failure is nobody's.
      block.catch(() => {});
      waiting.set(asked++, block);
    }
    const block = await waiting.get(index);
    waiting.delete(index);
    if (block === undefined) continue;
    tally.add(block);
    onBlock?.(block, columns);
    if (tally.counted === 0) continue;
    if (
      precision !== undefined &&
      tally.counted >= LEAST_RUNS &&
      isPrecise(tally, columns, recipe, precision, scenario)
    ) {
      emit(ensemble("precision"));
      return;
    }
    if (index < blocks - 1) emit(ensemble());
  }
  if (stop.stopped) return;
  if (tally.counted === 0)
    throw new ValorisError(
      "sim/runaway",
      `All ${tally.runs} runs came to ${plan.model.mostEvents} events, and were ended.`,
      {
        help: "Raise `mostEvents` of the model, or lower what drives events through the state of the world.",
      },
    );
  emit(ensemble("runs"));
}

/**
 * Between two blocks, others may use this thread. Not by a timer where that can be helped: Node goes through timers that are due one after
 * the other, and each block takes longer than the next timer, so that no signal would ever be looked at.
 */
const othersTurn = (): Promise<void> =>
  new Promise((resolve) => {
    const { setImmediate: next = setTimeout } = globalThis as { setImmediate?: (call: () => void) => unknown };
    next(resolve);
  });

/** Runs in this thread. */
function ownRunner(scenario: Scenario, columns: Columns, recipe: Recipe): BlockRunner {
  const measuring = createMeasuring(scenario, columns, recipe);
  return {
    concurrency: 1,
    block: async (first, runs) => measuring.block(first, runs),
  };
}

function isPrecise(tally: Tally, columns: Columns, recipe: Recipe, precision: number, scenario: Scenario): boolean {
  const { outcomes, numbers } = ensembleOf(scenario, columns, recipe, tally);
  return [...outcomes, ...numbers].every(({ edited, difference }) =>
    [edited, ...(difference === undefined ? [] : [difference])].every(({ low, high }) => (high - low) / 2 <= precision),
  );
}

function checkRuns({ runs, precision, outcomes = [] }: SimulateOptions): void {
  if (!Number.isInteger(runs) || runs < 1 || runs > MOST_RUNS)
    throw new ValorisError("sim/runs", `${runs} is no number of runs.`, {
      help: `Give a whole number from 1 to ${MOST_RUNS}.`,
    });
  if (precision !== undefined && !(precision > 0))
    throw new ValorisError("sim/precision", `${precision} is no precision.`, {
      help: "Give half the width that an interval may have, such as 0.01.",
    });
  if (precision !== undefined && outcomes.length === 0)
    throw new ValorisError("sim/precision", "There is no outcome that is to be known so precisely.", {
      help: "Ask for one, such as nervousness.quadrant > 60.",
    });
}

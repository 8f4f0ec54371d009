import type { Plan } from "../plan.ts";
import { buildScenario, type Means } from "../scenario.ts";
import { outcomeOf } from "./outcome.ts";
import { type VarianceShares, varianceShares } from "./varianceShares.ts";

export interface LuckOptions {
  /** An expression of the language of `bisect`, as `simulate` asks it. */
  readonly outcome: string;
  /** 0 if absent. */
  readonly seed?: number;
  /** Runs to begin with; each is run again with other luck of one channel, channel by channel. 256 if absent, 20 at least. */
  readonly runs?: number;
  /** Whether it is about the difference to canon under the same random numbers; for a branch, yes if absent. */
  readonly against?: boolean;
  /** Runs that were made, of all. */
  readonly onProgress?: (done: number, total: number) => void;
}

/** Whose luck an outcome hangs on. */
export interface Luck extends VarianceShares {
  readonly what: string;
}

/**
 * Whose luck decides: how much of the variance of an outcome over runs comes from the random numbers of which channel.
 *
 * @throws ValorisError `sim/no-variance` where all runs come to the same, `expression/…`, and what `buildScenario` throws
 * @example
 * import { luck, planWhatIf } from "valoris/sim";
 * import { readCanon } from "valoris/canon";
 *
 * const plan = planWhatIf({ timeline: await readCanon("fixtures/cardassian-advance.yaml"), until: "2389" });
 * const { shares } = luck(plan, { outcome: "nervousness.quadrant", seed: 7, runs: 20 });
 * console.log(shares.length, shares.every(({ changed }) => changed <= 20)); // 17 true
 */
export function luck(plan: Plan, options: LuckOptions, means: Means = {}): Luck {
  const { outcome, seed = 0, runs = 256, against = plan.edited !== undefined, onProgress } = options;
  const scenario = buildScenario(plan, means);
  const shares = varianceShares({
    channels: [...new Set(scenario.canon.kernel.sources.map(({ channel }) => channel))],
    outcome: outcomeOf(scenario, outcome, against),
    seed,
    runs,
    ...(onProgress === undefined ? {} : { onProgress }),
  });
  return { what: outcome, ...shares };
}

import type { Plan } from "../plan.ts";
import { buildScenario, type Means } from "../scenario.ts";
import { wayTo } from "./outcome.ts";
import { type RareOutcome, splitting } from "./splitting.ts";

export interface RareOptions {
  /** A number of a projection held against a constant, such as `nervousness.quadrant > 95`; with `finally`, at the end only. */
  readonly outcome: string;
  /** 0 if absent. */
  readonly seed?: number;
  /** Independent trees; 20 if absent, 6 at least. */
  readonly trees?: number;
  /** Runs at each level of each tree; 200 if absent. */
  readonly effort?: number;
  /** Whether canon with nothing done to it is asked beside it; for a branch, yes if absent. */
  readonly against?: boolean;
  /** Runs that were made, of as many as there will be as far as that is known. */
  readonly onProgress?: (done: number, total: number) => void;
}

/** How likely an outcome is, on either side. */
export interface Rare {
  readonly what: string;
  readonly edited: RareOutcome;
  readonly canon?: RareOutcome;
}

/**
 * How likely an outcome of a what-if is that hardly any run comes to, by multilevel splitting: runs that come nearer to it go on as clones. What
 * counts as coming true is what `simulate` counts.
 *
 * @throws ValorisError `sim/no-way`, `expression/…`, and what `splitting` and `buildScenario` throw
 * @example
 * import { planWhatIf, rare } from "valoris/sim";
 * import { readCanon } from "valoris/canon";
 *
 * const plan = planWhatIf({ timeline: await readCanon("fixtures/cardassian-advance.yaml"), until: "2389" });
 * const { edited } = rare(plan, { outcome: "nervousness.quadrant > 75", seed: 7, trees: 6, effort: 20 });
 * console.log(edited.probability < 0.5, edited.levels.at(-1)?.score); // true 75
 */
export function rare(plan: Plan, options: RareOptions, means: Means = {}): Rare {
  const { outcome, seed = 0, trees = 20, effort = 200, against = plan.edited !== undefined, onProgress } = options;
  const scenario = buildScenario(plan, means);
  const sides = against ? 2 : 1;
  const on = (side: "edited" | "canon", nth: number): RareOutcome =>
    splitting({
      ...wayTo(scenario, outcome, side),
      seed,
      trees,
      effort,
      ...(onProgress === undefined
        ? {}
        : { onProgress: (done, total) => onProgress(nth * total + done, sides * total) }),
    });
  return { what: outcome, edited: on("edited", 0), ...(against ? { canon: on("canon", 1) } : {}) };
}

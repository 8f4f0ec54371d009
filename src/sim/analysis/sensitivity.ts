import { ValorisError } from "../../events/valorisError.ts";
import type { Model } from "../model/model.ts";
import type { Plan } from "../plan.ts";
import { buildScenario, type Means } from "../scenario.ts";
import { outcomeOf } from "./outcome.ts";
import { type Ranged, type Screening, screen } from "./screening.ts";
import { held } from "../../idioms/held.ts";

export interface SensitivityOptions {
  /** An expression of the language of `bisect`, as `simulate` asks it. */
  readonly outcome: string;
  /** 0 if absent. */
  readonly seed?: number;
  /** Only numbers whose names begin so, such as `breach.` or `excitation`; all others are as the model has them. */
  readonly only?: string;
  /** Ways through the priors; 10 if absent. */
  readonly trajectories?: number;
  /** Runs of each model, the same random numbers for all; 32 if absent. */
  readonly runs?: number;
  /** Whether it is about the difference to canon under the same random numbers; for a branch, yes if absent. */
  readonly against?: boolean;
  /** Models that were tried, of all. */
  readonly onProgress?: (done: number, total: number) => void;
}

/** Which numbers of the model an outcome hangs on. */
export interface Sensitivity extends Screening {
  readonly what: string;
  /** Runs of each model. */
  readonly runs: number;
}

/**
 * Which of a model's numbers an outcome hangs on: each is moved within its prior while others are anywhere in theirs (Morris screening).
 * All models run under the same random numbers, so that a number which does nothing comes out at 0. With few runs of each, what
 * a chance flip of one run does is in all effects: trust the order of the strong ones.
 *
 * @throws ValorisError `sim/no-number` where `only` names none, `expression/…`, and what `buildScenario` throws
 * @example
 * import { planWhatIf, sensitivity } from "valoris/sim";
 * import { readCanon } from "valoris/canon";
 *
 * const plan = planWhatIf({ timeline: await readCanon("fixtures/cardassian-advance.yaml"), until: "2388-12" });
 * const { effects } = sensitivity(plan, { outcome: "nervousness.quadrant", only: "alert.", trajectories: 6, runs: 2 });
 * console.log(effects.length); // 3
 */
export function sensitivity(plan: Plan, options: SensitivityOptions, means: Means = {}): Sensitivity {
  const { outcome, only = "", seed = 0, trajectories = 10, runs = 32, onProgress } = options;
  const { against = plan.edited !== undefined } = options;
  const all = priorsOf(plan.model);
  const numbers = all.filter(({ name }) => name.startsWith(only));
  if (numbers.length === 0)
    throw new ValorisError("sim/no-number", `No number of the model begins with “${only}”.`, {
      help: `There are ${all
        .map(({ name }) => name.split(/[. ]/)[0])
        .filter((group, i, groups) => groups.indexOf(group) === i)
        .join(", ")}.`,
    });
  const mean = (values: readonly number[]): number => {
    const model = numbers.reduce((changed, { put }, i) => put(changed, held(values[i])), plan.model);
    const of = outcomeOf(buildScenario({ ...plan, model }, means), outcome, against);
    let sum = 0;
    for (let run = 0; run < runs; run++) sum += of(() => ({ seed, run }));
    return sum / runs;
  };
  const found = screen({
    parameters: numbers,
    outcome: mean,
    seed,
    trajectories,
    ...(onProgress === undefined ? {} : { onProgress }),
  });
  return { what: outcome, runs, ...found };
}

/** A number of a model that has a prior, and how to put another in its place. */
interface Prior extends Ranged {
  put(model: Model, value: number): Model;
}

function priorsOf({ parameters, excitation, memory }: Model): readonly Prior[] {
  return [
    ...Object.entries(parameters).flatMap(([group, own]) =>
      Object.entries(own).map(
        ([name, parameter]): Prior => ({
          name: `${group}.${name}`,
          ...rangeOf(parameter),
          put: (model, value) => ({
            ...model,
            parameters: {
              ...model.parameters,
              [group]: { ...model.parameters[group], [name]: { ...parameter, value } },
            },
          }),
        }),
      ),
    ),
    ...excitation.map(
      ({ from, to, among, n }, index): Prior => ({
        name: `excitation ${from} → ${to} (${among})`,
        ...rangeOf(n),
        put: (model, value) => ({
          ...model,
          excitation: model.excitation.map((one, i) => (i === index ? { ...one, n: { ...n, value } } : one)),
        }),
      }),
    ),
    ...Object.entries(memory).map(
      ([channel, parameter]): Prior => ({
        name: `memory.${channel}`,
        ...rangeOf(parameter),
        put: (model, value) => ({ ...model, memory: { ...model.memory, [channel]: { ...parameter, value } } }),
      }),
    ),
  ];
}

const rangeOf = ({ prior: [low, high] }: { readonly prior: readonly [number, number] }) => ({ low, high });

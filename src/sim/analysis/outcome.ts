import { ValorisError } from "../../events/valorisError.ts";
import { createEngine } from "../engine/engine.ts";
import { columnsOf } from "../ensemble/columns.ts";
import { numberOf } from "../ensemble/measure.ts";
import { instantsOf } from "../ensemble/simulate.ts";
import type { RunKey } from "../randomness/address.ts";
import { requestOf, type Scenario } from "../scenario.ts";
import type { SimWorld } from "../world/simWorld.ts";
import { type Rises, createClimber } from "./climb.ts";

/** What histories come to, one by one, by the random numbers that each channel gets: 1 or 0 of what may come true, or a number. */
export type Outcome = (keyOf: (channel: string) => RunKey) => number;

/**
 * An outcome as `simulate` asks it: of the edited side, or, `against` canon, how much more it is there than in canon under the same
 * random numbers.
 *
 * @throws ValorisError `expression/…`, `sim/outcome`; of a run that has too many events, `sim/runaway`
 */
export function outcomeOf(scenario: Scenario, text: string, against: boolean): Outcome {
  const edited = onSide(scenario, text, "edited");
  if (!against) return edited;
  const canon = onSide(scenario, text, "canon");
  return (keyOf) => edited(keyOf) - canon(keyOf);
}

function onSide(scenario: Scenario, text: string, side: "edited" | "canon"): Outcome {
  const { until } = scenario.plan;
  const { kernel } = scenario[side];
  const engine = createEngine(kernel);
  const request = { ...requestOf(scenario, side), samples: instantsOf(scenario.plan) };
  const {
    truths: [truth],
    numbers: [number],
  } = columnsOf(scenario, { outcomes: [text] });
  return (keyOf) => {
    let isTrue = false;
    const look = ({ states, at }: SimWorld): void => {
      if (truth === undefined || isTrue || (truth.isFinal && at < until)) return;
      isTrue = truth.expression.evaluate(states, at) === true;
    };
    const { world, runaway } = engine({ ...request, keyOf: ({ channel }) => keyOf(channel), see: look, sample: look });
    if (runaway)
      throw new ValorisError("sim/runaway", `A run came to ${request.mostEvents} events, and was ended.`, {
        help: "Raise `mostEvents` of the model, or lower what drives events through the state of the world.",
      });
    if (number === undefined) return isTrue ? 1 : 0;
    kernel.step(world, until);
    return numberOf(text, number.evaluate(world.states, world.at));
  };
}

/** A run's way towards an outcome, and what it has to reach. */
export interface Way {
  readonly climb: (key: RunKey) => Rises;
  readonly threshold: number;
}

/**
 * The way to an outcome that is a number held against a constant: the number is how near a history is to it.
 *
 * @throws ValorisError `sim/no-way` for any other outcome, `expression/…`
 */
export function wayTo(scenario: Scenario, text: string, side: "edited" | "canon"): Way {
  const { until } = scenario.plan;
  const [truth] = columnsOf(scenario, { outcomes: [text] }).truths;
  const asked = truth?.expression.threshold;
  if (truth === undefined || asked === undefined)
    throw new ValorisError("sim/no-way", `“${text}” does not say how near a history comes to it.`, {
      help: "Hold a number of a projection against a constant, as in nervousness.quadrant > 95; anything else, `simulate` counts.",
    });
  const isUpward = asked.operator.startsWith(">");
  const threshold = isUpward ? asked.value : -asked.value;
  /** As near as can be, and not there: on the way to what only counts at the end, or is to be passed and not met. */
  const short = threshold - 1e-12 * Math.max(1, Math.abs(threshold));
  const score = ({ states, at }: SimWorld): number => {
    const value = asked.read(states, at);
    const height = isUpward ? value : -value;
    return asked.holds(value) && !(truth.isFinal && at < until) ? height : Math.min(height, short);
  };
  const climb = createClimber({
    engine: createEngine(scenario[side].kernel),
    request: requestOf(scenario, side),
    score,
    instants: instantsOf(scenario.plan).slice(1),
  });
  return { climb, threshold };
}

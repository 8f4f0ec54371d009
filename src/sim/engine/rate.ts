import { DAY } from "../../events/dates/span.ts";
import { exp } from "../../idioms/exactMath.ts";
import { ValorisError } from "../../events/valorisError.ts";
import { HIGHEST_RATE } from "../randomness/atoms.ts";
import type { RateSource } from "./source.ts";

/** λ at an instant, and what it is made of. */
export interface RateAt {
  /** A year. */
  readonly rate: number;
  /** Without excitation and relief. */
  readonly base: number;
  readonly excitation: number;
  readonly relief: number;
}

/** (μ·e^θx + Σ …)·e^−relief; 0 where it cannot happen, whatever excites it. */
export function composed(base: number, excitation: number, relief: number): number {
  if (base === 0) return 0;
  return relief === 0 ? base + excitation : (base + excitation) * exp(-relief);
}

/**
 * The instant at which drifts are read for a rate at t: the beginning of its day, or the last event before it if that is later. It
 * hangs on history alone, so that a rate is the same however often it is asked for.
 */
export const stepFor = (at: number, lastEvent: number): number => Math.max(Math.floor(at / DAY) * DAY, lastEvent);

/** Before anything is simulated: a bound that is no number would only show as silence. @throws ValorisError `sim/out-of-range` */
export function checkBound<World, Event>({ key, bound, channel }: RateSource<World, Event>): void {
  if (bound >= 0 && bound <= HIGHEST_RATE) return;
  throw new ValorisError("sim/out-of-range", `${key} may fire up to ${bound} times a year.`, {
    details: { source: key, channel },
    help: `Rates from 0 to ${HIGHEST_RATE} a year are simulated: mend the parameters of ${channel}.`,
  });
}

/** @throws ValorisError `sim/rate`, `sim/bound`, `sim/relief` */
export function checkRate<World, Event>(
  source: RateSource<World, Event>,
  world: World,
  base: number,
  relief: number,
): void {
  const { key, bound, channel } = source;
  const details = { source: key, channel };
  if (!(base >= 0))
    throw new ValorisError("sim/rate", `The rate of ${key} is ${base}: rates are 0 or more.`, {
      details,
      help: `Mend \`rate\` of the channel ${channel}, or the parameters that it reads.`,
    });
  if (base > bound * (1 + 1e-12))
    throw new ValorisError("sim/bound", `The rate of ${key} is ${base} a year, above its bound of ${bound}.`, {
      details,
      help: `Raise \`bound\` of the channel ${channel}: what lies above it was not looked at.`,
    });
  const ceiling = source.ceiling?.(world) ?? bound;
  if (!(ceiling >= 0) || base > ceiling * (1 + 1e-12))
    throw new ValorisError("sim/bound", `The rate of ${key} is ${base} a year, above its ceiling of ${ceiling}.`, {
      details,
      help: `Raise \`ceiling\` of the channel ${channel}: what lies above it was not looked at.`,
    });
  if (!(relief >= 0))
    throw new ValorisError("sim/relief", `The relief of ${key} is ${relief}: it is 0 or more.`, {
      details,
      help: `Mend \`relief\` of the channel ${channel}, or the parameters that it reads.`,
    });
}

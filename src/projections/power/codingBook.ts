import { type Component, COMPONENTS } from "../../events/component.ts";
import { DAY } from "../../events/dates/span.ts";

const YEAR = 365.25 * DAY;

/** What a component of power weighs, and the least that it counts as, in coding-book units. */
export interface ComponentWeight {
  readonly component: Component;
  readonly weight: number;
  readonly floor: number;
}

const WEIGHTS: Readonly<Record<Component, number>> = {
  hulls: 0.25,
  crews: 0.2,
  yards: 0.15,
  energy: 0.15,
  population: 0.15,
  worlds: 0.1,
};

/** In the order in which states store them. The floor is a hundredth of a unit: what is absent must not make ln P infinite. */
export const COMPONENT_WEIGHTS: readonly ComponentWeight[] = COMPONENTS.map((component) => ({
  component,
  weight: WEIGHTS[component],
  floor: 0.01,
}));

export const POWER_PARAMETERS = {
  /** A force that is crippled keeps this part: the mean of the prior U(.2, .4). */
  crippledFactor: 0.3,
  /** What “several” ships are. */
  several: 3,
  /** The quadrant's total, in units, that a level stated as a share is a share of. */
  shareTotal: 100,
  /** A system just won gives this part of its value … */
  extractionAtOnce: 0.5,
  /** … and the rest with this half-life, ms. */
  extractionHalfLife: YEAR,
  /** How long a change of leader is felt, ms. */
  legitimacyFades: 2 * YEAR,
} as const;

/** What a change of leader leaves of legitimacy, by how it came about. */
export const LEGITIMACY: Readonly<Record<string, number>> = {
  disgraced: 0.85,
  coup: 0.85,
  died: 0.97,
  elected: 0.97,
  appointed: 0.97,
  abdicated: 0.97,
  term: 0.97,
  /** Nobody says how: what every change of leader costs. */
  unknown: 0.97,
};

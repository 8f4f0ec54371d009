import { ValorisError } from "../../events/valorisError.ts";
import type { Parameter } from "../channels/defineChannel.ts";
import { held } from "../../idioms/held.ts";

/** Whose sources an event excites: the actor's own, those of whom it was done to, or everybody's. */
export const RELATIONS = ["own", "target", "any"] as const;
export type ExcitedAmong = (typeof RELATIONS)[number];

/** Each event of a class brings about n events of another, on the average, in each source that stands in the relation. */
export interface Excitation {
  readonly from: string;
  readonly to: string;
  readonly among: ExcitedAmong;
  readonly n: Parameter;
}

/** The largest that the spectral radius may be: nearer to 1, one event brings about ever longer avalanches. */
export const MOST_RADIUS = 0.8;

/** Sparse: by source, the sources that its events excite, with n · E[m]. */
export type Offspring = readonly (readonly (readonly [to: number, n: number])[])[];

/**
 * The spectral radius of the matrix of mean offspring between sources: by it, a cascade grows or dies (Hawkes & Oakes 1974). The
 * power method on (A + I)/2, whose radius is (ρ + 1)/2 and which cannot turn in circles.
 */
export function spectralRadius(offspring: Offspring): number {
  const count = offspring.length;
  if (count === 0) return 0;
  let vector = new Float64Array(count).fill(1 / count);
  let radius = 0;
  for (let step = 0; step < 2000; step++) {
    const next = new Float64Array(count);
    for (let from = 0; from < count; from++) {
      const mass = held(vector[from]);
      next[from] = held(next[from]) + mass / 2;
      for (const [to, n] of held(offspring[from])) next[to] = held(next[to]) + (mass * n) / 2;
    }
    let sum = 0;
    for (const mass of next) sum += mass;
    if (sum === 0) return 0;
    for (let i = 0; i < count; i++) next[i] = held(next[i]) / sum;
    vector = next;
    const found = 2 * sum - 1;
    if (step > 50 && Math.abs(found - radius) < 1e-12) return Math.max(0, found);
    radius = found;
  }
  return Math.max(0, radius);
}

/** @throws ValorisError `sim/unstable` */
export function checkStable(offspring: Offspring, keys: readonly string[]): number {
  const radius = spectralRadius(offspring);
  if (radius <= MOST_RADIUS) return radius;
  const totals = offspring.map((row) => row.reduce((sum, [, n]) => sum + n, 0));
  const worst = totals.indexOf(totals.reduce((a, b) => Math.max(a, b), 0));
  throw new ValorisError(
    "sim/unstable",
    `Events excite each other too much: the spectral radius is ${radius.toFixed(3)}, and ${MOST_RADIUS} is the most.`,
    {
      details: { radius },
      help: `Lower n under \`excitation\`; most comes from ${keys[worst]}, each event of which brings about ${totals[worst]?.toFixed(2)} others.`,
    },
  );
}

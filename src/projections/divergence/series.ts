import type { EntityId } from "../../events/envelope.ts";
import type { BuiltInWorld } from "../bindChronicle.ts";
import type { States } from "../expressions/vocabulary.ts";
import { nervesOf, QUADRANT } from "../nervousness/nervousness.ts";
import { shares } from "../power/power.ts";
import { rulersShown, territoryIndex } from "../territory/territory.ts";

export type Family = "nervousness" | "share" | "territory";

/** One number of somebody. */
export interface Series {
  readonly metric: Family;
  readonly subject: EntityId;
}

type Views = Pick<BuiltInWorld, "power" | "territory" | "nervousness">;

/** Every number that a fold comes to at an instant (ms), by `metric.subject`. */
export function numbersOf({ facts, territory, power, nervousness }: States, at: number): Map<string, number> {
  const { quadrant, observers } = nervesOf(nervousness, at, { facts, territory, power });
  const numbers = new Map<string, number>([[`nervousness.${QUADRANT}`, quadrant]]);
  for (const [id, n] of observers) numbers.set(`nervousness.${id}`, n);
  for (const [id, share] of shares(power, at, facts)) numbers.set(`share.${id}`, share);
  for (const [id, index] of territoryIndex(territory)) numbers.set(`territory.${id}`, index);
  return numbers;
}

export function seriesOf(key: string): Series {
  const dot = key.indexOf(".");
  return { metric: key.slice(0, dot) as Family, subject: key.slice(dot + 1) };
}

/** Numbers that differ by no more than what adding up in another order may do. */
export const isSame = (a: number, b: number): boolean =>
  Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a), Math.abs(b));

/** The quadrant's weights: shares of power among the powers that hold a system. */
export function weightsOf({ power, territory, nervousness }: Views): Map<EntityId, number> {
  const holders = new Set(Object.values(territory.systems).flatMap(rulersShown));
  const held = Object.keys(nervousness.observers).map(
    (id) => [id, holders.has(id) ? (power[id]?.share ?? 0) : 0] as const,
  );
  const total = held.reduce((sum, [, share]) => sum + share, 0);
  return new Map(held.map(([id, share]) => [id, total === 0 ? 0 : share / total]));
}

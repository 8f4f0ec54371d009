import type { EntityId } from "../../events/envelope.ts";
import type { States } from "../expressions/vocabulary.ts";
import { nervesOf, QUADRANT } from "../nervousness/nervousness.ts";
import { shares } from "../power/power.ts";
import { territoryIndex } from "../territory/territory.ts";

export type Family = "nervousness" | "share" | "territory";

/** One number of somebody. */
export interface Series {
  readonly metric: Family;
  readonly subject: EntityId;
}

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

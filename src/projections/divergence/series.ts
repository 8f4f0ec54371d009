import type { EntityId } from "../../events/envelope.ts";
import type { BuiltInWorld } from "../boundChronicle.ts";
import { QUADRANT } from "../nervousness/nervousness.ts";

export type Family = "nervousness" | "share" | "territory";

/** One number of somebody. */
export interface Series {
  readonly metric: Family;
  readonly subject: EntityId;
}

export type Views = Pick<BuiltInWorld, "power" | "territory" | "nervousness">;

/** Every number of a world, by `metric.subject`. */
export function numbersOf({ power, territory, nervousness }: Views): Map<string, number> {
  const numbers = new Map<string, number>([[`nervousness.${QUADRANT}`, nervousness.quadrant]]);
  for (const [id, n] of Object.entries(nervousness.observers)) numbers.set(`nervousness.${id}`, n);
  for (const [id, { share }] of Object.entries(power)) numbers.set(`share.${id}`, share);
  for (const [id, index] of Object.entries(territory.index)) numbers.set(`territory.${id}`, index);
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
  const holders = new Set(Object.values(territory.systems).map(({ controller }) => controller));
  const held = Object.keys(nervousness.observers).map(
    (id) => [id, holders.has(id) ? (power[id]?.share ?? 0) : 0] as const,
  );
  const total = held.reduce((sum, [, share]) => sum + share, 0);
  return new Map(held.map(([id, share]) => [id, total === 0 ? 0 : share / total]));
}

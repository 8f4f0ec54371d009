import type { EntityId } from "../../events/envelope.ts";
import type { FactsState, Sides } from "./factsState.ts";

/** On the side of somebody who is named; else on one of its own. */
export function joined(sides: Sides, who: EntityId, beside: EntityId | undefined): Sides {
  const found = beside === undefined ? -1 : sides.findIndex((side) => side.includes(beside));
  if (found < 0) return [...sides, [who]];
  return sides.map((side, i) => (i === found ? [...side, who] : side));
}

export const left = (sides: Sides, who: EntityId): Sides =>
  sides.map((side) => side.filter((one) => one !== who)).filter((side) => side.length > 0);

/** Whether two are on different sides of one conflict. */
export const areAtWar = ({ wars }: FactsState, a: EntityId, b: EntityId): boolean =>
  [...wars.values()].some((sides) => {
    const side = sides.findIndex((one) => one.includes(a));
    return side >= 0 && sides.some((one, i) => i !== side && one.includes(b));
  });

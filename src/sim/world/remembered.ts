import type { EntityId } from "../../events/envelope.ts";
import { tableOf } from "./memo.ts";
import type { SimWorld } from "./simWorld.ts";

/**
 * `now`: as long as nothing happens and drifts are read at the same instant; `quiet`: as long as nothing happens; `borders`: as long
 * as no system changes hands.
 */
type While = "now" | "quiet" | "borders";

let tables = 0;

/** A question about one entity that is answered once while its answer holds. */
export function remembered<Value>(
  holds: While,
  answer: (world: SimWorld, of: EntityId) => Value,
): (world: SimWorld, of: EntityId) => Value {
  const index = tables++;
  return (world, of) => {
    const values = tableOf(world[holds], index);
    const known = values.get(of) as Value | undefined;
    if (known !== undefined) return known;
    const found = answer(world, of);
    values.set(of, found);
    return found;
  };
}

/** The same of two. */
export function rememberedOfTwo<Value>(
  holds: While,
  answer: (world: SimWorld, one: EntityId, other: EntityId) => Value,
): (world: SimWorld, one: EntityId, other: EntityId) => Value {
  const ofOne = remembered(holds, () => new Map<EntityId, Value>());
  return (world, one, other) => {
    const values = ofOne(world, one);
    const known = values.get(other);
    if (known !== undefined) return known;
    const found = answer(world, one, other);
    values.set(other, found);
    return found;
  };
}

import type { EntityId, EventId } from "../../../events/envelope.ts";
import { entityRegister } from "./entities.ts";
import type { Register } from "../kit/register.ts";

export interface Returns {
  /** Where a ship that goes missing at some time is found, or is at work and so must have been. */
  of(ship: EntityId): readonly EventId[];
}

/** How missing ships are heard of again. */
export const returnRegister: Register<Returns> = {
  name: "returns",
  build({ changesOf }, use) {
    const { canonical, get } = use(entityRegister);
    const returns = new Map<EntityId, EventId[]>();
    for (const { effect } of changesOf("life"))
      if (effect.change === "lost") returns.set(canonical(effect.entity), [...(get(effect.entity)?.restores ?? [])]);
    if (returns.size > 0)
      for (const { effect, event } of changesOf("place", "belong"))
        if (effect.kind === "place") {
          if (effect.at !== undefined) returns.get(canonical(effect.who))?.push(event.id);
        } else if (!effect.atFirst) returns.get(canonical(effect.member))?.push(event.id);
    return { of: (ship) => returns.get(canonical(ship)) ?? [] };
  },
};

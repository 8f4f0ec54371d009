import type { EntityId, EventId } from "../../../events/envelope.ts";
import { fieldOf, idsOf, isType } from "../knownType.ts";
import { entityRegister } from "./entities.ts";
import type { Register } from "./register.ts";

export interface Returns {
  /** Where a ship that goes missing at some time is found, or is at work and so must have been. */
  of(ship: EntityId): readonly EventId[];
}

/** How missing ships are heard of again. */
export const returnRegister: Register<Returns> = {
  name: "returns",
  build({ eventsOf }, use) {
    const { canonical, get } = use(entityRegister);
    const returns = new Map<EntityId, EventId[]>();
    for (const event of eventsOf(["ShipMissing"]))
      if (isType(event, "ShipMissing") && event.data.ship !== undefined)
        returns.set(canonical(event.data.ship), [...(get(event.data.ship)?.restores ?? [])]);
    if (returns.size > 0)
      for (const event of eventsOf(["EncounterOccurred", "AssetsAssigned", "AllegianceChanged"]))
        for (const field of ["parties", "ships", "subject"])
          for (const id of idsOf(fieldOf(event.data, field))) returns.get(canonical(id))?.push(event.id);
    return { of: (ship) => returns.get(canonical(ship)) ?? [] };
  },
};

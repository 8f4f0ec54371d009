import type { EntityId } from "../../../events/envelope.ts";
import type { ResolvedEvent } from "../../../timelines/resolvedEvent.ts";
import { fieldOf, idsOf, isType } from "../knownType.ts";
import { entityRegister } from "./entities.ts";
import type { Register } from "./register.ts";

const TYPES = ["ForceReported", "ForceRaised", "ForceReduced", "ForceCrippled", "AssetsAssigned"] as const;

/** Everything that changes what a faction has, beside what its systems give; in in-universe order. */
export interface ForceEvents {
  of(faction: EntityId): readonly ResolvedEvent[];
  readonly factions: readonly EntityId[];
}

export const forceEventRegister: Register<ForceEvents> = {
  name: "force events",
  build({ eventsOf }, use) {
    const entities = use(entityRegister);
    const events = new Map<EntityId, ResolvedEvent[]>();
    /** A formation's gain is that of whoever it belongs to. */
    const ownerOf = (id: EntityId, depth = 0): EntityId => {
      const [owner] = idsOf(entities.fact(id, "of"));
      return owner === undefined || depth > 32 ? entities.canonical(id) : ownerOf(owner, depth + 1);
    };
    for (const event of eventsOf(TYPES)) {
      const faction = isType(event, "AssetsAssigned")
        ? ownerOf(event.data.to)
        : entities.canonical(String(fieldOf(event.data, "faction")));
      const own = events.get(faction);
      if (own === undefined) events.set(faction, [event]);
      else own.push(event);
    }
    return { of: (faction) => events.get(entities.canonical(faction)) ?? [], factions: [...events.keys()] };
  },
};

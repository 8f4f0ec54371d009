import type { EntityId } from "../../../events/envelope.ts";
import type { ResolvedEvent } from "../../../timelines/resolvedEvent.ts";
import { entityRegister } from "./entities.ts";
import type { Register } from "../kit/register.ts";
import { append } from "../../../idioms/multimap.ts";
import { isInTime } from "../kit/inTime.ts";

/** Somebody is at a system. */
export interface Sighting {
  readonly traveller: EntityId;
  readonly system: EntityId;
  readonly event: ResolvedEvent;
}

export interface Sightings {
  /** By traveller, each list in in-universe order. */
  readonly all: ReadonlyMap<EntityId, readonly Sighting[]>;
}

/** Who was where: ships and persons that were seen at a system. */
export const sightingRegister: Register<Sightings> = {
  name: "sightings",
  build({ changesOf }, use) {
    const entities = use(entityRegister);
    const all = new Map<EntityId, Sighting[]>();
    for (const { effect, event } of changesOf("place")) {
      const { who, at } = effect;
      if (at === undefined || !isThere(event) || entities.get(at)?.kinds.has("system") !== true) continue;
      const entity = entities.get(who);
      if (entity === undefined || entity.sentinel || !(entity.kinds.has("ship") || entity.kinds.has("person")))
        continue;
      const sighting = { traveller: entity.id, system: entities.canonical(at), event };
      append(all, entity.id, sighting);
    }
    return { all };
  },
};

/** The dead are carried; what is told afterwards has no journey. */
const isThere = (event: ResolvedEvent): boolean => isInTime(event) && event.posthumous !== true;

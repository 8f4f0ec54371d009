import type { EntityId } from "../../../events/envelope.ts";
import type { ResolvedEvent } from "../../../timelines/resolvedEvent.ts";
import { isType } from "../knownType.ts";
import { entityRegister } from "./entities.ts";
import type { Register } from "./register.ts";

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

/** Who was where: ships and persons that take part in an encounter at a system. */
export const sightingRegister: Register<Sightings> = {
  name: "sightings",
  build({ eventsOf }, use) {
    const entities = use(entityRegister);
    const all = new Map<EntityId, Sighting[]>();
    for (const event of eventsOf(["EncounterOccurred"])) {
      if (!isType(event, "EncounterOccurred") || !isThere(event)) continue;
      const { parties, place } = event.data;
      if (place === undefined || entities.get(place)?.kinds.has("system") !== true) continue;
      for (const party of parties) {
        const entity = entities.get(party);
        if (entity === undefined || entity.sentinel || !(entity.kinds.has("ship") || entity.kinds.has("person")))
          continue;
        const sighting = { traveller: entity.id, system: entities.canonical(place), event };
        const own = all.get(entity.id);
        if (own === undefined) all.set(entity.id, [sighting]);
        else own.push(sighting);
      }
    }
    return { all };
  },
};

/** The dead are carried; what is told afterwards has no journey. */
const isThere = ({ timeTravel, posthumous, retrospective }: ResolvedEvent): boolean =>
  timeTravel !== true && posthumous !== true && retrospective !== true;

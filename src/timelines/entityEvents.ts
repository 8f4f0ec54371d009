import { type Succession, tenureOf } from "../events/catalogue/offices.ts";
import type { Catalogue } from "../events/createCatalogue.ts";
import type { ChronicleEvent, EntityId, EventId } from "../events/envelope.ts";
import type { EntityEvents } from "./chronicleInMemory.ts";
import { getOrMake } from "../idioms/multimap.ts";

interface Found {
  created: EventId[];
  begun: EventId[];
  ended: EventId[];
}

/** Where spans of entities begin and end, by the roles of the fields that name them. Undated declarations begin nothing. */
export function findEntityEvents(events: Iterable<ChronicleEvent>, catalogue: Catalogue): Map<EntityId, EntityEvents> {
  const found = new Map<EntityId, Found>();
  for (const event of events) {
    const { at, id } = event;
    for (const { role, id: entity } of catalogue.definitions.get(event.type)?.spanReferences(event.data) ?? []) {
      const entry = getOrMake(found, entity, () => ({ created: [], begun: [], ended: [] }));
      if (role === "ends") entry.ended.push(id);
      else if (at !== undefined) (role === "begins" ? entry.begun : entry.created).push(id);
    }
    const tenure = tenureOf(event);
    if (tenure !== undefined) addTenure(found, event.id, tenure);
  }
  return new Map(
    [...found].map(([id, { created, begun, ended }]) => [
      id,
      { begins: begun.length > 0 ? begun : created, ends: ended },
    ]),
  );
}

/** The present of a document is an instant, named `@document`. */
export const documentKey = (document: EntityId): string => `@${document}`;

/** A tenure is an entity with a span, named `holder@office`. */
export const tenureId = (holder: EntityId, office: EntityId): EntityId => `${holder}@${office}`;

function addTenure(found: Map<EntityId, Found>, event: EventId, { office, successor, predecessor }: Succession): void {
  const entry = (holder: EntityId): Found => {
    const id = tenureId(holder, office);
    return getOrMake(found, id, () => ({ created: [], begun: [], ended: [] }));
  };
  if (successor !== undefined) entry(successor).begun.push(event);
  if (predecessor !== undefined) entry(predecessor).ended.push(event);
}

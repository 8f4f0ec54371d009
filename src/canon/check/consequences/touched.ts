import type { Catalogue } from "../../../events/createCatalogue.ts";
import type { EntityId, EventId } from "../../../events/envelope.ts";
import type { RecordedEvent } from "../../../log/eventLog.ts";
import { isAmendment } from "../../../timelines/amendments.ts";
import { anchorsOf } from "../../../timelines/resolve.ts";

/**
 * The part of a history that an edit can have to do with: everything about the entities of the events that it touched, all that is
 * declared, and what these are dated by, amended by or caused by.
 */
export function touchedBy(
  recorded: readonly RecordedEvent[],
  touched: readonly EventId[],
  catalogue: Catalogue,
): ReadonlySet<EventId> {
  const entitiesOf = ({ type, data }: RecordedEvent): EntityId[] =>
    catalogue.definitions
      .get(type)
      ?.references(data)
      .map(({ id }) => id) ?? [];
  const about = new Set(touched);
  const entities = new Set<EntityId>();
  for (const event of recorded) if (about.has(event.id)) for (const id of entitiesOf(event)) entities.add(id);
  const seen = new Set<EventId>(touched);
  for (const event of recorded)
    if (event.at === undefined || entitiesOf(event).some((id) => entities.has(id))) seen.add(event.id);
  const byId = new Map(recorded.map((event) => [event.id, event]));
  const follow = [...seen];
  for (let id = follow.pop(); id !== undefined; id = follow.pop()) {
    const event = byId.get(id);
    if (event === undefined) continue;
    const { causes = [], necessary = [] } = event;
    for (const other of [...causes, ...necessary, ...anchorsOf(event)])
      if (byId.has(other) && !seen.has(other)) {
        seen.add(other);
        follow.push(other);
      }
  }
  for (const { id, type, data } of recorded)
    if (isAmendment({ type }) && seen.has((data as { readonly target: EventId }).target)) seen.add(id);
  return seen;
}

import type { Catalogue } from "../events/createCatalogue.ts";
import { flatten } from "../events/createCatalogue.ts";
import { ValorisError } from "../events/valorisError.ts";
import type { RecordedEvent } from "../log/eventLog.ts";
import { held } from "../idioms/held.ts";

/** Events as today's versions of their types have them. @throws ValorisError `event/upcast` */
export function upcastRecorded(events: readonly RecordedEvent[], catalogue: Catalogue): readonly RecordedEvent[] {
  const isOlder = ({ type, version }: RecordedEvent): boolean =>
    version < (catalogue.definitions.get(type)?.version ?? version);
  return events.some(isOlder) ? events.map((event) => (isOlder(event) ? upcast(event, catalogue) : event)) : events;
}

function upcast({ recorded, ...event }: RecordedEvent, catalogue: Catalogue): RecordedEvent {
  const parsed = catalogue.parse({ ...flatten(event), version: event.version });
  if (parsed.kind !== "invalid") return { ...parsed.event, id: event.id, recorded };
  throw new ValorisError(
    "event/upcast",
    `${event.id} was recorded as version ${event.version} of ${event.type}, and does not fit today's: ${held(parsed.issues[0]?.message)}`,
    { help: `Correct the upcast of ${event.type}.`, details: { event: event.id, issues: parsed.issues } },
  );
}

import { canonicalJson } from "../../../../events/contentHash.ts";
import { flatten } from "../../../../events/createCatalogue.ts";
import type { EventId } from "../../../../events/envelope.ts";
import type { RecordedEvent } from "../../../../log/eventLog.ts";
import type { ChronicleInMemory } from "../../../../timelines/chronicleInMemory.ts";
import { fieldOf } from "../../kit/fieldValues.ts";

/** An event that changes or takes back what another says. */
export interface Overruling {
  readonly by: RecordedEvent;
  readonly target: RecordedEvent;
  readonly does: "changes" | "takes back";
}

/** They say nothing of what happened. */
const ABOUT_THE_EVENT = new Set([
  "title",
  "text",
  "tags",
  "placed",
  "expect",
  "change",
  "why",
  "source",
  "known",
  "invented",
]);

/** Amendments that put something else in place of what was said, and retractions. What only adds to it overrules nothing. */
export function overrulingsIn({ amendments, retracted, recorded }: ChronicleInMemory): readonly Overruling[] {
  if (amendments.size === 0 && retracted.size === 0) return [];
  const pairs = [
    ...[...amendments].flatMap(([target, list]) => list.map(({ by }) => ({ by, target, does: "changes" as const }))),
    ...[...retracted].map(([target, { retraction }]) => ({ by: retraction.by, target, does: "takes back" as const })),
  ];
  const wanted = new Set(pairs.flatMap(({ by, target }) => [by, target]));
  const events = new Map<EventId, RecordedEvent>();
  for (const event of recorded) if (wanted.has(event.id) && !events.has(event.id)) events.set(event.id, event);
  return pairs.flatMap(({ by, target, does }): Overruling[] => {
    const [amending, amended] = [events.get(by), events.get(target)];
    if (amending === undefined || amended === undefined) return [];
    return does === "changes" && !replaces(amending, amended) ? [] : [{ by: amending, target: amended, does }];
  });
}

function replaces(by: RecordedEvent, target: RecordedEvent): boolean {
  const set = fieldOf(by.data, "set");
  const said = flatten(target);
  return Object.entries(typeof set === "object" && set !== null ? set : {}).some(
    ([field, value]) =>
      !ABOUT_THE_EVENT.has(field) && said[field] !== undefined && canonicalJson(said[field]) !== canonicalJson(value),
  );
}

import { closest } from "../../events/closest.ts";
import type { Catalogue } from "../../events/createCatalogue.ts";
import type { Location } from "../../events/valorisError.ts";
import type { CanonIssue } from "../loadedCanon.ts";
import type { TimelineDraft } from "./timelineDraft.ts";

/** Places that one issue lists. */
const PLACES = 3;

/** Types that nobody defined, each reported once however many events have it. */
export function unknownTypeIssues(timelines: readonly TimelineDraft[], catalogue: Catalogue): CanonIssue[] {
  const byType = new Map<string, { events: string[]; locations: { location: Location; role: string }[] }>();
  for (const { events } of timelines)
    for (const { event, site } of events.values()) {
      if (catalogue.definitions.has(event.type)) continue;
      let entry = byType.get(event.type);
      if (entry === undefined) byType.set(event.type, (entry = { events: [], locations: [] }));
      entry.events.push(event.id);
      if (entry.locations.length < PLACES) entry.locations.push({ location: site.place(["type"]), role: "used here" });
    }
  return [...byType].map(([type, { events, locations }]) => {
    const suggestion = closest(type, catalogue.definitions.keys());
    const count = events.length === 1 ? "one event has" : `${events.length} events have`;
    return {
      rule: "identity/unknown-type",
      message: `Nobody defined the event type \`${type}\`, which ${count}${suggestion === undefined ? "" : `; did you mean \`${suggestion}\`?`}`,
      help: "Such events are kept, and change no number. Correct the name, or define the type with defineEvent.",
      locations,
      events,
      entities: [],
    };
  });
}

import { closest } from "../../../events/closest.ts";
import { type Catalogue, flatten } from "../../../events/createCatalogue.ts";
import type { Location } from "../../../events/valorisError.ts";
import type { TextFix } from "../statements/fix.ts";
import type { CanonIssue } from "../statements/loadedCanon.ts";
import type { Accepted, TimelineDraft } from "./timelineDraft.ts";
import { getOrMake } from "../../../idioms/multimap.ts";

/** Places that one issue lists. */
const PLACES = 3;

/** Types that nobody defined, each reported once however many events have it. */
export function unknownTypeIssues(timelines: readonly TimelineDraft[], catalogue: Catalogue): CanonIssue[] {
  const byType = new Map<string, { found: Accepted[]; locations: { location: Location; role: string }[] }>();
  for (const { events } of timelines)
    for (const accepted of events.values()) {
      const { event, site } = accepted;
      if (catalogue.definitions.has(event.type)) continue;
      const entry = getOrMake(byType, event.type, () => ({ found: [], locations: [] }));
      entry.found.push(accepted);
      if (entry.locations.length < PLACES) entry.locations.push({ location: site.place(["type"]), role: "used here" });
    }
  return [...byType].map(([type, { found, locations }]) => {
    const suggestion = closest(type, catalogue.definitions.keys());
    const count = found.length === 1 ? "one event has" : `${found.length} events have`;
    return {
      rule: suggestion === undefined ? "identity/unknown-type" : "identity/misspelt-type",
      message: `Nobody defined the event type \`${type}\`, which ${count}${suggestion === undefined ? "." : `; did you mean \`${suggestion}\`?`}`,
      help: "Such events are kept, and change no number. Correct the name, or define the type with defineEvent.",
      locations,
      events: found.map(({ event }) => event.id),
      entities: [],
      ...(suggestion === undefined ? {} : { fixes: () => [rename(found, suggestion, catalogue)] }),
    };
  });
}

/** Safe where only capitals differ, and every event fits the type that it then has. */
function rename(found: readonly Accepted[], type: string, catalogue: Catalogue): TextFix {
  const fits = ({ event }: Accepted): boolean =>
    event.type.toLowerCase() === type.toLowerCase() && catalogue.parse({ ...flatten(event), type }).kind === "event";
  return {
    title: `Write ${type}`,
    safe: found.every(fits),
    edits: found.flatMap(({ site }) => site.edit(["type"], type)),
  };
}

import { claimedFields } from "../../../events/claim.ts";
import { closest } from "../../../events/closest.ts";
import { type Catalogue, flatten } from "../../../events/createCatalogue.ts";
import { type Fields, isFields } from "../../../events/flatFields.ts";
import type { TextFix } from "../statements/fix.ts";
import type { CanonIssue } from "../statements/loadedCanon.ts";
import type { Accepted, TimelineDraft } from "./timelineDraft.ts";
import { append } from "../../../idioms/multimap.ts";

/** Places that one issue lists. */
const PLACES = 3;

/** An event that has a type, or claims that one of it happened, and where it says so. */
interface Use {
  readonly accepted: Accepted;
  readonly fields: Fields;
  readonly path: readonly string[];
}

/** Types that nobody defined, each reported once however many events have it. */
export function unknownTypeIssues(timelines: readonly TimelineDraft[], catalogue: Catalogue): CanonIssue[] {
  const byType = new Map<string, Use[]>();
  for (const { events } of timelines)
    for (const accepted of events.values()) {
      const { type, data } = accepted.event;
      if (!catalogue.definitions.has(type)) append(byType, type, { accepted, fields: { type }, path: [] });
      const claim = isFields(data) ? claimedFields(data["claim"]) : undefined;
      const claimed = claim?.fields["type"];
      if (claim !== undefined && typeof claimed === "string" && !catalogue.definitions.has(claimed))
        append(byType, claimed, { accepted, ...claim });
    }
  return [...byType].map(([type, uses]) => {
    const suggestion = closest(type, catalogue.definitions.keys());
    const count = uses.length === 1 ? "one event has" : `${uses.length} events have`;
    return {
      rule: suggestion === undefined ? "identity/unknown-type" : "identity/misspelt-type",
      message: `Nobody defined the event type \`${type}\`, which ${count}${suggestion === undefined ? "." : `; did you mean \`${suggestion}\`?`}`,
      help: "Such events are kept, and change no number. Correct the name, or define the type with defineEvent.",
      locations: uses
        .slice(0, PLACES)
        .map(({ accepted: { site }, path }) => ({ location: site.place([...path, "type"]), role: "used here" })),
      events: uses.map(({ accepted: { event } }) => event.id),
      entities: [],
      ...(suggestion === undefined ? {} : { fixes: () => [rename(uses, suggestion, catalogue)] }),
    };
  });
}

/** Safe where only capitals differ, and every event fits the type that it then has. */
function rename(uses: readonly Use[], type: string, catalogue: Catalogue): TextFix {
  const fits = ({ accepted: { event }, fields, path }: Use): boolean =>
    String(fields["type"]).toLowerCase() === type.toLowerCase() &&
    catalogue.parse(path.length === 0 ? { ...flatten(event), type } : { at: "../..", ...fields, type }).kind ===
      "event";
  return {
    title: `Write ${type}`,
    safe: uses.every(fits),
    edits: uses.flatMap(({ accepted: { site }, path }) => site.edit([...path, "type"], type)),
  };
}

import { EventAmended, EventRetracted } from "../../../events/catalogue/amendments.ts";
import { type Catalogue, flatten } from "../../../events/createCatalogue.ts";
import type { EventId } from "../../../events/envelope.ts";
import { isFields } from "../statements/draft.ts";
import type { CanonIssue } from "../statements/loadedCanon.ts";
import { type Accepted, findEvent, type TimelineDraft } from "./timelineDraft.ts";
import { invalidEvents } from "./validateDraft.ts";

/**
 * What an amendment sets that its target cannot have, after the amendments before it; such an amendment is left out. Targets
 * that no file holds are not its business, nor are amendments that are taken back.
 */
export function amendmentIssues(timeline: TimelineDraft, catalogue: Catalogue): CanonIssue[] {
  const issues: CanonIssue[] = [];
  const retracted = retractedIds(timeline);
  const amended = new Map<EventId, Record<string, unknown>>();
  for (const amendment of timeline.events.values()) {
    if (amendment.event.type !== EventAmended.type || retracted.has(amendment.event.id)) continue;
    const found = issuesOf(amendment, timeline, catalogue, amended);
    if (found.length > 0) timeline.events.delete(amendment.event.id);
    for (const issue of found) issues.push(issue);
  }
  return issues;
}

function retractedIds({ events }: TimelineDraft): ReadonlySet<unknown> {
  const retractions = [...events.values()].filter(({ event }) => event.type === EventRetracted.type);
  return new Set(retractions.map(({ event: { data } }) => (isFields(data) ? data["target"] : undefined)));
}

function issuesOf(
  { event, site }: Accepted,
  timeline: TimelineDraft,
  catalogue: Catalogue,
  amended: Map<EventId, Record<string, unknown>>,
): CanonIssue[] {
  const { data } = event;
  if (!isFields(data) || typeof data["target"] !== "string" || !isFields(data["set"])) return [];
  const target = findEvent(timeline, data["target"])?.event;
  const draft = { flat: { id: event.id }, site };
  const { set } = data;
  if ("id" in set)
    return invalidEvents([{ path: ["set", "id"], message: "The id of an event cannot be amended." }], draft);
  if (target === undefined) return [];
  const flat = { ...(amended.get(target.id) ?? flatten(target)) };
  for (const [field, value] of Object.entries(set)) {
    if (value === null) delete flat[field];
    else flat[field] = value;
  }
  const parsed = catalogue.parse(flat);
  if (parsed.kind !== "invalid") {
    amended.set(target.id, flat);
    return [];
  }
  const inSet = parsed.issues.map(({ path, message }) => ({
    path: ["set", ...path],
    message: `With this, ${target.id} is not right: ${message}`,
  }));
  return invalidEvents(inSet, draft);
}

import { EventAmended } from "../events/catalogue/amendments.ts";
import { closest } from "../events/closest.ts";
import { contentId } from "../events/contentHash.ts";
import { type Catalogue, flatten } from "../events/createCatalogue.ts";
import type { EventIssue } from "../events/eventIssue.ts";
import {
  type ChronicleEvent,
  type CommitId,
  ENVELOPE_FIELDS,
  type EventId,
  type NewEvent,
} from "../events/envelope.ts";
import { type Fields, isFields } from "../events/flatFields.ts";
import { parseEnvelope } from "../events/parseEnvelope.ts";
import { ValorisError } from "../events/valorisError.ts";
import { newId } from "./commits.ts";
import { held } from "../idioms/held.ts";

/** The door of the log: what is appended is held against what files are held against. */

/**
 * Events as they are recorded: valid, as the newest version of their types has them.
 *
 * @throws ValorisError `event/invalid`, `event/unknown-type`, `log/event-known` for an id that two of them have
 */
export function admitEvents(events: readonly NewEvent[], catalogue: Catalogue): readonly ChronicleEvent[] {
  const ids = new Set<EventId>();
  const unlike = new Set<string>();
  return events.map((given, index) => {
    const parsed = parseEnvelope(given, catalogue);
    if (parsed.kind === "invalid") throw invalid(called(given, index), parsed.issues);
    const { event } = parsed;
    if (parsed.kind === "unknown" && !unlike.has(event.type)) {
      refuseMisspelt(event, catalogue);
      unlike.add(event.type);
    }
    if (ids.has(event.id))
      throw new ValorisError("log/event-known", `Two of the events that are appended have the id ${event.id}.`, {
        help: "Give one of them another id. Nothing was appended.",
        details: { event: event.id },
      });
    ids.add(event.id);
    return event;
  });
}

/** Events that come without an id get one; of a commit that has an id, always the same, so that it can be appended again. */
export function withIds<Event extends NewEvent>(
  events: readonly Event[],
  commitId: CommitId | undefined,
): readonly Event[] {
  if (!events.some(lacksId)) return events;
  return events.map((event, index) =>
    lacksId(event) ? { ...event, id: commitId === undefined ? newId() : contentId({ commitId, index }) } : event,
  );
}

const lacksId = (event: unknown): boolean => isFields(event) && (event["id"] === undefined || event["id"] === "");

/** An unknown type is kept; one that is nearly a known one is a slip of the pen. */
function refuseMisspelt({ id, type }: ChronicleEvent, { definitions }: Catalogue): void {
  const suggestion = closest(type, definitions.keys());
  if (suggestion === undefined) return;
  throw new ValorisError(
    "event/unknown-type",
    `${id}: nobody defined the event type ${type}; did you mean ${suggestion}?`,
    {
      help: "Correct it, or give the log a catalogue that has the type. Nothing was appended.",
      details: { event: id, type, suggestion },
    },
  );
}

/** What an amendment is about and sets, if it sets anything. */
export function amendmentIn({
  type,
  data,
}: ChronicleEvent): { readonly target: EventId; readonly set: Fields } | undefined {
  if (type !== EventAmended.type || !isFields(data)) return undefined;
  const { target, set } = data;
  return typeof target === "string" && isFields(set) ? { target, set } : undefined;
}

/** Of an amendment that gives its target another type, the target. */
export function retypedBy(event: ChronicleEvent): EventId | undefined {
  const amendment = amendmentIn(event);
  return amendment !== undefined && "type" in amendment.set ? amendment.target : undefined;
}

/**
 * An amendment must leave its target right; as files, the log says nothing of one whose target is not there. Of what else was amended before
 * it knows only whether the target `mayBeRetyped`: then its own fields may be those of another type.
 *
 * @throws ValorisError `event/invalid`
 */
export function refuseUnfitting(
  id: EventId,
  set: Fields,
  { target, mayBeRetyped, catalogue }: { target: ChronicleEvent; mayBeRetyped: boolean; catalogue: Catalogue },
): void {
  if ("id" in set)
    throw invalid(id, [{ kind: "other", path: ["set", "id"], message: "The id of an event cannot be amended." }]);
  const before = catalogue.parse({ ...flatten(target), version: target.version });
  if (before.kind === "invalid") return;
  const flat = flatten(before.event);
  for (const [field, value] of Object.entries(set)) {
    if (value === null) delete flat[field];
    else flat[field] = value;
  }
  const after = catalogue.parse(flat);
  if (after.kind !== "invalid") return;
  const issues = after.issues
    .filter(({ path: [field] }) => !mayBeRetyped || ENVELOPE_FIELDS.has(String(field)))
    .map(({ path, kind, message }) => ({
      path: ["set", ...path],
      kind,
      message: `with this, ${target.id} is not right: ${message}`,
    }));
  if (issues.length > 0) throw invalid(id, issues);
}

const called = (given: unknown, index: number): string => {
  const id = isFields(given) ? given["id"] : undefined;
  return typeof id === "string" && id.length <= 200 ? id : `event ${index + 1} of the commit`;
};

function invalid(event: string, issues: readonly EventIssue[]): ValorisError {
  const more = issues.length > 1 ? ` (And ${issues.length - 1} more in this event.)` : "";
  return new ValorisError("event/invalid", `${event}: ${held(issues[0]?.message)}${more}`, {
    help: "Nothing was appended. docs/events.md lists the fields of every type.",
    details: { event, issues },
  });
}

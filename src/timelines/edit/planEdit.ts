import { EventAmended, EventRetracted } from "../../events/catalogue/amendments.ts";
import { closest } from "../../events/closest.ts";
import { canonicalJson } from "../../events/contentHash.ts";
import { flatten, type ParsedEvent } from "../../events/createCatalogue.ts";
import type { ChronicleEvent, EventId } from "../../events/envelope.ts";
import { ValorisError } from "../../events/valorisError.ts";
import { admitEvents } from "../../log/admitEvents.ts";
import type { RecordedEvent } from "../../log/eventLog.ts";
import { isAmendment } from "../amendments.ts";
import { eventsUntil, type Chronicle } from "../chronicle.ts";
import { amendmentWriter } from "./amendmentWriter.ts";
import { asRecorded } from "../pages/pagedTimeline.ts";
import type { Edit, PlannedEdit } from "./edit.ts";
import { held } from "../../idioms/held.ts";

/** Tells an undo from a retraction; an undo may be undone by its id, and is not what “undo” without an id takes back. */
export const UNDO = "undo";

type Flat = Readonly<Record<string, unknown>>;

/**
 * The events that an edit of a history comes to.
 *
 * @throws ValorisError `edit/unknown-event`, `edit/already-retracted`, `edit/retracted`, `edit/amendment`, `edit/no-change`,
 *   `edit/invalid`, `edit/id-taken`; `event/invalid`, `event/unknown-type` for an event that a log would not take
 */
export function planEdit(history: Chronicle, edit: Exclude<Edit, { kind: "undo" }>): PlannedEdit {
  switch (edit.kind) {
    case "retract":
      return retract(history, edit.event, edit.reason);
    case "amend":
      return amend(history, edit.event, edit.set, edit.reason);
    case "move":
      return amend(history, edit.event, { at: edit.at }, edit.reason);
    case "add":
      return add(history, edit.reason === undefined ? edit.fields : { ...edit.fields, why: edit.reason });
  }
}

const writer = (history: Chronicle) =>
  amendmentWriter((id) => history.recordedEvent(id) !== undefined, history.catalogue);

function retract(history: Chronicle, id: EventId, reason: string): PlannedEdit {
  refuseRetracted(history, id);
  recordedIn(history, id);
  return { events: [writer(history)(EventRetracted.type, id, { reason })], touched: [aboutOf(history, id)] };
}

/** The event that an amendment, or an amendment of an amendment, is about in the end. */
export function aboutOf(history: Chronicle, id: EventId): EventId {
  let event = history.recordedEvent(id);
  let about = id;
  while (event !== undefined && isAmendment(event)) {
    about = targetOf(event);
    const target = history.recordedEvent(about);
    // An amendment is about what was recorded before it; of anything else, even of itself, it changes nothing.
    if (target === undefined || target.recorded.sequence >= event.recorded.sequence) break;
    event = target;
  }
  return about;
}

/** Amendments were validated when they entered. */
export const targetOf = ({ data }: ChronicleEvent): EventId => (data as { readonly target: EventId }).target;

/** What takes back an edit: each of these events, whatever it did, is retracted. */
export function planUndo(history: Chronicle, undone: readonly RecordedEvent[], reason: string): PlannedEdit {
  const write = writer(history);
  const standing = undone.filter(({ id }) => !history.retracted.has(id)).toReversed();
  return {
    events: standing.map(({ id }) => ({ ...write(EventRetracted.type, id, { reason }), tags: [UNDO] })),
    touched: [...new Set(standing.map(({ id }) => aboutOf(history, id)))],
  };
}

function amend(history: Chronicle, id: EventId, set: Flat, reason: string): PlannedEdit {
  const gone = history.retracted.get(id);
  if (gone !== undefined)
    throw new ValorisError("edit/retracted", `${id} is retracted by ${gone.retraction.by}: ${gone.retraction.reason}`, {
      help: `Take that back first: valoris timeline undo ${gone.retraction.by} --timeline ${history.timeline}`,
      details: { event: id, retraction: gone.retraction },
    });
  const original = recordedIn(history, id);
  if (isAmendment(original))
    throw new ValorisError("edit/amendment", `${id} is itself an amendment, of ${targetOf(original)}.`, {
      help: `Amend ${targetOf(original)} once more, or undo ${id}.`,
      details: { event: id },
    });
  const event = history.event(id) ?? original;
  const current = flatOf(history, id) ?? flatten(event);
  const wanted: Record<string, unknown> = { ...current };
  for (const [field, value] of Object.entries(set)) {
    if (value === null) delete wanted[field];
    else wanted[field] = value;
  }
  if ("id" in set) throw invalid(`The id of an event cannot be amended.`, id, ["id"]);
  refuseInvalid(history.catalogue.parse({ ...wanted, id }), `With this, ${id} is not right`, id);
  if (canonicalJson([current]) === canonicalJson([wanted]))
    throw new ValorisError("edit/no-change", `${id} says so already.`, { help: "Nothing was changed." });
  return { events: [writer(history)(EventAmended.type, id, { set, reason })], touched: [id] };
}

/** An event as it now stands, flat, with its own hint in place of the instant that resolving gave it. */
function flatOf(history: Chronicle, id: EventId): Flat | undefined {
  const event = history.event(id);
  if (event === undefined) return undefined;
  const { recorded: _recorded, ...flat } = flatten(asRecorded(event));
  const hint = hintOf(history, id);
  return hint === undefined || hint === null ? flat : { ...flat, placed: hint };
}

/** Where canon would like an event drawn, by the last amendment that says so, or as it was recorded. */
function hintOf(history: Chronicle, id: EventId): unknown {
  for (const { by } of (history.amendments.get(id) ?? []).toReversed()) {
    // Amendments were validated when they entered.
    const set = (history.recordedEvent(by)?.data as { readonly set: Flat } | undefined)?.set ?? {};
    if (Object.hasOwn(set, "placed")) return set["placed"];
  }
  return history.recordedEvent(id)?.placed;
}

function add(history: Chronicle, fields: Flat): PlannedEdit {
  const parsed = history.catalogue.parse(fields);
  refuseInvalid(parsed, "This event is not right", typeof fields["id"] === "string" ? fields["id"] : "");
  if (parsed.kind === "invalid") return { events: [], touched: [] };
  const { event } = parsed;
  admitEvents([event], history.catalogue);
  const known = history.recordedEvent(event.id);
  if (known !== undefined)
    throw new ValorisError("edit/id-taken", `${history.timeline} has an event ${event.id} already, a ${known.type}.`, {
      help: history.retracted.has(event.id)
        ? `It is retracted; bring it back with: valoris timeline undo ${history.retracted.get(event.id)?.retraction.by} --timeline ${history.timeline}`
        : "Give it another id, or amend the one that is there.",
      details: { event: event.id },
    });
  return { events: [event], touched: [event.id] };
}

function refuseInvalid(parsed: ParsedEvent, what: string, event: EventId): void {
  if (parsed.kind !== "invalid") return;
  const [first] = parsed.issues;
  throw invalid(`${what}: ${held(first?.message)}`, event, first?.path ?? []);
}

const invalid = (message: string, event: EventId, path: readonly (string | number)[]): ValorisError =>
  new ValorisError("edit/invalid", message, {
    help: "docs/events.md lists the fields of every type.",
    details: { event, path },
  });

function refuseRetracted(history: Chronicle, id: EventId): void {
  const gone = history.retracted.get(id);
  if (gone === undefined) return;
  const { by, reason } = gone.retraction;
  throw new ValorisError("edit/already-retracted", `${id} is retracted already, by ${by}: ${reason}`, {
    help: `To bring it back: valoris timeline undo ${by} --timeline ${history.timeline}`,
    details: { event: id, retraction: gone.retraction },
  });
}

/** As many ids as are looked at for a likeness. */
const NAMES = 100_000;

/** @throws ValorisError `edit/unknown-event` */
export function recordedIn(history: Chronicle, id: EventId): RecordedEvent {
  const event = history.recordedEvent(id);
  if (event !== undefined) return event;
  const ids: EventId[] = [];
  for (const one of eventsUntil(history, Math.min(NAMES, history.events.length))) ids.push(one.id);
  const suggestion = closest(id, ids);
  throw new ValorisError("edit/unknown-event", `${history.timeline} has no event ${id}.`, {
    help:
      suggestion === undefined
        ? "Name an event by its id; `valoris replay --from` lists them."
        : `Did you mean ${suggestion}?`,
    details: { event: id },
  });
}

import { EventAmended, EventRetracted } from "../events/catalogue/amendments.ts";
import type { Catalogue } from "../events/createCatalogue.ts";
import { flatten } from "../events/createCatalogue.ts";
import type { ChronicleEvent, EventId } from "../events/envelope.ts";
import { ValorisError } from "../events/valorisError.ts";
import type { RecordedEvent } from "../log/eventLog.ts";
import { append } from "../idioms/multimap.ts";
import { held } from "../idioms/held.ts";

/** An amendment that took effect on an event. */
export interface Amendment {
  readonly by: EventId;
  readonly reason: string;
}

export interface Amended {
  /** What is left, with its amendments applied; amendments themselves are not among them. */
  readonly events: readonly RecordedEvent[];
  /** Events that were taken back, as they last stood. */
  readonly retracted: ReadonlyMap<EventId, { readonly event: RecordedEvent; readonly retraction: Amendment }>;
  /** By amended event, in the order recorded. */
  readonly amendments: ReadonlyMap<EventId, readonly Amendment[]>;
  /** Amendments of events that nobody recorded before them. */
  readonly dangling: readonly RecordedEvent[];
}

interface Patch extends Amendment {
  readonly set: Readonly<Record<string, unknown>>;
}

/**
 * Applies retractions and amendments. An amendment is about an event recorded before it, so one walk from the last recorded
 * to the first meets every event after all that is said about it: an undone retraction, an amended amendment need no second look.
 *
 * @throws ValorisError `amendment/invalid` when an amended event no longer fits its type.
 */
export function applyAmendments(recorded: readonly RecordedEvent[], catalogue: Catalogue): Amended {
  const retractions = new Map<EventId, Amendment>();
  const patches = new Map<EventId, Patch[]>();
  const retracted = new Map<EventId, { event: RecordedEvent; retraction: Amendment }>();
  const amendments = new Map<EventId, readonly Amendment[]>();
  const dangling: RecordedEvent[] = [];
  const events: RecordedEvent[] = [];
  if (!recorded.some(isAmendment)) return { events: recorded, retracted, amendments, dangling };
  const firstPosition = new Map<EventId, number>();
  for (const event of recorded) if (!firstPosition.has(event.id)) firstPosition.set(event.id, event.recorded.sequence);

  for (const original of recorded.toReversed()) {
    const applied = patches.get(original.id)?.toReversed() ?? [];
    const event = applied.length === 0 ? original : patch(original, applied, catalogue);
    if (applied.length > 0) amendments.set(event.id, applied);

    const retraction = retractions.get(event.id);
    if (retraction !== undefined) {
      retracted.set(event.id, { event, retraction });
      continue;
    }
    const amendment = asAmendment(event);
    if (amendment === undefined) {
      events.push(event);
      continue;
    }
    const { target, reason, set } = amendment;
    if ((firstPosition.get(target) ?? Number.POSITIVE_INFINITY) >= event.recorded.sequence) dangling.push(event);
    else if (set !== undefined) {
      const patch = { by: event.id, reason, set };
      append(patches, target, patch);
    } else if (!retractions.has(target)) retractions.set(target, { by: event.id, reason });
  }
  return { events: events.toReversed(), retracted, amendments, dangling: dangling.toReversed() };
}

interface AmendmentData {
  readonly target: EventId;
  readonly reason: string;
  readonly set?: Readonly<Record<string, unknown>>;
}

/** Amendments were validated when they entered; their data is trusted here. */
function asAmendment(event: ChronicleEvent): AmendmentData | undefined {
  return isAmendment(event) ? (event.data as AmendmentData) : undefined;
}

export const isAmendment = ({ type }: { readonly type: string }): boolean =>
  type === EventRetracted.type || type === EventAmended.type;

function patch(event: RecordedEvent, patches: readonly Patch[], catalogue: Catalogue): RecordedEvent {
  const { recorded, ...own } = event;
  const flat: Record<string, unknown> = flatten(own);
  for (const { set } of patches)
    for (const [field, value] of Object.entries(set)) {
      if (value === null) delete flat[field];
      else flat[field] = value;
    }
  const parsed = catalogue.parse({ ...flat, id: event.id });
  if (parsed.kind !== "invalid") return { ...parsed.event, recorded };
  const by = patches.at(-1)?.by ?? event.id;
  throw new ValorisError("amendment/invalid", `${by} makes ${event.id} invalid: ${held(parsed.issues[0]?.message)}`, {
    help: `Correct the fields that ${by} sets, or retract it.`,
    details: { event: event.id, amendment: by, issues: parsed.issues },
  });
}

import { canonicalJson } from "../../events/contentHash.ts";
import type { ChronicleEvent, EventId } from "../../events/envelope.ts";
import type { RecordedEvent } from "../../log/eventLog.ts";
import { isAmendment } from "../amendments.ts";
import { amendmentWriter } from "../edit/amendmentWriter.ts";
import type { History } from "../history.ts";
import { anchorsOf, baselineOf } from "../resolve.ts";
import { changeId } from "./changeId.ts";

/** Of two sides of a conflict: that of what is carried, or that of where it is carried to. */
export type Side = "ours" | "theirs";

/** What becomes of one event that is carried over. */
export interface CarryStep {
  readonly event: EventId;
  readonly type: string;
  /** `left out` is a conflict that was settled for theirs. */
  readonly kind: "picked" | "already there" | "conflict" | "left out";
  /** Of a conflict, one that was settled, and of what is there already: why, in a sentence. */
  readonly why?: string;
  /** Both sides of a conflict, in a few words. */
  readonly ours?: string;
  readonly theirs?: string;
  /** The conflict could not be settled for ours: there is nothing to put it on. */
  readonly onlyTheirs?: true;
  /** Its id where it is carried to, where that is another. */
  readonly as?: EventId;
}

export interface CarryInput {
  /** What is carried, in the order recorded. */
  readonly events: readonly RecordedEvent[];
  /** The timeline that it comes from. */
  readonly from: History;
  /** Where it is carried to, as it is seen from there. */
  readonly onto: History;
  /** What that one recorded since the two parted. */
  readonly theirs: readonly RecordedEvent[];
  /** How the conflict of an event is settled; undefined where it is not. */
  readonly keep: (event: EventId) => Side | undefined;
}

export interface CarryPlan {
  readonly steps: readonly CarryStep[];
  /** What is appended. */
  readonly events: readonly ChronicleEvent[];
}

interface Clash {
  readonly why: string;
  readonly ours: string;
  readonly theirs: string;
  readonly onlyTheirs?: true;
}

/** Sorts what is carried over into what can be, what is there already, and what contradicts what happened there meanwhile. */
export function planCarry({ events, from, onto, theirs, keep }: CarryInput): CarryPlan {
  const there = new Map(theirs.map((event) => [changeId(event), event.id]));
  const since = new Set(theirs.map(({ id }) => id));
  const carried = new Map<EventId, EventId>();
  const dropped = new Set<EventId>();
  const appended: ChronicleEvent[] = [];
  const write = amendmentWriter(
    (id) => onto.recordedEvent(id) !== undefined || appended.some((event) => event.id === id),
    onto.catalogue,
  );
  const renamed = (id: EventId): EventId => carried.get(id) ?? id;
  const isThere = (id: EventId): boolean =>
    onto.recordedEvent(renamed(id)) !== undefined || appended.some((event) => event.id === renamed(id));
  /** An event that they took back since the two parted. */
  const takenBack = (id: EventId): string | undefined => {
    const retraction = onto.retracted.get(renamed(id))?.retraction;
    return retraction !== undefined && since.has(retraction.by) ? retraction.reason : undefined;
  };

  const clashOfAmendment = (event: RecordedEvent): Clash | undefined => {
    const { target, set } = event.data as {
      readonly target: EventId;
      readonly set?: Readonly<Record<string, unknown>>;
    };
    const ours = set === undefined ? `retracts ${target}` : `sets ${fieldsInWords(set)} of ${target}`;
    if (!isThere(target))
      return {
        why: `${target} is not seen there`,
        ours,
        theirs: dropped.has(target) ? "it is left out" : "they do not have it",
        onlyTheirs: true,
      };
    const reason = takenBack(target);
    if (reason !== undefined) return { why: `${target} is retracted there`, ours, theirs: `retracted: ${reason}` };
    const own = (onto.amendments.get(renamed(target)) ?? []).filter(({ by }) => since.has(by));
    for (const { by, reason: why } of own) {
      const fields =
        (onto.recordedEvent(by)?.data as { readonly set?: Readonly<Record<string, unknown>> } | undefined)?.set ?? {};
      if (set === undefined)
        return { why: `${target} is amended there`, ours, theirs: `set ${fieldsInWords(fields)}: ${why}` };
      const both = Object.keys(set).filter(
        (field) => Object.hasOwn(fields, field) && canonicalJson([set[field]]) !== canonicalJson([fields[field]]),
      );
      if (both.length > 0)
        return {
          why: `${target} is amended twice in ${both.join(", ")}`,
          ours,
          theirs: `set ${fieldsInWords(fields)}: ${why}`,
        };
    }
    return undefined;
  };

  const clashOfEvent = (event: RecordedEvent): Clash | undefined => {
    const known = onto.recordedEvent(event.id);
    const ours = `adds ${event.id} (${event.type})`;
    if (known !== undefined)
      return {
        why: `${event.id} is another event there`,
        ours,
        theirs: `a ${known.type} of that id`,
        onlyTheirs: true,
      };
    for (const id of namedBy(event)) {
      // Entities are no events, and what it never saw it does not miss.
      if (from.recordedEvent(id) === undefined) continue;
      if (!isThere(id))
        return {
          why: `it refers to ${id}, which is not seen there`,
          ours,
          theirs: dropped.has(id) ? "it is left out" : "they do not have it",
        };
      const reason = takenBack(id);
      if (reason !== undefined)
        return { why: `it refers to ${id}, which is retracted there`, ours, theirs: `retracted: ${reason}` };
    }
    return undefined;
  };

  const steps = events.map((event): CarryStep => {
    const { id, type } = event;
    const twin = twinOf(event);
    if (twin !== undefined) {
      carried.set(id, twin);
      return {
        event: id,
        type,
        kind: "already there",
        why: twin === id ? "the same is recorded there" : `it is recorded there as ${twin}`,
        ...(twin === id ? {} : { as: twin }),
      };
    }
    const clash = isAmendment(event) ? clashOfAmendment(event) : clashOfEvent(event);
    const kept = clash === undefined ? "ours" : keep(id);
    if (clash !== undefined && (kept === undefined || (kept === "ours" && clash.onlyTheirs === true))) {
      dropped.add(id);
      return { event: id, type, kind: "conflict", ...clash };
    }
    if (kept === "theirs") {
      dropped.add(id);
      return { event: id, type, kind: "left out", ...clash };
    }
    const picked = asCarried(event);
    carried.set(id, picked.id);
    appended.push(picked);
    return { event: id, type, kind: "picked", ...clash, ...(picked.id === id ? {} : { as: picked.id }) };
  });
  return { steps, events: appended };

  /** The id under which the same edit is recorded there, if it is. */
  function twinOf(event: RecordedEvent): EventId | undefined {
    const known = there.get(changeId(event));
    if (known !== undefined || !isAmendment(event)) return known;
    const { target, set } = event.data as { readonly target: EventId; readonly set?: unknown };
    const retraction = set === undefined ? onto.retracted.get(renamed(target))?.retraction.by : undefined;
    return retraction !== undefined && since.has(retraction) ? retraction : undefined;
  }

  /** As it is appended: an amendment of what has another id there is about that, and takes another id where its own is taken. */
  function asCarried({ recorded: _recorded, ...event }: RecordedEvent): ChronicleEvent {
    if (!isAmendment(event)) return event;
    const data = event.data as { readonly target: EventId };
    const target = renamed(data.target);
    const isTaken = onto.recordedEvent(event.id) !== undefined || appended.some(({ id }) => id === event.id);
    const id = isTaken
      ? write(event.type === "EventAmended" ? "EventAmended" : "EventRetracted", target, {}).id
      : event.id;
    return { ...event, id, data: { ...data, target } };
  }
}

/** Events that an event names, besides what its data may. */
const namedBy = (event: ChronicleEvent): EventId[] => [
  ...(event.causes ?? []),
  ...(event.necessary ?? []),
  ...anchorsOf(event),
  ...baselineOf(event),
];

const fieldsInWords = (set: Readonly<Record<string, unknown>>): string =>
  Object.entries(set)
    .map(([field, value]) => `${field} to ${JSON.stringify(value)}`)
    .join(", ");

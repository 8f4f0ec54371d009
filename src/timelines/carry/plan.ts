import { EventAmended, EventRetracted } from "../../events/catalogue/amendments.ts";
import type { ChronicleEvent, EventId } from "../../events/envelope.ts";
import type { RecordedEvent } from "../../log/eventLog.ts";
import { isAmendment } from "../amendments.ts";
import { amendmentWriter } from "../edit/amendmentWriter.ts";
import { targetOf } from "../edit/planEdit.ts";
import { type Clash, clashOf } from "./clashes.ts";
import { findTwins, type Parted, withTarget } from "./twins.ts";

/** Of two sides of a conflict: that of what is carried, or that of where it is carried to. */
export type ConflictSide = "ours" | "theirs";

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

export interface CarryInput extends Parted {
  /** What is carried, in the order recorded; among `ours`. */
  readonly events: readonly RecordedEvent[];
  /** How the conflict of an event is settled; undefined where it is not. */
  readonly keep: (event: EventId, clash: Clash) => ConflictSide | undefined;
}

export interface CarryPlan {
  readonly steps: readonly CarryStep[];
  /** What is appended. */
  readonly events: readonly ChronicleEvent[];
}

/**
 * Sorts what is carried over into what can be, what is there already, and what contradicts what happened there meanwhile. `found` are
 * clashes that only show in the history that would come of it.
 */
export function planCarry(input: CarryInput, found: ReadonlyMap<EventId, Clash>): CarryPlan {
  const { events, ours, theirs, from, onto, keep } = input;
  const twins = findTwins(input);
  const since = new Set(theirs.map(({ id }) => id));
  const recordedHere = new Set(ours.map(({ id }) => id));
  const carried = new Set(events.map(({ id }) => id));

  const sort = (left: ReadonlySet<EventId>): { steps: CarryStep[]; left: ReadonlySet<EventId> } => {
    const nowLeft = new Set<EventId>();
    const there = (id: EventId): EventId | undefined => {
      const twin = twins.get(id);
      if (twin !== undefined) return twin;
      if (recordedHere.has(id)) return carried.has(id) && !left.has(id) ? id : undefined;
      return onto.recordedEvent(id) === undefined ? undefined : id;
    };
    const steps = events.map((event): CarryStep => {
      const { id, type } = event;
      const twin = twins.get(id);
      if (twin !== undefined) {
        const why = twin === id ? "the same is recorded there" : `it is recorded there as ${twin}`;
        return { event: id, type, kind: "already there", why, ...(twin === id ? {} : { as: twin }) };
      }
      const late = found.get(id);
      const clash = late?.onlyTheirs === true ? late : (clashOf(event, { from, onto, since, there, left }) ?? late);
      if (clash === undefined) return { event: id, type, kind: "picked" };
      const kept = keep(id, clash);
      if (kept === "theirs" || clash.onlyTheirs === true) nowLeft.add(id);
      if (kept === "theirs") return { event: id, type, kind: "left out", ...clash };
      const kind = kept === "ours" && clash.onlyTheirs !== true ? "picked" : "conflict";
      return { event: id, type, kind, ...clash };
    });
    return { steps, left: nowLeft };
  };

  // What hangs on something that is left out may be recorded before it: until no more is left out.
  let left: ReadonlySet<EventId> = new Set();
  let sorted = sort(left);
  while (sorted.left.size > left.size) {
    left = sorted.left;
    sorted = sort(left);
  }
  return appendable(sorted.steps, input, twins);
}

/** The events that are picked, as they are appended: an amendment whose id is taken gets another, and what is about it follows. */
function appendable(
  steps: readonly CarryStep[],
  { events, onto }: CarryInput,
  twins: ReadonlyMap<EventId, EventId>,
): CarryPlan {
  const ids = new Map(twins);
  const used = new Set<EventId>();
  const isTaken = (id: EventId): boolean => used.has(id) || onto.recordedEvent(id) !== undefined;
  const write = amendmentWriter(isTaken, onto.catalogue);
  const appended: ChronicleEvent[] = [];
  const named = steps.map((step, i): CarryStep => {
    const original = events[i];
    if (original === undefined || step.kind !== "picked") return step;
    const { recorded: _recorded, ...event } = original;
    if (!isAmendment(event)) {
      appended.push(event);
      return step;
    }
    const target = ids.get(targetOf(event)) ?? targetOf(event);
    const id = isTaken(event.id) ? write(verbOf(event), target, {}).id : event.id;
    used.add(id);
    ids.set(event.id, id);
    appended.push({ ...withTarget(event, target), id });
    return id === event.id ? step : { ...step, as: id };
  });
  return { steps: named, events: appended };
}

const verbOf = ({ type }: ChronicleEvent) => (type === EventAmended.type ? EventAmended.type : EventRetracted.type);

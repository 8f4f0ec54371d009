import { canonicalJson } from "../../events/contentHash.ts";
import type { ChronicleEvent, EventId } from "../../events/envelope.ts";
import type { RecordedEvent } from "../../log/eventLog.ts";
import { isAmendment } from "../amendments.ts";
import { targetOf } from "../edit/planEdit.ts";
import type { Chronicle } from "../chronicle.ts";
import { getOrMake } from "../../idioms/multimap.ts";
import { setOf } from "./clashes.ts";
import { changeId, stated } from "./changeId.ts";

/** What two timelines recorded since they parted, each as it is seen from where something is carried to. */
export interface Parted {
  /** All that the one recorded of which something is carried. */
  readonly ours: readonly RecordedEvent[];
  /** The amendments that the other one recorded: of its events, only those that ours name are looked at. */
  readonly theirs: readonly RecordedEvent[];
  readonly from: Chronicle;
  readonly onto: Chronicle;
}

/** By our id, the id under which the other timeline has the same edit. */
export function findTwins({ ours, theirs, from, onto }: Parted): ReadonlyMap<EventId, EventId> {
  const there = new Map(theirs.map((event) => [changeId(event), event.id]));
  const since = new Set(theirs.map(({ id }) => id));
  const twins = new Map<EventId, EventId>();
  /** Fields, by target, that amendments of ours set which are not there. */
  const changed = new Map<EventId, Set<string>>();

  const twinOf = (event: RecordedEvent): EventId | undefined => {
    if (!isAmendment(event)) {
      const known = onto.recordedEvent(event.id);
      return known !== undefined && isSame(known, event) ? event.id : undefined;
    }
    const target = twins.get(targetOf(event)) ?? targetOf(event);
    const twin = there.get(changeId(withTarget(event, target)));
    if (twin !== undefined || from.retracted.has(event.id)) return twin;
    // Both took it back, or set the same, whatever their reasons.
    const set = setOf(event);
    const by = set === undefined ? onto.retracted.get(target)?.retraction.by : setThere(target, set);
    return by !== undefined && since.has(by) ? by : undefined;
  };

  /** The amendment by which their event got just these fields, and still has them; unless ours come back to them from others. */
  const setThere = (target: EventId, set: Fields): EventId | undefined => {
    const fields = Object.keys(set);
    if (fields.some((field) => changed.get(target)?.has(field) === true)) return undefined;
    const last = (onto.amendments.get(target) ?? []).findLast(({ by }) => {
      const theirs = setIn(onto.recordedEvent(by));
      return fields.some((field) => Object.hasOwn(theirs, field));
    });
    return last !== undefined && canonicalJson(setIn(onto.recordedEvent(last.by))) === canonicalJson(set)
      ? last.by
      : undefined;
  };

  for (const event of ours) {
    const twin = twinOf(event);
    if (twin !== undefined) twins.set(event.id, twin);
    else if (isAmendment(event) && !from.retracted.has(event.id)) {
      const target = twins.get(targetOf(event)) ?? targetOf(event);
      for (const field of Object.keys(setIn(event))) getOrMake(changed, target, () => new Set()).add(field);
    }
  }
  return twins;
}

type Fields = Readonly<Record<string, unknown>>;

const setIn = (event: ChronicleEvent | undefined): Fields => (event && setOf(event)) ?? {};

/** An amendment of what has another id elsewhere. */
export const withTarget = <Event extends ChronicleEvent>(event: Event, target: EventId): Event =>
  target === targetOf(event) ? event : { ...event, data: { ...Object(event.data), target } };

/** One edit, or the same words. Where an event is drawn is left aside: pages keep no hint of what has a date. */
function isSame(a: ChronicleEvent, b: ChronicleEvent): boolean {
  if (a.change !== undefined && a.change === b.change) return true;
  const { placed: _a, ...one } = stated(a);
  const { placed: _b, ...other } = stated(b);
  return canonicalJson(one) === canonicalJson(other);
}

import { EventRetracted } from "../../events/catalogue/amendments.ts";
import { canonicalJson } from "../../events/contentHash.ts";
import type { ChronicleEvent, EventId } from "../../events/envelope.ts";
import type { RecordedEvent } from "../../log/eventLog.ts";
import { isAmendment } from "../amendments.ts";
import { targetOf } from "../edit/planEdit.ts";
import type { Chronicle } from "../chronicle.ts";
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

  const twinOf = (event: RecordedEvent): EventId | undefined => {
    if (!isAmendment(event)) {
      const known = onto.recordedEvent(event.id);
      return known !== undefined && isSame(known, event) ? event.id : undefined;
    }
    const target = twins.get(targetOf(event)) ?? targetOf(event);
    const twin = there.get(changeId(withTarget(event, target)));
    if (twin !== undefined || event.type !== EventRetracted.type || from.retracted.has(event.id)) return twin;
    // Both took it back, whatever their reasons.
    const by = onto.retracted.get(target)?.retraction.by;
    return by !== undefined && since.has(by) ? by : undefined;
  };

  for (const event of ours) {
    const twin = twinOf(event);
    if (twin !== undefined) twins.set(event.id, twin);
  }
  return twins;
}

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

import type { EventId } from "../../../events/envelope.ts";
import type { SyncChange } from "./change.ts";
import type { EventToRecord } from "./plannedCommits.ts";

/** When a change was recorded, ms, where anything says so. */
export type RecordedTimes = ReadonlyMap<SyncChange, number>;

/** Changes by the time at which they count as recorded, what has none last; an amendment never before what it is about. */
export function inRecordedOrder(changes: readonly SyncChange[], times?: RecordedTimes): EventToRecord[] {
  const latest = new Map<EventId, number>();
  const timed = changes.map((change) => {
    const own = times?.get(change) ?? change.recordedAt ?? Number.POSITIVE_INFINITY;
    const time = Math.max(own, latest.get(change.target) ?? Number.NEGATIVE_INFINITY);
    latest.set(change.target, time);
    return { event: change.event, time };
  });
  return timed
    .sort((a, b) => (a.time < b.time ? -1 : a.time > b.time ? 1 : 0))
    .map(({ event, time }) => (Number.isFinite(time) ? { event, recordedAt: time } : { event }));
}

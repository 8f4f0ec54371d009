import type { EventId } from "../../events/envelope.ts";
import type { Change } from "./change.ts";
import type { Entry } from "./plannedCommits.ts";

/** When a change was recorded, ms, where anything says so. */
export type RecordedTimes = ReadonlyMap<Change, number>;

/** Changes by the time at which they count as recorded, what has none last; an amendment never before what it is about. */
export function inRecordedOrder(changes: readonly Change[], times?: RecordedTimes): Entry[] {
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

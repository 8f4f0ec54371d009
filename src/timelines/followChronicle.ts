import { concatAll, defer, map, type Observable, pairwise, scan, startWith, switchMap, take } from "rxjs";
import type { TimelineName } from "../events/envelope.ts";
import type { EventLog, RecordedEvent } from "../log/eventLog.ts";
import type { ChronicleInMemory } from "./chronicleInMemory.ts";
import { readTimeline } from "./readTimeline.ts";
import { resolve, type ResolveOptions } from "./resolve.ts";
import type { ResolvedEvent } from "./resolvedEvent.ts";

/** A chronicle as it has become. */
export interface ChronicleUpdate {
  readonly chronicle: ChronicleInMemory;
  /**
   * The instant (ms) from which on what was read before no longer holds: roll back to it, and replay. Absent when the update only
   * adds events after the last.
   */
  readonly since?: number;
}

/**
 * The chronicle of a timeline, again after every commit. A late entry about the past says from when on history is another. Of a timeline
 * that is not there yet, it is empty until it is.
 */
export function followChronicle(
  log: EventLog,
  timeline: TimelineName,
  options: ResolveOptions = {},
): Observable<ChronicleUpdate> {
  const following = defer(() => log.timeline(timeline)).pipe(
    switchMap((known) => (known === undefined ? begun.pipe(startWith([])) : existing(known.head))),
  );
  // What a branch sees of its parent is read, not followed: some of it may be cut away.
  const begun: Observable<readonly RecordedEvent[]> = log.follow(timeline).pipe(
    take(1),
    switchMap(() => following),
  );
  const existing = (head: number): Observable<readonly RecordedEvent[]> =>
    defer(() => readTimeline(log, timeline, options, head)).pipe(
      switchMap((recorded) =>
        log.follow(timeline, head + 1).pipe(
          scan((all: readonly RecordedEvent[], { events }) => [...all, ...events], recorded),
          startWith(recorded),
        ),
      ),
    );
  return following.pipe(
    map((recorded) => resolve(recorded, { ...options, timeline })),
    startWith(undefined),
    pairwise(),
    map(([before, chronicle]): ChronicleUpdate[] => {
      if (chronicle === undefined) return [];
      const since = before === undefined ? undefined : firstDifference(before.events, chronicle.events);
      return [since === undefined ? { chronicle } : { chronicle, since }];
    }),
    concatAll(),
  );
}

/** The instant of the first event that is not where and what it was; undefined when events were only added at the end. */
function firstDifference(before: readonly ResolvedEvent[], after: readonly ResolvedEvent[]): number | undefined {
  for (const [index, old] of before.entries()) {
    const now = after[index];
    if (now === undefined || !sameEvent(old, now)) return Math.min(old.placed, now?.placed ?? old.placed);
  }
  return undefined;
}

/** An event's content is only ever changed by an amendment, which makes a new object of its data. */
const sameEvent = (a: ResolvedEvent, b: ResolvedEvent): boolean =>
  a.id === b.id && a.placed === b.placed && a.data === b.data;

import { concatAll, defer, map, type Observable, pairwise, scan, startWith, switchMap } from "rxjs";
import type { TimelineName } from "../events/envelope.ts";
import type { EventLog } from "../log/eventLog.ts";
import type { Chronicle } from "./chronicle.ts";
import { readTimeline } from "./readTimeline.ts";
import { resolve, type ResolveOptions } from "./resolve.ts";
import type { ResolvedEvent } from "./resolvedEvent.ts";

/** A chronicle as it has become. */
export interface ChronicleUpdate {
  readonly chronicle: Chronicle;
  /**
   * The instant (ms) from which on what was read before no longer holds: roll back to it, and replay. Absent when the update only
   * adds events after the last.
   */
  readonly since?: number;
}

/**
 * The chronicle of a timeline, again after every commit. A late entry about the past says from when on history is another.
 */
export function followChronicle(
  log: EventLog,
  timeline: TimelineName,
  options: ResolveOptions = {},
): Observable<ChronicleUpdate> {
  return defer(async () => {
    const head = (await log.timeline(timeline))?.head ?? 0;
    return { head, recorded: await readTimeline(log, timeline, options, head) };
  }).pipe(
    switchMap(({ head, recorded }) =>
      log.follow(timeline, head + 1).pipe(
        scan((all, { events }) => [...all, ...events], recorded),
        startWith(recorded),
      ),
    ),
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

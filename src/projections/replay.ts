import { Observable } from "rxjs";
import type { History } from "../timelines/history.ts";
import {
  chronicleAt,
  endPlace,
  type OccurredPoint,
  type Point,
  type RecordedPoint,
  startPlace,
} from "../timelines/point.ts";
import type { ResolvedEvent } from "../timelines/resolvedEvent.ts";

export interface ReplayOptions {
  /** Where to begin; the start of its span. Everything before is folded, and not handed out. */
  readonly from?: { readonly occurred?: OccurredPoint };
  /** Where to end; the end of its span, included. `recorded` chooses which canon is read. */
  readonly until?: Point;
  /** Which canon is read, as by `until.recorded`. */
  readonly recorded?: RecordedPoint;
  /** Events in a batch; 4096 if absent. It changes no result. */
  readonly batchSize?: number;
}

/** Consecutive events of a chronicle. */
export interface Batch {
  readonly chronicle: History;
  readonly events: readonly ResolvedEvent[];
  /** Place of the first of them in the chronicle. */
  readonly index: number;
  /** ms: where views of this batch are read; the last event's instant, and for the last batch that of `until`. */
  readonly at: number;
}

/** The batches of a replay; there is always one, if only to say where it ends. Works with `for` and `for await`. */
export function* replayBatches(chronicle: History, options: ReplayOptions = {}): Generator<Batch> {
  const recorded = options.recorded ?? options.until?.recorded;
  const read = chronicleAt(chronicle, recorded === undefined ? {} : { recorded });
  const start = startPlace(read, options.from?.occurred).index;
  const end = endPlace(read, options.until?.occurred);
  const size = options.batchSize ?? 4096;
  let index = start;
  do {
    const events = read.events.slice(index, Math.min(index + size, end.index));
    const isLast = index + size >= end.index;
    yield { chronicle: read, events, index, at: isLast ? end.instant : (events.at(-1)?.placed ?? end.instant) };
    index += size;
  } while (index < end.index);
}

/**
 * Replays a chronicle from one point to another, as batches of events. Nothing happens before someone subscribes.
 *
 * @example
 * import { power, project, replay } from "valoris";
 * import { readCanon } from "valoris/canon";
 *
 * const canon = await readCanon("fixtures/cardassian-advance.yaml");
 * replay(canon, { from: { occurred: "2380" } })
 *   .pipe(project(power))
 *   .subscribe((view) => console.log(view["breen-confederacy"]?.share));
 */
export function replay(chronicle: History, options: ReplayOptions = {}): Observable<Batch> {
  return new Observable((subscriber) => {
    for (const batch of replayBatches(chronicle, options)) {
      if (subscriber.closed) return;
      subscriber.next(batch);
    }
    subscriber.complete();
  });
}

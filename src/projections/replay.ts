import { Observable } from "rxjs";
import { ValorisError } from "../events/valorisError.ts";
import type { Chronicle } from "../timelines/chronicle.ts";
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
  /** Events in a batch, for speed: a view costs more than an event. If absent, a batch is what happens at one instant. */
  readonly batchSize?: number;
}

/** Consecutive events of a chronicle. */
export interface Batch {
  readonly chronicle: Chronicle;
  readonly events: readonly ResolvedEvent[];
  /** Place of the first of them in the chronicle. */
  readonly index: number;
  /** ms: where views of this batch are read; the last event's instant, and for the last batch that of `until`. */
  readonly at: number;
}

/** Events that are read at once. */
const READ_AHEAD = 4096;

/**
 * The batches of a replay; there is always one, if only to say where it ends. Works with `for` and `for await`.
 *
 * @throws ValorisError `replay/batch-size`, `point/…`
 */
export function* replayBatches(chronicle: Chronicle, options: ReplayOptions = {}): Generator<Batch> {
  const { batchSize } = options;
  if (batchSize !== undefined && !(Number.isInteger(batchSize) && batchSize > 0))
    throw new ValorisError("replay/batch-size", `A batch cannot have ${String(batchSize)} events.`, {
      help: "Use a whole number from 1 on; or leave it out, for a batch an instant.",
    });
  const recorded = options.recorded ?? options.until?.recorded;
  const read = chronicleAt(chronicle, recorded === undefined ? {} : { recorded });
  let index = startPlace(read, options.from?.occurred).index;
  const end = endPlace(read, options.until?.occurred);
  const groups =
    batchSize === undefined ? atOneInstant(read, index, end.index) : ofSize(read, index, end.index, batchSize);
  for (const events of groups) {
    const isLast = index + events.length >= end.index;
    yield { chronicle: read, events, index, at: isLast ? end.instant : (events.at(-1)?.placed ?? end.instant) };
    index += events.length;
  }
}

function* ofSize({ events }: Chronicle, start: number, end: number, size: number): Generator<readonly ResolvedEvent[]> {
  for (let index = start; index < Math.max(end, start + 1); index += size)
    yield events.slice(index, Math.min(index + size, end));
}

function* atOneInstant(read: Chronicle, start: number, end: number): Generator<readonly ResolvedEvent[]> {
  let open: ResolvedEvent[] = [];
  for (const events of ofSize(read, start, end, READ_AHEAD))
    for (const event of events) {
      if (open.length > 0 && open[0]?.placed !== event.placed) {
        yield open;
        open = [];
      }
      open.push(event);
    }
  yield open;
}

/**
 * Replays a chronicle from one point to another, as batches of events: a batch for each instant at which something happens. Nothing happens
 * before someone subscribes.
 *
 * @throws ValorisError `replay/batch-size`, `point/…`, to whoever subscribes
 * @example
 * import { power, project, replay } from "valoris";
 * import { readCanon } from "valoris/canon";
 *
 * const canon = await readCanon("fixtures/cardassian-advance.yaml");
 * replay(canon, { from: { occurred: "2380" } })
 *   .pipe(project(power))
 *   .subscribe((view) => console.log(view["breen-confederacy"]?.share));
 */
export function replay(chronicle: Chronicle, options: ReplayOptions = {}): Observable<Batch> {
  return new Observable((subscriber) => {
    for (const batch of replayBatches(chronicle, options)) {
      if (subscriber.closed) return;
      subscriber.next(batch);
    }
    subscriber.complete();
  });
}

import { catalogue as builtIn } from "../../events/catalogue/catalogue.ts";
import type { ChronicleEvent, TimelineName } from "../../events/envelope.ts";
import { type DerivedCache, memoryCache, overlayCache } from "../../log/derivedCache.ts";
import type { Commit, EventLog, RecordedEvent, Timeline } from "../../log/eventLog.ts";
import { existingTimeline } from "../../log/existingTimeline.ts";
import { CANON } from "../../log/timelineName.ts";
import { ancestry } from "../ancestry.ts";
import { plainDates } from "../plainDates.ts";
import { readStretches, stretchesOf } from "../readTimeline.ts";
import { resolve, type ResolveOptions } from "../resolve.ts";
import { upcastRecorded } from "../upcastRecorded.ts";
import { createManifestStore, type ManifestStore } from "./manifest.ts";
import { foundAgain, isLost } from "./lostPages.ts";
import { createPageStore, PAGE_SIZE, passingPages } from "./page.ts";
import { type ChronicleInPages, chronicleInPages } from "./chronicleInPages.ts";
import {
  appendEvents,
  cutAfter,
  emptyTimeline,
  type PagedTimeline,
  type PagingContext,
  withoutLater,
} from "./pagedTimeline.ts";

export interface OpenChronicleOptions extends Omit<ResolveOptions, "firstDate"> {
  /** Which canon is read: as it had been recorded up to a position, or by an instant (ms), both included. All of it if absent. */
  readonly recorded?: { readonly sequence: number } | { readonly instant: number };
  /** Events that count as if they had been appended: to see what they would change. Nothing of them is kept. */
  readonly pending?: readonly ChronicleEvent[];
  /** ms: as a branch would see it that is cut there. Nothing of it is kept. */
  readonly cut?: number;
  /**
   * Whether its pages and keyframes are kept for the next time. Without, a branch with few changes is opened faster, and every time anew:
   * for a look at one of many.
   */
  readonly keep?: boolean;
  /** Events in a page at most; 4096 if absent. It changes no result. */
  readonly pageSize?: number;
  /** Making pages takes 10 µs an event, once. */
  readonly onProgress?: (progress: { readonly done: number; readonly total: number }) => void;
}

/**
 * A timeline of a log, resolved to pages in the log's cache. What is there already is used: of a timeline that grew, only the pages
 * that its new events touch are made; of a branch, only those in which it differs from its parent. What the cache has lost is made
 * anew, here and while the history is read.
 *
 * @throws ValorisError `log/unknown-timeline`, `log/position`
 */
export async function openChronicle(log: EventLog, options: OpenChronicleOptions = {}): Promise<ChronicleInPages> {
  const source = sourceIn(log.cache, log, options);
  try {
    return await open(source, options);
  } catch (error) {
    if (!isLost(error)) throw error;
  }
  await forgetLine(source, options.timeline ?? CANON);
  try {
    return await open(source, options);
  } catch (error) {
    if (!isLost(error)) throw error;
  }
  // Others change the cache faster than it is read.
  return open(sourceIn(memoryCache(), log, options), options);
}

interface Source {
  readonly log: EventLog;
  readonly context: PagingContext;
  readonly manifests: ManifestStore;
  readonly onProgress: OpenChronicleOptions["onProgress"];
  /** It is only made as the parent of what was asked for. */
  readonly isParent?: boolean;
}

function sourceIn(cache: DerivedCache, log: EventLog, options: OpenChronicleOptions): Source {
  const { catalogue = builtIn, approximationYears, pageSize = PAGE_SIZE, onProgress } = options;
  const context: PagingContext = {
    cache,
    store: createPageStore(cache, catalogue),
    plain: plainDates(approximationYears),
    options: { catalogue, ...(approximationYears === undefined ? {} : { approximationYears }) },
    pageSize,
  };
  return { log, context, manifests: createManifestStore(log, context), onProgress };
}

async function open(source: Source, options: OpenChronicleOptions): Promise<ChronicleInPages> {
  const { log, context } = source;
  const { timeline: name = CANON, recorded, pending = [], cut, keep = true } = options;
  const { store, options: resolving } = context;
  // Whatever is not kept is this reader's alone.
  const passingStore = passingPages(store, resolving.catalogue);
  const own: PagingContext = { ...context, cache: overlayCache(context.cache), store: passingStore };
  const timeline = await existingTimeline(log, name);
  const paged =
    recorded !== undefined
      ? await pagesUpTo(source, timeline, await positionOf(log, timeline, recorded))
      : await (keep ? pagesOf(source, timeline) : passing(source, timeline, own));
  const stretches = await stretchesOf(log, name, paged.head);
  const safe = (some: PagingContext): PagingContext => {
    const readNow = log.readNow?.bind(log);
    if (readNow === undefined) return some;
    const resolveWhole = () => resolve(readStretches(readNow, stretches, resolving), resolving).events;
    return { ...some, store: foundAgain(some.store, paged.pages, resolving.catalogue, resolveWhole) };
  };
  const isAsIf = pending.length > 0 || cut !== undefined;
  if (!isAsIf) return chronicleInPages(name, paged, safe(keep ? context : own), await ancestry(log, name, paged.head));
  const reading = safe(own);
  const seen = cut === undefined ? paged : await cutAfter(paged, cut, reading);
  const events = asPending(pending, name, paged.head);
  return chronicleInPages(
    name,
    events.length === 0 ? seen : await appendEvents(seen, inOneBatch(events), reading),
    reading,
  );
}

/** A timeline as far as it goes, of which nothing is kept but what its parents are made of. */
async function passing(source: Source, timeline: Timeline, own: PagingContext): Promise<PagedTimeline> {
  const { log, context, manifests } = source;
  const known = (await manifests.load(timeline)) ?? (await inherited(source, timeline, timeline.head));
  if (known.head === timeline.head) return known;
  return appendEvents(known, read(log, timeline.name, known.head + 1, timeline.head, context), own);
}

const asPending = (pending: readonly ChronicleEvent[], timeline: TimelineName, head: number): RecordedEvent[] =>
  pending.map((event, i) => {
    const recorded = { timeline, sequence: head + 1 + i, commit: "", recordedAt: Number.POSITIVE_INFINITY };
    return { ...event, recorded };
  });

async function* inOneBatch<Item>(items: Item): AsyncGenerator<Item> {
  yield items;
}

/** What is kept of a timeline and of all that it branched off from counts no more. */
async function forgetLine({ log, manifests }: Source, name: TimelineName): Promise<void> {
  for (let line: TimelineName | undefined = name; line !== undefined; ) {
    await manifests.forget(line);
    line = (await log.timeline(line))?.branch?.parent;
  }
}

/** A timeline as far as it goes; kept for the next time. */
async function pagesOf(source: Source, timeline: Timeline): Promise<PagedTimeline> {
  const { log, context, manifests, onProgress } = source;
  const { name, head } = timeline;
  const stored = await manifests.load(timeline);
  if (stored?.head === head) return stored;
  const known = stored ?? (await inherited(source, timeline, head));
  const events = read(log, name, known.head + 1, head, context);
  const paged = await appendEvents(known, events, context, (done) => onProgress?.({ done, total: head }));
  await manifests.save(name, paged);
  context.store.published();
  return paged;
}

/** A timeline as it was at a position: without what came since, or, where that is most of it, made from the beginning. */
async function pagesUpTo(source: Source, timeline: Timeline, position: number): Promise<PagedTimeline> {
  const { log, context } = source;
  const { name, head, branch } = timeline;
  if (position >= head) return pagesOf(source, timeline);
  if (branch !== undefined && position <= branch.sequence) return inherited(source, timeline, position);
  if (head - position <= position)
    return withoutLater(
      await pagesOf(source, timeline),
      position,
      read(log, name, position + 1, head, context),
      context,
    );
  const start = await inherited(source, timeline, position);
  return appendEvents(start, read(log, name, start.head + 1, position, context), context);
}

/**
 * What a timeline sees of its parent, up to a position. The parent is kept as well, for its other branches; what that branched from
 * itself is read through, up to where something is kept, begins or is cut: chains of branches may be long.
 */
async function inherited(source: Source, { branch }: Timeline, position: number): Promise<PagedTimeline> {
  const { log, context, manifests, isParent = false } = source;
  if (branch === undefined) return emptyTimeline(context);
  const limit = Math.min(position, branch.sequence);
  let start = await existingTimeline(log, branch.parent);
  let upTo = limit;
  if (isParent && branch.cut === undefined)
    while (
      start.branch !== undefined &&
      start.branch.cut === undefined &&
      (await manifests.load(start)) === undefined
    ) {
      upTo = Math.min(upTo, start.branch.sequence);
      start = await existingTimeline(log, start.branch.parent);
    }
  const known = await pagesUpTo({ ...source, isParent: true }, start, upTo);
  const rest = read(log, branch.parent, known.head + 1, limit, context);
  const seen = known.head < limit ? await appendEvents(known, rest, context) : known;
  return branch.cut === undefined ? seen : cutAfter(seen, branch.cut, context);
}

async function* read(
  log: EventLog,
  name: TimelineName,
  from: number,
  to: number,
  { options }: PagingContext,
): AsyncGenerator<readonly RecordedEvent[]> {
  if (from > to) return;
  for await (const { events } of log.read(name, { from, to })) yield upcastRecorded(events, options.catalogue);
}

/** Recorded times never go back: the last position by an instant is found by halving. */
async function positionOf(
  log: EventLog,
  { name, head }: Timeline,
  recorded: NonNullable<OpenChronicleOptions["recorded"]>,
): Promise<number> {
  if ("sequence" in recorded) return Math.max(0, Math.min(head, recorded.sequence));
  let low = 0;
  let high = head;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    let commit: Commit | undefined;
    for await (const found of log.read(name, { from: middle, to: middle })) commit = found;
    if (commit !== undefined && commit.recordedAt <= recorded.instant) low = middle;
    else high = middle - 1;
  }
  return low;
}

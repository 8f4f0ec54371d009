import type { EventId } from "../../events/envelope.ts";
import type { RecordedEvent } from "../../log/eventLog.ts";
import type { DerivedCache } from "../../log/derivedCache.ts";
import { isAmendment } from "../amendments.ts";
import type { ReadPlainDate } from "../plainDates.ts";
import type { ResolveOptions } from "../resolve.ts";
import type { ResolvedEvent } from "../resolvedEvent.ts";
import { type EditContext, editPages, rowPlaceOf } from "./editPages.ts";
import { changeOf, type LinkedEvents, namesSaid, resolveLinked, saysOfOthers } from "./linkedEvents.ts";
import { nameOfId, namesOf, type PageMeta, type PageStore } from "./page.ts";

/** A timeline resolved up to a position: its pages, and the events that hang together. */
export interface PagedTimeline {
  readonly head: number;
  readonly pages: readonly PageMeta[];
  readonly linked: LinkedEvents;
}

export interface PagingContext {
  readonly cache: DerivedCache;
  readonly store: PageStore;
  readonly plain: ReadPlainDate;
  /** Events in a page at most. */
  readonly pageSize: number;
  readonly options: ResolveOptions & Required<Pick<ResolveOptions, "catalogue">>;
}

/** Pages' worth of events that are read before pages are edited: bounds memory, and how often a page is written anew. */
const CHUNK = 16;

export const emptyTimeline = ({ options }: PagingContext): PagedTimeline => ({
  head: 0,
  pages: [],
  linked: resolveLinked([], Number.POSITIVE_INFINITY, options),
});

/** The timeline with more events, in the order recorded. */
export async function appendEvents(
  timeline: PagedTimeline,
  events: AsyncIterable<readonly RecordedEvent[]>,
  context: PagingContext,
  onProgress?: (events: number) => void,
): Promise<PagedTimeline> {
  const { plain } = context;
  const linked: RecordedEvent[] = [...timeline.linked.recorded];
  const wanted = namesSaid(timeline.linked);
  let { pages, head } = timeline;
  let waiting: ResolvedEvent[] = [];
  const flush = async (): Promise<void> => {
    pages = await editPages(pages, { removed: [], added: waiting }, editing(timeline.linked, context));
    waiting = [];
    onProgress?.(head);
  };
  for await (const batch of events)
    for (const event of batch) {
      head = event.recorded.sequence;
      const date = plain(event);
      if (date === undefined || saysOfOthers(event, plain) || isWanted(event, wanted, context)) linked.push(event);
      else waiting.push(atPlainDate(event, date));
      if (waiting.length >= CHUNK * context.pageSize) await flush();
    }
  await flush();
  if (linked.length === timeline.linked.recorded.length && firstDateOf(pages) === timeline.linked.firstDate)
    return { head, pages, linked: timeline.linked };
  return relink({ head, pages, linked: timeline.linked }, linked, context);
}

function isWanted(event: RecordedEvent, wanted: ReadonlySet<string>, { options }: PagingContext): boolean {
  return wanted.size > 0 && namesOf(event, options.catalogue).some((name) => wanted.has(name));
}

/** An event where its own date puts it; undefined where that takes others. */
export function alone(event: RecordedEvent, { plain }: Pick<PagingContext, "plain">): ResolvedEvent | undefined {
  const date = plain(event);
  return date === undefined ? undefined : atPlainDate(event, date);
}

function atPlainDate(event: RecordedEvent, date: NonNullable<ReturnType<ReadPlainDate>>): ResolvedEvent {
  const { placed: _hint, ...rest } = event;
  const { placed } = date;
  const learned = event.known === undefined ? {} : { learned: event.known.map(() => placed) };
  return { ...rest, occurred: date.occurred, placed, approximate: date.approximate, ...learned };
}

/**
 * The timeline with these events linked: resolves them together with whatever in the pages they speak of, and edits the pages
 * where that puts an event elsewhere.
 */
async function relink(
  timeline: PagedTimeline,
  recorded: readonly RecordedEvent[],
  context: PagingContext,
): Promise<PagedTimeline> {
  const { linked: before, head } = timeline;
  const { linked, found } = closeOver(timeline, recorded, context);
  const taken = found.map(rowPlaceOf);
  // If it is linked from now on, canon's first date may have been amended: then it leaves its page before that is asked again.
  const takesFirst = found.some(({ occurred }) => occurred.earliest <= firstDateOf(timeline.pages));
  const pages = takesFirst
    ? await editPages(timeline.pages, { removed: taken, added: [] }, editing(before, context))
    : timeline.pages;
  const firstDate = firstDateOf(pages);
  const after = firstDate === linked.firstDate ? linked : resolveLinked(linked.recorded, firstDate, context.options);
  const { removed, added } = changeOf(before, after);
  const edit = { removed: takesFirst ? removed : [...removed, ...taken], added };
  return { head, pages: await editPages(pages, edit, editing(after, context)), linked: after };
}

const firstDateOf = (pages: readonly PageMeta[]): number =>
  pages.reduce((first, { earliest }) => Math.min(first, earliest), Number.POSITIVE_INFINITY);

/** Links what the events speak of, and what that speaks of, until nothing is missing. */
function closeOver(
  { pages, head, linked: before }: PagedTimeline,
  recorded: readonly RecordedEvent[],
  context: PagingContext,
): { linked: LinkedEvents; found: readonly ResolvedEvent[] } {
  const { firstDate } = before;
  // What was linked before has what it speaks of beside it.
  const asked = namesSaid(before);
  const found: ResolvedEvent[] = [];
  for (let all = recorded; ; ) {
    const linked = resolveLinked(all, firstDate, context.options);
    const names = [...namesSaid(linked)].filter((name) => !asked.has(name));
    for (const name of names) asked.add(name);
    const known = new Set(all.map(({ recorded: { sequence } }) => sequence));
    const fresh = findRows(pages, names, context).filter(
      ({ recorded: { sequence } }) => sequence <= head && !known.has(sequence),
    );
    if (fresh.length === 0) return { linked, found };
    for (const row of fresh) found.push(row);
    all = [...all, ...fresh.map(asRecorded)].sort((a, b) => a.recorded.sequence - b.recorded.sequence);
  }
}

function editing({ orderTies, positions }: LinkedEvents, { store, pageSize }: PagingContext): EditContext {
  return { store, pageSize, orderTies, isPlain: ({ recorded }) => !positions.has(recorded.sequence) };
}

/** An event without what resolving found out about it, its hint with it: a plain event in a page has none. */
export function asRecorded(row: ResolvedEvent): RecordedEvent {
  const {
    occurred: _occurred,
    placed: _placed,
    approximate: _approximate,
    learned: _learned,
    isBaseline: _isBaseline,
    ...event
  } = row;
  return event;
}

/** Rows that are, begin, end or declare one of these. */
export function findRows(
  pages: readonly PageMeta[],
  names: readonly string[],
  { store, options }: Pick<PagingContext, "store" | "options">,
): ResolvedEvent[] {
  if (names.length === 0) return [];
  const wanted = new Set(names);
  const hashed = names.map(nameOfId);
  return pages.flatMap((page) =>
    store
      .find(page, hashed)
      .map(({ event }) => event)
      .filter((event) => namesOf(event, options.catalogue).some((name) => wanted.has(name))),
  );
}

/** The timeline as it was at an earlier position; `later` are the events recorded since. */
export async function withoutLater(
  timeline: PagedTimeline,
  head: number,
  later: AsyncIterable<readonly RecordedEvent[]>,
  context: PagingContext,
): Promise<PagedTimeline> {
  const removed: { placed: number; sequence: number }[] = [];
  for await (const batch of later)
    for (const event of batch) {
      const { sequence } = event.recorded;
      const date = context.plain(event);
      if (date !== undefined && !timeline.linked.positions.has(sequence) && !isAmendment(event))
        removed.push({ placed: date.placed, sequence });
    }
  const pages = await editPages(timeline.pages, { removed, added: [] }, editing(timeline.linked, context));
  const linked = timeline.linked.recorded.filter(({ recorded }) => recorded.sequence <= head);
  return relink({ head, pages, linked: timeline.linked }, linked, context);
}

/** What a branch with a cut sees of its parent: what was placed by then. Amendments stay: they are about what is kept, or nothing. */
export async function cutAfter(timeline: PagedTimeline, cut: number, context: PagingContext): Promise<PagedTimeline> {
  const later = new Set<EventId>();
  for (const { id, placed } of timeline.linked.chronicle.events) if (placed > cut) later.add(id);
  const pages: PageMeta[] = [];
  for (const page of timeline.pages) {
    if (page.last <= cut) pages.push(page);
    else if (page.first <= cut) {
      const rows = context.store.rows(page).filter(({ placed }) => placed <= cut);
      pages.push(await context.store.save(rows, editing(timeline.linked, context).isPlain));
    }
  }
  const kept = timeline.linked.recorded.filter(({ id }) => !later.has(id));
  // What was cut off is in no page any more: only what is left of the linked events can move.
  const rest = {
    ...timeline.linked,
    chronicle: {
      ...timeline.linked.chronicle,
      events: timeline.linked.chronicle.events.filter(({ placed }) => placed <= cut),
    },
  };
  return relink({ head: timeline.head, pages, linked: rest }, kept, context);
}

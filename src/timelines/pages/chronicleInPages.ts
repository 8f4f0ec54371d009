import { decodeState, encodeState } from "../../events/codec.ts";
import type { DerivedCache } from "../../log/derivedCache.ts";
import type { DateExpression } from "../../events/dates/dateExpression.ts";
import { isWrittenLikeADate } from "../../events/dates/dateStatement.ts";
import type { EntityId, EventId, TimelineName } from "../../events/envelope.ts";
import { lazyNames } from "../entityNames.ts";
import type { DateIssue, ImpossibleDates } from "../dateIssues.ts";
import { type EventSequence, type Chronicle, type KeyframeStore } from "../chronicle.ts";
import { anchorsOfDate } from "../resolve.ts";
import type { ResolvedEvent } from "../resolvedEvent.ts";
import { resolveLinked } from "./linkedEvents.ts";
import { milestonesOf, nameOfId, type PageMeta, type PageStore } from "./page.ts";
import type { Seen } from "../ancestry.ts";
import { alone, asRecorded, findRows, type PagedTimeline, type PagingContext } from "./pagedTimeline.ts";
import { countWhile } from "../../idioms/sortedSearch.ts";
import { held } from "../../idioms/held.ts";

/** A chronicle that is read from pages, with what resolving it found. */
export interface ChronicleInPages extends Chronicle {
  readonly issues: readonly DateIssue[];
  readonly impossible: readonly ImpossibleDates[];
}

/** Its events stay in the cache until they are looked at. */
export function chronicleInPages(
  name: TimelineName,
  { pages, linked }: PagedTimeline,
  context: PagingContext,
  line?: readonly Seen[],
): ChronicleInPages {
  const { store, options } = context;
  const starts = startsOf(pages);
  const events = pagedSequence(pages, starts, store);
  const { chronicle } = linked;

  const indexOf = (id: EventId): number => {
    const names = [nameOfId(id)];
    const isDate = isWrittenLikeADate(id);
    for (let page = pages.length - 1; page >= 0; page--) {
      const meta = pages[page];
      if (meta === undefined || (isDate && !meta.datelike)) continue;
      const found = store
        .find(meta, names)
        .filter(({ event }) => event.id === id)
        .at(-1);
      if (found !== undefined) return held(starts[page]) + found.row;
    }
    return -1;
  };
  const event = (id: EventId): ResolvedEvent | undefined => {
    const index = indexOf(id);
    return index < 0 ? undefined : events.at(index);
  };
  const describing = (id: EntityId) => lazyNames(findRows(pages, [id], context), options.catalogue);

  return {
    timeline: name,
    catalogue: options.catalogue,
    events,
    indexOf,
    countWhile(holds) {
      const page = countWhile(pages, ({ last }) => holds(last));
      const meta = pages[page];
      if (meta === undefined) return events.length;
      const start = held(starts[page]);
      return holds(meta.first) ? start + countWhile(store.rows(meta), ({ placed }) => holds(placed)) : start;
    },
    event,
    nameOf: (id, at) => describing(id).nameOf(id, at),
    namesOf: (id) => describing(id).namesOf(id),
    kindOf: (id) => describing(id).kindOf(id),
    spanOf(date: DateExpression) {
      const names = anchorsOfDate(date);
      if (names.length === 0) return chronicle.spanOf(date);
      const known = new Set(linked.recorded.map(({ recorded }) => recorded.sequence));
      const asked = findRows(pages, names, context).filter(({ recorded }) => !known.has(recorded.sequence));
      const all = [...linked.recorded, ...asked.map(asRecorded)];
      all.sort((a, b) => a.recorded.sequence - b.recorded.sequence);
      return resolveLinked(all, linked.firstDate, options).chronicle.spanOf(date);
    },
    pages,
    ...(line === undefined
      ? {}
      : { linked: { recorded: linked.recorded, events: chronicle.events, alone: (one) => alone(one, context), line } }),
    milestones: milestonesOf(pages),
    keyframes: keyframesIn(context.cache),
    retracted: chronicle.retracted,
    amendments: chronicle.amendments,
    recordedEvent(id) {
      const row = linked.chronicle.recordedEvent(id) === undefined ? event(id) : undefined;
      return row === undefined ? linked.chronicle.recordedEvent(id) : asRecorded(row);
    },
    issues: chronicle.issues,
    impossible: chronicle.impossible,
  };
}

const keyframesIn = ({ get, has, put }: DerivedCache): KeyframeStore => ({
  has,
  get: (key) => {
    const bytes = get(key);
    return bytes && decodeState(bytes);
  },
  put: (key, state) => put(key, encodeState(state)),
});

/** How many events lie before each page. */
function startsOf(pages: readonly PageMeta[]): number[] {
  let start = 0;
  return pages.map(({ count }) => (start += count) - count);
}

function pagedSequence(pages: readonly PageMeta[], starts: readonly number[], store: PageStore): EventSequence {
  const length = pages.reduce((sum, { count }) => sum + count, 0);
  /** The page that holds an index. */
  const pageAt = (index: number): number => countWhile(starts, (start) => start <= index) - 1;
  const slice = (start: number, end: number): readonly ResolvedEvent[] => {
    const parts: (readonly ResolvedEvent[])[] = [];
    const from = Math.max(0, start);
    const to = Math.min(length, end);
    for (let page = pageAt(from); page < pages.length && held(starts[page]) < to; page++) {
      const meta = pages[page];
      if (meta === undefined) break;
      const rows = store.rows(meta);
      const first = Math.max(0, from - held(starts[page]));
      const last = Math.min(rows.length, to - held(starts[page]));
      parts.push(first === 0 && last === rows.length ? rows : rows.slice(first, last));
    }
    return parts.length === 1 ? held(parts[0]) : parts.flat();
  };
  return {
    length,
    slice,
    at(index) {
      const from = index < 0 ? length + index : index;
      const [event] = from >= 0 && from < length ? slice(from, from + 1) : [];
      return event;
    },
    *[Symbol.iterator]() {
      for (const page of pages) yield* store.rows(page);
    },
  };
}

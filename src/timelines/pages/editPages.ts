import { countWhile } from "../../idioms/sortedSearch.ts";
import type { ResolvedEvent } from "../resolvedEvent.ts";
import type { PageMeta, PageStore } from "./page.ts";

/** Rows that leave a list of pages, and rows that enter it. */
export interface PageEdit {
  readonly removed: readonly RowPlace[];
  readonly added: readonly ResolvedEvent[];
}

/** Where a row is: positions are unique in a chronicle. */
export interface RowPlace {
  readonly placed: number;
  readonly sequence: number;
}

export const rowPlaceOf = ({ placed, recorded }: ResolvedEvent): RowPlace => ({ placed, sequence: recorded.sequence });

export interface EditContext {
  readonly store: PageStore;
  readonly pageSize: number;
  /** Puts rows of one instant in order. */
  readonly orderTies: (rows: ResolvedEvent[]) => ResolvedEvent[];
  readonly isPlain: (row: ResolvedEvent) => boolean;
}

/**
 * Pages after an edit. Only those that hold an instant of the edit are read and written, whole instants at a time, so that a late
 * entry costs a page, whatever the length of history. A page that grows too long is split; the last is filled first.
 */
export async function editPages(pages: readonly PageMeta[], edit: PageEdit, context: EditContext): Promise<PageMeta[]> {
  const touched = new Set([...edit.removed, ...edit.added].map(({ placed }) => placed));
  const regions = regionsOf(
    pages,
    [...touched].sort((a, b) => (a < b ? -1 : 1)),
  );
  const added = [...edit.added].sort(byPlace);
  const removed = new Set(edit.removed.map(({ sequence }) => sequence));
  const edited: PageMeta[] = [];
  let done = 0;
  let next = 0;
  for (const { from, to, last } of regions) {
    edited.push(...pages.slice(done, from));
    done = to;
    const own: ResolvedEvent[] = [];
    for (let row = added[next]; row !== undefined && row.placed <= last; row = added[++next]) own.push(row);
    const old = pages.slice(from, to).flatMap((page) => context.store.rows(page));
    const rows = merge(removed.size === 0 ? old : old.filter(({ recorded }) => !removed.has(recorded.sequence)), own);
    orderTouched(rows, touched, context);
    const saved: PageMeta[] = [];
    for (const part of split(rows, context.pageSize, to === pages.length))
      saved.push(await context.store.save(part, context.isPlain));
    const kept = new Set(saved.map(({ key }) => key));
    for (const page of pages.slice(from, to)) if (!kept.has(page.key)) await context.store.replaced(page);
    edited.push(...saved);
  }
  return [...edited, ...pages.slice(done)];
}

interface Region {
  /** Pages [from, to). */
  readonly from: number;
  readonly to: number;
  /** The last instant that belongs to it. */
  readonly last: number;
}

/** Which pages hold which instants; where two share a page, they are one region. */
function regionsOf(pages: readonly PageMeta[], instants: readonly number[]): Region[] {
  const regions: Region[] = [];
  for (const instant of instants) {
    let from = countWhile(pages, ({ last }) => last < instant);
    let to = countWhile(pages, ({ first }) => first <= instant);
    // Between two pages: with the one before, or with the first.
    if (from >= to) {
      from = Math.max(0, from - 1);
      to = Math.min(pages.length, from + 1);
    }
    const open = regions.at(-1);
    if (open !== undefined && (from < open.to || (from === to && open.from === open.to))) {
      regions.pop();
      regions.push({ from: Math.min(from, open.from), to: Math.max(to, open.to), last: instant });
    } else regions.push({ from, to, last: instant });
  }
  return regions;
}

const byPlace = (a: ResolvedEvent, b: ResolvedEvent): number =>
  a.placed === b.placed ? a.recorded.sequence - b.recorded.sequence : a.placed < b.placed ? -1 : 1;

/** Two lists in order of instants as one; at one instant the old come first, and are put in order after. */
function merge(old: readonly ResolvedEvent[], own: readonly ResolvedEvent[]): ResolvedEvent[] {
  if (own.length === 0) return [...old];
  const rows: ResolvedEvent[] = [];
  let next = 0;
  for (const row of old) {
    for (let added = own[next]; added !== undefined && added.placed < row.placed; added = own[++next]) rows.push(added);
    rows.push(row);
  }
  for (; next < own.length; next++) {
    const added = own[next];
    if (added !== undefined) rows.push(added);
  }
  return rows;
}

function orderTouched(rows: ResolvedEvent[], touched: ReadonlySet<number>, { orderTies }: EditContext): void {
  for (let start = 0; start < rows.length; ) {
    const placed = rows[start]?.placed;
    let end = start + 1;
    while (end < rows.length && rows[end]?.placed === placed) end++;
    if (end - start > 1 && placed !== undefined && touched.has(placed))
      for (const [offset, row] of orderTies(rows.slice(start, end)).entries()) rows[start + offset] = row;
    start = end;
  }
}

/** Pages of equal length; at the end of history, full ones and a rest. */
function split(rows: readonly ResolvedEvent[], pageSize: number, isLast: boolean): (readonly ResolvedEvent[])[] {
  if (rows.length <= pageSize) return rows.length === 0 ? [] : [rows];
  const size = isLast ? pageSize : Math.ceil(rows.length / Math.ceil(rows.length / pageSize));
  const parts: (readonly ResolvedEvent[])[] = [];
  for (let from = 0; from < rows.length; from += size) parts.push(rows.slice(from, from + size));
  return parts;
}

import { documentOf } from "../../events/catalogue/documents.ts";
import { namingsOf } from "../../events/effectsOf.ts";
import { utf8ToBytes } from "@noble/hashes/utils.js";
import { decodeRows, encodeRows } from "../../events/codec.ts";
import type { Catalogue } from "../../events/createCatalogue.ts";
import type { ChronicleEvent } from "../../events/envelope.ts";
import { isWrittenLikeADate } from "../../events/dates/dateStatement.ts";
import { ValorisError } from "../../events/valorisError.ts";
import { digestAnywhere } from "../../log/digest.ts";
import type { DerivedCache } from "../../log/derivedCache.ts";
import { tenureOf } from "../../events/catalogue/offices.ts";
import { documentKey, tenureId } from "../entityEvents.ts";
import type { Milestone } from "../chronicle.ts";
import type { ResolvedEvent } from "../resolvedEvent.ts";
import { getOrMake } from "../../idioms/multimap.ts";
import { firstIndex } from "../../idioms/sortedSearch.ts";

/** Events in a page at most. */
export const PAGE_SIZE = 4096;

/** Code of the error for a page that is not in the cache, or not as it was written. */
export const LOST = "log/cache-changed";

/** What is known of a page without reading it. */
export interface PageMeta {
  /** SHA-256 of its rows: equal pages are one page, whoever's they are. */
  readonly key: string;
  readonly count: number;
  /** `placed` of its first and last event. */
  readonly first: number;
  readonly last: number;
  /** The earliest instant that a plain date in it names; +∞ where none does. */
  readonly earliest: number;
  /** Some event in it has an id that could be a date as well: whoever asks for a date need not look into the others. */
  readonly datelike: boolean;
}

/** Pages in a cache. Decoded ones are remembered, a few. */
export interface PageStore {
  save(rows: readonly ResolvedEvent[], isPlain: (row: ResolvedEvent) => boolean): Promise<PageMeta>;
  rows(page: PageMeta): readonly ResolvedEvent[];
  /** Rows of a page that are, begin, end or declare one of these ids; a few others may be among them. */
  find(page: PageMeta, names: readonly Name[]): readonly { readonly row: number; readonly event: ResolvedEvent }[];
  isThere(page: PageMeta): boolean;
  /** Another page stands in its place: if nobody was shown this one yet, it is forgotten. */
  replaced(page: PageMeta): Promise<void>;
  /** What was saved so far is part of a timeline that others may see. */
  published(): void;
}

/** Decoded pages that are remembered of one log, whoever reads it; and names of pages, which are asked of all of them each time. */
const REMEMBERED = { rows: 6, names: 1024 } as const;

interface Remembered {
  readonly rows: Map<string, readonly ResolvedEvent[]>;
  readonly names: Map<string, Uint8Array>;
}

const rememberedOf = new WeakMap<DerivedCache, Remembered>();

function remembered(cache: DerivedCache): Remembered {
  return getOrMake(rememberedOf, cache, () => ({ rows: new Map(), names: new Map() }));
}

/** The one that was remembered first goes first. */
function remember<Value>(values: Map<string, Value>, most: number, key: string, value: Value): Value {
  const oldest = values.size < most ? undefined : values.keys().next().value;
  if (oldest !== undefined) values.delete(oldest);
  values.set(key, value);
  return value;
}

/**
 * Pages of a reader's own beside those of another store: they are never written, so that making one costs next to nothing.
 */
export function passingPages(kept: PageStore, catalogue: Catalogue): PageStore {
  const own = new Map<string, readonly ResolvedEvent[]>();
  const prefix = `own:${++readers}:`;
  return {
    async save(rows, isPlain) {
      const key = `${prefix}${own.size}`;
      own.set(key, rows);
      return describePage(key, rows, isPlain);
    },
    rows: (page) => own.get(page.key) ?? kept.rows(page),
    find(page, names) {
      const rows = own.get(page.key);
      if (rows === undefined) return kept.find(page, names);
      return rowsNamed(rows, names, catalogue);
    },
    replaced: async () => {},
    published: () => {},
    isThere: (page) => own.has(page.key) || kept.isThere(page),
  };
}

let readers = 0;

/** Of these rows, those that are, begin, end or declare one of these ids. */
export function rowsNamed(
  rows: readonly ResolvedEvent[],
  names: readonly Name[],
  catalogue: Catalogue,
): { readonly row: number; readonly event: ResolvedEvent }[] {
  const wanted = new Set(names.map(({ id }) => id));
  return rows.flatMap((event, row) =>
    namesOf(event, catalogue).some((name) => wanted.has(name)) ? [{ row, event }] : [],
  );
}

function describePage(key: string, rows: readonly ResolvedEvent[], isPlain: (row: ResolvedEvent) => boolean): PageMeta {
  let earliest = Number.POSITIVE_INFINITY;
  for (const row of rows)
    if (row.occurred.earliest < earliest && Number.isFinite(row.occurred.earliest) && isPlain(row))
      earliest = row.occurred.earliest;
  const [first = 0, last = 0] = [rows[0]?.placed, rows.at(-1)?.placed];
  const datelike = rows.some(({ id }) => isWrittenLikeADate(id));
  return { key, count: rows.length, first, last, earliest, datelike };
}

export function createPageStore(cache: DerivedCache, catalogue: Catalogue): PageStore {
  const lost = (): ValorisError =>
    new ValorisError(LOST, "A page of this chronicle is gone: the log's cache was changed.", {
      help: "Open the log again: its pages are then made anew.",
    });
  const saved = new Set<string>();
  const known = remembered(cache);
  const digest = cache.digest ?? digestAnywhere;
  const rowsOf = ({ key, count }: PageMeta): readonly ResolvedEvent[] => {
    const decoded = known.rows.get(key);
    if (decoded !== undefined) {
      // The one that nobody looked at for longest goes first.
      known.rows.delete(key);
      known.rows.set(key, decoded);
      return decoded;
    }
    const bytes = cache.get(`page:${key}`);
    if (bytes === undefined) throw lost();
    // Rows of pages were written here, of resolved events; the cache gives what was put, or nothing.
    const rows: readonly object[] = decodeRows(bytes);
    if (rows.length !== count) throw lost();
    return remember(known.rows, REMEMBERED.rows, key, rows as readonly ResolvedEvent[]);
  };
  const namesIn = ({ key }: PageMeta): Uint8Array => {
    const bytes = known.names.get(key) ?? cache.get(`names:${key}`);
    if (bytes === undefined) throw lost();
    return known.names.has(key) ? bytes : remember(known.names, REMEMBERED.names, key, bytes);
  };

  return {
    async save(rows, isPlain) {
      const bytes = encodeRows(rows);
      const key = digest(bytes);
      // What is there already is somebody's, another timeline's perhaps; it is written again, since it may be damaged.
      if (!cache.has(`page:${key}`)) saved.add(key);
      await Promise.all([cache.put(`page:${key}`, bytes), cache.put(`names:${key}`, encodeNames(rows, catalogue))]);
      return describePage(key, rows, isPlain);
    },
    rows: rowsOf,
    find(page, names) {
      const found = findNames(namesIn(page), names);
      if (found.length === 0) return [];
      const rows = rowsOf(page);
      return found.flatMap((row) => {
        const event = rows[row];
        return event === undefined ? [] : [{ row, event }];
      });
    },
    async replaced({ key }) {
      if (saved.delete(key)) await forgetPage(cache, key);
    },
    published: () => saved.clear(),
    isThere: ({ key }) => cache.has(`page:${key}`) && cache.has(`names:${key}`),
  };
}

export async function forgetPage(cache: DerivedCache, key: string): Promise<void> {
  await Promise.all(["page", "names"].map((part) => cache.remove(`${part}:${key}`)));
}

/** A page is proved by its own rows and by all pages before it. */
export function milestonesOf(pages: readonly PageMeta[]): Milestone[] {
  let chain = "";
  let events = 0;
  return pages.map(({ key, count }) => {
    chain = digestAnywhere(utf8ToBytes(chain + key));
    events += count;
    return { events, key: chain };
  });
}

/** An id as pages look for it. */
export interface Name {
  readonly id: string;
  readonly hash: number;
}

export const nameOfId = (id: string): Name => ({ id, hash: hashOf(id) });

/** FNV-1a (Fowler, Noll & Vo), 32 bits, over UTF-16 code units. */
function hashOf(id: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < id.length; i++) hash = Math.imul(hash ^ id.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}

/** Every id under which dates, amendments and people may ask for an event: its own, and those of what it begins, ends or declares. */
export function namesOf(event: ChronicleEvent, catalogue: Catalogue): string[] {
  const names = [event.id];
  for (const { id } of catalogue.definitions.get(event.type)?.spanReferences(event.data) ?? []) names.push(id);
  const tenure = tenureOf(event);
  for (const holder of [tenure?.successor, tenure?.predecessor])
    if (tenure !== undefined && holder !== undefined) names.push(tenureId(holder, tenure.office));
  for (const { entity } of namingsOf(event, catalogue)) names.push(entity);
  // With or without a present: whoever dates by it is told which of the two is missing.
  const added = documentOf(event);
  if (added !== undefined) names.push(documentKey(added.document));
  return names;
}

/** Pairs of a name's hash and a row, 4 + 2 bytes, little-endian, ordered by hash. */
function encodeNames(rows: readonly ResolvedEvent[], catalogue: Catalogue): Uint8Array {
  const pairs: { hash: number; row: number }[] = [];
  for (const [row, event] of rows.entries())
    for (const name of namesOf(event, catalogue)) pairs.push({ hash: hashOf(name), row });
  pairs.sort((a, b) => a.hash - b.hash || a.row - b.row);
  const view = new DataView(new ArrayBuffer(pairs.length * 6));
  for (const [i, { hash, row }] of pairs.entries()) {
    view.setUint32(i * 6, hash, true);
    view.setUint16(i * 6 + 4, row, true);
  }
  return new Uint8Array(view.buffer);
}

function findNames(bytes: Uint8Array, names: readonly Name[]): number[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const count = Math.floor(bytes.byteLength / 6);
  const found = new Set<number>();
  for (const { hash } of names) {
    let at = firstIndex(0, count, (index) => view.getUint32(index * 6, true) >= hash);
    for (; at < count && view.getUint32(at * 6, true) === hash; at++) found.add(view.getUint16(at * 6 + 4, true));
  }
  return [...found].sort((a, b) => a - b);
}

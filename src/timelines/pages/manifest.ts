import { decodeRows, decodeState, encodeRows, encodeState } from "../../events/codec.ts";
import { contentHash } from "../../events/contentHash.ts";
import type { TimelineName } from "../../events/envelope.ts";
import type { DerivedCache } from "../../log/derivedCache.ts";
import type { EventLog, RecordedEvent, Timeline } from "../../log/eventLog.ts";
import { resolveLinked } from "./linkedEvents.ts";
import { forgetPage, milestonesOf, type PageMeta } from "./page.ts";
import type { PagedTimeline, PagingContext } from "./pagedTimeline.ts";
import { held } from "../../idioms/held.ts";

/** Raise it when the same events would give other pages, or this list another form. */
const VERSION = 2;

/** The list of a timeline's pages, as it is kept in the cache of the log: for which history, and how it was resolved. */
export interface ManifestStore {
  load(timeline: Timeline): Promise<PagedTimeline | undefined>;
  save(name: TimelineName, paged: PagedTimeline): Promise<void>;
  forget(name: TimelineName): Promise<void>;
}

/** One value, so that processes that write at once leave the one's or the other's. */
interface Manifest {
  readonly head: number;
  /** Proves the history up to the head; none in the midst of a commit. */
  readonly hash: string | undefined;
  readonly firstDate: number;
  /** Rows of `PageMeta`, and of the linked events as recorded. */
  readonly pages: Uint8Array;
  readonly linked: Uint8Array;
  readonly retired: readonly Retired[];
}

export function createManifestStore(log: EventLog, context: PagingContext): ManifestStore {
  const { cache, options } = context;
  const { catalogue, approximationYears } = options;
  const types = [...catalogue.definitions.values()].map(({ type, version }) => `${type}@${version}`).sort();
  const resolving = contentHash([VERSION, types, approximationYears, catalogue.calendars]);
  const keyOf = (name: TimelineName): string => `manifest:${resolving.slice(0, 16)}:${name}`;

  const pagesOfParents = async ({ branch }: Timeline): Promise<(readonly PageMeta[])[]> => {
    const used: (readonly PageMeta[])[] = [];
    for (let parent = branch?.parent; parent !== undefined; ) {
      used.push(pagesIn(read(cache, keyOf(parent))));
      parent = (await log.timeline(parent))?.branch?.parent;
    }
    return used;
  };

  return {
    async load(timeline) {
      const { name, head: end } = timeline;
      const kept = read(cache, keyOf(name));
      if (kept === undefined || kept.head > end) return undefined;
      if ((await hashAt(log, timeline, kept.head)) !== kept.hash) return undefined;
      const pages = rowsOf<PageMeta>(kept.pages);
      if (!pages.every(context.store.isThere)) return undefined;
      const recorded = rowsOf<RecordedEvent>(kept.linked);
      return { head: kept.head, pages, linked: resolveLinked(recorded, kept.firstDate, options) };
    },

    async save(name, { head, pages, linked }) {
      const timeline = await log.timeline(name);
      if (timeline === undefined) return;
      const hash = await hashAt(log, timeline, head);
      const before = read(cache, keyOf(name));
      const retired = before?.retired ?? [];
      // However deep a branch lies, what its parents use is only asked for where something is to be forgotten.
      if (retired.length > 0) await forgetRetired(retired, [pages, ...(await pagesOfParents(timeline))], cache);
      const manifest: Manifest = {
        head,
        hash,
        firstDate: linked.firstDate,
        pages: encodeRows(pages),
        linked: encodeRows(linked.recorded),
        retired: retiredBy(pagesIn(before), pages),
      };
      await cache.put(keyOf(name), encodeState(manifest));
    },

    forget: (name) => cache.remove(keyOf(name)),
  };
}

/** A page that is no longer in the list, and the key of the states after it. */
interface Retired {
  readonly page: string;
  readonly chain: string;
}

function retiredBy(before: readonly PageMeta[], after: readonly PageMeta[]): Retired[] {
  const chains = milestonesOf(before);
  const kept = new Set(milestonesOf(after).map(({ key }) => key));
  return before.flatMap(({ key: page }, i) => {
    const chain = held(chains[i]?.key);
    return kept.has(chain) ? [] : [{ page, chain }];
  });
}

/**
 * Forgets what the update before this one put aside: whoever had opened the timeline meanwhile could go on reading. What it branches
 * from goes on using its own pages; a branch of it that still needs such a page makes it again.
 */
async function forgetRetired(
  retired: readonly Retired[],
  pages: readonly (readonly PageMeta[])[],
  cache: DerivedCache,
): Promise<void> {
  const used = new Set(pages.flatMap((list) => list.map(({ key }) => key)));
  const usedChains = new Set(pages.flatMap((list) => milestonesOf(list).map(({ key }) => key)));
  for (const { page, chain } of retired) {
    if (!used.has(page)) await forgetPage(cache, page);
    if (!usedChains.has(chain)) await cache.remove(`keyframe:${chain}`);
  }
}

const read = (cache: DerivedCache, key: string): Manifest | undefined => {
  const bytes = cache.get(key);
  // What a key of this version names was written here.
  return bytes && (decodeState(bytes) as Manifest);
};

/** What a manifest holds was written here, as what it is read as. */
function rowsOf<Row extends object>(bytes: Uint8Array): readonly Row[] {
  const rows: readonly object[] = decodeRows(bytes);
  return rows as readonly Row[];
}

const pagesIn = (manifest: Manifest | undefined): readonly PageMeta[] =>
  manifest === undefined ? [] : rowsOf<PageMeta>(manifest.pages);

/** What proves a timeline's history up to a position; undefined in the midst of a commit. */
async function hashAt(log: EventLog, { name, head, branch }: Timeline, position: number): Promise<string | undefined> {
  if (position === head) return log.headHash(name);
  if (position <= (branch?.sequence ?? 0)) return undefined;
  for await (const { sequence, count, hash } of log.blocks(name, { from: position, to: position }))
    return sequence + count - 1 === position ? hash : undefined;
  return undefined;
}

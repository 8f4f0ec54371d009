import { decodeRows, encodeRows } from "../../events/codec.ts";
import { contentHash } from "../../events/contentHash.ts";
import type { TimelineName } from "../../events/envelope.ts";
import { ValorisError } from "../../events/valorisError.ts";
import type { DerivedCache } from "../../log/derivedCache.ts";
import type { EventLog, RecordedEvent, Timeline } from "../../log/eventLog.ts";
import { resolveLinked } from "./linkedEvents.ts";
import { forgetPage, milestonesOf, type PageMeta } from "./page.ts";
import type { PagedTimeline, PagingContext } from "./pagedTimeline.ts";

/** Raise it when the same events would give other pages. */
const VERSION = 2;

/** The list of a timeline's pages, as it is kept in the cache of the log: for which history, and how it was resolved. */
export interface ManifestStore {
  load(timeline: Timeline): Promise<PagedTimeline | undefined>;
  save(name: TimelineName, paged: PagedTimeline): Promise<void>;
  forget(name: TimelineName): Promise<void>;
}

export function createManifestStore(log: EventLog, context: PagingContext): ManifestStore {
  const { catalogue, approximationYears } = context.options;
  const types = [...catalogue.definitions.values()].map(({ type, version }) => `${type}@${version}`).sort();
  const resolving = contentHash([VERSION, types, approximationYears, catalogue.calendars]);
  const keyOf = (name: TimelineName, part: string): string => `${part}:${resolving.slice(0, 16)}:${name}`;

  const pagesOfParents = async ({ branch }: Timeline): Promise<(readonly PageMeta[])[]> => {
    const used: (readonly PageMeta[])[] = [];
    for (let parent = branch?.parent; parent !== undefined; ) {
      used.push((read(log, keyOf(parent, "pages")) ?? []) as PageMeta[]);
      parent = (await log.timeline(parent))?.branch?.parent;
    }
    return used;
  };

  return {
    async load(timeline) {
      const { name, head: end } = timeline;
      const [head, pages, linked] = ["head", "pages", "linked"].map((part) => read(log, keyOf(name, part)));
      const [proof] = (head ?? []) as { head: number; hash: string; firstDate: number }[];
      if (proof === undefined || pages === undefined || linked === undefined || proof.head > end) return undefined;
      if ((await hashAt(log, timeline, proof.head)) !== proof.hash) return undefined;
      const metas = pages as PageMeta[];
      if (!metas.every(context.store.isThere)) return undefined;
      const recorded = linked as RecordedEvent[];
      return { head: proof.head, pages: metas, linked: resolveLinked(recorded, proof.firstDate, context.options) };
    },

    async save(name, { head, pages, linked }) {
      const timeline = await log.timeline(name);
      if (timeline === undefined) return;
      const hash = await hashAt(log, timeline, head);
      const retired = retiredBy((read(log, keyOf(name, "pages")) ?? []) as PageMeta[], pages);
      const before = (read(log, keyOf(name, "retired")) ?? []) as Retired[];
      // However deep a branch lies, what its parents use is only asked for where something is to be forgotten.
      if (before.length > 0) await forgetRetired(before, [pages, ...(await pagesOfParents(timeline))], log.cache);
      await Promise.all([
        log.cache.put(keyOf(name, "pages"), encodeRows(pages)),
        log.cache.put(keyOf(name, "retired"), encodeRows(retired)),
        log.cache.put(keyOf(name, "linked"), encodeRows(linked.recorded)),
        log.cache.put(keyOf(name, "head"), encodeRows([{ head, hash, firstDate: linked.firstDate }])),
      ]);
    },

    async forget(name) {
      await log.cache.put(keyOf(name, "head"), encodeRows([]));
    },
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
    const chain = chains[i]?.key ?? "";
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
    if (!usedChains.has(chain)) await cache.remove(`keyframe:${chain}:`);
  }
}

function read({ cache }: EventLog, key: string): readonly unknown[] | undefined {
  const bytes = cache.get(key);
  if (bytes === undefined) return undefined;
  try {
    return decodeRows(bytes);
  } catch (error) {
    // A cache of another version of this program is as good as none.
    if (error instanceof ValorisError) return undefined;
    throw error;
  }
}

/** What proves a timeline's history up to a position; undefined in the midst of a commit. */
async function hashAt(log: EventLog, { name, head, branch }: Timeline, position: number): Promise<string | undefined> {
  if (position === head) return log.headHash(name);
  if (position <= (branch?.sequence ?? 0)) return undefined;
  for await (const { sequence, count, hash } of log.blocks(name, { from: position, to: position }))
    return sequence + count - 1 === position ? hash : undefined;
  return undefined;
}

import { Observable, Subject } from "rxjs";
import { catalogue as builtIn } from "../events/catalogue/catalogue.ts";
import type { Catalogue } from "../events/createCatalogue.ts";
import type { TimelineName } from "../events/envelope.ts";
import { ValorisError } from "../events/valorisError.ts";
import { onlyCommit } from "./changes.ts";
import { proveBlock, unpackBlock } from "./commitBlock.ts";
import { cutTo, readCommit } from "./commits.ts";
import type { BranchPoint, Change, Commit, CommitBlock, EventLog, SequenceRange, Timeline } from "./eventLog.ts";
import { cacheFolder } from "./lmdb/cacheFolder.ts";
import { digest } from "./lmdb/nodeDigest.ts";
import type { OpenOptions } from "./lmdb/openOptions.ts";
import { closeStore, openStore } from "./lmdb/openStore.ts";
import { nameIn, sequenceIn } from "./lmdb/storedKeys.ts";
import { storeError } from "./lmdb/storeErrors.ts";
import { type TimelineRecord, unpackRecord } from "./lmdb/timelineRecord.ts";
import { transactIn } from "./lmdb/transactIn.ts";
import { closed, unknownTimeline } from "./logErrors.ts";
import { checkTimelineName } from "./timelineName.ts";

export { verifyInChild, type VerifyInChildOptions } from "./lmdb/verifyInChild.ts";

export interface LmdbLogOptions extends OpenOptions {
  /** ms since 1970-01-01T00:00Z; asked when a commit does not say when it was recorded. The system's clock if absent. */
  readonly now?: () => number;
  /** ms between looks at what other processes appended, for `follow`; 100 if absent. */
  readonly pollInterval?: number;
  /** The types of event that may be appended; the ones that come with valoris if absent. */
  readonly catalogue?: Catalogue;
}

/** What a branch takes over of the commit that it begins after. */
type Seen = Pick<CommitBlock, "hash" | "recordedAt">;

/** Commits whose hashes are remembered for those who fork: a commit may be long, and its hash is short. */
const REMEMBERED = 10_000;

/** Commits that are read at once: enough to be quick, few enough to be forgotten. */
const READ_AHEAD = 16;

/**
 * A log in a folder, in one LMDB file: durable, for one writer at a time and any number of reading processes. One value a commit;
 * an append is done when it is on the disk. Every commit is proved by its hash when it is read.
 *
 * @throws ValorisError `log/missing`, `log/not-a-log`, `log/truncated`, `log/damaged`, `log/newer-format`, `log/read-only`, `log/open-for-reading`, `log/store`
 * @example
 * import { mkdtempSync } from "node:fs";
 * import { event } from "valoris";
 * import { lmdbLog } from "valoris/log/lmdb";
 *
 * const log = lmdbLog(mkdtempSync("/tmp/valoris-"));
 * await log.append("canon", [event("Noted", { id: "first-contact", at: "2063-04-05", about: "vulcans" })]);
 * await log.fork("what-if/no-contact", "canon", { sequence: 0 });
 * console.log((await log.timeline("canon"))?.head); // 1
 * await log.close();
 */
export function lmdbLog(directory: string, options: LmdbLogOptions = {}): EventLog {
  const { now = () => Date.now(), pollInterval = 100, lockTimeout = 10_000, catalogue = builtIn } = options;
  const store = openStore(directory, { ...options, lockTimeout });
  const { commits, timelines } = store;
  const seenBefore = new Map<string, Seen>();
  const appended = new Subject<void>();
  let isClosed = false;

  const isOpen = (): boolean => !isClosed;
  const open = (): void => {
    if (isClosed) throw closed();
  };
  const guard = <Result>(read: () => Result): Result => {
    open();
    try {
      return read();
    } catch (error) {
      throw storeError(error, directory);
    }
  };
  const knownRecord = (name: TimelineName): TimelineRecord | undefined =>
    guard(() => {
      const bytes = timelines.get(name);
      return bytes && unpackRecord(name, bytes);
    });
  const someNames = (): TimelineName[] => guard(() => [...timelines.getKeys({ limit: 10 })]);
  const recordOf = (name: TimelineName): TimelineRecord => {
    const record = knownRecord(name);
    if (record !== undefined) return record;
    throw unknownTimeline(name, someNames());
  };

  /** The commit that holds a position, if it is one of the timeline's own. */
  const commitAt = (timeline: TimelineName, sequence: number): CommitBlock | undefined => {
    const [found] = guard(() => [
      ...commits.getRange({ start: [timeline, sequence], end: [timeline, 0], reverse: true, limit: 1 }),
    ]);
    return found && unpackBlock(timeline, sequenceIn(found.key), found.value);
  };
  /** The last commit that a branch point sees, of whichever ancestor. */
  const lastSeen = (point: BranchPoint): Seen | undefined => {
    const { sequence } = point;
    if (sequence === 0) return undefined;
    let { parent } = point;
    for (let { branch } = recordOf(parent); branch !== undefined && sequence <= branch.sequence; ) {
      ({ parent } = branch);
      ({ branch } = recordOf(parent));
    }
    const [key] = guard(() => [
      ...commits.getKeys({ start: [parent, sequence], end: [parent, 0], reverse: true, limit: 1 }),
    ]);
    const at = String(key);
    let seen = seenBefore.get(at);
    if (seen === undefined) {
      seen = commitAt(parent, sequence);
      if (seenBefore.size >= REMEMBERED) seenBefore.clear();
      if (seen !== undefined) seenBefore.set(at, { hash: seen.hash, recordedAt: seen.recordedAt });
    }
    return seen;
  };

  /** Commits that hold the range, parents' first, whole; of each, the timeline sees the events `to` a position. */
  function* history(last: TimelineName, range: SequenceRange): Generator<{ block: CommitBlock; to: number }> {
    const { from = 1 } = range;
    const parts: { readonly name: TimelineName; readonly first: number; readonly to: number }[] = [];
    let to = range.to ?? Number.POSITIVE_INFINITY;
    for (let name: TimelineName | undefined = last; name !== undefined; ) {
      const { branch, head }: TimelineRecord = recordOf(name);
      to = Math.min(to, head);
      const first = branch?.sequence ?? 0;
      parts.push({ name, first, to });
      to = Math.min(to, first);
      name = from <= first ? branch?.parent : undefined;
    }
    for (const part of parts.reverse()) yield* ownHistory(part, from);
  }

  function* ownHistory(
    { name, first, to }: { readonly name: TimelineName; readonly first: number; readonly to: number },
    from: number,
  ): Generator<{ block: CommitBlock; to: number }> {
    let next = commitAt(name, Math.max(from, first + 1))?.sequence ?? first + 1;
    while (next <= to) {
      const page = guard(() => [
        ...commits.getRange({ start: [name, next], end: [name, to + 1], limit: READ_AHEAD }),
      ]).map(({ key, value }) => unpackBlock(name, sequenceIn(key), value));
      const last = page.at(-1);
      if (last === undefined) return;
      for (const block of page) yield { block, to };
      next = last.sequence + 1;
    }
  }

  function* readNow(name: TimelineName, range: SequenceRange = {}): Generator<Commit> {
    const { head } = recordOf(name);
    const from = Math.max(range.from ?? 1, 1);
    let next = from;
    for (const { block, to } of history(name, { ...range, from })) {
      const commit = cutTo(readCommit(proveBlock(block, digest)), from, to);
      if (commit.sequence !== next) throw missing(name, next);
      next += commit.events.length;
      yield commit;
    }
    // In a damaged file a commit may be missing, and every other be whole.
    if (next <= Math.min(range.to ?? head, head)) throw missing(name, next);
  }

  async function* read(name: TimelineName, range?: SequenceRange): AsyncGenerator<Commit> {
    yield* readNow(name, range);
  }

  const stored = { guard, knownRecord, someNames, commitAt, lastSeen };
  const write = transactIn(store, stored, { catalogue, now, lockTimeout });
  const transact = async (changes: readonly Change[]): Promise<readonly Commit[]> => {
    open();
    const made = await write(changes);
    appended.next();
    return made;
  };

  return {
    cache: cacheFolder(directory, store.cached),
    readNow,
    read,
    async *blocks(name, range = {}) {
      for (const { block } of history(name, range)) yield block;
    },

    async append(timeline, events, options = {}) {
      return onlyCommit(await transact([{ kind: "append", timeline, events, ...options }]));
    },

    transact,

    async fork(name, of, at = {}) {
      await transact([{ kind: "fork", timeline: name, of, ...at }]);
      return describe(name, recordOf(name));
    },

    follow: (timeline, from = 1) =>
      new Observable((subscriber) => {
        open();
        checkTimelineName(timeline);
        let next = from;
        let wake = (): void => {};
        const subscription = appended.subscribe({ next: () => wake(), complete: () => wake() });
        const poll = setInterval(() => wake(), pollInterval);
        const run = async (): Promise<void> => {
          while (!subscriber.closed && isOpen()) {
            // Set before reading: what is appended during it wakes at once.
            const changed = new Promise<void>((resolve) => (wake = resolve));
            if ((knownRecord(timeline)?.head ?? 0) >= next)
              for await (const commit of read(timeline, { from: next })) {
                if (subscriber.closed) return;
                next = commit.sequence + commit.events.length;
                subscriber.next(commit);
              }
            else await changed;
          }
          subscriber.complete();
        };
        run().catch((error: unknown) => (isClosed ? subscriber.complete() : subscriber.error(error)));
        return () => {
          clearInterval(poll);
          subscription.unsubscribe();
          wake();
        };
      }),

    async timeline(name) {
      const record = knownRecord(name);
      return record && describe(name, record);
    },

    async headHash(name) {
      return recordOf(name).hash;
    },

    async timelines({ after = "", limit = 100 } = {}) {
      const range = after === "" ? { limit: limit + 1 } : { start: after, limit: limit + 2 };
      const found = guard(() => [...timelines.getRange(range)]).filter(({ key }) => nameIn(key) > after);
      const page = found.slice(0, limit);
      const next = found.length > limit ? page.at(-1)?.key : undefined;
      const described = guard(() => page.map(({ key, value }) => describe(key, unpackRecord(key, value))));
      return { timelines: described, ...(next === undefined ? {} : { next }) };
    },

    async close() {
      if (isClosed) return;
      isClosed = true;
      appended.complete();
      await closeStore(store);
    },
  };
}

const missing = (timeline: TimelineName, sequence: number): ValorisError =>
  new ValorisError("log/block", `The commit at ${timeline}@${sequence} is missing.`, {
    help: "The log's file was altered. Restore it from a copy; `valoris log verify` says which commits are whole.",
    details: { timeline, sequence },
  });

const describe = (name: TimelineName, { head, branch }: TimelineRecord): Timeline =>
  branch === undefined ? { name, head } : { name, head, branch };

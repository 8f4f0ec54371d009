import { Observable, Subject } from "rxjs";
import type { TimelineName } from "../events/envelope.ts";
import { ValorisError } from "../events/valorisError.ts";
import { encodeBlock, hashCommit, packBlock, proveBlock, startHash, unpackBlock } from "./commitBlock.ts";
import { checkHead, cutTo, forkPosition, makeCommit, newId, readCommit, recordedTime, withIds } from "./commits.ts";
import type { BranchPoint, Commit, CommitBlock, EventLog, SequenceRange, Timeline } from "./eventLog.ts";
import { cacheFolder } from "./lmdb/cacheFolder.ts";
import { digest } from "./lmdb/nodeDigest.ts";
import type { OpenOptions } from "./lmdb/openOptions.ts";
import { openStore } from "./lmdb/openStore.ts";
import { nameIn, sequenceIn } from "./lmdb/storedKeys.ts";
import { storeError } from "./lmdb/storeErrors.ts";
import { packRecord, type TimelineRecord, unpackRecord } from "./lmdb/timelineRecord.ts";
import { aloneIn } from "./lmdb/writeAlone.ts";
import { closed, timelineExists, unknownTimeline } from "./logErrors.ts";
import { checkTimelineName } from "./timelineName.ts";

export interface LmdbLogOptions extends OpenOptions {
  /** ms since 1970-01-01T00:00Z; asked when a commit does not say when it was recorded. The system's clock if absent. */
  readonly now?: () => number;
  /** ms between looks at what other processes appended, for `follow`; 100 if absent. */
  readonly pollInterval?: number;
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
 * @throws ValorisError `log/missing`, `log/not-a-log`, `log/truncated`, `log/newer-format`, `log/read-only`, `log/store`
 * @example
 * import { mkdtempSync } from "node:fs";
 * import { lmdbLog } from "valoris/log/lmdb";
 *
 * const log = lmdbLog(mkdtempSync("/tmp/valoris-"));
 * await log.append("canon", [{ id: "first-contact", type: "Noted", version: 1, at: "2063-04-05", data: { about: "vulcans" } }]);
 * await log.fork("what-if/no-contact", "canon", { sequence: 0 });
 * console.log((await log.timeline("canon"))?.head); // 1
 * await log.close();
 */
export function lmdbLog(directory: string, options: LmdbLogOptions = {}): EventLog {
  const { now = () => Date.now(), pollInterval = 100, lockTimeout = 10_000 } = options;
  const store = openStore(directory, { ...options, lockTimeout });
  const { root, commits, timelines, ids } = store;
  const write = aloneIn(store, lockTimeout);
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
  const recordOf = (name: TimelineName): TimelineRecord => {
    const record = knownRecord(name);
    if (record !== undefined) return record;
    throw unknownTimeline(
      name,
      guard(() => [...timelines.getKeys({ limit: 10 })]),
    );
  };

  /** The commit that holds a position, if it is one of the timeline's own. */
  const commitAt = (timeline: TimelineName, sequence: number): CommitBlock | undefined => {
    const [found] = guard(() => [
      ...commits.getRange({ start: [timeline, sequence], end: [timeline, 0], reverse: true, limit: 1 }),
    ]);
    return found && unpackBlock(timeline, sequenceIn(found.key), found.value);
  };
  /** The last commit that a branch point sees, of whichever ancestor. */
  const lastSeen = ({ parent, sequence }: BranchPoint): Seen | undefined => {
    if (sequence === 0) return undefined;
    const { branch } = recordOf(parent);
    if (branch !== undefined && sequence <= branch.sequence) return lastSeen({ ...branch, sequence });
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
  function* history(name: TimelineName, range: SequenceRange): Generator<{ block: CommitBlock; to: number }> {
    const { branch, head } = recordOf(name);
    const { from = 1 } = range;
    const to = Math.min(range.to ?? head, head);
    if (branch !== undefined && from <= branch.sequence)
      yield* history(branch.parent, { from, to: Math.min(to, branch.sequence) });
    const first = branch?.sequence ?? 0;
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

  return {
    cache: cacheFolder(directory, store.cached),
    readNow,
    read,
    async *blocks(name, range = {}) {
      for (const { block } of history(name, range)) yield block;
    },

    async append(timeline, events, { commitId, recordedAt, ...expectation } = {}) {
      open();
      checkTimelineName(timeline);
      const identified = withIds(events);
      const block = encodeBlock(identified);
      const stored = await write(() => {
        const known = commitId === undefined ? undefined : ids.get(commitId);
        if (known !== undefined) return known;
        const record = knownRecord(timeline) ?? newTimeline(timeline);
        const described = describe(timeline, record);
        checkHead(described, expectation);
        const header = {
          id: commitId ?? newId(),
          timeline,
          sequence: record.head + 1,
          count: events.length,
          recordedAt: recordedTime(described, recordedAt, now(), record.recordedAt),
          previous: record.hash,
        };
        const hash = hashCommit(header, block, digest);
        const { head } = record;
        if (events.length === 0) timelines.putSync(timeline, packRecord(record));
        else {
          // First what LMDB may refuse, an id that is too long for a key: then nothing was put yet.
          ids.putSync(header.id, [timeline, header.sequence]);
          commits.putSync([timeline, header.sequence], packBlock({ ...header, hash, block }));
          const next = { ...record, head: head + events.length, hash, recordedAt: header.recordedAt };
          timelines.putSync(timeline, packRecord(next));
        }
        return header;
      });
      appended.next();
      if (!Array.isArray(stored)) return makeCommit(stored, identified);
      const [where, sequence] = stored;
      const earlier = commitAt(where, sequence);
      if (earlier === undefined || earlier.id !== commitId)
        throw new ValorisError("log/damaged", `Commit ${commitId ?? ""} is noted, and not there.`);
      return readCommit(proveBlock(earlier, digest));
    },

    follow: (timeline, from = 1) =>
      new Observable((subscriber) => {
        recordOf(timeline);
        let next = from;
        let wake = (): void => {};
        const subscription = appended.subscribe({ next: () => wake(), complete: () => wake() });
        const poll = setInterval(() => wake(), pollInterval);
        const run = async (): Promise<void> => {
          while (!subscriber.closed && isOpen()) {
            // Set before reading: what is appended during it wakes at once.
            const changed = new Promise<void>((resolve) => (wake = resolve));
            if (recordOf(timeline).head >= next)
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

    async fork(name, of, { sequence, cut } = {}) {
      open();
      checkTimelineName(name);
      const record = await write(() => {
        const parent = recordOf(of);
        if (timelines.doesExist(name)) throw timelineExists(name);
        const at = forkPosition(describe(of, parent), sequence);
        const branch = { parent: of, sequence: at, ...(cut === undefined ? {} : { cut }) };
        const seen =
          at === parent.head ? parent : (lastSeen(branch) ?? { hash: "", recordedAt: Number.NEGATIVE_INFINITY });
        const start = startHash(name, branch, at === 0 ? "" : seen.hash, digest);
        const made: TimelineRecord = { branch, start, head: at, hash: start, recordedAt: seen.recordedAt };
        timelines.putSync(name, packRecord(made));
        return made;
      });
      return describe(name, record);
    },

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
      await root.close();
    },
  };
}

function newTimeline(name: TimelineName): TimelineRecord {
  const start = startHash(name, undefined, "", digest);
  return { start, head: 0, hash: start, recordedAt: Number.NEGATIVE_INFINITY };
}

const missing = (timeline: TimelineName, sequence: number): ValorisError =>
  new ValorisError("log/block", `The commit at ${timeline}@${sequence} is missing.`, {
    help: "The log's file was altered. Restore it from a copy; `valoris log verify` says which commits are whole.",
    details: { timeline, sequence },
  });

const describe = (name: TimelineName, { head, branch }: TimelineRecord): Timeline =>
  branch === undefined ? { name, head } : { name, head, branch };

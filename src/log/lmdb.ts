import { createHash } from "node:crypto";
import { Observable, Subject } from "rxjs";
import type { TimelineName } from "../events/envelope.ts";
import { ValorisError } from "../events/valorisError.ts";
import { type Digest, encodeBlock, hashCommit, packBlock, proveBlock, startHash, unpackBlock } from "./commitBlock.ts";
import { checkHead, cutTo, forkPosition, makeCommit, newId, readCommit, recordedTime, withIds } from "./commits.ts";
import type { BranchPoint, Commit, CommitBlock, EventLog, SequenceRange, Timeline } from "./eventLog.ts";
import { lmdbCache } from "./lmdb/cache.ts";
import { type OpenOptions, openStore, type TimelineRecord } from "./lmdb/openStore.ts";
import { storeError } from "./lmdb/storeErrors.ts";
import { closed, timelineExists, unknownTimeline } from "./logErrors.ts";
import { checkTimelineName } from "./timelineName.ts";

export interface LmdbLogOptions extends OpenOptions {
  /** ms since 1970-01-01T00:00Z; asked when a commit does not say when it was recorded. The system's clock if absent. */
  readonly now?: () => number;
  /** ms between looks at what other processes appended, for `follow`; 100 if absent. */
  readonly pollInterval?: number;
  /** ms after which an append gives up on another process that keeps the log locked; 10 000 if absent. */
  readonly lockTimeout?: number;
}

/** Commits that are read at once: enough to be quick, few enough to be forgotten. */
const READ_AHEAD = 16;

/**
 * A log in a folder, in one LMDB file: durable, for one writer at a time and any number of reading processes. One value a commit;
 * an append is done when LMDB says that it is flushed to the disk. Every commit is proved by its hash when it is read.
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
  const store = openStore(directory, options);
  const { root, commits, timelines, ids } = store;
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
  const recordOf = (name: TimelineName): TimelineRecord => {
    const record = guard(() => timelines.get(name));
    if (record !== undefined) return record;
    throw unknownTimeline(
      name,
      guard(() => [...timelines.getKeys({ limit: 10 })]),
    );
  };

  /** Runs `change` alone among all writers of all processes; what it returns, once it is on the disk. */
  async function write<Result>(change: () => Result): Promise<Result> {
    open();
    if (store.readOnly)
      throw new ValorisError("log/read-only", `${directory} was opened for reading only.`, {
        help: "Open it without `readOnly` to write.",
      });
    let refusal: unknown;
    const transaction = root.transaction(() => {
      // What is thrown before the first put leaves nothing to undo.
      try {
        return change();
      } catch (error) {
        refusal = error;
        return undefined;
      }
    });
    try {
      const result = await orLocked(transaction, lockTimeout, directory);
      if (refusal !== undefined) throw refusal;
      await root.flushed;
      return result as Result;
    } catch (error) {
      throw storeError(error, directory);
    }
  }

  /** The commit that holds a position, if it is one of the timeline's own. */
  const commitAt = (timeline: TimelineName, sequence: number): CommitBlock | undefined => {
    const [found] = guard(() => [
      ...commits.getRange({ start: [timeline, sequence], end: [timeline, 0], reverse: true, limit: 1 }),
    ]);
    return found && unpackBlock(timeline, found.key[1], found.value);
  };
  /** The last commit that a branch point sees, of whichever ancestor. */
  const lastSeen = ({ parent, sequence }: BranchPoint): CommitBlock | undefined => {
    if (sequence === 0) return undefined;
    const { branch } = recordOf(parent);
    return branch !== undefined && sequence <= branch.sequence
      ? lastSeen({ ...branch, sequence })
      : commitAt(parent, sequence);
  };

  /** Commits that hold the range, parents' first, whole; of each, the timeline sees the events `to` a position. */
  async function* history(
    name: TimelineName,
    range: SequenceRange,
  ): AsyncGenerator<{ block: CommitBlock; to: number }> {
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
      ]).map(({ key, value }) => unpackBlock(name, key[1], value));
      const last = page.at(-1);
      if (last === undefined) return;
      for (const block of page) yield { block, to };
      next = last.sequence + 1;
    }
  }

  async function* read(name: TimelineName, range: SequenceRange = {}): AsyncGenerator<Commit> {
    for await (const { block, to } of history(name, range))
      yield cutTo(readCommit(proveBlock(block, digest)), range.from ?? 1, to);
  }

  return {
    cache: lmdbCache(directory, store.readOnly),
    read,
    async *blocks(name, range = {}) {
      for await (const { block } of history(name, range)) yield block;
    },

    async append(timeline, events, { commitId, recordedAt, ...expectation } = {}) {
      checkTimelineName(timeline);
      const identified = withIds(events);
      const block = encodeBlock(identified);
      const stored = await write(() => {
        const known = commitId === undefined ? undefined : ids.get(commitId);
        if (known !== undefined) return known;
        const record = timelines.get(timeline) ?? newTimeline(timeline);
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
        if (events.length === 0) timelines.putSync(timeline, record);
        else {
          commits.putSync([timeline, header.sequence], packBlock({ ...header, hash, block }));
          ids.putSync(header.id, [timeline, header.sequence]);
          const next = { ...record, head: head + events.length, hash, recordedAt: header.recordedAt };
          timelines.putSync(timeline, next);
        }
        return header;
      });
      appended.next();
      if (!Array.isArray(stored)) return makeCommit(stored, identified);
      const [where, sequence] = stored;
      const earlier = commitAt(where, sequence);
      if (earlier === undefined)
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
      checkTimelineName(name);
      const record = await write(() => {
        const parent = recordOf(of);
        if (timelines.get(name) !== undefined) throw timelineExists(name);
        const at = forkPosition(describe(of, parent), sequence);
        const branch = { parent: of, sequence: at, ...(cut === undefined ? {} : { cut }) };
        const seen =
          at === parent.head ? parent : (lastSeen(branch) ?? { hash: "", recordedAt: Number.NEGATIVE_INFINITY });
        const start = startHash(name, branch, at === 0 ? "" : seen.hash);
        const made: TimelineRecord = { branch, start, head: at, hash: start, recordedAt: seen.recordedAt };
        timelines.putSync(name, made);
        return made;
      });
      return describe(name, record);
    },

    async timeline(name) {
      const record = guard(() => timelines.get(name));
      return record && describe(name, record);
    },

    async headHash(name) {
      return recordOf(name).hash;
    },

    async timelines({ after = "", limit = 100 } = {}) {
      const range = after === "" ? { limit: limit + 1 } : { start: after, limit: limit + 2 };
      const found = guard(() => [...timelines.getRange(range)]).filter(({ key }) => key > after);
      const page = found.slice(0, limit);
      const next = found.length > limit ? page.at(-1)?.key : undefined;
      return { timelines: page.map(({ key, value }) => describe(key, value)), ...(next === undefined ? {} : { next }) };
    },

    async close() {
      if (isClosed) return;
      isClosed = true;
      appended.complete();
      await this.cache.close?.();
      await root.close();
    },
  };
}

const digest: Digest = (...parts) => {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return hash.digest("hex");
};

function newTimeline(name: TimelineName): TimelineRecord {
  const start = startHash(name, undefined, "");
  return { start, head: 0, hash: start, recordedAt: Number.NEGATIVE_INFINITY };
}

const describe = (name: TimelineName, { head, branch }: TimelineRecord): Timeline =>
  branch === undefined ? { name, head } : { name, head, branch };

/** LMDB waits for other writers for ever; people do not. */
async function orLocked<Result>(transaction: Promise<Result>, timeout: number, directory: string): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const locked = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () =>
        reject(
          new ValorisError("log/locked", `Another process has kept ${directory} locked for ${timeout / 1000} s.`, {
            help: "Wait for it or end it, then append the same commit again, with the same commit id: it is stored once.",
          }),
        ),
      timeout,
    );
  });
  try {
    return await Promise.race([transaction, locked]);
  } finally {
    clearTimeout(timer);
  }
}

import { Observable, Subject } from "rxjs";
import type { CommitId, TimelineName } from "../events/envelope.ts";
import { encodeBlock, hashCommit, startHash } from "./commitBlock.ts";
import { checkHead, cutTo, firstCommitAt, forkPosition, makeCommit, newId, recordedTime, withIds } from "./commits.ts";
import { memoryCache } from "./derivedCache.ts";
import type { BranchPoint, Commit, CommitBlock, EventLog, RecordedEvent, SequenceRange, Timeline } from "./eventLog.ts";
import { closed, timelineExists, unknownTimeline } from "./logErrors.ts";
import { checkTimelineName } from "./timelineName.ts";

interface Line {
  readonly name: TimelineName;
  readonly branch: BranchPoint | undefined;
  readonly commits: Commit[];
  /** As far as somebody asked for them: hashing costs more than keeping. */
  readonly blocks: CommitBlock[];
  readonly appended: Subject<Commit>;
  head: number;
  lastRecordedAt: number;
}

export interface MemoryLogOptions {
  /** ms since 1970-01-01T00:00Z; asked when a commit does not say when it was recorded. */
  readonly now: () => number;
}

/**
 * A log that lives as long as the process: for tests, browsers, and files given on the command line.
 *
 * @example
 * import { memoryLog } from "valoris";
 *
 * const log = memoryLog({ now: () => 0 });
 * await log.append("canon", [{ id: "first-contact", type: "Noted", version: 1, at: "2063-04-05", data: { about: "vulcans" } }]);
 * const { timelines } = await log.timelines();
 * console.log(timelines[0]?.head); // 1
 */
export function memoryLog({ now }: MemoryLogOptions): EventLog {
  const lines = new Map<TimelineName, Line>();
  const commitsById = new Map<CommitId, Commit>();
  let isClosed = false;

  const open = (): void => {
    if (isClosed) throw closed();
  };
  const lineOf = (name: TimelineName): Line => {
    const line = lines.get(name);
    if (line !== undefined) return line;
    throw unknownTimeline(name, [...lines.keys()]);
  };
  const create = (name: TimelineName, branch: BranchPoint | undefined): Line => {
    const line: Line = {
      name: checkTimelineName(name),
      branch,
      commits: [],
      blocks: [],
      appended: new Subject(),
      head: branch?.sequence ?? 0,
      lastRecordedAt: branch === undefined ? Number.NEGATIVE_INFINITY : recordedBy(branch),
    };
    lines.set(name, line);
    return line;
  };

  /** Commits of the line and of its ancestors that hold the range, oldest first, whole; of each, it sees the events `to` a position. */
  function* history(
    line: Line,
    from: number,
    to: number,
  ): Generator<{ line: Line; index: number; commit: Commit; to: number }> {
    if (line.branch !== undefined && from <= line.branch.sequence)
      yield* history(lineOf(line.branch.parent), from, Math.min(to, line.branch.sequence));
    for (let index = firstCommitAt(line.commits, from); index < line.commits.length; index++) {
      const commit = line.commits[index];
      if (commit === undefined || commit.sequence > to) return;
      yield { line, index, commit, to };
    }
  }
  /** The last commit that a branch point sees. */
  const lastSeen = ({ parent, sequence }: BranchPoint) =>
    sequence === 0 ? undefined : history(lineOf(parent), sequence, sequence).next().value;
  const recordedBy = (branch: BranchPoint): number => lastSeen(branch)?.commit.recordedAt ?? Number.NEGATIVE_INFINITY;

  function* readNow(
    name: TimelineName,
    { from = 1, to = Number.POSITIVE_INFINITY }: SequenceRange = {},
  ): Generator<Commit> {
    open();
    for (const seen of history(lineOf(name), from, to)) yield cutTo(seen.commit, from, seen.to);
  }

  const blockOf = (line: Line, index: number): CommitBlock => {
    for (let next = line.blocks.length; next <= index; next++) {
      const commit = line.commits[next];
      if (commit === undefined) break;
      const { id, timeline, sequence, recordedAt, events } = commit;
      const previous = line.blocks.at(-1)?.hash ?? startOf(line);
      const header = { id, timeline, sequence, count: events.length, recordedAt, previous };
      const block = encodeBlock(events.map(withoutRecorded));
      line.blocks.push({ ...header, hash: hashCommit(header, block), block });
    }
    return line.blocks[index] as CommitBlock;
  };
  const startOf = ({ name, branch }: Line): string => {
    const seen = branch && lastSeen(branch);
    return startHash(name, branch, seen === undefined ? "" : blockOf(seen.line, seen.index).hash);
  };

  return {
    cache: memoryCache(),

    async append(timeline, events, options = {}) {
      open();
      const stored = options.commitId === undefined ? undefined : commitsById.get(options.commitId);
      if (stored !== undefined) return stored;
      const known = lines.get(timeline);
      const described = known ?? { name: checkTimelineName(timeline), head: 0 };
      checkHead(describe(described), options);
      const last = known?.lastRecordedAt ?? Number.NEGATIVE_INFINITY;
      const recordedAt = recordedTime(describe(described), options.recordedAt, now(), last);
      const line = known ?? create(timeline, undefined);
      const id = options.commitId ?? newId();
      const commit = makeCommit({ id, timeline, sequence: line.head + 1, recordedAt }, withIds(events));
      if (events.length === 0) return commit;
      line.commits.push(commit);
      line.head += events.length;
      line.lastRecordedAt = recordedAt;
      commitsById.set(commit.id, commit);
      line.appended.next(commit);
      return commit;
    },

    readNow,
    async *read(timeline, range) {
      yield* readNow(timeline, range);
    },

    async *blocks(timeline, { from = 1, to = Number.POSITIVE_INFINITY } = {}) {
      open();
      for (const { line, index } of history(lineOf(timeline), from, to)) yield blockOf(line, index);
    },

    follow: (timeline, from = 1) =>
      new Observable((subscriber) => {
        open();
        const line = lineOf(timeline);
        // A subscriber may append while it reads: what arrives meanwhile waits, so that order holds.
        const waiting: Commit[] = [];
        let live = false;
        const subscription = line.appended.subscribe({
          next: (commit) => {
            if (commit.sequence + commit.events.length <= from) return;
            const wanted = cutTo(commit, from, Number.POSITIVE_INFINITY);
            if (live) subscriber.next(wanted);
            else waiting.push(wanted);
          },
          complete: () => subscriber.complete(),
        });
        for (const { commit, to } of history(line, from, line.head)) {
          if (subscriber.closed) break;
          subscriber.next(cutTo(commit, from, to));
        }
        for (let commit = waiting.shift(); commit !== undefined; commit = waiting.shift()) subscriber.next(commit);
        live = true;
        return subscription;
      }),

    async fork(name, of, { sequence, cut } = {}) {
      open();
      const parent = lineOf(of);
      if (lines.has(name)) throw timelineExists(name);
      const at = forkPosition(describe(parent), sequence);
      return describe(create(name, { parent: of, sequence: at, ...(cut === undefined ? {} : { cut }) }));
    },

    async timeline(name) {
      open();
      const line = lines.get(name);
      return line && describe(line);
    },

    async headHash(name) {
      open();
      const line = lineOf(name);
      return line.commits.length === 0 ? startOf(line) : blockOf(line, line.commits.length - 1).hash;
    },

    async timelines({ after = "", limit = 100 } = {}) {
      open();
      const names = [...lines.keys()].filter((name) => name > after).sort();
      const page = names.slice(0, limit);
      const next = names.length > limit ? page.at(-1) : undefined;
      return { timelines: page.map((name) => describe(lineOf(name))), ...(next === undefined ? {} : { next }) };
    },

    async close() {
      isClosed = true;
      for (const line of lines.values()) line.appended.complete();
    },
  };
}

const describe = ({ name, head, branch }: Pick<Line, "name" | "head"> & Partial<Pick<Line, "branch">>): Timeline =>
  branch === undefined ? { name, head } : { name, head, branch };

const withoutRecorded = ({ recorded: _recorded, ...event }: RecordedEvent): Omit<RecordedEvent, "recorded"> => event;

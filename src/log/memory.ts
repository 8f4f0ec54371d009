import { Observable, Subject } from "rxjs";
import { catalogue as builtIn } from "../events/catalogue/catalogue.ts";
import type { Catalogue } from "../events/createCatalogue.ts";
import type { CommitId, TimelineName } from "../events/envelope.ts";
import { type Line as KnownLine, makeChange, onlyCommit, prepareChange, type Stage } from "./changes.ts";
import { encodeBlock, hashCommit, startHash } from "./commitBlock.ts";
import { cutTo, firstCommitAt, withoutRecorded } from "./commits.ts";
import { memoryCache } from "./derivedCache.ts";
import type { BranchPoint, Change, Commit, CommitBlock, EventLog, SequenceRange, Timeline } from "./eventLog.ts";
import { closed, unknownTimeline } from "./logErrors.ts";
import { eventPlaces } from "./memory/eventPlaces.ts";
import { checkTimelineName } from "./timelineName.ts";
import { getOrMake } from "../idioms/multimap.ts";

interface Line {
  readonly name: TimelineName;
  readonly branch: BranchPoint | undefined;
  readonly commits: Commit[];
  /** As far as somebody asked for them: hashing costs more than keeping. */
  readonly blocks: CommitBlock[];
  head: number;
  recordedAt: number;
}

export interface MemoryLogOptions {
  /** ms since 1970-01-01T00:00Z; asked when a commit does not say when it was recorded. The system's clock if absent. */
  readonly now?: () => number;
  /** The types of event that may be appended; the ones that come with valoris if absent. */
  readonly catalogue?: Catalogue;
}

/**
 * A log that lives as long as the process: for tests, browsers, and files given on the command line.
 *
 * @example
 * import { event, memoryLog } from "valoris";
 *
 * const log = memoryLog();
 * await log.append("canon", [event("Noted", { id: "first-contact", at: "2063-04-05", about: "vulcans" })]);
 * const { timelines } = await log.timelines();
 * console.log(timelines[0]?.head); // 1
 */
export function memoryLog({ now = () => Date.now(), catalogue = builtIn }: MemoryLogOptions = {}): EventLog {
  const lines = new Map<TimelineName, Line>();
  const commitsById = new Map<CommitId, Commit>();
  const places = eventPlaces();
  /** By timeline, there or not: for those who follow it. */
  const changed = new Map<TimelineName, Subject<void>>();
  let isClosed = false;

  const open = (): void => {
    if (isClosed) throw closed();
  };
  const lineOf = (name: TimelineName): Line => {
    const line = lines.get(name);
    if (line !== undefined) return line;
    throw unknownTimeline(name, [...lines.keys()]);
  };

  /** Commits of the line and of its ancestors that hold the range, oldest first, whole; of each, it sees the events `to` a position. */
  function* history(
    last: Line,
    from: number,
    until: number,
  ): Generator<{ line: Line; index: number; commit: Commit; to: number }> {
    const parts = [{ line: last, to: until }];
    for (let { line, to } = { line: last, to: until }; line.branch !== undefined && from <= line.branch.sequence; ) {
      to = Math.min(to, line.branch.sequence);
      line = lineOf(line.branch.parent);
      parts.push({ line, to });
    }
    for (const { line, to } of parts.reverse())
      for (let index = firstCommitAt(line.commits, from); index < line.commits.length; index++) {
        const commit = line.commits[index];
        if (commit === undefined || commit.sequence > to) break;
        yield { line, index, commit, to };
      }
  }
  /** The last commit that a branch point sees. */
  const lastSeen = ({ parent, sequence }: BranchPoint) =>
    sequence === 0 ? undefined : history(lineOf(parent), sequence, sequence).next().value;
  const recordedBy = (branch: BranchPoint): number => {
    const { head, recordedAt } = lineOf(branch.parent);
    if (branch.sequence === head) return recordedAt;
    return lastSeen(branch)?.commit.recordedAt ?? Number.NEGATIVE_INFINITY;
  };

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

  /** Changes are made at once; `undo` takes them back where a later one is refused. */
  const openStage = (undo: (() => void)[]): Stage => ({
    line: (name) => known(lines.get(name)),
    names: () => [...lines.keys()],
    commit: (id) => commitsById.get(id),
    event: (line, id) => places.find(line, id, lineOf),
    isRetyped: places.isRetyped,
    addLine(name, branch) {
      const recordedAt = branch === undefined ? Number.NEGATIVE_INFINITY : recordedBy(branch);
      const line: Line = { name, branch, commits: [], blocks: [], head: branch?.sequence ?? 0, recordedAt };
      lines.set(name, line);
      undo.push(() => lines.delete(name));
      return { ...describe(line), recordedAt };
    },
    addCommit(commit) {
      const line = lineOf(commit.timeline);
      const { head, recordedAt } = line;
      line.commits.push(commit);
      commitsById.set(commit.id, commit);
      places.add(commit);
      line.head = head + commit.events.length;
      line.recordedAt = commit.recordedAt;
      undo.push(() => {
        line.commits.pop();
        commitsById.delete(commit.id);
        places.remove(commit);
        line.head = head;
        line.recordedAt = recordedAt;
      });
    },
  });

  const transact = (changes: readonly Change[]): Commit[] => {
    open();
    const prepared = changes.map((change) => prepareChange(change, catalogue));
    const undo: (() => void)[] = [];
    const stage = openStage(undo);
    let commits: Commit[];
    try {
      commits = prepared.flatMap((change) => makeChange(change, stage, { catalogue, now }) ?? []);
    } catch (error) {
      for (const takeBack of undo.toReversed()) takeBack();
      throw error;
    }
    for (const { timeline } of changes) changed.get(timeline)?.next();
    return commits;
  };

  return {
    cache: memoryCache(),

    async append(timeline, events, options = {}) {
      return onlyCommit(transact([{ kind: "append", timeline, events, ...options }]));
    },

    transact: async (changes) => transact(changes),

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
        checkTimelineName(timeline);
        let next = from;
        let isReading = false;
        const ahead = (): Line | undefined => {
          const line = lines.get(timeline);
          return line !== undefined && line.head >= next ? line : undefined;
        };
        const readOn = (): void => {
          // A subscriber may append while it reads: whoever reads already goes on to that, so that order holds.
          if (isReading) return;
          isReading = true;
          for (let line = ahead(); line !== undefined && !subscriber.closed; line = ahead())
            for (const { commit, to } of history(line, next, line.head)) {
              if (subscriber.closed) break;
              const wanted = cutTo(commit, next, to);
              next = wanted.sequence + wanted.events.length;
              subscriber.next(wanted);
            }
          isReading = false;
        };
        const changes = getOrMake(changed, timeline, () => new Subject());
        const subscription = changes.subscribe({ next: readOn, complete: () => subscriber.complete() });
        readOn();
        return subscription;
      }),

    async fork(name, of, at = {}) {
      transact([{ kind: "fork", timeline: name, of, ...at }]);
      return describe(lineOf(name));
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
      for (const subject of changed.values()) subject.complete();
    },
  };
}

const describe = ({ name, head, branch }: Pick<Line, "name" | "head" | "branch">): Timeline =>
  branch === undefined ? { name, head } : { name, head, branch };

const known = (line: Line | undefined): KnownLine | undefined =>
  line && { ...describe(line), recordedAt: line.recordedAt };

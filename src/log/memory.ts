import { customAlphabet } from "nanoid";
import { Observable, Subject } from "rxjs";
import type { ChronicleEvent, CommitId, TimelineName } from "../events/envelope.ts";
import { ValorisError } from "../events/valorisError.ts";
import type { BranchPoint, Commit, EventLog, RecordedEvent, Timeline } from "./eventLog.ts";
import { checkTimelineName } from "./timelineName.ts";

const newId = customAlphabet("abcdefghijklmnopqrstuvwxyz0123456789", 21);

interface Line {
  readonly name: TimelineName;
  readonly branch: BranchPoint | undefined;
  readonly commits: Commit[];
  readonly appended: Subject<Commit>;
  head: number;
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
  let closed = false;

  const open = (): void => {
    if (closed) throw new ValorisError("log/closed", "The log is closed.", { help: "Open it again before using it." });
  };
  const lineOf = (name: TimelineName): Line => {
    const line = lines.get(name);
    if (line !== undefined) return line;
    throw new ValorisError("log/unknown-timeline", `There is no timeline “${name}”.`, {
      help: `There are: ${[...lines.keys()].slice(0, 10).join(", ") || "none yet"}.`,
    });
  };
  const create = (name: TimelineName, branch: BranchPoint | undefined): Line => {
    const line: Line = {
      name: checkTimelineName(name),
      branch,
      commits: [],
      appended: new Subject(),
      head: branch?.sequence ?? 0,
    };
    lines.set(name, line);
    return line;
  };
  const describe = ({ name, head, branch }: Line): Timeline =>
    branch === undefined ? { name, head } : { name, head, branch };

  /** Commits of the line and of its ancestors, oldest first, cut to [from, to]. */
  function* history(line: Line, from: number, to: number): Generator<Commit> {
    if (line.branch !== undefined && from <= line.branch.sequence)
      yield* history(lineOf(line.branch.parent), from, Math.min(to, line.branch.sequence));
    for (let i = firstCommitAt(line.commits, from); i < line.commits.length; i++) {
      const commit = line.commits[i];
      if (commit === undefined || commit.sequence > to) return;
      yield cutTo(commit, from, to);
    }
  }

  return {
    async append(timeline, events, options = {}) {
      open();
      const stored = options.commitId === undefined ? undefined : commitsById.get(options.commitId);
      if (stored !== undefined) return stored;
      const line = lines.get(timeline) ?? create(timeline, undefined);
      if (options.expected !== undefined && options.expected !== line.head)
        throw new ValorisError("log/conflict", `${timeline} is at ${line.head}, not at ${options.expected}.`, {
          help: "Somebody appended meanwhile: read what is new, decide again, and append to the new head.",
          details: { expected: options.expected, head: line.head },
        });
      const commit = makeCommit(line, events, options.commitId ?? newId(), options.recordedAt ?? now());
      line.commits.push(commit);
      line.head += events.length;
      commitsById.set(commit.id, commit);
      line.appended.next(commit);
      return commit;
    },

    async *read(timeline, { from = 1, to = Number.POSITIVE_INFINITY } = {}) {
      open();
      yield* history(lineOf(timeline), from, to);
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
        for (const commit of history(line, from, line.head)) {
          if (subscriber.closed) break;
          subscriber.next(commit);
        }
        for (let commit = waiting.shift(); commit !== undefined; commit = waiting.shift()) subscriber.next(commit);
        live = true;
        return subscription;
      }),

    async fork(name, of, { sequence, cut } = {}) {
      open();
      const parent = lineOf(of);
      if (lines.has(name))
        throw new ValorisError("log/timeline-exists", `There is a timeline “${name}” already.`, {
          help: "Choose another name.",
        });
      const at = sequence ?? parent.head;
      if (at < 0 || at > parent.head || !Number.isInteger(at))
        throw new ValorisError("log/position", `${of} has no position ${at}; its head is ${parent.head}.`, {
          help: `Use a whole number from 0 to ${parent.head}.`,
        });
      return describe(create(name, { parent: of, sequence: at, ...(cut === undefined ? {} : { cut }) }));
    },

    async timeline(name) {
      const line = lines.get(name);
      return line && describe(line);
    },

    async timelines({ after = "", limit = 100 } = {}) {
      const names = [...lines.keys()].filter((name) => name > after).sort();
      const page = names.slice(0, limit);
      const next = names.length > limit ? page.at(-1) : undefined;
      return { timelines: page.map((name) => describe(lineOf(name))), ...(next === undefined ? {} : { next }) };
    },

    async close() {
      closed = true;
      for (const line of lines.values()) line.appended.complete();
    },
  };
}

function makeCommit(line: Line, events: readonly ChronicleEvent[], id: CommitId, recordedAt: number): Commit {
  const sequence = line.head + 1;
  const recorded = events.map(
    (event, i): RecordedEvent => ({
      ...event,
      id: event.id === "" ? newId() : event.id,
      recorded: { timeline: line.name, sequence: sequence + i, commit: id, recordedAt },
    }),
  );
  return { id, timeline: line.name, sequence, recordedAt, events: recorded };
}

/** Index of the first commit whose last event is at `sequence` or after it. */
function firstCommitAt(commits: readonly Commit[], sequence: number): number {
  let low = 0;
  let high = commits.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const commit = commits[middle];
    if (commit !== undefined && commit.sequence + commit.events.length - 1 < sequence) low = middle + 1;
    else high = middle;
  }
  return low;
}

function cutTo(commit: Commit, from: number, to: number): Commit {
  const last = commit.sequence + commit.events.length - 1;
  if (commit.sequence >= from && last <= to) return commit;
  const events = commit.events.filter(({ recorded }) => recorded.sequence >= from && recorded.sequence <= to);
  return { ...commit, sequence: Math.max(commit.sequence, from), events };
}

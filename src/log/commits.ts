import { customAlphabet } from "nanoid";
import type { ChronicleEvent, CommitId } from "../events/envelope.ts";
import { decodeBlock } from "./commitBlock.ts";
import type { Commit, CommitBlock, RecordedEvent, Timeline } from "./eventLog.ts";
import { noPosition } from "./logErrors.ts";
import { countWhile } from "../idioms/sortedSearch.ts";

/** What every adapter does alike with commits. */

/** For events and commits that come without: 36²¹, more than 108 bits. */
export const newId = customAlphabet("abcdefghijklmnopqrstuvwxyz0123456789", 21);

/** The position to fork at. @throws ValorisError `log/position` */
export function forkPosition({ name, head }: Timeline, sequence: number | undefined): number {
  const at = sequence ?? head;
  if (at < 0 || at > head || !Number.isInteger(at)) throw noPosition(name, at, head);
  return at;
}

export function makeCommit(
  header: { readonly id: CommitId; readonly timeline: string; readonly sequence: number; readonly recordedAt: number },
  events: readonly ChronicleEvent[],
): Commit {
  const { id, timeline, sequence, recordedAt } = header;
  const recorded = events.map(
    (event, i): RecordedEvent => ({
      ...event,
      recorded: { timeline, sequence: sequence + i, commit: id, recordedAt },
    }),
  );
  return { id, timeline, sequence, recordedAt, events: recorded };
}

/** @throws ValorisError `log/block` */
export const readCommit = (block: CommitBlock): Commit => makeCommit(block, decodeBlock(block));

/** Index of the first commit whose last event is at `sequence` or after it. */
export function firstCommitAt(commits: readonly Commit[], sequence: number): number {
  return countWhile(commits, (commit) => commit.sequence + commit.events.length - 1 < sequence);
}

/** The part of a commit between two positions, both included. */
export function cutTo(commit: Commit, from: number, to: number): Commit {
  const last = commit.sequence + commit.events.length - 1;
  if (commit.sequence >= from && last <= to) return commit;
  const events = commit.events.filter(({ recorded }) => recorded.sequence >= from && recorded.sequence <= to);
  return { ...commit, sequence: Math.max(commit.sequence, from), events };
}

export const withoutRecorded = ({ recorded: _recorded, ...event }: RecordedEvent): ChronicleEvent => event;

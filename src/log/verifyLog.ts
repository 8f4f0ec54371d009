import type { CommitId, EventId, TimelineName } from "../events/envelope.ts";
import { ValorisError } from "../events/valorisError.ts";
import { decodeBlock, hashCommit, startHash } from "./commitBlock.ts";
import type { Digest } from "./digest.ts";
import type { CommitBlock, EventLog, Timeline } from "./eventLog.ts";
import { eachTimeline } from "./eachTimeline.ts";

/** A place where the log is not what was recorded. */
export interface LogProblem {
  /** Empty where it is of no place in particular. */
  readonly timeline: TimelineName;
  /** Position of the first event that is touched. */
  readonly sequence: number;
  /** Empty where not even that can be read. */
  readonly commit: CommitId;
  readonly message: string;
  /** Ids of the events in it, as far as they can be read. */
  readonly events: readonly EventId[];
}

export interface Verification {
  readonly timelines: number;
  readonly commits: number;
  readonly events: number;
  /** By timeline: what proves its history. Kept elsewhere, it tells a log that was cut off or rewritten whole. */
  readonly heads: Readonly<Record<TimelineName, string>>;
  readonly problems: readonly LogProblem[];
}

export interface VerifyOptions {
  /** The hash that a timeline's head had when somebody noted it; later commits may follow it. */
  readonly expectHead?: { readonly timeline: TimelineName; readonly hash: string };
  /** `total`: events there are. */
  readonly onProgress?: (progress: {
    readonly commits: number;
    readonly events: number;
    readonly total: number;
  }) => void;
}

/**
 * Reads every commit of every timeline, and proves it: its bytes by its hash, its place by the hash of the commit before. Others may
 * append meanwhile.
 */
export async function verifyLog(log: EventLog, { expectHead, onProgress }: VerifyOptions = {}): Promise<Verification> {
  const problems: LogProblem[] = [];
  const heads: Record<TimelineName, string> = {};
  let commits = 0;
  let events = 0;
  let total = 0;
  let found = expectHead === undefined;
  for await (const { head, branch } of eachTimeline(log)) total += head - (branch?.sequence ?? 0);

  async function verifyTimeline(timeline: Timeline): Promise<void> {
    const { name } = timeline;
    const wanted = expectHead?.timeline === name ? expectHead.hash : undefined;
    let place: Place = { next: (timeline.branch?.sequence ?? 0) + 1 };
    const prove = (block: CommitBlock): void => {
      for (const message of wrongWith(block, place, log.cache.digest)) problems.push(problemOf(block, message));
      place = placeAfter(block);
      commits++;
      events += block.count;
      found ||= wanted === block.hash;
      onProgress?.({ commits, events, total });
    };
    let head = "";
    try {
      place = { ...place, previous: await chainedTo(log, timeline) };
      found ||= wanted === place.previous;
      // What is appended meanwhile is read too; what was read already, and is so altered that it comes again, is not.
      for (let last = 0, isMore = true; isMore; isMore &&= head !== place.previous) {
        isMore = false;
        const done = last;
        for await (const block of log.blocks(name, { from: place.next })) {
          if (done > 0 && block.sequence <= done) continue;
          prove(block);
          last = Math.max(last, block.sequence);
          isMore = true;
        }
        head = await log.headHash(name);
      }
      heads[name] = head;
      if (place.next <= timeline.head || (place.previous ?? head) !== head)
        problems.push(problemAt(name, place, `its commits end at ${place.next - 1}, and its head says otherwise`));
    } catch (error) {
      if (!(error instanceof ValorisError)) throw error;
      problems.push(problemAt(name, place, error.message));
    }
  }

  for await (const timeline of eachTimeline(log)) await verifyTimeline(timeline);
  if (!found && expectHead !== undefined) {
    const { timeline, hash } = expectHead;
    const message = `no commit has the hash ${hash}: the history was cut off or rewritten`;
    problems.push(problemAt(timeline, { next: 0 }, message));
  }
  return { timelines: Object.keys(heads).length, commits, events, heads, problems };
}

/** Where the next commit must begin, and the hash that it must follow; undefined after one that cannot be read. */
interface Place {
  readonly next: number;
  readonly previous?: string;
}

const placeAfter = ({ hash, sequence, count }: CommitBlock): Place =>
  hash === "" ? { next: sequence + 1 } : { next: sequence + count, previous: hash };

/** What the first commit of a timeline must be chained to. */
async function chainedTo(log: EventLog, { name, branch }: Timeline): Promise<string> {
  if (branch === undefined || branch.sequence === 0) return startHash(name, branch, "");
  let parentHash = "";
  const { sequence } = branch;
  for await (const { hash } of log.blocks(branch.parent, { from: sequence, to: sequence })) parentHash = hash;
  return startHash(name, branch, parentHash);
}

function* wrongWith(block: CommitBlock, { next, previous }: Place, digest?: Digest): Generator<string> {
  const { hash, sequence } = block;
  if (hash === "") return yield "it cannot be read: its bytes were altered";
  if (hashCommit(block, block.block, digest) !== hash) yield "it is not what was stored: its bytes were altered";
  else {
    const ids = readIds(block);
    if (typeof ids === "string") yield ids;
  }
  if (previous === undefined) return;
  if (block.previous !== previous) yield "it does not follow the commit before it: one was altered, removed or added";
  if (sequence !== next) yield `it begins at ${sequence}, and the one before ends at ${next - 1}`;
}

const problemAt = (timeline: TimelineName, { next }: Place, message: string): LogProblem => ({
  timeline,
  sequence: next,
  commit: "",
  events: [],
  message,
});

function problemOf(block: CommitBlock, message: string): LogProblem {
  const { timeline, sequence, id } = block;
  const ids = readIds(block);
  return { timeline, sequence, commit: id, message, events: typeof ids === "string" ? [] : ids };
}

/** The ids of its events, or why they cannot be read. */
function readIds(block: CommitBlock): EventId[] | string {
  try {
    return decodeBlock(block).map(({ id }) => id);
  } catch (error) {
    if (error instanceof ValorisError) return error.message;
    throw error;
  }
}

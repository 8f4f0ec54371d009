import type { CommitId, EventId, TimelineName } from "../events/envelope.ts";
import { ValorisError } from "../events/valorisError.ts";
import { decodeBlock, hashCommit, startHash } from "./commitBlock.ts";
import type { CommitBlock, EventLog, Timeline } from "./eventLog.ts";
import { eachTimeline } from "./eachTimeline.ts";

/** A place where the log is not what was recorded. */
export interface LogProblem {
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
  readonly onProgress?: (progress: { readonly commits: number; readonly events: number }) => void;
}

/** Reads every commit of every timeline, and proves it: its bytes by its hash, its place by the hash of the commit before. */
export async function verifyLog(log: EventLog, { expectHead, onProgress }: VerifyOptions = {}): Promise<Verification> {
  const problems: LogProblem[] = [];
  const heads: Record<TimelineName, string> = {};
  let commits = 0;
  let events = 0;
  let found = expectHead === undefined;

  for await (const timeline of eachTimeline(log)) {
    const { name, head } = timeline;
    let previous = await chainedTo(log, timeline);
    let next = (timeline.branch?.sequence ?? 0) + 1;
    const wanted = expectHead?.timeline === name ? expectHead.hash : undefined;
    found ||= wanted === previous;
    for await (const block of log.blocks(name, { from: next })) {
      for (const message of wrongWith(block, next, previous)) problems.push(problemOf(block, message));
      ({ hash: previous } = block);
      next = block.sequence + block.count;
      commits++;
      events += block.count;
      found ||= wanted === previous;
      onProgress?.({ commits, events });
    }
    heads[name] = await log.headHash(name);
    const end = { timeline: name, sequence: next, commit: "", events: [] };
    if (next - 1 !== head || previous !== heads[name])
      problems.push({ ...end, message: `its head should be at ${head}, and its commits end at ${next - 1}` });
  }
  if (!found && expectHead !== undefined)
    problems.push({
      timeline: expectHead.timeline,
      sequence: 0,
      commit: "",
      events: [],
      message: `no commit has the hash ${expectHead.hash}: the history was cut off or rewritten`,
    });
  return { timelines: Object.keys(heads).length, commits, events, heads, problems };
}

/** What the first commit of a timeline must be chained to. */
async function chainedTo(log: EventLog, { name, branch }: Timeline): Promise<string> {
  if (branch === undefined || branch.sequence === 0) return startHash(name, branch, "");
  let parentHash = "";
  const { sequence } = branch;
  for await (const { hash } of log.blocks(branch.parent, { from: sequence, to: sequence })) parentHash = hash;
  return startHash(name, branch, parentHash);
}

function* wrongWith(block: CommitBlock, expected: number, previous: string): Generator<string> {
  const { hash, sequence } = block;
  if (hash === "") return yield "it cannot be read: its bytes were altered";
  if (hashCommit(block, block.block) !== hash) yield "it is not what was stored: its bytes were altered";
  if (block.previous !== previous) yield "it does not follow the commit before it: one was altered, removed or added";
  if (sequence !== expected) yield `it begins at ${sequence}, and the one before ends at ${expected - 1}`;
}

function problemOf(block: CommitBlock, message: string): LogProblem {
  const { timeline, sequence, id } = block;
  return { timeline, sequence, commit: id, message, events: readableIds(block) };
}

function readableIds(block: CommitBlock): EventId[] {
  try {
    return decodeBlock(block).map(({ id }) => id);
  } catch (error) {
    if (error instanceof ValorisError) return [];
    throw error;
  }
}

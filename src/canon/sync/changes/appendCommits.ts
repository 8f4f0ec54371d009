import type { TimelineName } from "../../../events/envelope.ts";
import type { EventLog, Timeline } from "../../../log/eventLog.ts";
import { commitKnown } from "../../../log/logErrors.ts";
import type { ReadProgress } from "../record/readCanon.ts";
import type { PlannedCommit } from "./plannedCommits.ts";

export interface Appended {
  /** Sequence of the last event now. */
  readonly head: number;
  /** Commits that had to count as recorded later than they say, since the one before them was. */
  readonly raised: number;
}

/**
 * Appends commits one by one, the first to the head that they were planned for, each to that which the one before left. Recorded times never go backwards: an earlier one is
 * raised to that of the commit before.
 *
 * @throws ValorisError `log/conflict`, `log/commit-known`
 */
export async function appendCommits(
  log: EventLog,
  { name: timeline, head: seen }: Pick<Timeline, "name" | "head">,
  commits: readonly PlannedCommit[],
  onProgress?: (progress: ReadProgress) => void,
): Promise<Appended> {
  let head = seen;
  let last = await recordedBy(log, timeline, head);
  let raised = 0;
  let done = 0;
  const total = commits.reduce((sum, { events }) => sum + events.length, 0);
  for (const { id, events, recordedAt } of commits) {
    if (recordedAt !== undefined && recordedAt < last) raised++;
    const commit = await log.append(timeline, events, {
      expected: head,
      commitId: id,
      unchecked: true,
      ...(recordedAt === undefined ? {} : { recordedAt: Math.max(recordedAt, last) }),
    });
    if (commit.sequence !== head + 1) throw commitKnown(id, timeline, commit);
    head += events.length;
    last = commit.recordedAt;
    done += events.length;
    onProgress?.({ doing: `recording in ${timeline}`, done, total });
  }
  return { head, raised };
}

/** When the last commit that a timeline sees was recorded. */
async function recordedBy(log: EventLog, timeline: TimelineName, head: number): Promise<number> {
  let last = Number.NEGATIVE_INFINITY;
  if (head === 0) return last;
  for await (const { recordedAt } of log.blocks(timeline, { from: head })) last = recordedAt;
  return last;
}

import type { TimelineName } from "../../../events/envelope.ts";
import { eachTimeline } from "../../../log/eachTimeline.ts";
import type { BranchPoint, EventLog, Timeline } from "../../../log/eventLog.ts";
import { unknownTimeline } from "../../../log/logErrors.ts";

/** What was recorded in a timeline; its parents' part is not counted. */
export interface LogStatistics {
  readonly timeline: TimelineName;
  readonly branch: BranchPoint | null;
  /** Sequence of the last event that it sees. */
  readonly head: number;
  readonly events: number;
  readonly commits: number;
  /** Of its commits' blocks. */
  readonly bytes: number;
  /** What proves all of its history. */
  readonly hash: string;
  /** ms since 1970-01-01T00:00Z; null where nothing was. */
  readonly firstRecordedAt: number | null;
  readonly lastRecordedAt: number | null;
}

/** Of every timeline, or of one. @throws ValorisError `log/unknown-timeline` */
export async function logStatistics(log: EventLog, only?: TimelineName): Promise<LogStatistics[]> {
  const found: LogStatistics[] = [];
  const names: TimelineName[] = [];
  for await (const timeline of eachTimeline(log)) {
    names.push(timeline.name);
    if (only === undefined || only === timeline.name) found.push(await statisticsOf(log, timeline));
  }
  if (only !== undefined && found.length === 0) throw unknownTimeline(only, names);
  return found;
}

async function statisticsOf(log: EventLog, { name, head, branch }: Timeline): Promise<LogStatistics> {
  let commits = 0;
  let bytes = 0;
  let firstRecordedAt: number | null = null;
  let lastRecordedAt: number | null = null;
  const start = branch?.sequence ?? 0;
  for await (const { block, recordedAt } of log.blocks(name, { from: start + 1 })) {
    commits++;
    bytes += block.length;
    firstRecordedAt ??= recordedAt;
    lastRecordedAt = recordedAt;
  }
  const hash = await log.headHash(name);
  return {
    timeline: name,
    branch: branch ?? null,
    head,
    events: head - start,
    commits,
    bytes,
    hash,
    firstRecordedAt,
    lastRecordedAt,
  };
}

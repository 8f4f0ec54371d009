import type { TimelineName } from "../events/envelope.ts";
import type { EventLog } from "../log/eventLog.ts";
import { existingTimeline } from "../log/existingTimeline.ts";

/** A timeline, and how far of it is seen. */
export interface Seen {
  readonly timeline: TimelineName;
  readonly sequence: number;
  /** What it has of the next by position, it may not see: a cut hides some of it. */
  readonly isCut: boolean;
}

/** A timeline, up to a position, and all that it branches from, each as far as it sees it. @throws ValorisError `log/unknown-timeline` */
export async function ancestry(
  log: EventLog,
  name: TimelineName,
  upTo: number = Number.POSITIVE_INFINITY,
): Promise<Seen[]> {
  const line: Seen[] = [];
  let limit = upTo;
  for (let next: TimelineName | undefined = name; next !== undefined; ) {
    const { head, branch } = await existingTimeline(log, next);
    line.push({ timeline: next, sequence: Math.min(head, limit), isCut: branch?.cut !== undefined });
    limit = Math.min(limit, branch?.sequence ?? 0);
    next = branch?.parent;
  }
  return line;
}

/** The last position that two lines of timelines have in common; undefined where they have nothing. */
export function lastCommon(line: readonly Seen[], other: readonly Seen[]): number | undefined {
  for (const { timeline, sequence } of line) {
    const seen = other.find((one) => one.timeline === timeline);
    if (seen !== undefined) return Math.min(sequence, seen.sequence);
  }
  return undefined;
}

/** The last position that two timelines have in common; 0 where they have nothing. */
export async function commonAncestor(log: EventLog, a: TimelineName, b: TimelineName): Promise<number> {
  return lastCommon(await ancestry(log, a), await ancestry(log, b)) ?? 0;
}

import type { TimelineName } from "../../events/envelope.ts";
import type { EventLog } from "../../log/eventLog.ts";
import { existingTimeline } from "../../log/existingTimeline.ts";

/** A timeline, and how far of it is seen. */
export interface Seen {
  readonly timeline: TimelineName;
  readonly sequence: number;
}

/** A timeline and all that it branches from, each as far as it sees it. @throws ValorisError `log/unknown-timeline` */
async function ancestry(log: EventLog, name: TimelineName): Promise<Seen[]> {
  const line: Seen[] = [];
  let limit = Number.POSITIVE_INFINITY;
  for (let next: TimelineName | undefined = name; next !== undefined; ) {
    const { head, branch } = await existingTimeline(log, next);
    line.push({ timeline: next, sequence: Math.min(head, limit) });
    limit = Math.min(limit, branch?.sequence ?? 0);
    next = branch?.parent;
  }
  return line;
}

/** The last position that two timelines have in common; 0 where they have nothing. */
export async function commonAncestor(log: EventLog, a: TimelineName, b: TimelineName): Promise<number> {
  const line = await ancestry(log, b);
  for (const { timeline, sequence } of await ancestry(log, a)) {
    const other = line.find((seen) => seen.timeline === timeline);
    if (other !== undefined) return Math.min(sequence, other.sequence);
  }
  return 0;
}

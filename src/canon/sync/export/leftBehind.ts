import type { EventLog, RecordedEvent } from "../../../log/eventLog.ts";
import type { ChronicleInMemory } from "../../../timelines/chronicleInMemory.ts";
import type { TimelineName } from "../../../events/envelope.ts";

/** What a branch of a log does not see of a timeline that it branches from. */
export interface LeftBehind {
  readonly timeline: TimelineName;
  readonly of: TimelineName | undefined;
  readonly events: readonly RecordedEvent[];
}

/** What lies beyond where a branch leaves the timelines behind it, and what its cut takes away; its parent first. */
export async function leftBehind(
  log: EventLog,
  { timeline, recordedEvent }: Pick<ChronicleInMemory, "timeline" | "recordedEvent">,
): Promise<LeftBehind[]> {
  const found: LeftBehind[] = [];
  let isCut = false;
  let branch = (await log.timeline(timeline))?.branch;
  while (branch !== undefined) {
    const { parent, sequence, cut } = branch;
    isCut ||= cut !== undefined;
    branch = (await log.timeline(parent))?.branch;
    const first = (branch?.sequence ?? 0) + 1;
    const events: RecordedEvent[] = [];
    for await (const commit of log.read(parent, { from: isCut ? first : sequence + 1 }))
      for (const event of commit.events) if (recordedEvent(event.id) === undefined) events.push(event);
    found.push({ timeline: parent, of: branch?.parent, events });
  }
  return found;
}

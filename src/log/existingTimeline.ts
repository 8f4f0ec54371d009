import type { TimelineName } from "../events/envelope.ts";
import type { EventLog, Timeline } from "./eventLog.ts";
import { unknownTimeline } from "./logErrors.ts";
import { OPERATIONS } from "./timelineName.ts";

/** @throws ValorisError `log/unknown-timeline` */
export async function existingTimeline(log: EventLog, name: TimelineName): Promise<Timeline> {
  const timeline = await log.timeline(name);
  if (timeline !== undefined) return timeline;
  const { timelines } = await log.timelines({ limit: 10 });
  throw unknownTimeline(
    name,
    timelines.map((known) => known.name).filter((known) => known !== OPERATIONS),
  );
}

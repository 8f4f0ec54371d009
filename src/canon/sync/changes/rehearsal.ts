import type { TimelineName } from "../../../events/envelope.ts";
import { withoutRecorded } from "../../../log/commits.ts";
import type { EventLog } from "../../../log/eventLog.ts";
import { memoryLog } from "../../../log/memory.ts";

/** A copy in memory of some timelines and of all that they branch from: what is done to it happens to nothing else. */
export async function rehearsalLog(
  log: EventLog,
  timelines: readonly TimelineName[],
  now: () => number,
): Promise<EventLog> {
  const copy = memoryLog({ now });
  for (const name of timelines) await copyTimeline(log, copy, name);
  return copy;
}

async function copyTimeline(log: EventLog, copy: EventLog, name: TimelineName): Promise<void> {
  const timeline = await log.timeline(name);
  if (timeline === undefined || (await copy.timeline(name)) !== undefined) return;
  const { branch } = timeline;
  if (branch === undefined) await copy.append(name, []);
  else {
    await copyTimeline(log, copy, branch.parent);
    const { parent, ...point } = branch;
    await copy.fork(name, parent, point);
  }
  for await (const { id, recordedAt, events } of log.read(name, { from: (branch?.sequence ?? 0) + 1 }))
    await copy.append(name, events.map(withoutRecorded), { commitId: id, recordedAt, unchecked: true });
}

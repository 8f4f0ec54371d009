import type { TimelineName } from "../events/envelope.ts";
import type { Commit, EventLog } from "../log/eventLog.ts";
import { existingTimeline } from "../log/existingTimeline.ts";

/**
 * The commits of a timeline's own, without its parents', the last first: what was done to it lately, however long its history.
 *
 * @throws ValorisError `log/unknown-timeline`
 */
export async function* newestFirst(log: EventLog, name: TimelineName): AsyncGenerator<Commit> {
  const { head, branch } = await existingTimeline(log, name);
  const first = (branch?.sequence ?? 0) + 1;
  for (let to = head; to >= first; ) {
    let from = to;
    // Only the block says where a commit begins of which the last event was asked for.
    for await (const block of log.blocks(name, { from: to, to })) from = block.sequence;
    for await (const commit of log.read(name, { from, to })) yield commit;
    to = from - 1;
  }
}

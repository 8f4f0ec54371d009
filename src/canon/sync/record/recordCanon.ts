import type { EventLog } from "../../../log/eventLog.ts";
import { CANON } from "../../../log/timelineName.ts";
import { resolve, type ResolveOptions } from "../../../timelines/resolve.ts";
import { readTimeline } from "../../../timelines/readTimeline.ts";
import type { LoadedCanon, LoadedTimeline } from "../../text/statements/loadedCanon.ts";

/** Records canon files in an empty log: what was recorded at one instant is one commit; a branch file is a fork. */
export async function recordCanon(
  { timelines }: LoadedCanon,
  log: EventLog,
  options: ResolveOptions = {},
): Promise<void> {
  for (const timeline of timelines) {
    const { name, branch } = timeline;
    if (branch !== undefined) {
      const cut =
        branch.cut === undefined
          ? undefined
          : resolve(await readTimeline(log, branch.of, options), options).spanOf(branch.cut).latest;
      await log.fork(name, branch.of, cut === undefined ? {} : { cut });
    }
    // Ids that are counted: files have none, and drawing one takes longer than recording a small file.
    for (const [index, { events, recordedAt }] of commitsOf(timeline).entries())
      await log.append(name, events, {
        unchecked: true,
        commitId: `${name}-${index}`,
        ...(recordedAt === undefined ? {} : { recordedAt }),
      });
    if (name === CANON && timeline.events.length === 0) await log.append(name, []);
  }
}

type Entry = LoadedTimeline["events"][number];

/** In the order recorded: what does not say when, with what stands before it; the rest by time, then as it stands. */
function commitsOf({ events }: LoadedTimeline): { events: Entry["event"][]; recordedAt: number | undefined }[] {
  let last: number | undefined;
  const timed = events.map(({ event, recordedAt }) => ({ event, recordedAt: (last = recordedAt ?? last) }));
  timed.sort((a, b) => (a.recordedAt ?? Number.NEGATIVE_INFINITY) - (b.recordedAt ?? Number.NEGATIVE_INFINITY) || 0);
  const commits: { events: Entry["event"][]; recordedAt: number | undefined }[] = [];
  for (const { event, recordedAt } of timed) {
    const open = commits.at(-1);
    if (open !== undefined && open.recordedAt === recordedAt) open.events.push(event);
    else commits.push({ events: [event], recordedAt });
  }
  return commits;
}

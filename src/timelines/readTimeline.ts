import type { TimelineName } from "../events/envelope.ts";
import type { EventLog, RecordedEvent } from "../log/eventLog.ts";
import { CANON } from "../log/timelineName.ts";
import type { Chronicle } from "./chronicle.ts";
import { resolve, type ResolveOptions } from "./resolve.ts";

/**
 * The recorded events that a timeline sees, in the order recorded: its parents' up to where it branched off, and of those, if it
 * was cut, only what had happened by then; and its own.
 *
 * @throws ValorisError `log/unknown-timeline`
 */
export async function readTimeline(
  log: EventLog,
  name: TimelineName,
  options: ResolveOptions = {},
  to = Number.POSITIVE_INFINITY,
): Promise<RecordedEvent[]> {
  const branch = (await log.timeline(name))?.branch;
  const inherited =
    branch === undefined ? [] : await readTimeline(log, branch.parent, options, Math.min(to, branch.sequence));
  const seen = branch?.cut === undefined ? inherited : cutAt(inherited, branch.cut, options);
  const own: RecordedEvent[] = [];
  // One by one: a commit may hold more events than a call may have arguments.
  for await (const commit of log.read(name, { from: (branch?.sequence ?? 0) + 1, to }))
    for (const event of commit.events) own.push(event);
  return [...seen, ...own];
}

/** Amendments stay: they are about what is kept, or about nothing. */
function cutAt(events: readonly RecordedEvent[], cut: number, options: ResolveOptions): RecordedEvent[] {
  const later = new Set(
    resolve(events, options)
      .events.filter(({ placed }) => placed > cut)
      .map(({ id }) => id),
  );
  return events.filter(({ id }) => !later.has(id));
}

/** Reads a timeline and resolves it. */
export async function readChronicle(
  log: EventLog,
  name: TimelineName = CANON,
  options: ResolveOptions = {},
): Promise<Chronicle> {
  return resolve(await readTimeline(log, name, options), { ...options, timeline: name });
}

import type { TimelineName } from "../events/envelope.ts";
import type { BranchPoint, EventLog, RecordedEvent } from "../log/eventLog.ts";
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
  let seen: RecordedEvent[] = [];
  for (const { timeline, from, to: last, cut } of await partsOf(log, name, to)) {
    if (cut !== undefined) seen = cutAt(seen, cut, options);
    // One by one: a commit may hold more events than a call may have arguments.
    for await (const commit of log.read(timeline, { from, to: last }))
      for (const event of commit.events) seen.push(event);
  }
  return seen;
}

/** A stretch of a timeline, its parents' included; where it is cut, nothing later is seen of what came before. */
interface Part {
  readonly timeline: TimelineName;
  readonly from: number;
  readonly to: number;
  readonly cut: number | undefined;
}

/** What a timeline is made of, the eldest first: it is read in one go from where on nothing is cut. */
async function partsOf(log: EventLog, name: TimelineName, upTo: number): Promise<readonly Part[]> {
  const parts: Part[] = [];
  let open: Pick<Part, "timeline" | "to"> | undefined;
  let to = upTo;
  for (let next: TimelineName | undefined = name; next !== undefined; ) {
    const branch: BranchPoint | undefined = (await log.timeline(next))?.branch;
    open ??= { timeline: next, to };
    if (branch?.parent === undefined || branch.cut !== undefined) {
      parts.push({ ...open, from: (branch?.sequence ?? 0) + 1, cut: branch?.cut });
      open = undefined;
    }
    to = Math.min(to, branch?.sequence ?? 0);
    next = branch?.parent;
  }
  return parts.reverse();
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

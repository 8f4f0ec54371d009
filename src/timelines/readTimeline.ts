import type { TimelineName } from "../events/envelope.ts";
import type { EventLog, RecordedEvent, SequenceRange } from "../log/eventLog.ts";
import { CANON } from "../log/timelineName.ts";
import type { ChronicleInMemory } from "./chronicleInMemory.ts";
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
  const parts: Part[] = [];
  for (const { timeline, range, cut } of await stretchesOf(log, name, to)) {
    const events: RecordedEvent[] = [];
    // One by one: a commit may hold more events than a call may have arguments.
    for await (const commit of log.read(timeline, range)) for (const event of commit.events) events.push(event);
    parts.push({ events, cut });
  }
  return join(parts, options);
}

/** A timeline's own events, as far as one that branches from it sees them. */
export interface Stretch {
  readonly timeline: TimelineName;
  readonly range: SequenceRange;
  /** ms: of what lies before this stretch, only what happened by then is seen. */
  readonly cut: number | undefined;
}

/** What a timeline is made of, the oldest first. */
export async function stretchesOf(log: EventLog, name: TimelineName, upTo: number): Promise<readonly Stretch[]> {
  const stretches: Stretch[] = [];
  let to = upTo;
  for (let next: TimelineName | undefined = name; next !== undefined; ) {
    const {
      branch,
    }: Pick<NonNullable<Awaited<ReturnType<EventLog["timeline"]>>>, "branch"> = (await log.timeline(next)) ?? {};
    stretches.push({ timeline: next, range: { from: (branch?.sequence ?? 0) + 1, to }, cut: branch?.cut });
    to = Math.min(to, branch?.sequence ?? to);
    next = branch?.parent;
  }
  return stretches.reverse();
}

/** `readTimeline`, of stretches that are known, where a log can be read at once. */
export function readStretches(
  readNow: NonNullable<EventLog["readNow"]>,
  stretches: readonly Stretch[],
  options: ResolveOptions,
): RecordedEvent[] {
  const parts = stretches.map(({ timeline, range, cut }) => ({
    events: [...readNow(timeline, range)].flatMap(({ events }) => events),
    cut,
  }));
  return join(parts, options);
}

interface Part extends Pick<Stretch, "cut"> {
  readonly events: readonly RecordedEvent[];
}

function join(parts: readonly Part[], options: ResolveOptions): RecordedEvent[] {
  let seen: RecordedEvent[] = [];
  for (const { events, cut } of parts) {
    if (cut !== undefined) seen = cutAt(seen, cut, options);
    for (const event of events) seen.push(event);
  }
  return seen;
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
): Promise<ChronicleInMemory> {
  return resolve(await readTimeline(log, name, options), { ...options, timeline: name });
}

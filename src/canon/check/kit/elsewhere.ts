import type { EventId, TimelineName } from "../../../events/envelope.ts";
import type { ChronicleInMemory } from "../../../timelines/chronicleInMemory.ts";
import type { LoadedCanon, LoadedTimeline } from "../../text/statements/loadedCanon.ts";

/** Where an event is that the timeline at hand does not hold. */
export interface Elsewhere {
  readonly timeline: TimelineName;
  /** The one at hand branches from there, and leaves it before that. */
  readonly isBeyond: boolean;
}

/** Finds events in the other timelines of the same files. */
export function eventsElsewhere(
  { timelines }: Pick<LoadedCanon, "timelines">,
  { timeline }: Pick<ChronicleInMemory, "timeline">,
): (id: EventId) => Elsewhere | undefined {
  const others = timelines.filter(({ name }) => name !== timeline);
  let found: ReadonlyMap<EventId, Elsewhere> | undefined;
  return (id) =>
    others.length === 0 ? undefined : (found ??= indexOf(others, ancestorsOf(timeline, timelines))).get(id);
}

/**
 * Whether something is said by the timeline at hand. What it inherits may well name what a cut has taken away: that says nothing
 * wrong, and whoever wrote it did not know.
 */
export function isOwn(id: EventId, { timeline, recordedEvent, amendments }: ChronicleInMemory): boolean {
  const isHere = (one: EventId): boolean => recordedEvent(one)?.recorded.timeline === timeline;
  return isHere(id) || (amendments.get(id) ?? []).some(({ by }) => isHere(by));
}

/** An event of several timelines is the first one's: parents come first. */
function indexOf(
  timelines: readonly LoadedTimeline[],
  ancestors: ReadonlySet<TimelineName>,
): ReadonlyMap<EventId, Elsewhere> {
  const found = new Map<EventId, Elsewhere>();
  for (const { name, events } of timelines)
    for (const { event } of events)
      if (!found.has(event.id)) found.set(event.id, { timeline: name, isBeyond: ancestors.has(name) });
  return found;
}

function ancestorsOf(timeline: TimelineName, timelines: readonly LoadedTimeline[]): ReadonlySet<TimelineName> {
  const ancestors = new Set<TimelineName>();
  let parent = timelines.find(({ name }) => name === timeline)?.branch?.of;
  while (parent !== undefined && !ancestors.has(parent)) {
    ancestors.add(parent);
    const name = parent;
    parent = timelines.find((one) => one.name === name)?.branch?.of;
  }
  return ancestors;
}

import type { EventId, TimelineName } from "../../events/envelope.ts";
import { retypedBy } from "../admitEvents.ts";
import type { BranchPoint, Commit, RecordedEvent } from "../eventLog.ts";

interface Line {
  readonly name: TimelineName;
  readonly head: number;
  readonly branch?: BranchPoint | undefined;
}

/** Which event of a line of history has an id. */
export interface EventPlaces {
  add(commit: Commit): void;
  /** Takes back what was added last. */
  remove(commit: Commit): void;
  /** Whether an amendment gives the event another type. */
  isRetyped(id: EventId): boolean;
  find(line: Line, id: EventId, lineOf: (name: TimelineName) => Line): RecordedEvent | undefined;
}

/** Commits are looked through when somebody first asks: most logs in memory only hold what files say. */
export function eventPlaces(): EventPlaces {
  const waiting: Commit[] = [];
  /** Of several timelines that recorded an id, by timeline. */
  const byId = new Map<EventId, RecordedEvent | Map<TimelineName, RecordedEvent>>();
  const retyped = new Set<EventId>();
  const lookThrough = ({ events }: Commit): void => {
    for (const event of events) {
      const known = byId.get(event.id);
      const { timeline } = event.recorded;
      if (known === undefined) byId.set(event.id, event);
      else if (known instanceof Map) {
        if (!known.has(timeline)) known.set(timeline, event);
      } else if (known.recorded.timeline !== timeline)
        byId.set(event.id, new Map([known, event].map((one) => [one.recorded.timeline, one])));
      const target = retypedBy(event);
      if (target !== undefined) retyped.add(target);
    }
  };
  const lookThroughAll = (): void => {
    for (const commit of waiting.splice(0)) lookThrough(commit);
  };

  return {
    add: (commit) => void waiting.push(commit),

    remove({ timeline, events }) {
      if (waiting.pop() !== undefined) return;
      for (const event of events) {
        const known = byId.get(event.id);
        if (known === event) byId.delete(event.id);
        else if (known instanceof Map && known.get(timeline) === event) known.delete(timeline);
      }
    },

    isRetyped(id) {
      lookThroughAll();
      return retyped.has(id);
    },

    find(line, id, lineOf) {
      if (waiting.length > 0) lookThroughAll();
      const known = byId.get(id);
      if (known === undefined) return undefined;
      let to = line.head;
      for (let at: Line | undefined = line; at !== undefined; at = at.branch && lineOf(at.branch.parent)) {
        const own = known instanceof Map ? known.get(at.name) : known;
        if (own?.recorded.timeline === at.name && own.recorded.sequence <= to) return own;
        to = Math.min(to, at.branch?.sequence ?? 0);
      }
      return undefined;
    },
  };
}

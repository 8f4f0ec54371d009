import type { EventId, TimelineName } from "../../events/envelope.ts";
import { amendmentIn } from "../admitEvents.ts";
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
  const everywhere = new Set<EventId>();
  const byLine = new Map<TimelineName, Map<EventId, RecordedEvent>>();
  const retyped = new Set<EventId>();
  const lookThrough = ({ timeline, events }: Commit): void => {
    let own = byLine.get(timeline);
    if (own === undefined) byLine.set(timeline, (own = new Map()));
    for (const event of events) {
      if (!own.has(event.id)) own.set(event.id, event);
      everywhere.add(event.id);
      const { target, set = {} } = amendmentIn(event) ?? {};
      if (target !== undefined && "type" in set) retyped.add(target);
    }
  };
  const lookThroughAll = (): void => {
    for (const commit of waiting.splice(0)) lookThrough(commit);
  };

  return {
    add: (commit) => void waiting.push(commit),
    remove({ timeline, events }) {
      if (waiting.length > 0) waiting.pop();
      else
        for (const event of events)
          if (byLine.get(timeline)?.get(event.id) === event) byLine.get(timeline)?.delete(event.id);
    },

    isRetyped(id) {
      lookThroughAll();
      return retyped.has(id);
    },

    find(line, id, lineOf) {
      lookThroughAll();
      if (!everywhere.has(id)) return undefined;
      let to = line.head;
      for (let at: Line | undefined = line; at !== undefined; at = at.branch && lineOf(at.branch.parent)) {
        const found = byLine.get(at.name)?.get(id);
        if (found !== undefined && found.recorded.sequence <= to) return found;
        to = Math.min(to, at.branch?.sequence ?? 0);
      }
      return undefined;
    },
  };
}

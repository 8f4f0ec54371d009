import type { EventId } from "../../../../events/envelope.ts";
import { append } from "../../../../idioms/multimap.ts";

/** A link from one event to another. */
export interface CauseLink {
  readonly from: EventId;
  readonly to: EventId;
}

/**
 * Rings of links, each leading to the next and the last to the first. No event is in two of them, and every other ring there is shares an
 * event with one of these. Every link is followed once.
 */
export function ringsOf<One extends CauseLink>(links: Iterable<One>): One[][] {
  const next = new Map<EventId, One[]>();
  for (const link of links) append(next, link.from, link);
  const rings: One[][] = [];
  const done = new Set<EventId>();
  for (const start of next.keys()) {
    // The way from the start, and where on it each event is.
    const way: One[] = [];
    const places = new Map<EventId, number>([[start, 0]]);
    for (let at: EventId | undefined = start; at !== undefined; ) {
      const link: One | undefined = done.has(at) ? undefined : next.get(at)?.pop();
      if (link === undefined) {
        done.add(at);
        at = way.pop()?.from;
        continue;
      }
      if (done.has(link.to)) continue;
      at = link.to;
      const place = places.get(at);
      if (place === undefined) {
        way.push(link);
        places.set(at, way.length);
        continue;
      }
      const ring = [...way.splice(place), link];
      for (const { from } of ring) done.add(from);
      rings.push(ring);
    }
  }
  return rings;
}

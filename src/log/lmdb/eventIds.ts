import type { Database } from "lmdb";
import { contentId } from "../../events/contentHash.ts";
import type { ChronicleEvent, EventId, TimelineName } from "../../events/envelope.ts";
import { ValorisError } from "../../events/valorisError.ts";
import { retypedBy } from "../admitEvents.ts";
import { decodeBlock, proveBlock, unpackBlock } from "../commitBlock.ts";
import type { Timeline } from "../eventLog.ts";
import { digest } from "./nodeDigest.ts";
import { EVENT_IDS, type Store } from "./openStore.ts";
import { sequenceIn } from "./storedKeys.ts";
import { packRecord, type TimelineRecord } from "./timelineRecord.ts";

/** Where an event was recorded. */
export type EventPlace = readonly [timeline: TimelineName, sequence: number];

/** Of the timeline that recorded an id first; each other one that did, has an entry of its own. */
export type EventKey = EventId | [EventId, TimelineName | typeof RETYPED];

/** In place of the name of a timeline, and none. */
export const RETYPED = "?";

/**
 * Where each event is, by its id. What is appended unchecked is noted when somebody first asks about its timeline, and a record says how
 * far that is (`noted`): so an import costs no more for it, and older logs need not be rewritten.
 */
export interface EventIds {
  /** Events of the history of timelines that have not been noted. */
  missing(timelines: readonly TimelineName[]): number;
  /** Notes so many of them, or as many more as their last commit holds. Only within a write, and before all else in it. */
  noteMissing(timelines: readonly TimelineName[], most?: number): void;
  /** Only within a write, and of a history that is noted. */
  find(line: Timeline, id: EventId, lineOf: (name: TimelineName) => Timeline | undefined): EventPlace | undefined;
  /** Only within a write, and of a history that is noted: whether an amendment gives the event another type. */
  isRetyped(id: EventId): boolean;
  note(event: ChronicleEvent, place: EventPlace): void;
  /** After a write that failed: the tree may not have been made. */
  forget(): void;
}

/** Events of a timeline's own that are not noted. */
interface Part {
  readonly name: TimelineName;
  readonly from: number;
  readonly to: number;
}

const READ_AHEAD = 16;
/** Ids that files may have; LMDB takes no key of any length. */
const LONGEST = 200;

export function eventIds(
  { root, commits, timelines }: Pick<Store, "root" | "commits" | "timelines">,
  knownRecord: (name: TimelineName) => TimelineRecord | undefined,
): EventIds {
  let opened: Database<unknown, EventKey> | undefined;
  /** Ids that were sought in this write, and not found. */
  const unused = new Set<EventId>();
  /** Made by the first write that needs it. */
  const tree = (): Database<unknown, EventKey> =>
    (opened ??= root.openDB<unknown, EventKey>({ name: EVENT_IDS, encoding: "msgpack" }));
  const placeAt = (key: EventKey): EventPlace | undefined => {
    const place = tree().get(key);
    return place === undefined ? undefined : placeIn(place);
  };

  /** What a timeline sees, its oldest ancestor first. */
  const missingOf = (timeline: TimelineName): Part[] => {
    const parts: Part[] = [];
    let to = Number.POSITIVE_INFINITY;
    for (let name: TimelineName | undefined = timeline; name !== undefined; ) {
      const record: TimelineRecord | undefined = knownRecord(name);
      if (record === undefined) break;
      const { head, noted, branch } = record;
      to = Math.min(to, head);
      if (noted !== undefined && noted >= to) break;
      const first = branch?.sequence ?? 0;
      parts.push({ name, from: (noted ?? first) + 1, to });
      // What a timeline is noted with, its ancestors are noted with.
      name = noted === undefined ? branch?.parent : undefined;
      to = first;
    }
    return parts.reverse();
  };
  const note = (event: ChronicleEvent, place: EventPlace): void => {
    const target = retypedBy(event);
    if (target !== undefined) tree().putSync([eventKey(target), RETYPED], place);
    const key = eventKey(event.id);
    const first = unused.delete(event.id) ? undefined : placeAt(key);
    if (first === undefined) tree().putSync(key, place);
    else if (first[0] !== place[0] && placeAt([key, place[0]]) === undefined) tree().putSync([key, place[0]], place);
  };
  const noteCommits = ({ name, from, to }: Part, most: number): number => {
    let next = from;
    while (next <= to && next - from < most) {
      const found = [...commits.getRange({ start: [name, next], end: [name, to + 1], limit: READ_AHEAD })];
      for (const { key, value } of found) {
        const block = unpackBlock(name, sequenceIn(key), value);
        for (const [i, event] of decodeBlock(proveBlock(block, digest)).entries())
          note(event, [name, block.sequence + i]);
        next = block.sequence + block.count;
      }
      if (found.length === 0) next = to + 1;
    }
    const record = knownRecord(name);
    if (record !== undefined) timelines.putSync(name, packRecord({ ...record, noted: next - 1 }));
    return next - from;
  };

  return {
    note,
    isRetyped: (id) => tree().get([eventKey(id), RETYPED]) !== undefined,
    missing: (names) => names.flatMap(missingOf).reduce((sum, { from, to }) => sum + Math.max(0, to - from + 1), 0),

    noteMissing(names, most = Number.POSITIVE_INFINITY) {
      unused.clear();
      let left = most;
      for (const name of names)
        for (const part of missingOf(name)) {
          if (left <= 0) return;
          left -= noteCommits(part, left);
        }
    },

    find(line, id, lineOf) {
      const key = eventKey(id);
      const first = placeAt(key);
      if (first === undefined) {
        unused.add(id);
        return undefined;
      }
      let to = line.head;
      for (let at: Timeline | undefined = line; at !== undefined; at = at.branch && lineOf(at.branch.parent)) {
        const place = first[0] === at.name ? first : placeAt([key, at.name]);
        if (place !== undefined && place[1] <= to) return place;
        to = Math.min(to, at.branch?.sequence ?? 0);
      }
      return undefined;
    },

    forget: () => void (opened = undefined),
  };
}

export const eventKey = (id: EventId): EventId => (id.length <= LONGEST ? id : contentId({ id }));

/** @throws ValorisError `log/damaged` */
export function placeIn(stored: unknown): EventPlace {
  const [timeline, sequence]: unknown[] = Array.isArray(stored) ? stored : [];
  if (typeof timeline === "string" && typeof sequence === "number") return [timeline, sequence];
  throw new ValorisError("log/damaged", "What the log keeps about the id of an event was altered.", {
    help: "Restore the log from a copy.",
  });
}

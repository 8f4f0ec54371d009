import type { Database, Transaction } from "lmdb";
import type { ChronicleEvent, EventId } from "../../events/envelope.ts";
import { retypedBy } from "../admitEvents.ts";
import { decodeBlock } from "../commitBlock.ts";
import type { CommitBlock } from "../eventLog.ts";
import { type EventKey, eventKey, placeIn, RETYPED } from "./eventIds.ts";
import { EVENT_IDS, type Store } from "./openStore.ts";

/** Whether the ids of events that are noted are those that there are; asked for every commit of a state, in any order. */
export interface EventIdProof {
  /** Of the events of a commit up to a position, those that are not noted as they should be; undefined if it cannot be read. */
  wrongIn(block: CommitBlock, noted: number): readonly EventId[] | undefined;
  /** Whether there are notes of other events: once all commits were asked about. */
  hasOthers(): boolean;
}

/** Undefined where nothing was ever noted. Ends what is being read: open it before. */
export const notedEvents = ({ root }: Store): Database<unknown, EventKey> | undefined =>
  root.openDB({ name: EVENT_IDS, encoding: "msgpack" });

export function proveEventIds(tree: ReturnType<typeof notedEvents>, transaction: Transaction): EventIdProof {
  const retyped = new Set<EventId>();
  let right = 0;
  const placeAt = (key: EventKey): ReturnType<typeof placeIn> | undefined => {
    try {
      const place = tree?.get(key, { transaction });
      return place === undefined ? undefined : placeIn(place);
    } catch {
      return undefined;
    }
  };
  const isNoted = (id: EventId, timeline: string, sequence: number): boolean => {
    const key = eventKey(id);
    const first = placeAt(key);
    const place = first === undefined || first[0] === timeline ? first : placeAt([key, timeline]);
    if (place === undefined || place[0] !== timeline || place[1] > sequence) return false;
    // The same id again, taken unchecked, is not noted again.
    if (place[1] === sequence) right++;
    return true;
  };
  return {
    wrongIn(block, noted) {
      const { timeline, sequence } = block;
      const wrong: EventId[] = [];
      const events = eventsIn(block);
      if (events === undefined) return undefined;
      for (const [i, event] of events.slice(0, noted - sequence + 1).entries()) {
        const target = retypedBy(event);
        if (target !== undefined) retyped.add(eventKey(target));
        const isWrong = target !== undefined && placeAt([eventKey(target), RETYPED]) === undefined;
        if (isWrong || !isNoted(event.id, timeline, sequence + i)) wrong.push(event.id);
      }
      return wrong;
    },
    hasOthers: () => tree !== undefined && tree.getKeysCount({ transaction }) > right + retyped.size,
  };
}

function eventsIn(block: CommitBlock): readonly ChronicleEvent[] | undefined {
  try {
    return decodeBlock(block);
  } catch {
    return undefined;
  }
}

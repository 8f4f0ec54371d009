import type { CommitId, EventId } from "../../events/envelope.ts";
import { unpackBlock } from "../commitBlock.ts";
import type { LogProblem } from "../verifyLog.ts";
import type { Store } from "./openStore.ts";
import { notedEvents, proveEventIds } from "./verifyEventIds.ts";
import { nameIn, sequenceIn } from "./storedKeys.ts";
import { type TimelineRecord, unpackRecord } from "./timelineRecord.ts";

const ALIVE_EVERY = 1000;

/**
 * What appends look up and reads do not: whether each commit is found by its id and lies within a timeline that is there, events by
 * theirs, and whether an id leads nowhere. What is in commits and timelines is `verifyLog`'s.
 */
export function verifyIds(store: Store, onAlive: () => void = () => {}): LogProblem[] {
  const { root, commits, timelines, ids } = store;
  const noted = notedEvents(store);
  // Others may append meanwhile: all is asked of one state.
  const transaction = root.useReadTransaction();
  const problems: LogProblem[] = [];
  const found = (
    timeline: string,
    sequence: number,
    commit: CommitId,
    message: string,
    events: readonly EventId[] = [],
  ): number => problems.push({ timeline, sequence, commit, message, events });
  const eventIds = proveEventIds(noted, transaction);
  const placeOf = (id: CommitId): unknown => {
    try {
      return ids.get(id, { transaction });
    } catch {
      return undefined;
    }
  };
  try {
    let name: string | undefined;
    let record: TimelineRecord | undefined;
    let read = 0;
    let isWhole = true;
    for (const { key, value } of commits.getRange({ transaction })) {
      if (++read % ALIVE_EVERY === 0) onAlive();
      const [timeline, sequence] = [nameIn(key[0]), sequenceIn(key)];
      if (timeline !== name) {
        const bytes = timelines.get(timeline, { transaction });
        record = bytes && unpackRecord(timeline, bytes);
        name = timeline;
      }
      const block = unpackBlock(timeline, sequence, value);
      const { id } = block;
      if (record === undefined) found(timeline, sequence, id, "its timeline is not there");
      else if (sequence > record.head || sequence <= (record.branch?.sequence ?? 0))
        found(timeline, sequence, id, `it is outside of its timeline, whose head is ${record.head}`);
      const [where, at] = placeIn(placeOf(id));
      if (id !== "" && (where !== timeline || at !== sequence))
        found(timeline, sequence, id, "its id does not lead to it: appended again, it would be stored twice");
      if (record?.noted === undefined || sequence > record.noted) continue;
      const wrong = eventIds.wrongIn(block, record.noted);
      if (wrong === undefined) isWhole = false;
      else if (wrong.length > 0) found(timeline, sequence, id, "ids of its events do not lead to them", wrong);
    }
    if (isWhole && problems.length === 0 && eventIds.hasOthers())
      found("", 0, "", "ids of events are noted that it does not hold: appended, such an event would be refused");
    // Each commit has been found by its id: what there is more of leads elsewhere.
    if (problems.length === 0 && ids.getKeysCount({ transaction }) > read)
      for (const id of ids.getKeys({ transaction })) {
        const [timeline, sequence] = placeIn(placeOf(id));
        const value = commits.get([timeline, sequence], { transaction });
        if (value === undefined || unpackBlock(timeline, sequence, value).id !== id)
          found(timeline, sequence, id, "its id is noted, and it is not there: appended again, it would be lost");
      }
    return problems;
  } finally {
    transaction.done();
  }
}

const placeIn = (stored: unknown): readonly [timeline: string, sequence: number] => {
  const [timeline, sequence]: unknown[] = Array.isArray(stored) ? stored : [];
  return [typeof timeline === "string" ? timeline : "", typeof sequence === "number" ? sequence : 0];
};

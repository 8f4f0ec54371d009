import type { CommitId } from "../../events/envelope.ts";
import { unpackBlock } from "../commitBlock.ts";
import type { LogProblem } from "../verifyLog.ts";
import type { Store } from "./openStore.ts";
import { nameIn, sequenceIn } from "./storedKeys.ts";
import { type TimelineRecord, unpackRecord } from "./timelineRecord.ts";

const ALIVE_EVERY = 1000;

/**
 * What appends look up and reads do not: whether each commit is found by its id and lies within a timeline that is there, and whether
 * an id leads nowhere. What is in commits and timelines is `verifyLog`'s.
 */
export function verifyIds({ root, commits, timelines, ids }: Store, onAlive: () => void = () => {}): LogProblem[] {
  // Others may append meanwhile: all is asked of one state.
  const transaction = root.useReadTransaction();
  const problems: LogProblem[] = [];
  const found = (timeline: string, sequence: number, commit: CommitId, message: string): number =>
    problems.push({ timeline, sequence, commit, message, events: [] });
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
    for (const { key, value } of commits.getRange({ transaction })) {
      if (++read % ALIVE_EVERY === 0) onAlive();
      const [timeline, sequence] = [nameIn(key[0]), sequenceIn(key)];
      if (timeline !== name) {
        const bytes = timelines.get(timeline, { transaction });
        record = bytes && unpackRecord(timeline, bytes);
        name = timeline;
      }
      const { id } = unpackBlock(timeline, sequence, value);
      if (record === undefined) found(timeline, sequence, id, "its timeline is not there");
      else if (sequence > record.head || sequence <= (record.branch?.sequence ?? 0))
        found(timeline, sequence, id, `it is outside of its timeline, whose head is ${record.head}`);
      const [where, at] = placeIn(placeOf(id));
      if (id !== "" && (where !== timeline || at !== sequence))
        found(timeline, sequence, id, "its id does not lead to it: appended again, it would be stored twice");
    }
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

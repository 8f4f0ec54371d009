import type { ChronicleEvent, CommitId, EventId, TimelineName } from "../../events/envelope.ts";
import { ValorisError } from "../../events/valorisError.ts";
import { retypedBy } from "../admitEvents.ts";
import type { Line, Stage } from "../changes.ts";
import { hashCommit, packBlock, proveBlock, startHash } from "../commitBlock.ts";
import { readCommit } from "../commits.ts";
import type { BranchPoint, Commit, CommitBlock, RecordedEvent } from "../eventLog.ts";
import type { EventIds, EventPlace } from "./eventIds.ts";
import { digest } from "./nodeDigest.ts";
import type { Store } from "./openStore.ts";
import { packRecord, type TimelineRecord } from "./timelineRecord.ts";
import { append } from "../../idioms/multimap.ts";

/** What a log reads of what is stored. */
export interface Stored {
  /** Reads, unless the log is closed; what the store says is an error that says what to do. */
  guard<Result>(read: () => Result): Result;
  knownRecord(name: TimelineName): TimelineRecord | undefined;
  /** Names of some timelines. */
  someNames(): readonly TimelineName[];
  /** The commit that holds a position, if it is one of the timeline's own. */
  commitAt(timeline: TimelineName, sequence: number): CommitBlock | undefined;
  /** The last commit that a branch point sees, of whichever ancestor. */
  lastSeen(point: BranchPoint): Pick<CommitBlock, "hash" | "recordedAt"> | undefined;
}

export interface LmdbStage extends Stage {
  /** Stores all that came to the stage. */
  put(): void;
}

interface Made {
  readonly commit: Commit;
  readonly block: CommitBlock;
}

/**
 * The changes of one caller within a write: they are kept here until all are made. `blocks` has the bytes of the events that are appended;
 * with `ids`, the ids of their events are noted.
 */
export function openStage(
  { commits, timelines, ids: commitIds }: Pick<Store, "commits" | "timelines" | "ids">,
  stored: Stored,
  blocks: ReadonlyMap<readonly ChronicleEvent[], Uint8Array>,
  eventIds: EventIds | undefined,
): LmdbStage {
  const records = new Map<TimelineName, TimelineRecord>();
  const made: Made[] = [];
  const madeEvents = new Map<EventId, RecordedEvent[]>();
  let looked = 0;
  let lastRead: Commit | undefined;

  const recordOf = (name: TimelineName): TimelineRecord | undefined => records.get(name) ?? stored.knownRecord(name);
  const lineOf = (name: TimelineName): Line | undefined => {
    const record = recordOf(name);
    if (record === undefined) return undefined;
    const { head, branch, recordedAt } = record;
    return branch === undefined ? { name, head, recordedAt } : { name, head, recordedAt, branch };
  };
  const eventAt = ([timeline, sequence]: EventPlace): RecordedEvent | undefined => {
    const isIn = (commit: Commit | undefined): boolean =>
      commit?.timeline === timeline && sequence >= commit.sequence && sequence < commit.sequence + commit.events.length;
    if (!isIn(lastRead)) {
      const block = stored.commitAt(timeline, sequence);
      lastRead = block && readCommit(proveBlock(block, digest));
    }
    return isIn(lastRead) ? lastRead?.events[sequence - lastRead.sequence] : undefined;
  };
  /** Of the changes before it in this transaction. */
  const madeEvent = (line: Line, id: EventId): RecordedEvent | undefined => {
    for (; looked < made.length; looked++)
      for (const event of made[looked]?.commit.events ?? []) append(madeEvents, event.id, event);
    const found = madeEvents.get(id);
    if (found === undefined) return undefined;
    let to = line.head;
    for (let at: Line | undefined = line; at !== undefined; at = at.branch && lineOf(at.branch.parent)) {
      const { name } = at;
      const own = found.find(({ recorded: { timeline, sequence } }) => timeline === name && sequence <= to);
      if (own !== undefined) return own;
      to = Math.min(to, at.branch?.sequence ?? 0);
    }
    return undefined;
  };
  const seenBy = (branch: BranchPoint): Pick<CommitBlock, "hash" | "recordedAt"> => {
    const parent = recordOf(branch.parent);
    if (parent !== undefined && branch.sequence === parent.head) return parent;
    const own = made.findLast(({ commit }) => commit.timeline === branch.parent && commit.sequence <= branch.sequence);
    return own?.block ?? stored.lastSeen(branch) ?? { hash: "", recordedAt: Number.NEGATIVE_INFINITY };
  };

  return {
    line: lineOf,
    names: stored.someNames,

    commit(id: CommitId) {
      const own = made.find(({ commit }) => commit.id === id);
      if (own !== undefined) return own.commit;
      const place = commitIds.get(id);
      if (place === undefined) return undefined;
      const block = stored.commitAt(...place);
      if (block?.id === id) return readCommit(proveBlock(block, digest));
      throw new ValorisError("log/damaged", `Commit ${id} is noted, and not there.`, {
        help: "Restore the log from a copy.",
      });
    },

    event(line, id) {
      const place = eventIds?.find(line, id, lineOf);
      const found = place && eventAt(place);
      // An entry that was altered is as good as none.
      return found?.id === id ? found : madeEvent(line, id);
    },

    isRetyped: (id) =>
      eventIds?.isRetyped(id) === true ||
      made.some(({ commit }) => commit.events.some((event) => retypedBy(event) === id)),

    addLine(name, branch) {
      if (branch === undefined) {
        const start = startHash(name, undefined, "", digest);
        records.set(name, { start, head: 0, hash: start, recordedAt: Number.NEGATIVE_INFINITY });
        return { name, head: 0, recordedAt: Number.NEGATIVE_INFINITY };
      }
      const { sequence: head, parent } = branch;
      const { hash, recordedAt } = seenBy(branch);
      const start = startHash(name, branch, head === 0 ? "" : hash, digest);
      const isNoted = (recordOf(parent)?.noted ?? -1) >= head;
      records.set(name, { branch, start, head, hash: start, recordedAt, ...(isNoted ? { noted: head } : {}) });
      return { name, head, branch, recordedAt };
    },

    addCommit(commit, events) {
      const { id, timeline, sequence, recordedAt } = commit;
      const record = recordOf(timeline);
      const block = blocks.get(events);
      if (record === undefined || block === undefined) throw new Error("A commit needs a timeline and its bytes.");
      const header = { id, timeline, sequence, count: events.length, recordedAt, previous: record.hash };
      const hash = hashCommit(header, block, digest);
      const head = record.head + events.length;
      const noted = eventIds === undefined ? {} : { noted: head };
      records.set(timeline, { ...record, head, hash, recordedAt, ...noted });
      made.push({ commit, block: { ...header, hash, block } });
    },

    put() {
      for (const { commit, block } of made) {
        const { id, timeline, sequence, events } = commit;
        commitIds.putSync(id, [timeline, sequence]);
        commits.putSync([timeline, sequence], packBlock(block));
        if (eventIds !== undefined)
          for (const event of events) eventIds.note(event, [timeline, event.recorded.sequence]);
      }
      for (const [name, record] of records) timelines.putSync(name, packRecord(record));
    },
  };
}

import { contentHash } from "../../../events/contentHash.ts";
import type { ChronicleEvent, CommitId } from "../../../events/envelope.ts";

/** Events that are to be recorded together. */
export interface PlannedCommit {
  readonly id: CommitId;
  readonly events: readonly ChronicleEvent[];
  /** ms; the log's own clock if absent. */
  readonly recordedAt?: number;
}

/** An event, and what is known of how it is to be recorded. */
export interface EventToRecord {
  readonly event: ChronicleEvent;
  readonly recordedAt?: number;
  /** Of an exported commit: its events stay together, and it keeps its id. */
  readonly commit?: CommitId;
}

/** Events that one commit holds at most, unless it was larger where it comes from. */
const MOST = 1000;

/**
 * Entries as commits, in their order: what was recorded at one time, in one commit, stays together. Ids follow from the content
 * and from what comes before, beginning with `start`, so that the same plan appended twice is stored once.
 */
export function plannedCommits(entries: readonly EventToRecord[], start: string): PlannedCommit[] {
  const used = new Set<CommitId>();
  let previous: string = start;
  return grouped(entries).map((group) => {
    const events = group.map(({ event }) => event);
    const { commit, recordedAt } = group[0] ?? {};
    previous = contentHash([previous, recordedAt ?? null, events]).slice(0, 32);
    const id = commit === undefined || used.has(commit) ? previous : commit;
    used.add(id);
    return { id, events, ...(recordedAt === undefined ? {} : { recordedAt }) };
  });
}

function grouped(entries: readonly EventToRecord[]): EventToRecord[][] {
  const groups: EventToRecord[][] = [];
  for (const entry of entries) {
    const open = groups.at(-1);
    const first = open?.[0];
    const fits = first?.recordedAt === entry.recordedAt && first?.commit === entry.commit;
    if (open !== undefined && fits && (entry.commit !== undefined || open.length < MOST)) open.push(entry);
    else groups.push([entry]);
  }
  return groups;
}

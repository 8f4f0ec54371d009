import type { CommitId, EventId, TimelineName } from "../../../events/envelope.ts";
import { ValorisError } from "../../../events/valorisError.ts";
import type { EventLog, Timeline } from "../../../log/eventLog.ts";
import type { ResolveOptions } from "../../../timelines/resolve.ts";
import type { LoadedCanon, LoadedTimeline } from "../../text/statements/loadedCanon.ts";
import type { ReadProgress } from "../record/readCanon.ts";
import { appendCommits } from "./appendCommits.ts";
import { openBranch, refuseOtherBranches } from "./openBranch.ts";
import { type EventToRecord, type PlannedCommit, plannedCommits } from "./plannedCommits.ts";
import { statedTimelines } from "./syncCanon.ts";

export interface ImportOptions extends Pick<ResolveOptions, "approximationYears"> {
  /** Where files without a `branch:` belong; `canon` if absent. */
  readonly timeline?: TimelineName;
  readonly onProgress?: (progress: ReadProgress) => void;
}

export interface ImportedTimeline {
  readonly timeline: TimelineName;
  /** How many were appended; what an import that broke off had appended is not among them. */
  readonly events: number;
  readonly commits: number;
  readonly head: number;
  /** Commits whose recorded time had to be raised to that of the one before. */
  readonly raised: number;
}

/**
 * Records the events of files as they stand, amendments among them. What an export says of commits and times is restored. An
 * import that broke off goes on when it is run again; one that is done changes nothing.
 *
 * @throws ValorisError `import/known-events`, before anything is appended; `sync/branch`, `log/…`
 */
export async function importCanon(
  loaded: LoadedCanon,
  log: EventLog,
  { timeline: main, onProgress, ...reading }: ImportOptions = {},
): Promise<ImportedTimeline[]> {
  const stated = statedTimelines(loaded, main);
  const options = { ...reading, catalogue: loaded.catalogue };
  await refuseOtherBranches(log, stated, options);
  const plans: { timeline: LoadedTimeline; existing: Timeline | undefined; commits: PlannedCommit[] }[] = [];
  for (const timeline of stated) {
    const { name, events } = timeline;
    const existing = await log.timeline(name);
    const planned = plannedCommits(inRecordedOrder(events), `import ${name}`);
    const known = await recordedIn(log, existing);
    const commits = planned.filter(({ id }) => !known.commits.has(id));
    for (const { events: missing } of commits) for (const { id } of missing) refuseKnown(id, name, known.events);
    plans.push({ timeline, existing, commits });
  }

  const imported: ImportedTimeline[] = [];
  for (const { timeline, existing, commits } of plans) {
    const { name, branch } = timeline;
    if (branch !== undefined && existing === undefined) await openBranch(log, name, branch, options);
    const head = existing?.head ?? (await log.timeline(name))?.head ?? 0;
    const events = commits.reduce((sum, commit) => sum + commit.events.length, 0);
    const appended = await appendCommits(log, { name, head }, commits, onProgress);
    imported.push({ timeline: name, events, commits: commits.length, ...appended });
  }
  return imported;
}

interface KnownIds {
  readonly commits: ReadonlySet<CommitId>;
  readonly events: ReadonlySet<EventId>;
}

async function recordedIn(log: EventLog, timeline: Timeline | undefined): Promise<KnownIds> {
  const commits = new Set<CommitId>();
  const events = new Set<EventId>();
  if (timeline === undefined) return { commits, events };
  for await (const commit of log.read(timeline.name, { to: timeline.head })) {
    commits.add(commit.id);
    for (const { id } of commit.events) events.add(id);
  }
  return { commits, events };
}

function refuseKnown(event: EventId, timeline: TimelineName, known: ReadonlySet<EventId>): void {
  if (!known.has(event)) return;
  throw new ValorisError("import/known-events", `${timeline} has the event ${event} already.`, {
    help: "`valoris log sync` compares files with what is recorded, and appends what changed.",
    details: { event, timeline },
  });
}

/** By time; what says none, with what stands before it, or with the first that says one. */
function inRecordedOrder(events: readonly EventToRecord[]): EventToRecord[] {
  let last = events.find(({ recordedAt }) => recordedAt !== undefined)?.recordedAt;
  if (last === undefined) return [...events];
  return events
    .map((entry) => ({ ...entry, recordedAt: (last = entry.recordedAt ?? last) ?? 0 }))
    .sort((a, b) => a.recordedAt - b.recordedAt);
}

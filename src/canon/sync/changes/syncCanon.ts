import type { TimelineName } from "../../../events/envelope.ts";
import { onOneLine } from "../../../events/printable.ts";
import { ValorisError } from "../../../events/valorisError.ts";
import type { EventLog } from "../../../log/eventLog.ts";
import { CANON } from "../../../log/timelineName.ts";
import type { ResolveOptions } from "../../../timelines/resolve.ts";
import { type Amended } from "../../../timelines/amendments.ts";
import { readTimeline } from "../../../timelines/readTimeline.ts";
import type { Fields } from "../../text/statements/draft.ts";
import type { LoadedCanon, LoadedTimeline } from "../../text/statements/loadedCanon.ts";
import type { ReadProgress } from "../record/readCanon.ts";
import { appendCommits } from "./appendCommits.ts";
import type { SyncChange } from "./change.ts";
import { openBranch, refuseOtherBranches } from "./openBranch.ts";
import { plannedCommits } from "./plannedCommits.ts";
import { inRecordedOrder, type RecordedTimes } from "./recordedTimes.ts";
import { syncChanges, wantedState } from "./syncChanges.ts";
import { takenBack } from "./takenBack.ts";

export interface SyncOptions extends Pick<ResolveOptions, "approximationYears"> {
  /** Where files without a `branch:` belong; `canon` if absent. */
  readonly timeline?: TimelineName;
  /** Why, for amendments to which the files give no reason. */
  readonly reason?: string;
  /** Refuses files that would take back what they know nothing of: an older copy of them, for instance. */
  readonly refuseTakingBack?: boolean;
  /** When changes count as recorded; if absent, as the files say, else now. */
  readonly recordedTimes?: (changes: readonly SyncChange[], timeline: TimelineName) => Promise<RecordedTimes>;
  readonly onProgress?: (progress: ReadProgress) => void;
}

export interface SyncedTimeline {
  readonly timeline: TimelineName;
  readonly changes: readonly SyncChange[];
  /** Of these, what undoes something that was recorded after the state from which the files were written. */
  readonly takenBack: readonly SyncChange[];
  readonly head: number;
  /** Commits whose recorded time had to be raised to that of the one before. */
  readonly raised: number;
  /** It branched off before its parent came to where it is now. */
  readonly behind: boolean;
}

/**
 * Appends to a log what it lacks to hold what files say: additions, amendments, retractions. Doing it again changes nothing.
 *
 * @throws ValorisError `sync/empty`, `sync/branch`, `sync/null-field`, `sync/id-taken`, `log/…`; `log/conflict` where
 *   it would take back what the files know nothing of, if that is to be refused
 */
export async function syncCanon(
  loaded: LoadedCanon,
  log: EventLog,
  options: SyncOptions = {},
): Promise<SyncedTimeline[]> {
  const { catalogue } = loaded;
  const { reason, recordedTimes, refuseTakingBack = false, onProgress, approximationYears } = options;
  const reading = { catalogue, ...(approximationYears === undefined ? {} : { approximationYears }) };
  const synced: SyncedTimeline[] = [];
  const stated = statedTimelines(loaded, options.timeline);
  await refuseOtherBranches(log, stated, reading);
  for (const { name, branch, events } of stated) {
    const behind = branch !== undefined && (await openBranch(log, name, branch, reading)).behind;
    const existing = await log.timeline(name);
    const head = existing?.head ?? 0;
    const recorded = existing === undefined ? [] : await readTimeline(log, name, reading, head);
    if (branch === undefined && events.length === 0 && recorded.length > 0) throw noEvents(name);
    const inherited = recorded.filter((event) => event.recorded.timeline !== name);
    const changes = syncChanges({ recorded, inherited, files: events, catalogue, reason });
    const wanted = (): Amended => wantedState({ inherited, files: events, catalogue });
    const own = recorded.filter((event) => event.recorded.timeline === name);
    const undone = takenBack(changes, { own, inherited, wanted, catalogue });
    if (refuseTakingBack && undone.length > 0) throw wouldTakeBack(name, head, undone);
    const entries = inRecordedOrder(changes, await recordedTimes?.(changes, name));
    const commits = plannedCommits(entries, `sync ${name}@${head}`);
    const appended = await appendCommits(log, { name, head }, commits, onProgress);
    synced.push({ timeline: name, changes, takenBack: undone, behind, ...appended });
  }
  return synced;
}

/** The timelines that files are about, under the names that they have in the log: branch files alone say nothing of canon. */
export function statedTimelines({ timelines }: LoadedCanon, main = CANON): LoadedTimeline[] {
  return timelines
    .filter(({ branch, events }) => branch !== undefined || events.length > 0 || timelines.length === 1)
    .map((timeline) => (timeline.branch === undefined ? { ...timeline, name: main } : timeline));
}

/** Changes that a message names; the rest is counted. */
const NAMED = 5;

function wouldTakeBack(timeline: TimelineName, head: number, changes: readonly SyncChange[]): ValorisError {
  const named = changes.slice(0, NAMED).map(inWords);
  const more = changes.length > NAMED ? ` and ${changes.length - NAMED} more` : "";
  return new ValorisError(
    "log/conflict",
    `These files would take back what was recorded in ${timeline} (at ${head} now), and which they know nothing of: ${named.join("; ")}${more}.`,
    {
      help: "They look like a copy from before: bring what is new into them (`valoris log export --amended` writes it), or add --force if it is to go.",
      details: { timeline, head, changes: changes.map(({ kind, target }) => ({ kind, target })) },
    },
  );
}

function inWords({ kind, target, event, before = {} }: SyncChange): string {
  if (kind === "retract") return `${target} would be retracted`;
  if (kind === "restore") return `${target} would stand again`;
  const set: Fields = Object(Object(event.data)["set"]);
  const fields = Object.keys(set).map((field) => `\`${field}\` from ${said(before[field])} to ${said(set[field])}`);
  return `${target} would change ${fields.join(", ")}`;
}

const said = (value: unknown): string =>
  value === undefined || value === null ? "nothing" : onOneLine(JSON.stringify(value)).slice(0, 60);

const noEvents = (timeline: TimelineName): ValorisError =>
  new ValorisError("sync/empty", `The files hold no events: everything in ${timeline} would be retracted.`, {
    help: "Name the files that hold the canon; what is to be taken back is removed from them one by one.",
  });

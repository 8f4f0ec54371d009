import { EventAmended } from "../events/catalogue/amendments.ts";
import { canonicalJson } from "../events/contentHash.ts";
import type { Catalogue } from "../events/createCatalogue.ts";
import type { ChronicleEvent, CommitId, EventId, TimelineName } from "../events/envelope.ts";
import { ValorisError } from "../events/valorisError.ts";
import { admitEvents, amendmentIn, refuseUnfitting, withIds } from "./admitEvents.ts";
import { forkPosition, makeCommit, newId, withoutRecorded } from "./commits.ts";
import type { BranchPoint, Change, Commit, RecordedEvent, Timeline } from "./eventLog.ts";
import {
  commitKnown,
  conflict,
  eventKnown,
  noCommitId,
  noInstant,
  recordedOrder,
  timelineExists,
  unknownTimeline,
} from "./logErrors.ts";
import { checkTimelineName, refuseReserved } from "./timelineName.ts";

/** What every adapter decides alike when something is to be written: it brings what is stored, and stores what comes of it. */

type Append = Extract<Change, { kind: "append" }>;
type Fork = Extract<Change, { kind: "fork" }>;

/** A change that is right in itself: what it finds in the log, decides the rest. */
export type Prepared = Fork | (Omit<Append, "events"> & { readonly events: readonly ChronicleEvent[] });

export interface Line extends Timeline {
  /** ms; of the last commit that it sees, −∞ where there is none. */
  readonly recordedAt: number;
}

/** A store, as the changes so far leave it. What it is given is stored with all of a transaction, or not at all. */
export interface Stage {
  line(name: TimelineName): Line | undefined;
  /** Of some timelines there are, for messages. */
  names(): readonly TimelineName[];
  commit(id: CommitId): Commit | undefined;
  /** The event that a line of history, what it branches from included, recorded under an id. */
  event(line: Line, id: EventId): RecordedEvent | undefined;
  /** Whether some amendment, on whatever timeline, gives the event another type. */
  isRetyped(id: EventId): boolean;
  addLine(name: TimelineName, branch?: BranchPoint): Line;
  addCommit(commit: Commit, events: readonly ChronicleEvent[], isChecked: boolean): void;
}

/**
 * What can be said of a change before the log is looked at.
 *
 * @throws ValorisError `log/timeline-name`, `log/commit-id`, `log/recorded-at`, `log/cut`, `event/…`, `log/event-known`
 */
export function prepareChange(change: Change, catalogue: Catalogue): Prepared {
  checkTimelineName(change.timeline);
  if (change.kind === "fork") {
    if (change.cut !== undefined && !Number.isFinite(change.cut)) throw noCut(change.cut);
    return change;
  }
  const { commitId, recordedAt, unchecked = false } = change;
  if (commitId !== undefined && !isCommitId(commitId)) throw noCommitId(commitId);
  if (recordedAt !== undefined && !Number.isSafeInteger(recordedAt)) throw noInstant("`recordedAt` is", recordedAt);
  const events = withIds(change.events, commitId);
  if (unchecked) return { ...change, events: events as readonly ChronicleEvent[] };
  refuseReserved(change.timeline);
  return { ...change, events: admitEvents(events, catalogue) };
}

export const isCommitId = (id: unknown): id is CommitId => typeof id === "string" && COMMIT_ID.test(id);
/** What every store can keep as a key, and a terminal show. */
const COMMIT_ID = /^[^\p{Cc}\p{Cs}]{1,200}$/u;

export interface ChangeContext {
  readonly catalogue: Catalogue;
  readonly now: () => number;
}

/** Makes a change, or refuses it before anything of it is given to the stage. @throws ValorisError `log/…`, `event/invalid` */
export function makeChange(change: Prepared, stage: Stage, context: ChangeContext): Commit | undefined {
  if (change.kind === "append") return append(change, stage, context);
  const { timeline, of, sequence, cut } = change;
  const parent = stage.line(of);
  if (parent === undefined) throw unknownTimeline(of, stage.names());
  if (stage.line(timeline) !== undefined) throw timelineExists(timeline);
  const at = forkPosition(parent, sequence);
  stage.addLine(timeline, { parent: of, sequence: at, ...(cut === undefined ? {} : { cut }) });
  return undefined;
}

function append(
  change: Extract<Prepared, { kind: "append" }>,
  stage: Stage,
  { catalogue, now }: ChangeContext,
): Commit {
  const { timeline, events, commitId, expected, unchecked = false } = change;
  const stored = commitId === undefined ? undefined : stage.commit(commitId);
  if (stored !== undefined) {
    if (stored.timeline !== timeline || !areSame(stored, events)) throw commitKnown(stored.id, timeline, stored);
    return stored;
  }
  const known = stage.line(timeline);
  refuseUnexpected(timeline, known, expected);
  const recordedAt = recordedTime(change, known?.recordedAt ?? Number.NEGATIVE_INFINITY, now);
  if (!unchecked && known !== undefined) refuseKnownEvents(events, known, stage);
  if (!unchecked) refuseUnfittingAmendments(events, known, stage, catalogue);
  const { head } = known ?? stage.addLine(timeline);
  const commit = makeCommit({ id: commitId ?? newId(), timeline, sequence: head + 1, recordedAt }, events);
  if (events.length > 0) stage.addCommit(commit, events, !unchecked);
  return commit;
}

/** What a single append came to. */
export function onlyCommit([commit]: readonly Commit[]): Commit {
  if (commit === undefined) throw new Error("An append makes a commit.");
  return commit;
}

/** Bytes may differ where what they say does not: fields may stand in another order. */
const areSame = (stored: Commit, events: readonly ChronicleEvent[]): boolean =>
  canonicalJson(stored.events.map(withoutRecorded)) === canonicalJson(events);

function refuseUnexpected(name: TimelineName, line: Line | undefined, expected: Append["expected"]): void {
  if (expected === undefined) return;
  const head = line?.head ?? 0;
  if (expected === "none" ? line !== undefined : expected !== head) throw conflict(name, expected, head);
}

/** When a commit counts as recorded. */
function recordedTime({ timeline, recordedAt }: Append, last: number, now: () => number): number {
  if (recordedAt !== undefined && recordedAt < last) throw recordedOrder(timeline, recordedAt, last);
  const at = recordedAt ?? now();
  if (!Number.isSafeInteger(at)) throw noInstant("The log's clock says", at);
  return Math.max(at, last);
}

function refuseKnownEvents(events: readonly ChronicleEvent[], line: Line, stage: Stage): void {
  for (const { id } of events) {
    const known = stage.event(line, id);
    if (known !== undefined) throw eventKnown(id, line.name, known);
  }
}

function refuseUnfittingAmendments(
  events: readonly ChronicleEvent[],
  line: Line | undefined,
  stage: Stage,
  catalogue: Catalogue,
): void {
  if (!events.some(({ type }) => type === EventAmended.type)) return;
  const before = new Map<EventId, ChronicleEvent>();
  const retyped = new Set<EventId>();
  for (const event of events) {
    const { target: about, set } = amendmentIn(event) ?? {};
    before.set(event.id, event);
    if (about === undefined || set === undefined) continue;
    const target = before.get(about) ?? (line && stage.event(line, about));
    if (target !== undefined)
      refuseUnfitting(event.id, set, { target, mayBeRetyped: retyped.has(about) || stage.isRetyped(about), catalogue });
    if ("type" in set) retyped.add(about);
  }
}

const noCut = (cut: number): ValorisError =>
  new ValorisError("log/cut", `A branch cannot be cut at ${String(cut)}.`, {
    help: "A cut is an instant, in milliseconds since 1970; leave it out to cut nothing.",
  });

import { EventAmended, EventRetracted } from "../../../events/catalogue/amendments.ts";
import { canonicalJson, contentHash } from "../../../events/contentHash.ts";
import { type Catalogue, flatten } from "../../../events/createCatalogue.ts";
import type { ChronicleEvent, CommitId, EventId } from "../../../events/envelope.ts";
import { withoutRecorded } from "../../../log/commits.ts";
import { getOrMake } from "../../../idioms/multimap.ts";
import type { RecordedEvent } from "../../../log/eventLog.ts";
import { type Amended, applyAmendments, isAmendment } from "../../../timelines/amendments.ts";
import type { Fields } from "../../text/statements/draft.ts";
import type { SyncChange } from "./change.ts";

interface RecordedCommit {
  readonly id: CommitId;
  readonly events: readonly RecordedEvent[];
}

export interface TakenBackInput {
  /** In the order recorded; what the timeline recorded itself. */
  readonly own: readonly RecordedEvent[];
  /** What it has from its parents. */
  readonly inherited: readonly RecordedEvent[];
  /** What the files come to, their own amendments applied. */
  readonly wanted: () => Amended;
  readonly catalogue: Catalogue;
}

/**
 * Of the changes that a sync would append, those that undo what was recorded after the state from which its files were written.
 * Files do not say which state that was, and a copy has neither a name nor a time that could be believed: it is told by what they
 * hold. Whoever holds something that a commit recorded has seen it, and all before it; of what was recorded since the last such commit
 * the files know nothing. Where a person undid all that the last sync recorded, files look the same: they are asked, too. That a field
 * has a third value tells nothing by itself: so it is where somebody goes on from the second.
 */
export function takenBack(changes: readonly SyncChange[], input: TakenBackInput): SyncChange[] {
  const { own, catalogue } = input;
  if (own.length === 0 || changes.every(({ kind }) => kind === "add")) return [];
  const wanted = input.wanted();
  const commits = commitsOf(own);
  const seen = lastSeen(commits, wanted);
  const unseen = commits.slice(seen + 1).flatMap(({ events }) => events);
  if (unseen.length === 0) return [];
  const added = new Set(unseen.map(({ id }) => id));
  const retracted = new Set(unseen.filter(({ type }) => type === EventRetracted.type).map((event) => targetOf(event)));
  const then = commits.slice(0, seen + 1).flatMap(({ events }) => events);
  const before = applyAmendments([...input.inherited, ...then], catalogue);
  const were = new Map(before.events.map((event) => [event.id, event]));
  const amended = new Map<EventId, Set<string>>();
  for (const event of unseen)
    for (const field of Object.keys(setOf(event))) getOrMake(amended, targetOf(event), () => new Set()).add(field);
  /** Whether a field that was set meanwhile is to be as it was before. */
  const comesBack = (target: EventId, set: Fields): boolean => {
    const [was, fields] = [were.get(target), amended.get(target)];
    if (was === undefined || fields === undefined) return false;
    const old: Fields = flatten(was);
    return Object.entries(set).some(([field, value]) => fields.has(field) && isSame(old[field], value));
  };
  const undoes = ({ kind, target, event }: SyncChange): boolean => {
    if (kind === "retract") return added.has(target);
    if (kind === "restore") return retracted.has(target);
    return kind === "amend" && comesBack(target, setOf(event));
  };
  if (!changes.some(undoes)) return [];
  // Files of which that is known do not go on from a value that they never had: they set another, as well.
  const overwrites = ({ kind, target, event }: SyncChange): boolean =>
    kind === "amend" && Object.keys(setOf(event)).some((field) => amended.get(target)?.has(field));
  return changes.filter((change) => undoes(change) || overwrites(change));
}

/** The last commit of which the files hold something; -1 where they hold nothing of any. */
function lastSeen(commits: readonly RecordedCommit[], wanted: Amended): number {
  const stays = new Map(wanted.events.map((event) => [event.id, event]));
  const stand = (id: EventId): ChronicleEvent | undefined => stays.get(id) ?? wanted.retracted.get(id)?.event;
  const holds = (event: RecordedEvent): boolean => {
    if (!isAmendment(event)) return stand(event.id) !== undefined;
    const held = stand(targetOf(event));
    if (held === undefined) return false;
    const fields: Fields = flatten(held);
    return Object.entries(setOf(event)).some(([field, value]) => isSame(fields[field], value));
  };
  const position = new Map(commits.flatMap(({ events }, i) => events.map(({ id }) => [id, i] as const)));
  let seen = commits.findLastIndex(({ events }) => events.some(holds));
  // Only of what they once had files can lack that it was taken back.
  const lacks = (event: RecordedEvent): boolean =>
    event.type === EventRetracted.type &&
    !stays.has(targetOf(event)) &&
    (position.get(targetOf(event)) ?? Number.POSITIVE_INFINITY) <= seen;
  seen = Math.max(
    seen,
    commits.findLastIndex(({ events }) => events.some(lacks)),
  );
  while (isContinued(commits[seen], commits[seen + 1])) seen++;
  return seen;
}

/** One sync may be many commits, with a time for each: the id of each follows from that of the one before (plannedCommits.ts). */
function isContinued(one: RecordedCommit | undefined, next: RecordedCommit | undefined): boolean {
  const [first] = next?.events ?? [];
  if (one === undefined || next === undefined || first === undefined) return false;
  const events = next.events.map(withoutRecorded);
  return [null, first.recorded.recordedAt].some((time) => contentHash([one.id, time, events]).slice(0, 32) === next.id);
}

function commitsOf(own: readonly RecordedEvent[]): RecordedCommit[] {
  const commits: { id: CommitId; events: RecordedEvent[] }[] = [];
  for (const event of own) {
    const last = commits.at(-1);
    if (last?.id === event.recorded.commit) last.events.push(event);
    else commits.push({ id: event.recorded.commit, events: [event] });
  }
  return commits;
}

const isSame = (a: unknown, b: unknown): boolean => canonicalJson([a ?? null]) === canonicalJson([b ?? null]);

/** Amendments were validated when they entered. */
const targetOf = ({ data }: ChronicleEvent): EventId => String(Object(data)["target"]);
const setOf = ({ type, data }: ChronicleEvent): Fields =>
  type === EventAmended.type ? Object(Object(data)["set"]) : {};

import { closest } from "../../events/closest.ts";
import { contentId } from "../../events/contentHash.ts";
import type { ChronicleEvent, CommitId, EventId, TimelineName } from "../../events/envelope.ts";
import { ValorisError } from "../../events/valorisError.ts";
import type { EventLog, RecordedEvent, Timeline } from "../../log/eventLog.ts";
import { isAmendment } from "../amendments.ts";
import type { Chronicle } from "../chronicle.ts";
import { type Operation, operationChange } from "../operations.ts";
import { openChronicle } from "../pages/openChronicle.ts";
import type { ResolveOptions } from "../resolve.ts";
import { commonAncestor } from "../ancestry.ts";
import type { Clash } from "./clashes.ts";
import { type CarryInput, type CarryPlan, type CarryStep, planCarry, type ConflictSide } from "./plan.ts";
import { clashInResult } from "./resultClashes.ts";

/** What rebasing, picking and merging have in common. */

export interface CarryOptions extends Omit<ResolveOptions, "timeline" | "firstDate"> {
  /** How conflicts are settled that are neither named in `keep` nor settled by themselves before. */
  readonly keepAll?: ConflictSide;
  /** How the conflicts of single events are settled. */
  readonly keep?: ReadonlyMap<EventId, ConflictSide>;
  /** Only says what would become of each event. */
  readonly dryRun?: boolean;
  /** Why the guard of an event does not hold in a history that has it; undefined where it does. */
  readonly guardFails?: (history: Chronicle, event: EventId) => string | undefined;
}

/** What was carried over, or would be. */
export interface Carried {
  readonly from: TimelineName;
  readonly onto: TimelineName;
  /** The timeline that has it now. */
  readonly timeline: TimelineName;
  /** Its position. */
  readonly head: number;
  readonly steps: readonly CarryStep[];
}

/** What a timeline recorded itself; beyond a position, if one is given; of that, what is wanted. */
export async function ownEvents(
  log: EventLog,
  { name, head, branch }: Timeline,
  after = branch?.sequence ?? 0,
  isWanted: (event: RecordedEvent) => boolean = () => true,
): Promise<RecordedEvent[]> {
  const events: RecordedEvent[] = [];
  if (after >= head) return events;
  // One by one: a commit may hold more events than a call may have arguments.
  for await (const commit of log.read(name, { from: after + 1, to: head }))
    for (const event of commit.events) if (isWanted(event)) events.push(event);
  return events;
}

interface Carrying {
  readonly source: Timeline;
  readonly target: Timeline;
  readonly events: readonly RecordedEvent[];
  readonly cut?: number | undefined;
  readonly keep: CarryInput["keep"];
}

/**
 * What becomes of each event, with the conflicts that only show once it is there: each may settle or raise others.
 *
 * @throws ValorisError `carry/unknown-event` for a decision about what is not carried
 */
export async function planOf(
  log: EventLog,
  { source, target, events, cut, keep }: Carrying,
  { keepAll: _keepAll, keep: decided, dryRun: _dryRun, guardFails, ...resolving }: CarryOptions,
): Promise<CarryPlan> {
  refuseUnknown([...(decided?.keys() ?? [])], events);
  const base = await commonAncestor(log, source.name, target.name);
  const there = { ...resolving, timeline: target.name, ...(cut === undefined ? {} : { cut }) };
  const from = await openChronicle(log, { ...resolving, timeline: source.name });
  const onto = await openChronicle(log, there);
  const ours = await ownEvents(log, source, base);
  const input = { events, ours, theirs: await ownEvents(log, target, base, isAmendment), from, onto, keep };
  const open = (pending: readonly ChronicleEvent[]) => openChronicle(log, { ...there, pending });
  const found = new Map<EventId, Clash>();
  for (;;) {
    const plan = planCarry(input, found);
    const [event, clash] = (await clashInResult(plan, { from, onto, open, guardFails }, found)) ?? [];
    if (event === undefined || clash === undefined) return plan;
    found.set(event, clash);
  }
}

function refuseUnknown(decided: readonly EventId[], events: readonly RecordedEvent[]): void {
  const ids = events.map(({ id }) => id);
  const unknown = decided.find((id) => !ids.includes(id));
  if (unknown === undefined) return;
  const suggestion = closest(unknown, ids);
  throw new ValorisError("carry/unknown-event", `${unknown} is not among what is carried over.`, {
    help: suggestion === undefined ? "--dry-run lists what is." : `Did you mean ${suggestion}?`,
    details: { event: unknown },
  });
}

/** Somebody may append while a plan is made: then it is about what is no more. @throws ValorisError `edit/conflict` */
export async function refuseMoved(log: EventLog, ...planned: readonly Timeline[]): Promise<void> {
  for (const { name, head } of planned) {
    const now = (await log.timeline(name))?.head ?? 0;
    if (now !== head) throw moved(name, head, now);
  }
}

const moved = (timeline: TimelineName, expected: number, head: number): ValorisError =>
  new ValorisError(
    "edit/conflict",
    `Somebody else changed ${timeline} meanwhile: it was at ${expected}, and is at ${head}.`,
    {
      help: "Run it again: it is then compared with what is there now.",
      details: { timeline, expected, head },
    },
  );

/** The same carrying over has the same commit, so that it is there once. */
export const commitOf = (
  verb: string,
  from: string,
  { name, head }: Timeline,
  hash: string,
  { events }: CarryPlan,
): CommitId => contentId({ verb, from, onto: name, head, hash, events });

/** With the record of what is done by it. Two writers to one timeline: one wins, the other is told. @throws ValorisError `edit/conflict` */
export async function append(
  log: EventLog,
  timeline: TimelineName,
  expected: number,
  events: readonly ChronicleEvent[],
  commitId: CommitId,
  done: readonly Operation[] = [],
): Promise<void> {
  if (events.length === 0) return;
  try {
    await log.transact([
      { kind: "append", timeline, events, expected, commitId, unchecked: true },
      ...done.map(operationChange),
    ]);
  } catch (error) {
    if (!(error instanceof ValorisError && error.code === "log/conflict")) throw error;
    throw moved(timeline, expected, Number(error.details["head"]));
  }
}

/** @throws ValorisError `carry/conflict` */
export function refuseConflicts(
  { steps }: CarryPlan,
  { from, onto }: { readonly from: TimelineName; readonly onto: TimelineName },
): void {
  const conflicts = steps.filter(({ kind }) => kind === "conflict");
  const [first] = conflicts;
  if (first === undefined) return;
  const count = conflicts.length === 1 ? "One event" : `${conflicts.length} events`;
  throw new ValorisError(
    "carry/conflict",
    `${count} of ${from} cannot be carried over to ${onto} as it is: ${first.event}: ${first.why}. Nothing was changed.`,
    {
      help: "Settle each with --keep ours=EVENT or --keep theirs=EVENT, or all with --keep ours or --keep theirs; --dry-run lists them.",
      details: { conflicts },
    },
  );
}

import { contentId } from "../../events/contentHash.ts";
import type { ChronicleEvent, CommitId, EventId, TimelineName } from "../../events/envelope.ts";
import { ValorisError } from "../../events/valorisError.ts";
import type { EventLog, RecordedEvent, Timeline } from "../../log/eventLog.ts";
import { existingTimeline } from "../../log/existingTimeline.ts";
import type { History } from "../history.ts";
import { openHistory } from "../pages/openHistory.ts";
import type { PagedHistory } from "../pages/pagedHistory.ts";
import type { ResolveOptions } from "../resolve.ts";
import { commonAncestor } from "./ancestry.ts";
import { type CarryPlan, type CarryStep, planCarry, type Side } from "./plan.ts";

/** What rebasing, picking and merging have in common. */

export interface CarryOptions extends Omit<ResolveOptions, "timeline" | "firstDate"> {
  /** How conflicts are settled that are not named in `keep`. */
  readonly keepAll?: Side;
  /** How the conflicts of single events are settled. */
  readonly keep?: ReadonlyMap<EventId, Side>;
  /** Only says what would become of each event. */
  readonly dryRun?: boolean;
  /** Why the guard of an event does not hold in a history that has it; undefined where it does. */
  readonly guardFails?: (history: History, event: EventId) => string | undefined;
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

/** What a timeline recorded itself; beyond a position, if one is given. */
export async function ownEvents(
  log: EventLog,
  { name, head, branch }: Timeline,
  after = branch?.sequence ?? 0,
): Promise<RecordedEvent[]> {
  const events: RecordedEvent[] = [];
  if (after >= head) return events;
  for await (const commit of log.read(name, { from: after + 1, to: head })) events.push(...commit.events);
  return events;
}

interface Carrying {
  readonly from: TimelineName;
  readonly onto: TimelineName;
  readonly events: readonly RecordedEvent[];
  readonly cut: number | undefined;
}

export async function planOf(
  log: EventLog,
  { from, onto, events, cut }: Carrying,
  options: CarryOptions,
): Promise<CarryPlan> {
  const { keepAll, keep, dryRun: _dryRun, guardFails, ...resolving } = options;
  const base = await commonAncestor(log, from, onto);
  const target = await existingTimeline(log, onto);
  const input = {
    events,
    from: await openHistory(log, { ...resolving, timeline: from }),
    onto: await openHistory(log, { ...resolving, timeline: onto, ...(cut === undefined ? {} : { cut }) }),
    theirs: await ownEvents(log, target, base),
    keep: (event: EventId): Side | undefined => keep?.get(event) ?? keepAll,
  };
  const plan = planCarry(input);
  if (guardFails === undefined || !plan.events.some(({ guard }) => guard !== undefined)) return plan;
  const [, after] = await asCarried(log, onto, cut, plan.events, resolving);
  return { ...plan, ...guarded(plan, input, after, guardFails) };
}

/** Guards are asked of the history that would come of it; what failed where it comes from is no conflict. */
function guarded(
  plan: CarryPlan,
  { from, keep }: { readonly from: History; readonly keep: (event: EventId) => Side | undefined },
  after: History,
  guardFails: NonNullable<CarryOptions["guardFails"]>,
): CarryPlan {
  const left = new Set<EventId>();
  const steps = plan.steps.map((step): CarryStep => {
    const { event, kind, type } = step;
    const theirs = kind === "picked" && guardFails(from, event) === undefined ? guardFails(after, event) : undefined;
    const kept = keep(event);
    if (theirs === undefined || kept === "ours") return step;
    left.add(event);
    const clash = { why: `the guard of ${event} does not hold there`, ours: `adds ${event} (${type})`, theirs };
    return { event, type, kind: kept === "theirs" ? "left out" : "conflict", ...clash };
  });
  return { steps, events: plan.events.filter(({ id }) => !left.has(id)) };
}

/** A timeline as it is seen, and as it would be with what is carried to it. */
export async function asCarried(
  log: EventLog,
  timeline: TimelineName,
  cut: number | undefined,
  pending: readonly ChronicleEvent[],
  resolving: ResolveOptions,
): Promise<[PagedHistory, PagedHistory]> {
  const options = { ...resolving, timeline, ...(cut === undefined ? {} : { cut }) };
  return [await openHistory(log, options), await openHistory(log, { ...options, pending })];
}

export const withoutRecorded = ({ recorded: _recorded, ...event }: RecordedEvent): ChronicleEvent => event;

/** The same carrying over has the same commit, so that it is there once. */
export const commitOf = (
  verb: string,
  from: string,
  { name, head }: Timeline,
  hash: string,
  { events }: CarryPlan,
): CommitId => contentId({ verb, from, onto: name, head, hash, events });

/** Two writers to one timeline: one wins, the other is told. @throws ValorisError `edit/conflict` */
export async function append(
  log: EventLog,
  timeline: TimelineName,
  expected: number,
  events: readonly ChronicleEvent[],
  commitId: CommitId,
): Promise<void> {
  if (events.length === 0) return;
  try {
    await log.append(timeline, events, { expected, commitId });
  } catch (error) {
    if (!(error instanceof ValorisError && error.code === "log/conflict")) throw error;
    const { head } = error.details;
    throw new ValorisError(
      "edit/conflict",
      `Somebody else changed ${timeline} meanwhile: it was at ${expected}, and is at ${String(head)}.`,
      {
        help: "Nothing of this was recorded. Run it again: it is then compared with what is there now.",
        details: { timeline, expected, head },
      },
    );
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

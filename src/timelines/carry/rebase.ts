import type { CommitId, EventId, TimelineName } from "../../events/envelope.ts";
import { ValorisError } from "../../events/valorisError.ts";
import type { EventLog, Timeline } from "../../log/eventLog.ts";
import { existingTimeline } from "../../log/existingTimeline.ts";
import { refuseReserved } from "../../log/timelineName.ts";
import { readOperations, recordOperation, timelineStates } from "../operations.ts";
import {
  append,
  type Carried,
  type CarryOptions,
  commitOf,
  ownEvents,
  planOf,
  refuseConflicts,
  refuseMoved,
} from "./carrying.ts";
import type { Clash } from "./clashes.ts";
import type { ConflictSide } from "./plan.ts";

export interface RebaseOptions extends CarryOptions {
  /** What the result is called; the branch's name with the next free number if absent. */
  readonly as?: TimelineName;
}

/**
 * Carries a branch over to where another timeline is now. Where a branch begins is never changed, so the result is a new branch, with
 * what the old one recorded; the old one is archived, and stays readable. Conflicts stop it before anything is changed, unless each
 * is settled. Run again after a crash, it goes on, or finds that it is done.
 *
 * @throws ValorisError `carry/conflict`, `carry/nothing-to-carry`, `carry/unknown-event`, `edit/conflict`, `log/…`
 * @example
 * import { memoryLog } from "valoris";
 * import { editTimeline, forkTimeline, rebase } from "valoris/timelines";
 *
 * const log = memoryLog({ now: () => 0 });
 * const noted = (id: string, at: string) => ({ id, type: "Noted", version: 1, at, data: { about: "x" } });
 * await log.append("canon", [noted("a", "2380")]);
 * await forkTimeline(log, "what-if");
 * await editTimeline(log, "what-if", { kind: "retract", event: "a", reason: "What if not?" });
 * await log.append("canon", [noted("b", "2381")]);
 * const { timeline, steps } = await rebase(log, "what-if", "canon");
 * console.log(timeline, steps[0]?.kind); // what-if-2 picked
 */
export async function rebase(
  log: EventLog,
  branch: TimelineName,
  onto: TimelineName,
  options: RebaseOptions = {},
): Promise<Carried> {
  const { as, dryRun = false } = options;
  const source = await existingTimeline(log, branch);
  const target = await existingTimeline(log, onto);
  if (as !== undefined) refuseReserved(as);
  await refuseNothing(log, source, target);
  const { cut } = source.branch ?? {};
  const remembered = await decisions(log, branch, onto);
  const keep = (event: EventId, { theirs }: Clash): ConflictSide | undefined => {
    const before = remembered.get(event);
    return options.keep?.get(event) ?? (before?.theirs === theirs ? before.keep : undefined) ?? options.keepAll;
  };
  const plan = await planOf(log, { source, target, events: await ownEvents(log, source), cut, keep }, options);
  const commitId = commitOf("rebase", await log.headHash(branch), target, await log.headHash(onto), plan);
  const timeline = as ?? (await freeName(log, source, target, commitId));
  const carried = { from: branch, onto, timeline, steps: plan.steps };
  if (dryRun) return { ...carried, head: target.head + plan.events.length };
  for (const { event, theirs } of plan.steps) {
    const kept = options.keep?.get(event);
    if (kept === undefined || theirs === undefined || keptAs(remembered.get(event), kept, theirs)) continue;
    await recordOperation(log, { kind: "decided", timeline: branch, onto, event, keep: kept, theirs });
  }
  refuseConflicts(plan, { from: branch, onto });
  await refuseMoved(log, source, target);

  const existing = await log.timeline(timeline);
  if (existing === undefined)
    await log.fork(timeline, onto, { sequence: target.head, ...(cut === undefined ? {} : { cut }) });
  else if (!(await isResult(log, existing, { source, target, commitId })))
    throw new ValorisError("log/timeline-exists", `There is a timeline “${timeline}” already.`, {
      help: "Choose another name with --as.",
    });
  if (existing === undefined || existing.head === target.head)
    await append(log, timeline, target.head, plan.events, commitId);
  // What came to the branch meanwhile is not carried: then it is not hidden either.
  await refuseMoved(log, source);
  const { archived } = await timelineStates(log);
  if (!archived.has(branch))
    await recordOperation(
      log,
      { kind: "rebased", timeline, from: branch, onto },
      { kind: "archived", timeline: branch },
    );
  return { ...carried, head: target.head + plan.events.length };
}

/** @throws ValorisError `carry/nothing-to-carry` */
async function refuseNothing(log: EventLog, source: Timeline, onto: Timeline): Promise<void> {
  const { name } = source;
  const refuse = (why: string, help: string): never => {
    throw new ValorisError("carry/nothing-to-carry", `${why}: there is nothing to carry over.`, { help });
  };
  if (source.branch === undefined) refuse(`${name} branches from nothing`, "Name a branch, or pick single events.");
  for (let line: Timeline | undefined = onto; line !== undefined; ) {
    if (line.name === name)
      refuse(
        onto.name === name ? `${name} is where it is` : `${onto.name} branches from ${name}`,
        "Name another timeline.",
      );
    line = line.branch && (await log.timeline(line.branch.parent));
  }
}

/** The branch's name with a number, free or taken by what this very rebase had begun. */
async function freeName(log: EventLog, source: Timeline, target: Timeline, commitId: CommitId): Promise<TimelineName> {
  const [, stem = source.name, number] = /^(.*?)(?:-(\d+))?$/.exec(source.name) ?? [];
  for (let next = Number(number ?? 1) + 1; ; next++) {
    const name = `${stem}-${next}`;
    const existing = await log.timeline(name);
    if (existing === undefined || (await isResult(log, existing, { source, target, commitId }))) return name;
  }
}

interface Rebasing {
  readonly source: Timeline;
  readonly target: Timeline;
  readonly commitId: CommitId;
}

/** Whether a timeline is what this rebase makes: forked there with the same cut, and empty yet, or with its commit first. */
async function isResult(
  log: EventLog,
  { name, head, branch }: Timeline,
  { source, target, commitId }: Rebasing,
): Promise<boolean> {
  if (branch?.parent !== target.name || branch.sequence !== target.head || branch.cut !== source.branch?.cut)
    return false;
  if (head === target.head) return true;
  for await (const { id } of log.blocks(name, { from: target.head + 1, to: target.head + 1 })) return id === commitId;
  return false;
}

interface Decision {
  readonly keep: ConflictSide;
  /** The other side, as it was when this was decided: another one is another conflict. */
  readonly theirs: string;
}

const keptAs = (known: Decision | undefined, keep: ConflictSide, theirs: string): boolean =>
  known?.keep === keep && known.theirs === theirs;

/** What was decided in earlier runs. */
async function decisions(
  log: EventLog,
  branch: TimelineName,
  onto: TimelineName,
): Promise<ReadonlyMap<EventId, Decision>> {
  const known = new Map<EventId, Decision>();
  for await (const { operation } of readOperations(log))
    if (operation.kind === "decided" && operation.timeline === branch && operation.onto === onto)
      known.set(operation.event, operation);
  return known;
}

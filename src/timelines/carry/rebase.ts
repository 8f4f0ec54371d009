import type { CommitId, EventId, TimelineName } from "../../events/envelope.ts";
import { ValorisError } from "../../events/valorisError.ts";
import type { EventLog, Timeline } from "../../log/eventLog.ts";
import { existingTimeline } from "../../log/existingTimeline.ts";
import { refuseImpossible } from "../edit/refuseImpossible.ts";
import { archiveTimeline, readOperations, recordOperation, timelineStates } from "../operations.ts";
import {
  append,
  asCarried,
  type Carried,
  type CarryOptions,
  commitOf,
  ownEvents,
  planOf,
  refuseConflicts,
} from "./carrying.ts";
import type { Side } from "./plan.ts";

export interface RebaseOptions extends CarryOptions {
  /** What the result is called; the branch's name with the next free number if absent. */
  readonly as?: TimelineName;
}

/**
 * Carries a branch over to where another timeline is now. Where a branch begins is never changed, so the result is a new branch, with
 * what the old one recorded; the old one is archived, and stays readable. Conflicts stop it before anything is changed, unless each
 * is settled. Run again after a crash, it goes on, or finds that it is done.
 *
 * @throws ValorisError `carry/conflict`, `carry/nothing-to-carry`, `edit/impossible-dates`, `log/…`
 * @example
 * import { editTimeline, forkTimeline, memoryLog, rebase } from "valoris";
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
  const { as, dryRun = false, keepAll, keep: _keep, guardFails: _guardFails, ...resolving } = options;
  const source = await existingTimeline(log, branch);
  const target = await existingTimeline(log, onto);
  if (source.branch === undefined)
    throw new ValorisError(
      "carry/nothing-to-carry",
      `${branch} branches from nothing: there is nothing to carry over.`,
      {
        help: "Name a branch, or pick single events.",
      },
    );
  const { cut } = source.branch;
  const decided = await decisions(log, branch, onto, options.keep);
  const own = await ownEvents(log, source);
  const plan = await planOf(log, { from: branch, onto, events: own, cut }, { ...options, keep: decided });
  const commitId = commitOf("rebase", await log.headHash(branch), target, await log.headHash(onto), plan);
  const timeline = as ?? (await freeName(log, branch, target, commitId));
  const carried = { from: branch, onto, timeline, steps: plan.steps };
  if (dryRun) return { ...carried, head: target.head + plan.events.length };
  if (keepAll === undefined) await rememberDecisions(log, branch, onto, options.keep);
  refuseConflicts(plan, { from: branch, onto });
  refuseImpossible(...(await asCarried(log, onto, cut, plan.events, resolving)));

  const existing = await log.timeline(timeline);
  if (existing === undefined)
    await log.fork(timeline, onto, { sequence: target.head, ...(cut === undefined ? {} : { cut }) });
  else if (!(await isResult(log, existing, target, commitId)))
    throw new ValorisError("log/timeline-exists", `There is a timeline “${timeline}” already.`, {
      help: "Choose another name with --as.",
    });
  if (existing === undefined || existing.head === target.head)
    await append(log, timeline, target.head, plan.events, commitId);
  const { archived } = await timelineStates(log);
  if (!archived.has(branch)) {
    await recordOperation(log, { kind: "rebased", timeline, from: branch, onto });
    await archiveTimeline(log, branch);
  }
  return { ...carried, head: target.head + plan.events.length };
}

/** The branch's name with a number, free or taken by what this very rebase had begun. */
async function freeName(
  log: EventLog,
  branch: TimelineName,
  target: Timeline,
  commitId: CommitId,
): Promise<TimelineName> {
  const [, stem = branch, number] = /^(.*?)(?:-(\d+))?$/.exec(branch) ?? [];
  for (let next = Number(number ?? 1) + 1; ; next++) {
    const name = `${stem}-${next}`;
    const existing = await log.timeline(name);
    if (existing === undefined || (await isResult(log, existing, target, commitId))) return name;
  }
}

/** Whether a timeline is what this rebase makes: forked there, and empty yet, or with its commit first. */
async function isResult(
  log: EventLog,
  { name, head, branch }: Timeline,
  target: Timeline,
  commitId: CommitId,
): Promise<boolean> {
  if (branch?.parent !== target.name || branch.sequence !== target.head) return false;
  if (head === target.head) return true;
  for await (const { id } of log.blocks(name, { from: target.head + 1, to: target.head + 1 })) return id === commitId;
  return false;
}

/** Decisions of earlier runs, and those of this one. */
async function decisions(
  log: EventLog,
  branch: TimelineName,
  onto: TimelineName,
  now: CarryOptions["keep"],
): Promise<Map<EventId, Side>> {
  const known = new Map<EventId, Side>();
  for await (const { operation } of readOperations(log))
    if (operation.kind === "decided" && operation.timeline === branch && operation.onto === onto)
      known.set(operation.event, operation.keep);
  for (const [event, side] of now ?? []) known.set(event, side);
  return known;
}

async function rememberDecisions(
  log: EventLog,
  timeline: TimelineName,
  onto: TimelineName,
  now: CarryOptions["keep"],
): Promise<void> {
  const known = await decisions(log, timeline, onto, undefined);
  for (const [event, keep] of now ?? [])
    if (known.get(event) !== keep) await recordOperation(log, { kind: "decided", timeline, onto, event, keep });
}

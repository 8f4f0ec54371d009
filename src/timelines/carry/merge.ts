import { contentId } from "../../events/contentHash.ts";
import type { TimelineName } from "../../events/envelope.ts";
import { ValorisError } from "../../events/valorisError.ts";
import type { EventLog, Timeline } from "../../log/eventLog.ts";
import { withoutRecorded } from "../../log/commits.ts";
import { existingTimeline } from "../../log/existingTimeline.ts";
import { newestFirst } from "../newestFirst.ts";
import { type Operation, refuseProtected } from "../operations.ts";
import { openChronicle } from "../pages/openChronicle.ts";
import type { ResolveOptions } from "../resolve.ts";
import { append, type Carried, ownEvents } from "./carrying.ts";
import type { PickOptions } from "./pick.ts";
import type { CarryStep } from "./plan.ts";

/**
 * Gives a timeline what its branch recorded, where it has not moved since the branch left it. There is no other merge: two histories
 * are not two states of one thing, and a mean of them would be a third that nobody wrote. Rebase first, then merge.
 *
 * @throws ValorisError `merge/not-fast-forward`, `timeline/protected`, `log/…`
 */
export async function merge(
  log: EventLog,
  branch: TimelineName,
  into: TimelineName,
  {
    force = false,
    dryRun = false,
    ...resolving
  }: Pick<PickOptions, "force" | "dryRun"> & Omit<ResolveOptions, "timeline" | "firstDate"> = {},
): Promise<Carried> {
  const source = await existingTimeline(log, branch);
  const target = await existingTimeline(log, into);
  if (!force && !dryRun) await refuseProtected(log, into);
  const own = await ownEvents(log, source);
  const commitId = contentId({ merge: branch, head: await log.headHash(branch) });
  const carried = {
    from: branch,
    onto: into,
    timeline: into,
    steps: own.map(({ id, type }): CarryStep => ({ event: id, type, kind: "picked" })),
  };
  for await (const { id } of newestFirst(log, into)) {
    if (id === commitId) return { ...carried, head: target.head };
    break;
  }
  await refuseOtherMerges(log, source, target, resolving);
  const head = target.head + own.length;
  if (dryRun) return { ...carried, head };
  const done: Operation = { kind: "merged", timeline: into, from: branch };
  await append(log, into, target.head, own.map(withoutRecorded), commitId, [done]);
  return { ...carried, head };
}

async function refuseOtherMerges(
  log: EventLog,
  source: Timeline,
  target: Timeline,
  resolving: ResolveOptions,
): Promise<void> {
  const { name, branch } = source;
  const refuse = (why: string, help: string): never => {
    throw new ValorisError("merge/not-fast-forward", `${name} cannot be merged into ${target.name}: ${why}.`, {
      help: `${help} Chronicles are not merged as states are: there would be a third that nobody wrote.`,
    });
  };
  if (branch?.parent !== target.name)
    return refuse(
      `it does not branch from it`,
      `Pick events from it, or rebase it: valoris timeline rebase ${name} --onto ${target.name}.`,
    );
  if (branch.sequence !== target.head)
    refuse(
      `${target.name} has moved on since, from @${branch.sequence} to @${target.head}`,
      `Carry it over first: valoris timeline rebase ${name} --onto ${target.name}.`,
    );
  const { cut } = branch;
  if (cut === undefined) return;
  const [whole, seen] = await Promise.all([
    openChronicle(log, { ...resolving, timeline: target.name }),
    openChronicle(log, { ...resolving, timeline: target.name, cut }),
  ]);
  if (whole.events.length !== seen.events.length)
    refuse(
      `it is cut, and does not know ${whole.events.length - seen.events.length} events of ${target.name}`,
      `Pick its events instead: valoris timeline pick … --from ${name} --onto ${target.name}.`,
    );
}

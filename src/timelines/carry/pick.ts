import type { EventId, TimelineName } from "../../events/envelope.ts";
import { ValorisError } from "../../events/valorisError.ts";
import type { EventLog, RecordedEvent } from "../../log/eventLog.ts";
import { existingTimeline } from "../../log/existingTimeline.ts";
import { isAmendment } from "../amendments.ts";
import { refuseProtected } from "../operations.ts";
import { commonAncestor } from "../ancestry.ts";
import { append, type Carried, type CarryOptions, commitOf, ownEvents, planOf, refuseConflicts } from "./carrying.ts";
import type { ConflictSide } from "./plan.ts";

export interface PickOptions extends CarryOptions {
  /** Protected timelines, such as canon, are changed only with this. */
  readonly force?: boolean;
}

/**
 * Carries single events over to another timeline, each with all that its own timeline recorded about it.
 *
 * @throws ValorisError `carry/conflict`, `carry/nothing-to-carry`, `carry/unknown-event`, `timeline/protected`, `edit/conflict`, `log/…`
 */
export async function pick(
  log: EventLog,
  events: readonly EventId[],
  { from, onto }: { readonly from: TimelineName; readonly onto: TimelineName },
  options: PickOptions = {},
): Promise<Carried> {
  const { dryRun = false, force = false } = options;
  const source = await existingTimeline(log, from);
  const target = await existingTimeline(log, onto);
  if (!force && !dryRun) await refuseProtected(log, onto);
  const chosen = about(events, await ownEvents(log, source, await commonAncestor(log, from, onto)), from);
  const keep = (event: EventId): ConflictSide | undefined => options.keep?.get(event) ?? options.keepAll;
  const plan = await planOf(log, { source, target, events: chosen, keep }, options);
  const carried = { from, onto, timeline: onto, steps: plan.steps, head: target.head + plan.events.length };
  if (dryRun) return carried;
  refuseConflicts(plan, { from, onto });
  const commitId = commitOf("pick", from, target, await log.headHash(onto), plan);
  await append(log, onto, target.head, plan.events, commitId, [{ kind: "picked", timeline: onto, from }]);
  return carried;
}

/** These events, and whatever amends them, and amends that. */
function about(wanted: readonly EventId[], own: readonly RecordedEvent[], from: TimelineName): RecordedEvent[] {
  const concerned = new Set(wanted);
  const chosen = own.filter((event) => {
    const target = isAmendment(event) ? (event.data as { readonly target: EventId }).target : undefined;
    if (!concerned.has(event.id) && (target === undefined || !concerned.has(target))) return false;
    concerned.add(event.id);
    return true;
  });
  for (const id of wanted)
    if (
      !chosen.some(
        (event) =>
          event.id === id || (isAmendment(event) && (event.data as { readonly target: EventId }).target === id),
      )
    )
      throw new ValorisError(
        "carry/nothing-to-carry",
        `${from} recorded nothing about ${id} that is not there already.`,
        {
          help: `valoris timeline log ${from} lists what it recorded.`,
          details: { event: id },
        },
      );
  return chosen;
}

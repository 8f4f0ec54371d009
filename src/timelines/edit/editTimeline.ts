import type { ChronicleEvent, EventId, TimelineName } from "../../events/envelope.ts";
import { ValorisError } from "../../events/valorisError.ts";
import { newId } from "../../log/commits.ts";
import type { EventLog, RecordedEvent } from "../../log/eventLog.ts";
import { existingTimeline } from "../../log/existingTimeline.ts";
import { formatInstant } from "../../events/dates/civil.ts";
import type { Chronicle } from "../chronicle.ts";
import { newestFirst } from "../newestFirst.ts";
import { refuseProtected } from "../operations.ts";
import { openChronicle } from "../pages/openChronicle.ts";
import type { ResolveOptions } from "../resolve.ts";
import type { Edit, EditedTimeline, PlannedEdit } from "./edit.ts";
import { refuseNewlyImpossible } from "./refuseImpossible.ts";
import { planEdit, planUndo, recordedIn, UNDO } from "./planEdit.ts";

export interface EditOptions extends Omit<ResolveOptions, "timeline" | "firstDate"> {
  /** Protected timelines, such as canon, are edited only with this. */
  readonly force?: boolean;
  /** Only says what would be appended. */
  readonly dryRun?: boolean;
  /** What is taken back with it, in the same commit: of the timeline as it was and as it would be, the events that cannot stand. */
  readonly cascade?: (edited: Pick<EditedTimeline, "before" | "after" | "touched">) => readonly Cascaded[];
}

/** An event that goes with another, and why. */
export interface Cascaded {
  readonly event: EventId;
  readonly why: string;
}

/**
 * Changes history on one timeline of a log: what its parents and its branches see stays as it was. The change is one commit, with
 * a stable id (`change`) by which it is known when it is carried over to another timeline.
 *
 * @throws ValorisError `timeline/protected`, `edit/…`, `log/unknown-timeline`; `edit/conflict` where somebody else appended meanwhile
 * @example
 * import { memoryLog, openLog } from "valoris";
 * import { editTimeline, forkTimeline } from "valoris/timelines";
 *
 * const log = memoryLog({ now: () => 0 });
 * await log.append("canon", [{ id: "first-contact", type: "Noted", version: 1, at: "2063-04-05", data: { about: "vulcans" } }]);
 * await forkTimeline(log, "what-if/no-contact");
 * await editTimeline(log, "what-if/no-contact", { kind: "retract", event: "first-contact", reason: "They flew by." });
 * console.log((await openLog(log, { timeline: "what-if/no-contact" })).events.length); // 0
 */
export async function editTimeline(
  log: EventLog,
  name: TimelineName,
  edit: Edit,
  { force = false, dryRun = false, cascade, ...resolving }: EditOptions = {},
): Promise<EditedTimeline> {
  const { head } = await existingTimeline(log, name);
  if (!force) await refuseProtected(log, name);
  const before = await openChronicle(log, { ...resolving, timeline: name });
  const planned = await plan(log, before, edit, resolving);
  const change = newId();
  const ofChange = (all: readonly ChronicleEvent[]) =>
    all.map((event) => ({ ...event, change: event.change ?? change }));
  const withPending = (pending: readonly ChronicleEvent[]) =>
    openChronicle(log, { ...resolving, timeline: name, pending });
  let events = ofChange(planned.events);
  let after = await withPending(events);
  const { touched } = planned;
  const more = cascade?.({ before, after, touched }) ?? [];
  if (more.length > 0) {
    const taken = more.flatMap(({ event, why }) => planEdit(before, { kind: "retract", event, reason: why }).events);
    events = [...events, ...ofChange(taken)];
    after = await withPending(events);
  }
  refuseNewlyImpossible(before, after);
  const edited = {
    timeline: name,
    from: head,
    touched: [...touched, ...more.map(({ event }) => event)],
    events,
    before,
    after,
  };
  if (dryRun) return { ...edited, head };
  try {
    await log.append(name, events, { expected: head, unchecked: true });
  } catch (error) {
    if (error instanceof ValorisError && error.code === "log/conflict") throw conflict(name, head, error);
    throw error;
  }
  return { ...edited, head: head + events.length };
}

async function plan(log: EventLog, history: Chronicle, edit: Edit, resolving: ResolveOptions): Promise<PlannedEdit> {
  if (edit.kind === "undo") {
    const undone = edit.event === undefined ? await lastEdit(log, history) : [recordedIn(history, edit.event)];
    const [first] = undone;
    const { reason = `Undo of ${undone.length === 1 ? first?.id : `${undone.length} events`}.` } = edit;
    const planned = planUndo(history, undone, reason);
    if (planned.events.length > 0) return planned;
    throw new ValorisError("edit/already-retracted", `${edit.event ?? "It"} is undone already.`, {
      help: "`valoris timeline log` lists what was done.",
    });
  }
  try {
    return planEdit(history, edit);
  } catch (error) {
    if (error instanceof ValorisError && error.code === "edit/unknown-event" && edit.kind !== "add")
      throw (await hidden(log, history, edit.event, resolving)) ?? error;
    throw error;
  }
}

/** The last commit of a timeline's own of which something still counts, undos aside. @throws ValorisError `edit/nothing-to-undo` */
async function lastEdit(log: EventLog, history: Chronicle): Promise<readonly RecordedEvent[]> {
  for await (const { events } of newestFirst(log, history.timeline)) {
    const counts = events.filter(({ id, tags }) => !history.retracted.has(id) && tags?.includes(UNDO) !== true);
    if (counts.length > 0) return counts;
  }
  throw new ValorisError("edit/nothing-to-undo", `Nothing was changed on ${history.timeline} that could be undone.`, {
    help: "Name what was recorded before it branched off by its id: valoris timeline undo EVENT.",
  });
}

/** Why a branch does not see an event that its parent has. */
async function hidden(
  log: EventLog,
  { timeline }: Chronicle,
  event: EventId,
  resolving: ResolveOptions,
): Promise<ValorisError | undefined> {
  const branch = (await log.timeline(timeline))?.branch;
  if (branch === undefined) return undefined;
  const parent = await openChronicle(log, { ...resolving, timeline: branch.parent });
  const recorded = parent.recordedEvent(event);
  if (recorded === undefined) return hidden(log, parent, event, resolving);
  const { sequence } = recorded.recorded;
  const why =
    sequence > branch.sequence
      ? `${timeline} branched off at ${branch.parent}@${branch.sequence}, and ${event} was recorded after that (@${sequence})`
      : `${timeline} is cut at ${formatInstant(branch.cut ?? 0, "day")}, and ${event} happens after that`;
  return new ValorisError("edit/unknown-event", `${why}: it does not see it.`, {
    help:
      sequence > branch.sequence
        ? `Carry the branch over to where ${branch.parent} is now: valoris timeline rebase ${timeline} --onto ${branch.parent}.`
        : "Add an event of its own, or fork again with a later cut.",
    details: { event, timeline },
  });
}

const conflict = (name: TimelineName, head: number, { details }: ValorisError): ValorisError => {
  const now = details?.["head"];
  return new ValorisError(
    "edit/conflict",
    `Somebody else changed ${name} meanwhile: it was at ${head}, and is at ${now}.`,
    {
      help: `Nothing of this edit was recorded. See what they did (valoris timeline log ${name}), then run it again.`,
      details: { timeline: name, expected: head, head: now },
    },
  );
};

import { closest } from "../events/closest.ts";
import { decodeState, encodeState } from "../events/codec.ts";
import type { ChronicleEvent, EventId, NewEvent, TimelineName } from "../events/envelope.ts";
import { ValorisError } from "../events/valorisError.ts";
import type { BranchPoint, Change, EventLog, Timeline } from "../log/eventLog.ts";
import { newId } from "../log/commits.ts";
import { existingTimeline } from "../log/existingTimeline.ts";
import { noPosition } from "../log/logErrors.ts";
import { CANON, OPERATIONS, refuseReserved } from "../log/timelineName.ts";

/** Something done to timelines as a whole. Edits of history are commits of the timeline itself. */
export type Operation =
  | ({ readonly kind: "forked"; readonly timeline: TimelineName } & BranchPoint)
  /** `archived` hides a timeline from lists, `restored` shows it again; nothing is ever deleted. */
  | { readonly kind: "archived" | "restored"; readonly timeline: TimelineName }
  /** Protected timelines refuse edits; canon is protected from the start. */
  | { readonly kind: "protected" | "unprotected"; readonly timeline: TimelineName }
  | { readonly kind: "tagged"; readonly tag: string; readonly timeline: TimelineName; readonly sequence: number }
  | { readonly kind: "untagged"; readonly tag: string }
  | {
      readonly kind: "rebased";
      readonly timeline: TimelineName;
      readonly from: TimelineName;
      readonly onto: TimelineName;
    }
  /** How a conflict of a rebase is settled: by the branch's own event, or without it; as long as the other side is as it was. */
  | {
      readonly kind: "decided";
      readonly timeline: TimelineName;
      readonly onto: TimelineName;
      readonly event: EventId;
      readonly keep: "ours" | "theirs";
      readonly theirs: string;
    }
  | { readonly kind: "merged" | "picked"; readonly timeline: TimelineName; readonly from: TimelineName };

export interface RecordedOperation {
  readonly operation: Operation;
  /** ms since 1970-01-01T00:00Z. */
  readonly recordedAt: number;
}

/** What all operations together have made of a log's timelines. */
export interface TimelineStates {
  readonly archived: ReadonlySet<TimelineName>;
  readonly protected: ReadonlySet<TimelineName>;
  readonly tags: ReadonlyMap<string, { readonly timeline: TimelineName; readonly sequence: number }>;
}

/** Records operations, in a timeline of the log's own: all, or none. */
export async function recordOperation(log: EventLog, ...operations: readonly Operation[]): Promise<void> {
  await log.transact(operations.map(operationChange));
}

/** What records an operation in the transaction that does it. */
export function operationChange(operation: Operation): Change {
  const event: ChronicleEvent = { id: newId(), type: "Operation", version: 1, data: operation };
  return { kind: "append", timeline: OPERATIONS, events: [event], unchecked: true };
}

/** All operations on a log, in the order in which they were done. */
export async function* readOperations(log: EventLog, from = 1): AsyncGenerator<RecordedOperation> {
  if ((await log.timeline(OPERATIONS)) === undefined) return;
  // Only `recordOperation` writes here.
  for await (const { recordedAt, events } of log.read(OPERATIONS, { from }))
    for (const { data } of events) yield { operation: data as Operation, recordedAt };
}

interface KnownStates {
  readonly head: number;
  readonly archived: Set<TimelineName>;
  readonly protected: Set<TimelineName>;
  readonly tags: Map<string, { readonly timeline: TimelineName; readonly sequence: number }>;
}

/** Operations that are read again rather than keep what they come to. */
const FEW = 1000;

/** Which timelines are archived or protected, and what tags point to. */
export async function timelineStates(log: EventLog): Promise<TimelineStates> {
  const head = (await log.timeline(OPERATIONS))?.head ?? 0;
  const bytes = log.cache.get(OPERATIONS);
  const kept = bytes && (decodeState(bytes) as KnownStates | undefined);
  const { head: from, ...states } = kept !== undefined && kept.head <= head ? kept : nothingDone();
  for await (const { operation } of readOperations(log, from + 1)) apply(states, operation);
  if (head - from > FEW) await log.cache.put(OPERATIONS, encodeState({ ...states, head }));
  return states;
}

const nothingDone = (): KnownStates => ({
  head: 0,
  archived: new Set(),
  protected: new Set([CANON]),
  tags: new Map(),
});

function apply(states: Omit<KnownStates, "head">, operation: Operation): void {
  switch (operation.kind) {
    case "archived":
      states.archived.add(operation.timeline);
      break;
    case "restored":
      states.archived.delete(operation.timeline);
      break;
    case "protected":
      states.protected.add(operation.timeline);
      break;
    case "unprotected":
      states.protected.delete(operation.timeline);
      break;
    case "tagged":
      states.tags.set(operation.tag, { timeline: operation.timeline, sequence: operation.sequence });
      break;
    case "untagged":
      states.tags.delete(operation.tag);
      break;
  }
}

export interface ForkOptions {
  /** `canon` if absent. */
  readonly of?: TimelineName;
  /** The last position of the parent that the branch sees; its head if absent. */
  readonly sequence?: number;
  /** An in-universe instant, ms: what the parent has after it is not seen, and the future is open. */
  readonly cut?: number;
  /** What the branch begins with: it is there with these, or not at all. */
  readonly events?: readonly NewEvent[];
}

/**
 * Branches a timeline: nothing is copied, however long its history.
 *
 * @throws ValorisError `log/timeline-name`, `log/timeline-exists`, `log/unknown-timeline`, `log/position`, `log/cut`; for `events`, as
 *   `EventLog.append`
 * @example
 * import { event, memoryLog } from "valoris";
 * import { forkTimeline } from "valoris/timelines";
 *
 * const log = memoryLog();
 * await log.append("canon", [event("Noted", { id: "first-contact", at: "2063-04-05", about: "vulcans" })]);
 * const never = event("EventRetracted", { target: "first-contact", reason: "They flew by." });
 * const branch = await forkTimeline(log, "what-if/no-contact", { events: [never] });
 * console.log(branch.head, branch.branch?.sequence); // 2 1
 */
export async function forkTimeline(
  log: EventLog,
  name: TimelineName,
  { of = CANON, sequence: at, cut, events = [] }: ForkOptions = {},
): Promise<Timeline> {
  refuseReserved(name);
  const sequence = at ?? (await existingTimeline(log, of)).head;
  const point = { sequence, ...(cut === undefined ? {} : { cut }) };
  await log.transact([
    { kind: "fork", timeline: name, of, ...point },
    operationChange({ kind: "forked", timeline: name, parent: of, ...point }),
    ...(events.length === 0 ? [] : [{ kind: "append" as const, timeline: name, events }]),
  ]);
  return { name, head: sequence + events.length, branch: { parent: of, ...point } };
}

/** Hides a timeline from lists, or shows it again. It stays readable by its name. @throws ValorisError `log/unknown-timeline` */
export async function archiveTimeline(log: EventLog, name: TimelineName, archived = true): Promise<void> {
  await existingTimeline(log, name);
  await recordOperation(log, { kind: archived ? "archived" : "restored", timeline: name });
}

/** Makes a timeline refuse edits, or take them again. @throws ValorisError `log/unknown-timeline` */
export async function protectTimeline(log: EventLog, name: TimelineName, isProtected = true): Promise<void> {
  await existingTimeline(log, name);
  await recordOperation(log, { kind: isProtected ? "protected" : "unprotected", timeline: name });
}

/** @throws ValorisError `timeline/protected` */
export async function refuseProtected(log: EventLog, name: TimelineName): Promise<void> {
  if (!(await timelineStates(log)).protected.has(name)) return;
  throw new ValorisError("timeline/protected", `${name} is protected: it is not edited by the way.`, {
    help: `Edit a branch of it (valoris timeline fork what-if/x --of ${name}), or say --force-canon.`,
    details: { timeline: name },
  });
}

const TAG = /^[a-z0-9][a-z0-9-]*$/;

/**
 * Gives a position of a timeline a name; a tag that is there already moves.
 *
 * @throws ValorisError `timeline/tag`, `log/unknown-timeline`, `log/position`
 */
export async function tagPosition(log: EventLog, tag: string, name: TimelineName, sequence?: number): Promise<number> {
  if (!TAG.test(tag))
    throw new ValorisError("timeline/tag", `“${tag}” cannot be a tag.`, { help: "Use a–z, 0–9 and hyphens." });
  const { head } = await existingTimeline(log, name);
  const at = sequence ?? head;
  if (!Number.isInteger(at) || at < 0 || at > head) throw noPosition(name, at, head);
  await recordOperation(log, { kind: "tagged", tag, timeline: name, sequence: at });
  return at;
}

/**
 * A position as people name it: `canon@12`, a number of the timeline that is meant, or a tag.
 *
 * @throws ValorisError `timeline/position`
 */
export async function namedPosition(
  log: EventLog,
  text: string,
  timeline: TimelineName,
): Promise<{ readonly timeline: TimelineName; readonly sequence: number }> {
  const written = /^(?:(.+)@)?(\d+)$/.exec(text);
  if (written !== null) return { timeline: written[1] ?? timeline, sequence: Number(written[2]) };
  const { tags } = await timelineStates(log);
  const tagged = tags.get(text);
  if (tagged !== undefined) return tagged;
  const suggestion = closest(text, [...tags.keys()]);
  throw new ValorisError("timeline/position", `“${text}” is neither a position nor a tag.`, {
    help: suggestion === undefined ? `Write a position as ${timeline}@12.` : `Did you mean ${suggestion}?`,
  });
}

/** @throws ValorisError `timeline/tag` */
export async function removeTag(log: EventLog, tag: string): Promise<void> {
  const { tags } = await timelineStates(log);
  if (!tags.has(tag))
    throw new ValorisError("timeline/tag", `There is no tag “${tag}”.`, {
      help: tags.size === 0 ? "There are none yet." : `There are: ${[...tags.keys()].join(", ")}.`,
    });
  await recordOperation(log, { kind: "untagged", tag });
}

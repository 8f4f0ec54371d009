import { canonicalJson } from "../events/contentHash.ts";
import { flatten } from "../events/createCatalogue.ts";
import type { EventId } from "../events/envelope.ts";
import type { Amendment } from "./amendments.ts";
import { lastCommon } from "./ancestry.ts";
import { batchesOf, type Chronicle, type LinkedPart } from "./chronicle.ts";
import { asRecorded } from "./pages/pagedTimeline.ts";
import type { ResolvedEvent } from "./resolvedEvent.ts";

/** An event that one of two histories has, and why the other does not, where that is known. */
export interface OnlyIn {
  readonly event: ResolvedEvent;
  readonly retraction?: Amendment;
}

/** A field that an event has on both sides or on one. */
export interface FieldDifference {
  readonly a: unknown;
  readonly b: unknown;
}

export interface Altered {
  readonly id: EventId;
  readonly a: ResolvedEvent;
  readonly b: ResolvedEvent;
  /** By field, as files have it; undefined where it is not there. */
  readonly fields: Readonly<Record<string, FieldDifference>>;
  /** What was amended on one side only. */
  readonly amendments: readonly Amendment[];
}

/** An event that says the same in both, and lies elsewhere, or may, or was learned of at another time: a date hangs on what differs. */
export interface Moved {
  readonly id: EventId;
  readonly a: ResolvedEvent;
  readonly b: ResolvedEvent;
}

/** How two histories differ, each part in in-universe order. */
export interface ChronicleDiff {
  readonly onlyInA: readonly OnlyIn[];
  readonly onlyInB: readonly OnlyIn[];
  readonly altered: readonly Altered[];
  readonly moved: readonly Moved[];
}

/**
 * Compares two histories event by event, by id and by what they say; when and on which branch they were recorded is no difference.
 * Of histories in pages, those that both have are not read.
 *
 * @example
 * import { memoryLog, openLog } from "valoris";
 * import { diffChronicles, editTimeline, forkTimeline } from "valoris/timelines";
 *
 * const log = memoryLog({ now: () => 0 });
 * await log.append("canon", [{ id: "first-contact", type: "Noted", version: 1, at: "2063-04-05", data: { about: "vulcans" } }]);
 * await forkTimeline(log, "what-if");
 * await editTimeline(log, "what-if", { kind: "retract", event: "first-contact", reason: "They flew by." });
 * const diff = diffChronicles(await openLog(log), await openLog(log, { timeline: "what-if" }));
 * console.log(diff.onlyInA[0]?.event.id, diff.onlyInA[0]?.retraction?.reason); // first-contact They flew by.
 */
export function diffChronicles(a: Chronicle, b: Chronicle): ChronicleDiff {
  const rows = linkedApart(a, b) ?? { a: rowsApart(a, b), b: rowsApart(b, a) };
  const inB = byId(rows.b);
  const onlyInA: OnlyIn[] = [];
  const altered: Altered[] = [];
  const moved: Moved[] = [];
  for (const event of byId(rows.a).values()) {
    const other = inB.get(event.id);
    inB.delete(event.id);
    if (other === undefined) {
      onlyInA.push(withReason(event, b));
      continue;
    }
    const { id } = event;
    const fields = isSameRecord(event, other, a, b) ? NONE : fieldsApart(event, other);
    if (Object.keys(fields).length > 0)
      altered.push({ id, a: event, b: other, fields, amendments: amendedApart(id, a, b) });
    else if (!isSamePlace(event, other)) moved.push({ id, a: event, b: other });
  }
  const onlyInB = [...inB.values()].map((event) => withReason(event, a));
  return { onlyInA, onlyInB, altered, moved };
}

interface RowsApart {
  readonly a: Iterable<ResolvedEvent>;
  readonly b: Iterable<ResolvedEvent>;
}

/**
 * Where all that two timelines of one log recorded since they parted says something of others, no event that stands alone in both can
 * differ: only the linked ones are compared, and no page is read. Undefined where that cannot be told.
 */
function linkedApart({ linked: a }: Chronicle, { linked: b }: Chronicle): RowsApart | undefined {
  if (a === undefined || b === undefined) return undefined;
  const common = lastCommon(a.line, b.line);
  if (common === undefined || [...a.line, ...b.line].some(({ isCut }) => isCut)) return undefined;
  for (const { recorded, line } of [a, b])
    if (recorded.filter((event) => event.recorded.sequence > common).length !== (line[0]?.sequence ?? 0) - common)
      return undefined;
  const beside = (own: LinkedPart, other: LinkedPart): ResolvedEvent[] => {
    const known = new Set(own.recorded.map(({ recorded }) => recorded.sequence));
    return other.recorded.flatMap((event) =>
      event.recorded.sequence > common || known.has(event.recorded.sequence) ? [] : (own.alone(event) ?? []),
    );
  };
  const inOrder = (rows: ResolvedEvent[]): ResolvedEvent[] =>
    rows.sort((one, other) => (one.placed < other.placed ? -1 : one.placed > other.placed ? 1 : 0));
  return { a: inOrder([...a.events, ...beside(a, b)]), b: inOrder([...b.events, ...beside(b, a)]) };
}

/** The events of one history that do not stand in a page that the other has as well. */
function* rowsApart(history: Chronicle, other: Chronicle): Generator<ResolvedEvent> {
  const { pages, events } = history;
  if (pages === undefined || other.pages === undefined) {
    for (const batch of batchesOf(events, 0, events.length)) yield* batch;
    return;
  }
  const shared = new Set(other.pages.map(({ key }) => key));
  let start = 0;
  for (const { key, count } of pages) {
    if (!shared.has(key)) yield* events.slice(start, start + count);
    start += count;
  }
}

const byId = (events: Iterable<ResolvedEvent>): Map<EventId, ResolvedEvent> =>
  new Map([...events].map((event) => [event.id, event]));

function withReason(event: ResolvedEvent, other: Chronicle): OnlyIn {
  const gone = other.retracted.get(event.id);
  return gone === undefined ? { event } : { event, retraction: gone.retraction };
}

const NONE: Readonly<Record<string, FieldDifference>> = {};

/** One event of one commit, amended by the same on both sides: a commit is known by its id, wherever it is. */
function isSameRecord({ id, recorded }: ResolvedEvent, other: ResolvedEvent, a: Chronicle, b: Chronicle): boolean {
  const { timeline, sequence } = other.recorded;
  const [inA, inB] = [a.amendments.get(id), b.amendments.get(id)];
  return (
    recorded.sequence === sequence &&
    recorded.timeline === timeline &&
    recorded.commit === other.recorded.commit &&
    (inA === inB || canonicalJson(inA ?? []) === canonicalJson(inB ?? []))
  );
}

function fieldsApart(a: ResolvedEvent, b: ResolvedEvent): Record<string, FieldDifference> {
  const [from, to] = [stated(a), stated(b)];
  const fields: Record<string, FieldDifference> = {};
  for (const field of new Set([...Object.keys(from), ...Object.keys(to)]))
    if (canonicalJson([from[field]]) !== canonicalJson([to[field]])) fields[field] = { a: from[field], b: to[field] };
  return fields;
}

/** What an event says, apart from how it was recorded; `change` names the edit and `why` its reason: no part of what is said. */
function stated(event: ResolvedEvent): Readonly<Record<string, unknown>> {
  const { recorded: _recorded, change: _change, why: _why, ...fields } = flatten(asRecorded(event));
  return fields;
}

/** Also where who learned of it when has a date of its own. */
const isSamePlace = (a: ResolvedEvent, b: ResolvedEvent): boolean =>
  a.placed === b.placed &&
  a.occurred.earliest === b.occurred.earliest &&
  a.occurred.latest === b.occurred.latest &&
  String(a.learned) === String(b.learned);

function amendedApart(id: EventId, a: Chronicle, b: Chronicle): Amendment[] {
  const [inA, inB] = [a.amendments.get(id) ?? [], b.amendments.get(id) ?? []];
  const isIn = (list: readonly Amendment[], { by }: Amendment): boolean => list.some((one) => one.by === by);
  return [...inA.filter((one) => !isIn(inB, one)), ...inB.filter((one) => !isIn(inA, one))];
}

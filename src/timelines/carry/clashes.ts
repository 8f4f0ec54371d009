import { canonicalJson } from "../../events/contentHash.ts";
import type { ChronicleEvent, EventId } from "../../events/envelope.ts";
import type { RecordedEvent } from "../../log/eventLog.ts";
import { isAmendment } from "../amendments.ts";
import { targetOf } from "../edit/planEdit.ts";
import type { Chronicle } from "../chronicle.ts";
import { baselineOf } from "../../events/catalogue/forces.ts";
import { anchorsOf } from "../resolve.ts";

/** Why an event cannot simply be carried over: a sentence, and both sides in a few words. */
export interface Clash {
  readonly why: string;
  readonly ours: string;
  readonly theirs: string;
  /** It cannot be settled for ours: there is nothing to put it on. */
  readonly onlyTheirs?: true;
}

/** What is known of the place that an event is carried to. */
export interface Destination {
  readonly from: Chronicle;
  readonly onto: Chronicle;
  /** Amendments that the other timeline recorded since the two parted. */
  readonly since: ReadonlySet<EventId>;
  /** The id that one of our events has there; undefined where it is not there, and will not be. */
  readonly there: (id: EventId) => EventId | undefined;
  /** Ours that are left out. */
  readonly left: ReadonlySet<EventId>;
}

type Fields = Readonly<Record<string, unknown>>;

/** The first thing that is in the way of an event, if anything is. */
export function clashOf(event: RecordedEvent, to: Destination): Clash | undefined {
  // What its own timeline took back changes nothing, and is carried with what took it back.
  const isStanding = !to.from.retracted.has(event.id);
  return isAmendment(event)
    ? (missingTarget(event, to) ?? (isStanding ? (amendedThere(event, to) ?? badReference(event, to)) : undefined))
    : (takenId(event, to) ?? (isStanding ? badReference(event, to) : undefined));
}

/** What an event of ours does, in words. */
export function oursInWords(event: ChronicleEvent): string {
  if (!isAmendment(event)) return `adds ${event.id} (${event.type})`;
  const set = setOf(event);
  return set === undefined
    ? `retracts ${targetOf(event)}`
    : `sets ${fieldsInWords(Object.entries(set))} of ${targetOf(event)}`;
}

function takenId(event: RecordedEvent, { onto }: Destination): Clash | undefined {
  const known = onto.recordedEvent(event.id);
  if (known === undefined) return undefined;
  const theirs = `a ${known.type} of that id`;
  return { why: `${event.id} is another event there`, ours: oursInWords(event), theirs, onlyTheirs: true };
}

/** What its own timeline never had, it does not miss elsewhere; it may meet it there. */
function missingTarget(event: RecordedEvent, { from, onto, there, left }: Destination): Clash | undefined {
  const target = targetOf(event);
  const ours = oursInWords(event);
  if (from.recordedEvent(target) === undefined) {
    const known = onto.recordedEvent(target);
    return known && { why: `${target} was not seen here, and is there`, ours, theirs: `a ${known.type} of that id` };
  }
  if (there(target) !== undefined) return undefined;
  const theirs = left.has(target) ? "it is left out" : "they do not have it";
  return { why: `${target} is not seen there`, ours, theirs, onlyTheirs: true };
}

function amendedThere(event: RecordedEvent, to: Destination): Clash | undefined {
  const target = targetOf(event);
  const ours = oursInWords(event);
  const set = setOf(event);
  const reason = takenBack(target, to);
  // Two who take back the same do not contradict each other.
  if (reason !== undefined)
    return set === undefined
      ? undefined
      : { why: `${target} is retracted there`, ours, theirs: `retracted: ${reason}` };
  const theirs = lastSet(to.onto, to.there(target) ?? target, ({ by }) => to.since.has(by));
  if (theirs.size === 0) return undefined;
  if (set === undefined) return { why: `${target} is amended there`, ours, theirs: theirsInWords(theirs) };
  const mine = lastSet(to.from, target, () => true);
  const differs = (field: string, value: unknown): boolean =>
    canonicalJson([theirs.get(field)?.value]) !== canonicalJson([value]);
  const both = Object.keys(set).filter(
    (field) => theirs.has(field) && differs(field, set[field]) && differs(field, mine.get(field)?.value),
  );
  if (both.length === 0) return undefined;
  const said = new Map([...theirs].filter(([field]) => both.includes(field)));
  return { why: `${target} is amended twice in ${both.join(", ")}`, ours, theirs: theirsInWords(said) };
}

function badReference(event: RecordedEvent, to: Destination): Clash | undefined {
  for (const id of namedBy(event, to.from)) {
    // Entities are no events.
    if (to.from.recordedEvent(id) === undefined) continue;
    const ours = oursInWords(event);
    if (to.there(id) === undefined)
      return {
        why: `it refers to ${id}, which is not seen there`,
        ours,
        theirs: to.left.has(id) ? "it is left out" : "they do not have it",
      };
    const reason = takenBack(id, to);
    if (reason !== undefined)
      return { why: `it refers to ${id}, which is retracted there`, ours, theirs: `retracted: ${reason}` };
  }
  return undefined;
}

/** Why they took an event back since the two parted, if they did. */
function takenBack(id: EventId, { onto, there, since }: Destination): string | undefined {
  const retraction = onto.retracted.get(there(id) ?? id)?.retraction;
  return retraction !== undefined && since.has(retraction.by) ? retraction.reason : undefined;
}

type LastSet = ReadonlyMap<string, { readonly value: unknown; readonly reason: string }>;

/** What the amendments of an event that count come to, field by field. */
function lastSet(history: Chronicle, id: EventId, counts: (amendment: { readonly by: EventId }) => boolean): LastSet {
  const last = new Map<string, { value: unknown; reason: string }>();
  for (const { by, reason } of (history.amendments.get(id) ?? []).filter(counts)) {
    const amendment = history.recordedEvent(by);
    for (const [field, value] of Object.entries((amendment && setOf(amendment)) ?? {}))
      last.set(field, { value, reason });
  }
  return last;
}

/** Events that an event names, or that an amendment makes another name. */
function namedBy(event: ChronicleEvent, from: Chronicle): EventId[] {
  const set = setOf(event);
  if (!isAmendment(event) || set === undefined) return namesIn(event);
  const { type = "" } = from.recordedEvent(targetOf(event)) ?? {};
  // Fields of an amendment are those of what it amends; they were validated as such.
  return namesIn({ ...(set as Partial<ChronicleEvent>), id: event.id, version: 1, type, data: set });
}

const namesIn = (event: ChronicleEvent): EventId[] => [
  ...(event.causes ?? []),
  ...(event.necessary ?? []),
  ...anchorsOf(event),
  ...baselineOf(event),
];

/** What an amendment sets; undefined of a retraction. Amendments were validated when they entered. */
export const setOf = ({ data }: ChronicleEvent): Fields | undefined => (data as { readonly set?: Fields }).set;

const theirsInWords = (theirs: LastSet): string =>
  `set ${fieldsInWords([...theirs].map(([field, { value }]) => [field, value]))}: ${[...theirs.values()].at(-1)?.reason ?? ""}`;

const fieldsInWords = (fields: readonly (readonly [string, unknown])[]): string =>
  fields.map(([field, value]) => `${field} to ${JSON.stringify(value)}`).join(", ");

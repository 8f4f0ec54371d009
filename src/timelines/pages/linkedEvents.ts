import type { ChronicleEvent, EventId } from "../../events/envelope.ts";
import type { RecordedEvent } from "../../log/eventLog.ts";
import type { ReadPlainDate } from "../plainDates.ts";
import { isAmendment } from "../amendments.ts";
import { baselineOf } from "../../events/catalogue/forces.ts";
import { anchorsOf, type ResolvedParts, type ResolveOptions, resolveParts } from "../resolve.ts";
import type { ResolvedEvent } from "../resolvedEvent.ts";
import type { PageEdit, RowPlace } from "./editPages.ts";
import { rowPlaceOf } from "./editPages.ts";

/**
 * The events of a timeline that say something of others, or of which others say something: relative dates and what they count
 * from, amendments and what they are about. They are resolved together, as a chronicle of their own; every other event is where
 * its own date puts it. That is what lets a chronicle be kept in pages, and changed a page at a time.
 */
export interface LinkedEvents extends ResolvedParts {
  /** In the order recorded, amendments among them. */
  readonly recorded: readonly RecordedEvent[];
  /** Positions of those that stand in pages. */
  readonly positions: ReadonlySet<number>;
  /** ms: canon's first absolute date among the others; what nothing dates is drawn there. */
  readonly firstDate: number;
}

export function resolveLinked(
  recorded: readonly RecordedEvent[],
  firstDate: number,
  options: ResolveOptions,
): LinkedEvents {
  const parts = resolveParts(recorded, { ...options, firstDate });
  const positions = new Set(parts.chronicle.events.map(({ recorded: { sequence } }) => sequence));
  return { ...parts, recorded, positions, firstDate };
}

/** Whether an event says something of others. */
export function saysOfOthers(event: ChronicleEvent, plain: ReadPlainDate): boolean {
  return plain(event) === undefined || isAmendment(event) || baselineOf(event).length > 0;
}

/** Ids of which these events say something, as amended. */
export function namesSaid({ recorded, chronicle }: LinkedEvents): Set<string> {
  const names = new Set<string>();
  for (const event of recorded) if (isAmendment(event)) names.add((event.data as { target: EventId }).target);
  const ghosts = [...chronicle.retracted.values()].map(({ event }) => event);
  // An event of a chronicle has an instant where canon may have a hint; neither counts from anything.
  for (const event of [...chronicle.events, ...ghosts] as readonly ChronicleEvent[])
    for (const name of [...anchorsOf(event), ...baselineOf(event)]) names.add(name);
  return names;
}

/** What it takes to turn pages with the rows of `before` into pages with the rows of `after`. */
export function changeOf(before: LinkedEvents, after: LinkedEvents): PageEdit {
  const old = new Map(before.chronicle.events.map((event) => [event.recorded.sequence, event]));
  const removed: RowPlace[] = [];
  const added: ResolvedEvent[] = [];
  for (const event of after.chronicle.events) {
    const { sequence } = event.recorded;
    const was = old.get(sequence);
    old.delete(sequence);
    if (was !== undefined && isSame(was, before, event, after)) continue;
    if (was !== undefined) removed.push(rowPlaceOf(was));
    added.push(event);
  }
  for (const event of old.values()) removed.push(rowPlaceOf(event));
  return { removed, added };
}

/** An event's content is only ever changed by amendments. */
function isSame(a: ResolvedEvent, before: LinkedEvents, b: ResolvedEvent, after: LinkedEvents): boolean {
  return (
    a.placed === b.placed &&
    a.occurred.earliest === b.occurred.earliest &&
    a.occurred.latest === b.occurred.latest &&
    a.approximate === b.approximate &&
    a.isBaseline === b.isBaseline &&
    String(a.learned) === String(b.learned) &&
    String(before.notAfter(a.id)) === String(after.notAfter(b.id)) &&
    amendersOf(a.id, before) === amendersOf(b.id, after)
  );
}

/** The amendments of an event in words that tell them apart: an amendment may itself be amended. */
const amendersOf = (id: EventId, { chronicle }: LinkedEvents): string =>
  JSON.stringify(chronicle.amendments.get(id) ?? []);

import type { EntityId, EventId } from "../../events/envelope.ts";
import { batchesOf, type Chronicle } from "../../timelines/chronicle.ts";
import type { ResolvedEvent } from "../../timelines/resolvedEvent.ts";
import { eventStated, isOfEvent, statedBy, type Statement } from "./claims.ts";
import { BELIEF_PARAMETERS } from "./codingBook.ts";
import type { Credence } from "./credences.ts";
import type { Replacement } from "./editedChronicle.ts";
import type { LearnedReport } from "./evidence.ts";
import { takesPart } from "./learning.ts";
import type { Survey } from "./survey.ts";

/** A statement that an observer holds to be true, or to be false, and the reports that stand for that. */
export interface Held {
  readonly statement: Statement;
  readonly denied: boolean;
  /** That it is as held. */
  readonly p: number;
  readonly question: EntityId | undefined;
  readonly option: string | undefined;
  readonly reports: readonly [LearnedReport, ...LearnedReport[]];
}

/** What is more probable than not, and somebody stands by: that a liar denies it convinces nobody of anything. */
export function heldOf({ p, reports, question, option }: Credence, { evidence }: Survey): Held[] {
  return [false, true].flatMap((denied): Held[] => {
    const [first, ...others] = reports.filter(
      (report) => report.denied === denied && !evidence.withdrawn.has(report.report),
    );
    const held = denied ? 1 - p : p;
    if (first === undefined || held <= BELIEF_PARAMETERS.believedAbove) return [];
    return [{ statement: first.statement, denied, p: held, question, option, reports: [first, ...others] }];
  });
}

/** What makes the true history the one that is believed. */
export function editsOf(history: Chronicle, found: Survey, held: readonly Held[]): Replacement[] {
  const { end, unlearned, observer, facts } = found;
  const edits = new Map<number, readonly ResolvedEvent[]>(unlearned.map((index) => [index, []]));
  const affirmed = held.filter(({ denied }) => !denied);
  const heldAbout = statedBy(held);
  for (const { statement } of affirmed) {
    const index = isOfEvent(statement) ? history.indexOf(statement.event) : -1;
    if (index >= 0 && index < end.index) edits.delete(index);
  }
  const known = new Set<Held>();
  for (const [index, event] of eventsStated(history, end.index, held)) {
    if (edits.has(index)) continue;
    const stated = heldAbout(event);
    for (const one of stated) if (!one.denied) known.add(one);
    if (stated.some(({ denied }) => denied) && !takesPart(event, observer, facts, history.catalogue))
      edits.set(index, []);
  }
  for (const one of affirmed) {
    const [{ event: report }] = one.reports;
    const event = known.has(one) ? undefined : believedEvent(one, history);
    const index = history.indexOf(report.id);
    if (event !== undefined) edits.set(index, [...(edits.get(index) ?? [report]), event]);
  }
  return [...edits].map(([index, events]) => ({ index, events })).sort((a, b) => a.index - b.index);
}

/** The events before a place, each with its own, that some of these statements may be about. */
export function* eventsStated(
  history: Chronicle,
  end: number,
  statements: readonly { readonly statement: Statement }[],
): Generator<readonly [number, ResolvedEvent]> {
  const types = new Set(statements.flatMap(({ statement }) => (isOfEvent(statement) ? [] : [statement.type])));
  const ids = statements.flatMap(({ statement }) => (isOfEvent(statement) ? [statement.event] : []));
  for (const id of new Set<EventId>(ids)) {
    const index = history.indexOf(id);
    const event = index >= 0 && index < end ? history.events.at(index) : undefined;
    if (event !== undefined && !types.has(event.type)) yield [index, event];
  }
  if (types.size === 0) return;
  let index = 0;
  for (const batch of batchesOf(history.events, 0, end))
    for (const event of batch) {
      if (types.has(event.type)) yield [index, event];
      index++;
    }
}

/** The event that a report is believed to tell of, at the report's own instant. */
function believedEvent({ statement, reports: [{ event }] }: Held, { catalogue }: Chronicle): ResolvedEvent | undefined {
  const stated = eventStated(statement, `believed-${event.id}`, catalogue);
  if (stated === undefined) return undefined;
  const { placed: _drawn, ...fields } = stated;
  const { occurred, placed, approximate, recorded, id } = event;
  return { ...fields, at: { with: id }, occurred, placed, approximate, recorded, causes: [id], invented: true };
}

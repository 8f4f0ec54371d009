import { closest } from "../events/closest.ts";
import type { DateExpression } from "../events/dates/dateExpression.ts";
import type { Span } from "../events/dates/span.ts";
import type { EventId } from "../events/envelope.ts";
import { ValorisError } from "../events/valorisError.ts";
import { batchesOf, type EventSequence, type Chronicle } from "./chronicle.ts";
import type { ChronicleOfTwoTimes } from "./chronicleInMemory.ts";

/** A date as canon writes it, the id of an event, or an instant in ms. */
export type OccurredPoint = DateExpression | { readonly event: EventId } | { readonly instant: number };

/** `canon@12`, the number of a position, a date (its whole span counts), what came before a date, or an instant in ms. */
export type RecordedPoint = string | number | { readonly before: string } | { readonly instant: number };

/**
 * Somewhere to replay from or to, on two axes: when it happened in the universe, and which canon is read: as it had been recorded
 * by then. Absent: the end of history, and all that is recorded.
 */
export interface Point {
  readonly occurred?: OccurredPoint;
  readonly recorded?: RecordedPoint;
}

/** A place in a chronicle: before `events[index]`, at an instant. */
export interface Place {
  readonly index: number;
  /** ms. */
  readonly instant: number;
}

/** The chronicle that a point reads. @throws ValorisError `point/recorded` */
export function chronicleAt(chronicle: Chronicle, { recorded }: Point): Chronicle {
  if (recorded === undefined) return chronicle;
  if (!isOfTwoTimes(chronicle))
    throw new ValorisError("point/recorded", "What had been recorded by then is another chronicle of this log.", {
      help: "Open it with `openLog(log, { recorded })`, or `--recorded-before` on the command line.",
    });
  if (typeof recorded === "object")
    return chronicle.asOf(
      "before" in recorded ? { instant: chronicle.spanOf(recorded.before).earliest - 1 } : recorded,
    );
  if (typeof recorded === "number") return chronicle.asOf({ sequence: recorded });
  const position = /^(.+)@(\d+)$/.exec(recorded);
  if (position !== null) {
    const [, timeline, sequence] = position;
    if (timeline === chronicle.timeline) return chronicle.asOf({ sequence: Number(sequence) });
    throw new ValorisError(
      "point/recorded",
      `${recorded} is a position of ${timeline}, and this is ${chronicle.timeline}.`,
      {
        help: `Name a position of it: ${chronicle.timeline}@${sequence}.`,
      },
    );
  }
  return chronicle.asOf({ instant: chronicle.spanOf(recorded).latest });
}

export const isOfTwoTimes = (chronicle: Chronicle): chronicle is ChronicleOfTwoTimes => "asOf" in chronicle;

/** Where a point `at` or `until` which something is read lies: after everything of that date, or after that event. */
export function endPlace(chronicle: Chronicle, occurred: OccurredPoint | undefined): Place {
  if (occurred === undefined) return { index: chronicle.events.length, instant: lastInstant(chronicle) };
  const event = eventOf(chronicle, occurred);
  if (event !== undefined) return { index: event + 1, instant: instantOf(chronicle, event) };
  const instant = instantIn(chronicle, occurred, "latest");
  return { index: chronicle.countWhile((placed) => placed <= instant), instant };
}

/** Where a point `from` which something is read lies: before everything of that date, or before that event. */
export function startPlace(chronicle: Chronicle, occurred: OccurredPoint | undefined): Place {
  if (occurred === undefined) return { index: 0, instant: Number.NEGATIVE_INFINITY };
  const event = eventOf(chronicle, occurred);
  if (event !== undefined) return { index: event, instant: instantOf(chronicle, event) };
  const instant = instantIn(chronicle, occurred, "earliest");
  return { index: chronicle.countWhile((placed) => placed < instant), instant };
}

function eventOf(chronicle: Chronicle, occurred: OccurredPoint): number | undefined {
  const id =
    typeof occurred === "string"
      ? occurred
      : typeof occurred === "object" && "event" in occurred
        ? occurred.event
        : undefined;
  if (id === undefined) return undefined;
  const index = chronicle.indexOf(id);
  if (index >= 0) return index;
  if (typeof occurred === "string") return undefined;
  throw new ValorisError("point/occurred", `${chronicle.timeline} has no event ${id}.`, {
    help: "Name an event of this timeline that is not retracted, or a date.",
  });
}

function instantIn(chronicle: Chronicle, occurred: OccurredPoint, end: "earliest" | "latest"): number {
  if (typeof occurred === "object" && "instant" in occurred) return occurred.instant;
  if (typeof occurred === "object" && "event" in occurred) return Number.NaN;
  const instant = spanAt(chronicle, occurred)[end];
  if (Number.isFinite(instant)) return instant;
  throw new ValorisError("point/occurred", `${JSON.stringify(occurred)} is open at that end: it names no instant.`, {
    help: "Use a date such as 2388-10-11.",
  });
}

/** A date; or an event's id that is written wrong, for which the nearest is suggested. */
function spanAt(chronicle: Chronicle, occurred: DateExpression): Span {
  try {
    return chronicle.spanOf(occurred);
  } catch (error) {
    if (typeof occurred !== "string" || !(error instanceof ValorisError) || error.code !== "date/expression")
      throw error;
    const nearest = closest(occurred, idsOf(chronicle.events));
    throw new ValorisError(
      "point/occurred",
      `“${occurred}” is no date, and ${chronicle.timeline} has no event of that id.`,
      {
        help:
          nearest === undefined ? "Use a date such as 2388-10-11, or the id of an event." : `Did you mean ${nearest}?`,
      },
    );
  }
}

/** As many as may be searched for a likeness while somebody waits. */
const NAMES = 100_000;

function idsOf(events: EventSequence): string[] {
  const ids: string[] = [];
  for (const batch of batchesOf(events, 0, Math.min(NAMES, events.length))) for (const { id } of batch) ids.push(id);
  return ids;
}

/** What held since the beginning is read at the first dated event: at −∞ nothing has a size. */
function instantOf({ events }: Chronicle, index: number): number {
  const placed = events.at(index)?.placed ?? 0;
  if (Number.isFinite(placed)) return placed;
  for (const event of events) if (Number.isFinite(event.placed)) return event.placed;
  return 0;
}

function lastInstant({ events }: Chronicle): number {
  const last = events.at(-1)?.placed ?? 0;
  return Number.isFinite(last) ? last : 0;
}

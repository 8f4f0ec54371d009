import { DAY, type Span } from "../../../events/dates/span.ts";
import type { EventId } from "../../../events/envelope.ts";
import type { ChronicleInMemory } from "../../../timelines/chronicleInMemory.ts";
import type { ResolvedEvent } from "../../../timelines/resolvedEvent.ts";
import type { Likelihood } from "./likelihood.ts";

/** A mean Gregorian year, ms. */
export const GREGORIAN_YEAR = 365.2425 * DAY;

/** What dates say of two events. Never by where they were placed: a placement makes nothing certain. */
export interface Comparison {
  /**
   * Whether `a` lies before `b`. “no” as well where the question means nothing: one of them holds since the beginning,
   * both are dated to one and the same day, or nothing at all is said about the two.
   */
  isBefore(a: EventId, b: EventId): Likelihood;
  /** The same, for asking whether it can be ruled out: where nothing is said of the two, it cannot. */
  mayPrecede(a: EventId, b: EventId): Likelihood;
  /** Whether more than `ms` pass from `a` to `b`. */
  isLonger(a: EventId, b: EventId, ms: number): Likelihood;
  /** Whether at most `ms` lie between them, whichever comes first. */
  isClose(a: EventId, b: EventId, ms: number): Likelihood;
}

export function createComparison(chronicle: ChronicleInMemory): Comparison {
  const spansOf = (a: EventId, b: EventId): readonly [Span, Span] | undefined => {
    const first = chronicle.event(a);
    const second = chronicle.event(b);
    if (a === b || first?.at === undefined || second?.at === undefined) return undefined;
    return [first.occurred, second.occurred];
  };

  const precedes = (a: EventId, b: EventId, whereNothingIsSaid: Likelihood): Likelihood => {
    const spans = spansOf(a, b);
    if (spans === undefined) return "no";
    const [first, second] = spans;
    // Spans that do not touch decide it without a look into the network.
    if (first.latest < second.earliest) return "certain";
    if (second.latest <= first.earliest) return "no";
    const order = chronicle.compare(a, b);
    if (order !== "cannot tell") return order === "before" ? "certain" : "no";
    if (isSameDay(first, second)) return "no";
    const gap = chronicle.gap(a, b);
    return isUnsaid(gap) ? whereNothingIsSaid : exceeds(gap, 0);
  };

  return {
    isBefore: (a, b) => precedes(a, b, "no"),
    mayPrecede: (a, b) => precedes(a, b, "possible"),
    isLonger(a, b, ms) {
      const spans = spansOf(a, b);
      if (spans === undefined) return "no";
      const [first, second] = spans;
      if (second.earliest - first.latest > ms) return "certain";
      if (second.latest - first.earliest <= ms) return "no";
      const gap = chronicle.gap(a, b);
      return gap.earliest > ms ? "certain" : exceeds(gap, ms);
    },
    isClose(a, b, ms) {
      const spans = spansOf(a, b);
      if (spans === undefined) return "no";
      const [first, second] = spans;
      if (second.earliest - first.latest > ms || first.earliest - second.latest > ms) return "no";
      const gap = chronicle.gap(a, b);
      if (gap.earliest >= -ms && gap.latest <= ms) return "certain";
      return gap.earliest > ms ? "no" : exceeds(gap, -ms);
    },
  };
}

/** The same of spans that belong to no event; “no” as well where one of them may lie anywhere. */
export function spanBefore(a: Span, b: Span): Likelihood {
  if (a.latest < b.earliest) return "certain";
  return b.latest <= a.earliest || isUnsaid(a) || isUnsaid(b) || isSameDay(a, b) ? "no" : "possible";
}

/** Canon cannot order what it dates to the same day, and does not mean to. */
function isSameDay(a: Span, b: Span): boolean {
  const day = Math.floor(a.earliest / DAY);
  return [a.latest, b.earliest, b.latest].every((instant) => Math.floor(instant / DAY) === day);
}

/** Whether canon dates two events to one and the same day. */
export const isOneDay = (a: ResolvedEvent, b: ResolvedEvent): boolean =>
  a.at !== undefined && b.at !== undefined && isSameDay(a.occurred, b.occurred);

const isUnsaid = ({ earliest, latest }: Span): boolean =>
  earliest === Number.NEGATIVE_INFINITY && latest === Number.POSITIVE_INFINITY;

const exceeds = (gap: Span, ms: number): Likelihood => (gap.latest > ms && !isUnsaid(gap) ? "possible" : "no");

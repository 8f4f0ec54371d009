import type { EventId } from "../events/envelope.ts";
import type { Recorded } from "../log/eventLog.ts";
import type { Amendment } from "../timelines/amendments.ts";
import { chronicleAt, type Point } from "../timelines/point.ts";
import type { Bound } from "./bindChronicle.ts";
import type { Because } from "./because.ts";
import type { Contribution } from "./defineProjection.ts";

/** An amendment that made an event what it is, with where and when it was recorded. */
export interface BlamedAmendment extends Amendment {
  readonly recorded: Recorded | undefined;
}

/** A line of an explanation, with who wrote it. */
export interface BlamedLine extends Contribution {
  /** Where and when the event was recorded: on this timeline, or on one that it branched from. Absent on lines that are of several. */
  readonly recorded: Recorded | undefined;
  readonly amendments: readonly BlamedAmendment[];
}

export interface Blame extends Omit<Because, "contributions"> {
  /** They sum to `value`, as those of `because` do. */
  readonly lines: readonly BlamedLine[];
}

/**
 * Which events made a number what it is, on which branch each was recorded, and which amendments made it say so.
 *
 * @throws ValorisError `explain/unknown-metric`, `explain/unknown-subject`
 * @example
 * import { blame } from "valoris/timelines";
 * import { readCanon } from "valoris/canon";
 *
 * const canon = await readCanon("fixtures/cardassian-advance.yaml");
 * console.log(blame(canon, "power", "breen-confederacy").lines[0]?.recorded?.timeline); // canon
 */
export function blame(history: Bound, metric: string, subject: string, point: Point = {}): Blame {
  const { contributions, ...about } = history.because(metric, subject, point);
  const read = chronicleAt(history, point);
  const recordedOf = (id: EventId): Recorded | undefined => read.recordedEvent(id)?.recorded;
  return {
    ...about,
    lines: contributions.map((line) => ({
      ...line,
      recorded: recordedOf(line.event),
      amendments: (read.amendments.get(line.event) ?? []).map(({ by, reason }) => ({
        by,
        reason,
        recorded: recordedOf(by),
      })),
    })),
  };
}

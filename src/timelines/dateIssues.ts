import type { EventId } from "../events/envelope.ts";

/** A part of a date that cannot be used; the event is dated by the rest. */
export interface DateIssue {
  readonly kind: "unknown-reference" | "no-span" | "dangling-amendment" | "unanchored" | "invalid-date";
  readonly event: EventId;
  /** Field names and indices from the event to the part that is meant. */
  readonly path: readonly (string | number)[];
  readonly message: string;
  readonly help?: string;
}

/** One step of a contradiction: `to` lies at most `most` (or at least `least`) ms after `from`. */
export interface DateStep {
  /** The event that states it. */
  readonly event: EventId;
  readonly path: readonly (string | number)[];
  readonly from: string;
  readonly to: string;
  /** In words, as canon wrote it. */
  readonly says: string;
}

/** A negative cycle of the temporal network: statements that cannot all hold. */
export interface ImpossibleDates {
  readonly steps: readonly DateStep[];
  /** ms by which they miss each other. */
  readonly excess: number;
}

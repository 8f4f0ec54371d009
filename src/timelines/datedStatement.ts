import type { DateExpression, DateStatement } from "../events/dates/dateExpression.ts";
import type { TemporalConstraint } from "../events/dates/temporalNetwork.ts";
import type { EventId } from "../events/envelope.ts";

export type Path = readonly (string | number)[];

/** Something with a place in time: an event, the `from` of who knows it, or the present of a document. */
export interface DatedThing {
  readonly key: string;
  /** The event that states the date, and where in it. */
  readonly event: EventId;
  readonly path: Path;
  readonly at: DateExpression;
  /** A retracted event: its date still holds up what is dated by it, but never contradicts anything. */
  readonly ghost: boolean;
}

/** One thing that a date says, as the network takes it. */
export interface Statement {
  readonly constraint: TemporalConstraint;
  readonly thing: DatedThing;
  readonly path: Path;
  readonly written: DateStatement;
}

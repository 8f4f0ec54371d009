import type { Span } from "../events/dates/span.ts";
import type { RecordedEvent } from "../log/eventLog.ts";

/** What resolving a timeline finds out about an event; computed, never stored. */
export interface Resolved {
  /** The instants between which it must lie, by everything that canon says. */
  readonly occurred: Span;
  /** The one instant for order and for drawing; −Infinity for what held since the beginning. */
  readonly placed: number;
  /** Canon does not date it to a day: `placed` is a reading, and is shown as such. */
  readonly approximate: boolean;
  /** Beside `known`, entry by entry: when each learned of it, placed; the event's own instant where nothing says. */
  readonly learned?: readonly number[];
  /** A later event measures against the state as it was here, and names this one as its `baseline`. */
  readonly isBaseline?: true;
}

/** An event of a chronicle. The hint `placed` that canon may hold has become the instant. */
export interface ResolvedEvent extends Omit<RecordedEvent, "placed">, Resolved {}

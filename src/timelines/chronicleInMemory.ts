import type { Span } from "../events/dates/span.ts";
import type { EntityId, EventId } from "../events/envelope.ts";
import type { RecordedEvent } from "../log/eventLog.ts";
import type { Chronicle } from "./chronicle.ts";
import type { DateIssue, ImpossibleDates } from "./dateIssues.ts";
import type { ResolvedEvent } from "./resolvedEvent.ts";

export type Order = "before" | "after" | "cannot tell";

/** When an entity is there: the events between which it lies; either may be missing. */
export interface EntityEvents {
  readonly begins: readonly EventId[];
  readonly ends: readonly EventId[];
}

/** A chronicle that can be read as it had been recorded by then. */
export interface ChronicleOfTwoTimes extends Chronicle {
  /** The same timeline up to a sequence, or to an instant (ms), both included. */
  asOf(recorded: { readonly sequence: number } | { readonly instant: number }): ChronicleOfTwoTimes;
}

/** A chronicle with all that it was resolved from, and all that its dates say: what rules read. */
export interface ChronicleInMemory extends ChronicleOfTwoTimes {
  readonly events: readonly ResolvedEvent[];
  /** The recorded events that it was resolved from, amendments among them; what another recorded instant is read from. */
  readonly recorded: readonly RecordedEvent[];
  /** What could not be used as written: dates about unknown events, amendments of nothing. */
  readonly issues: readonly DateIssue[];
  /** Contradictions between dates, set aside so that the rest could be resolved. */
  readonly impossible: readonly ImpossibleDates[];
  entity(id: EntityId): EntityEvents | undefined;
  /** What the dates say of two events, whatever order they were placed in. */
  compare(a: EventId, b: EventId): Order;
  /** The least and the most by which `b` can be later than `a`, ms. */
  gap(a: EventId, b: EventId): Span;
  asOf(recorded: { readonly sequence: number } | { readonly instant: number }): ChronicleInMemory;
}

import type { DateExpression } from "../events/dates/dateExpression.ts";
import type { Span } from "../events/dates/span.ts";
import type { EntityId, EventId, TimelineName } from "../events/envelope.ts";
import type { EntityKind } from "../events/fields.ts";
import type { Catalogue } from "../events/createCatalogue.ts";
import type { RecordedEvent } from "../log/eventLog.ts";
import type { Amendment } from "./amendments.ts";
import type { DateIssue, ImpossibleDates } from "./dateIssues.ts";
import type { ResolvedEvent } from "./resolvedEvent.ts";

export type Order = "before" | "after" | "cannot tell";

/** When an entity is there: the events between which it lies; either may be missing. */
export interface EntityEvents {
  readonly begins: readonly EventId[];
  readonly ends: readonly EventId[];
}

/** A timeline resolved: amendments applied, events in in-universe order. What projections and rules read. */
export interface ChronicleInMemory {
  readonly timeline: TimelineName;
  /** In in-universe order: by instant, then by what the dates say of each other, then as recorded. Total and stable. */
  readonly events: readonly ResolvedEvent[];
  readonly catalogue: Catalogue;
  /** The recorded events that it was resolved from, amendments among them; what another recorded instant is read from. */
  readonly recorded: readonly RecordedEvent[];
  readonly retracted: ReadonlyMap<EventId, { readonly event: RecordedEvent; readonly retraction: Amendment }>;
  readonly amendments: ReadonlyMap<EventId, readonly Amendment[]>;
  /** What could not be used as written: dates about unknown events, amendments of nothing. */
  readonly issues: readonly DateIssue[];
  /** Contradictions between dates, set aside so that the rest could be resolved. */
  readonly impossible: readonly ImpossibleDates[];
  event(id: EventId): ResolvedEvent | undefined;
  /** As it was recorded, whatever was said of it since; amendments and what was retracted are found, too. */
  recordedEvent(id: EventId): RecordedEvent | undefined;
  /** Place in `events`, or −1. */
  indexOf(id: EventId): number;
  /** Events before the first one of which a condition on `placed` does not hold; it must hold for none after that. */
  countWhile(holds: (placed: number) => boolean): number;
  entity(id: EntityId): EntityEvents | undefined;
  /** What canon calls an entity; its id where it has no name. */
  nameOf(id: EntityId): string;
  kindOf(id: EntityId): EntityKind | undefined;
  /** What the dates say of two events, whatever order they were placed in. */
  compare(a: EventId, b: EventId): Order;
  /** The least and the most by which `b` can be later than `a`, ms. */
  gap(a: EventId, b: EventId): Span;
  /** The span of a date that belongs to no event: relative ones count from the resolved spans of their anchors. */
  spanOf(date: DateExpression): Span;
  /** The same timeline as it had been recorded by then: up to a sequence, or to an instant (ms), both included. */
  asOf(recorded: { readonly sequence: number } | { readonly instant: number }): ChronicleInMemory;
}

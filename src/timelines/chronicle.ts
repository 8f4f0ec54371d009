import type { Catalogue } from "../events/createCatalogue.ts";
import type { DateExpression } from "../events/dates/dateExpression.ts";
import type { Span } from "../events/dates/span.ts";
import type { EntityId, EventId, TimelineName } from "../events/envelope.ts";
import type { EntityKind } from "../events/fields.ts";
import type { RecordedEvent } from "../log/eventLog.ts";
import type { Amendment } from "./amendments.ts";
import type { Seen } from "./ancestry.ts";
import type { Name } from "./entityNames.ts";
import type { ResolvedEvent } from "./resolvedEvent.ts";

/** Events in in-universe order, of which as many are in memory as are looked at. An array is one. */
export interface EventSequence extends Iterable<ResolvedEvent> {
  readonly length: number;
  /** From the end where the index is negative. */
  at(index: number): ResolvedEvent | undefined;
  slice(start: number, end: number): readonly ResolvedEvent[];
}

/** A place at which the state of a fold may be kept: after so many events, which this key proves. */
export interface Milestone {
  readonly events: number;
  readonly key: string;
}

/** Where states at milestones are kept: plain data, `Map`, `Set` and typed arrays. */
export interface KeyframeStore {
  /** A state that nobody else has; undefined where none is kept. */
  get(key: string): unknown;
  has(key: string): boolean;
  put(key: string, state: unknown): Promise<void>;
}

/** Of a chronicle in pages, the events that say something of others, or of which others say something; all others stand alone. */
export interface LinkedPart {
  readonly recorded: readonly RecordedEvent[];
  readonly events: readonly ResolvedEvent[];
  /** An event where its own date puts it. */
  alone(event: RecordedEvent): ResolvedEvent | undefined;
  /** The timeline and what it branches from. */
  readonly line: readonly Seen[];
}

/** A timeline resolved: amendments applied, events in in-universe order. What projections read, from memory or from pages beside a log. */
export interface Chronicle {
  readonly timeline: TimelineName;
  readonly catalogue: Catalogue;
  /** By instant, then by what the dates say of each other, then as recorded. Total and stable. */
  readonly events: EventSequence;
  event(id: EventId): ResolvedEvent | undefined;
  /** As it was recorded, whatever was said of it since; amendments and what was retracted are found, too. */
  recordedEvent(id: EventId): RecordedEvent | undefined;
  /** Events and amendments that were taken back, as they last stood. */
  readonly retracted: ReadonlyMap<EventId, { readonly event: RecordedEvent; readonly retraction: Amendment }>;
  /** By amended event, in the order recorded. */
  readonly amendments: ReadonlyMap<EventId, readonly Amendment[]>;
  /** Place in `events`, or −1. */
  indexOf(id: EventId): number;
  /** Events before the first one of which a condition on `placed` does not hold; it must hold for none after that. */
  countWhile(holds: (placed: number) => boolean): number;
  /** What canon calls an entity, at the end or at an instant (ms); its id where it has no name. */
  nameOf(id: EntityId, at?: number): string;
  /** All that it is or was called, the first name first. */
  namesOf(id: EntityId): readonly Name[];
  kindOf(id: EntityId): EntityKind | undefined;
  /** The span of a date that belongs to no event: relative ones count from the resolved spans of their anchors. */
  spanOf(date: DateExpression): Span;
  /** The pages that its events stand in, in order: two chronicles with a page of one key have the same events in it. @internal */
  readonly pages?: readonly { readonly key: string; readonly count: number }[];
  /** @internal */
  readonly linked?: LinkedPart;
  /** Ends of pages, in order; absent where nothing is kept. @internal */
  readonly milestones?: readonly Milestone[];
  /** @internal */
  readonly keyframes?: KeyframeStore;
}

/** The events between two places, so many at a time. */
export function* batchesOf(
  events: EventSequence,
  start: number,
  end: number,
  size = 4096,
): Generator<readonly ResolvedEvent[]> {
  for (let from = start; from < end; from += size) yield events.slice(from, Math.min(from + size, end));
}

/** The events before a place, one by one. */
export function* eventsUntil({ events }: Chronicle, end: number, from = 0): Generator<ResolvedEvent> {
  for (const batch of batchesOf(events, from, end)) yield* batch;
}

import type { Pledge } from "../../../events/effects.ts";
import type { Span } from "../../../events/dates/span.ts";
import type { EntityId, EventId } from "../../../events/envelope.ts";
import type { ResolvedEvent } from "../../../timelines/resolvedEvent.ts";

/** What canon says of one treaty. */
export interface Treaty {
  readonly id: EntityId;
  readonly signings: readonly ResolvedEvent[];
  readonly ratifications: readonly ResolvedEvent[];
  /** As signed and as ratified; those that joined later are not among them. */
  readonly parties: ReadonlySet<EntityId>;
  /** By what each came to be bound: ratifications that name it, and its joining. */
  readonly bound: ReadonlyMap<EntityId, readonly ResolvedEvent[]>;
  /** Of ratifications that hold for some time only, when they run out. */
  readonly lapses: ReadonlyMap<EventId, Span>;
  readonly ends: readonly ResolvedEvent[];
  readonly violations: readonly { readonly event: ResolvedEvent; readonly by: EntityId }[];
  readonly leavings: readonly { readonly event: ResolvedEvent; readonly who: EntityId }[];
  /** Ratifications, by what they oblige to. */
  readonly terms: ReadonlyMap<Pledge, readonly ResolvedEvent[]>;
}

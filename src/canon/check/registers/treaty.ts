import type { Pledge } from "../../../events/effects.ts";
import type { EntityId } from "../../../events/envelope.ts";
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
  readonly ends: readonly ResolvedEvent[];
  readonly violations: readonly { readonly event: ResolvedEvent; readonly by: EntityId }[];
  readonly leavings: readonly { readonly event: ResolvedEvent; readonly who: EntityId }[];
  /** Ratifications, by what they oblige to. */
  readonly terms: ReadonlyMap<Pledge, readonly ResolvedEvent[]>;
}

import type { EntityId } from "../../../events/envelope.ts";
import type { ResolvedEvent } from "../../../timelines/resolvedEvent.ts";

export type Alliance = "defence" | "offence" | "neutrality" | "non-aggression" | "peace";

/** What canon says of one treaty. */
export interface Treaty {
  readonly id: EntityId;
  readonly signings: readonly ResolvedEvent[];
  readonly ratifications: readonly ResolvedEvent[];
  /** As signed and as ratified; those that joined later are not among them. */
  readonly parties: ReadonlySet<EntityId>;
  /** By what each came to be bound: ratifications that name it, and its joining. */
  readonly bound: ReadonlyMap<EntityId, readonly ResolvedEvent[]>;
  /** Abrogations, violations, and members that left. */
  readonly breaks: readonly ResolvedEvent[];
  /** Ratifications, by what they oblige to. */
  readonly terms: ReadonlyMap<Alliance, readonly ResolvedEvent[]>;
}

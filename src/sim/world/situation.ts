import type { EntityId, EventId } from "../../events/envelope.ts";
import { defineProjection } from "../../projections/defineProjection.ts";

/** What actors go by, beside what projections say: whom they were hurt by, what they want, and who is known by now. */
export interface SituationState {
  /** How often a covert faction was identified. */
  readonly exposures: Map<EntityId, number>;
  /** What persons want and do not say. */
  readonly motives: { readonly person: EntityId; readonly regarding: EntityId }[];
  /** By faction: the last that was done to it by force. */
  readonly attacks: Map<EntityId, { readonly at: number; readonly by: EventId }>;
}

/** Defined as any projection is: what-ifs read it, and nothing else needs it. */
export const situation = defineProjection({
  name: "situation",
  version: 2,
  initial: (): SituationState => ({ exposures: new Map(), motives: [], attacks: new Map() }),
  on: {
    exposure({ exposures }, { faction }) {
      exposures.set(faction, (exposures.get(faction) ?? 0) + 1);
    },
    motive({ motives }, { person, regarding }) {
      motives.push({ person, regarding });
    },
    attack({ attacks }, { against }, { id, placed }) {
      attacks.set(against, { at: placed, by: id });
    },
  },
  view: ({ exposures }) => Object.fromEntries(exposures),
});

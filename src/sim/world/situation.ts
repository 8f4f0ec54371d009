import type { KnownEvent } from "../../events/catalogue/catalogue.ts";
import { alertRank } from "../../events/catalogue/forces.ts";
import type { EntityId, EventId } from "../../events/envelope.ts";
import { defineProjection } from "../../projections/defineProjection.ts";
import { tenureOf } from "../../timelines/entityEvents.ts";
import type { ResolvedEvent } from "../../timelines/resolvedEvent.ts";

export interface Treaty {
  readonly parties: readonly EntityId[];
  /** ms. */
  readonly since: number;
  readonly by: EventId;
  /** A defensive or offensive alliance: who is attacked, may count on the others. */
  readonly isAlliance: boolean;
}

export interface Talks {
  readonly parties: readonly EntityId[];
  readonly since: number;
  readonly by: EventId;
}

/** What actors go by, beside what projections say: who talks with whom, who is on alert, who came to office when. */
export interface SituationState {
  /** In force. */
  readonly treaties: Map<EntityId, Treaty>;
  /** Open. */
  readonly talks: Map<EntityId, Talks>;
  /** By formation that is not at rest. */
  readonly alerts: Map<EntityId, { readonly rank: number; readonly level: string | number; readonly by: EventId }>;
  readonly tenures: Map<EntityId, { readonly holder: EntityId; readonly since: number }>;
  /** How often a covert faction was identified or reported upon. */
  readonly exposures: Map<EntityId, number>;
  /** What persons want and do not say. */
  motives: readonly { readonly person: EntityId; readonly regarding: EntityId }[];
  /** By faction: the last that was done to it by force. */
  readonly attacks: Map<EntityId, { readonly at: number; readonly by: EventId }>;
}

/** Defined as any projection is: what-ifs read it, and nothing else needs it. */
export const situation = defineProjection({
  name: "situation",
  version: 1,
  initial: (): SituationState => ({
    treaties: new Map(),
    talks: new Map(),
    alerts: new Map(),
    tenures: new Map(),
    exposures: new Map(),
    motives: [],
    attacks: new Map(),
  }),

  apply(state, event) {
    const { id: by, placed: at } = event;
    const succession = tenureOf(event);
    if (succession !== undefined) {
      const { office, successor, coRuler } = succession;
      if (successor === undefined) state.tenures.delete(office);
      else if (coRuler !== true) state.tenures.set(office, { holder: successor, since: at });
      return;
    }
    const { type, data } = event as ResolvedEvent & KnownEvent;
    switch (type) {
      case "TreatyRatified": {
        const isAlliance = (data.terms ?? []).some(
          (term) => "alliance" in term && (term.alliance === "defence" || term.alliance === "offence"),
        );
        state.treaties.set(data.treaty, { parties: data.parties, since: at, by, isAlliance });
        // What they talked about is settled.
        for (const [talks, { parties }] of state.talks)
          if (parties.every((party) => data.parties.includes(party))) state.talks.delete(talks);
        break;
      }
      case "TreatyAbrogated":
      case "TreatyViolated":
        state.treaties.delete(data.treaty);
        break;
      case "TalksOpened":
        state.talks.set(data.talks, { parties: data.parties, since: at, by });
        break;
      case "TalksHalted":
        state.talks.delete(data.talks);
        break;
      case "AlertChanged": {
        const rank = alertRank(data.level);
        if (rank === 0) state.alerts.delete(data.formation);
        else state.alerts.set(data.formation, { rank, level: data.level, by });
        break;
      }
      case "FactionIdentified":
        state.exposures.set(data.faction, (state.exposures.get(data.faction) ?? 0) + 1);
        break;
      case "MotiveHeld":
        state.motives = [
          ...state.motives,
          ...[data.regarding].flat().map((regarding) => ({ person: data.person, regarding })),
        ];
        break;
      case "BorderBreached":
      case "SabotageCommitted":
        state.attacks.set(data.against, { at, by });
        break;
    }
  },

  view: ({ treaties, talks, alerts }) => ({
    treaties: [...treaties.keys()],
    talks: [...talks.keys()],
    alerts: Object.fromEntries([...alerts].map(([formation, { level }]) => [formation, level])),
  }),
});

import type { KnownEvent } from "../../events/catalogue/catalogue.ts";
import type { EntityId } from "../../events/envelope.ts";
import type { ResolvedEvent } from "../../timelines/resolvedEvent.ts";
import { defineProjection } from "../defineProjection.ts";

export type Standing = "major" | "minor" | "covert" | "organisation";

interface Faction {
  standing: Standing;
  dissolved: boolean;
}

export interface AffiliationsState {
  readonly factions: Map<EntityId, Faction>;
  /** What belongs to whom: formations, offices, ships, persons, agencies; treaties and talks to their parties. */
  readonly owners: Map<EntityId, readonly EntityId[]>;
}

/** As much of it as says who stands behind whom. */
export interface Belonging {
  readonly factions: { get(id: EntityId): { readonly standing: Standing } | undefined };
  readonly owners: { get(id: EntityId): readonly EntityId[] | undefined };
}

/** A power has a share, and nerves: a faction of standing major or minor that has not been dissolved. */
export const isPower = (state: AffiliationsState, id: EntityId): boolean => {
  const faction = state.factions.get(id);
  return faction !== undefined && !faction.dissolved && (faction.standing === "major" || faction.standing === "minor");
};

export const powers = (state: AffiliationsState): EntityId[] =>
  [...state.factions.keys()].filter((id) => isPower(state, id));

/**
 * The factions that stand behind something: a task force's, an agency's, a treaty's parties. A power or a covert faction
 * answers for itself (a secret society within a state does not act for it); an organisation, for the faction that it is part of.
 */
export function factionsBehind(state: Belonging, id: EntityId): EntityId[] {
  const standing = state.factions.get(id)?.standing;
  if (standing !== undefined && standing !== "organisation") return [id];
  const found: EntityId[] = [];
  const path: EntityId[] = [];
  const climb = (current: EntityId): void => {
    if (path.includes(current)) return;
    const standing = state.factions.get(current)?.standing;
    const owners = state.owners.get(current) ?? NOBODY;
    if (standing !== undefined && (standing !== "organisation" || owners.length === 0)) {
      if (!found.includes(current)) found.push(current);
      return;
    }
    path.push(current);
    for (const owner of owners) climb(owner);
    path.pop();
  };
  climb(id);
  return found;
}

const NOBODY: readonly EntityId[] = [];

/** Who belongs to whom, as far as the other projections need it. */
export const affiliations = defineProjection({
  name: "affiliations",
  version: 1,
  initial: (): AffiliationsState => ({ factions: new Map(), owners: new Map() }),
  apply(state, event) {
    const { owners, factions } = state;
    const { type, data } = event as ResolvedEvent & KnownEvent;
    switch (type) {
      case "FactionFounded":
        factions.set(data.faction, { standing: data.standing, dissolved: false });
        if (data.partOf !== undefined) owners.set(data.faction, [data.partOf]);
        break;
      case "FactionDissolved": {
        const faction = factions.get(data.faction);
        if (faction !== undefined) faction.dissolved = true;
        break;
      }
      case "OfficeEstablished":
        owners.set(data.office, [data.of]);
        break;
      case "FormationRaised":
        owners.set(data.formation, [data.of]);
        break;
      case "ShipLaunched":
        owners.set(data.ship, [data.of]);
        break;
      case "AllegianceChanged":
        owners.set(data.subject, data.to === undefined ? [] : [data.to]);
        break;
      case "TreatySigned":
      case "TreatyRatified":
        owners.set(data.treaty, data.parties);
        break;
      case "TalksOpened":
        owners.set(data.talks, data.parties);
        break;
    }
  },
  view: (state) => ({ powers: powers(state) }),
});

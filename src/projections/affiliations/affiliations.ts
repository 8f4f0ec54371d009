import type { KnownEvent, KnownType } from "../../events/catalogue/catalogue.ts";
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

/** What was found for a state as it now is. */
const found = new WeakMap<Belonging, Map<EntityId, readonly EntityId[]>>();

/**
 * The factions that stand behind something: a task force's, an agency's, a treaty's parties. A power or a covert faction
 * answers for itself (a secret society within a state does not act for it); an organisation, for the faction that it is part of.
 */
export function factionsBehind(state: Belonging, id: EntityId): readonly EntityId[] {
  const known = found.get(state);
  // Of what belongs to one owner alone, the same stand behind it as behind that one.
  const chain = new Set<EntityId>();
  let behind: readonly EntityId[] | undefined;
  for (let at = id; behind === undefined; ) {
    const [owner, ...others] = ownersOf(state, at);
    behind = known?.get(at);
    if (behind === undefined && (owner === undefined || others.length > 0 || chain.has(owner)))
      behind = reached(state, at);
    chain.add(at);
    at = owner ?? at;
  }
  if (known !== undefined) for (const one of chain) known.set(one, behind);
  return behind;
}

/** All that answer for themselves and that owners of owners lead to, in the order of the fields. */
function reached(state: Belonging, start: EntityId): EntityId[] {
  const answering: EntityId[] = [];
  const seen = new Set<EntityId>();
  const open = [start];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (seen.has(id)) continue;
    seen.add(id);
    const owners = ownersOf(state, id);
    if (owners.length === 0 && state.factions.get(id) !== undefined) answering.push(id);
    for (const owner of owners.toReversed()) open.push(owner);
  }
  return answering;
}

/** Nobody's is what answers for itself. */
function ownersOf(state: Belonging, id: EntityId): readonly EntityId[] {
  const standing = state.factions.get(id)?.standing;
  return standing === undefined || standing === "organisation" ? (state.owners.get(id) ?? NOBODY) : NOBODY;
}

const NOBODY: readonly EntityId[] = [];

const AFFILIATING: ReadonlySet<string> = new Set<KnownType>([
  "FactionFounded",
  "FactionDissolved",
  "OfficeEstablished",
  "FormationRaised",
  "ShipLaunched",
  "AllegianceChanged",
  "TreatySigned",
  "TreatyRatified",
  "TalksOpened",
]);

/** Who belongs to whom, as far as the other projections need it. */
export const affiliations = defineProjection({
  name: "affiliations",
  version: 1,
  initial: (): AffiliationsState => ({ factions: new Map(), owners: new Map() }),
  apply(state, event) {
    const { owners, factions } = state;
    const { type, data } = event as ResolvedEvent & KnownEvent;
    if (!AFFILIATING.has(type)) return;
    found.set(state, new Map());
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

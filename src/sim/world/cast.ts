import type { KnownEvent } from "../../events/catalogue/catalogue.ts";
import type { EntityId } from "../../events/envelope.ts";
import { affiliations, factionsBehind } from "../../projections/affiliations/affiliations.ts";
import { createFold } from "../../projections/fold.ts";
import { type History, eventsUntil } from "../../timelines/history.ts";
import type { ResolvedEvent } from "../../timelines/resolvedEvent.ts";

/** Everybody of whom a history ever tells, in the order of their ids: plain data. */
export interface CastList {
  /** Factions of standing major or minor. */
  readonly powers: readonly EntityId[];
  readonly covert: readonly EntityId[];
  readonly formations: readonly EntityId[];
  readonly offices: readonly EntityId[];
  /** Regions with systems in them. */
  readonly regions: readonly EntityId[];
  readonly systems: readonly EntityId[];
  /** The faction that a formation, an office, an agency answers to; of a power, itself. */
  readonly answersTo: ReadonlyMap<EntityId, EntityId>;
}

/** Who may act. What may act now is for rates to say. */
export interface Cast extends CastList {
  /** The power that somebody acts for. */
  readonly powerOf: (id: EntityId) => EntityId | undefined;
}

export const castFrom = (list: CastList): Cast => ({ ...list, powerOf: (id) => list.answersTo.get(id) });

export function castOf(histories: readonly History[]): CastList {
  const found = {
    powers: new Set<EntityId>(),
    covert: new Set<EntityId>(),
    formations: new Set<EntityId>(),
    offices: new Set<EntityId>(),
    regions: new Set<EntityId>(),
    systems: new Set<EntityId>(),
  };
  const answersTo = new Map<EntityId, EntityId>();
  for (const history of histories) {
    const fold = createFold([affiliations]);
    for (const event of eventsUntil(history, history.events.length)) {
      fold.apply([event]);
      const { type, data } = event as ResolvedEvent & KnownEvent;
      if (type === "FactionFounded") {
        if (data.standing === "major" || data.standing === "minor") found.powers.add(data.faction);
        if (data.standing === "covert") found.covert.add(data.faction);
      } else if (type === "FormationRaised") found.formations.add(data.formation);
      else if (type === "OfficeEstablished") found.offices.add(data.office);
      else if (type === "SystemCharted") found.systems.add(data.system);
      else if (type === "RegionCharted" && (data.systems ?? []).length > 0) found.regions.add(data.region);
    }
    const state = fold.states()["affiliations"] as Parameters<typeof factionsBehind>[0];
    for (const id of [...state.owners.keys(), ...state.factions.keys()]) {
      const [power] = factionsBehind(state, id);
      if (power !== undefined) answersTo.set(id, power);
    }
  }
  const sorted = (ids: Set<EntityId>): EntityId[] => [...ids].sort();
  return {
    powers: sorted(found.powers),
    covert: sorted(found.covert),
    formations: sorted(found.formations),
    offices: sorted(found.offices),
    regions: sorted(found.regions),
    systems: sorted(found.systems),
    answersTo,
  };
}

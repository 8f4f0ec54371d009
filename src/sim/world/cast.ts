import { effectsOf } from "../../events/effectsOf.ts";
import type { EntityId } from "../../events/envelope.ts";
import { type Chronicle, eventsUntil } from "../../timelines/chronicle.ts";
import type { Allegiances } from "./allegiances.ts";

/**
 * Everybody of whom any of the histories ever tells, in the order of their ids: who has sources. Whether they are there yet, and whom
 * they belong to, is for rates to read in the world.
 */
export interface CastList {
  /** Factions of standing major or minor. */
  readonly powers: readonly EntityId[];
  readonly covert: readonly EntityId[];
  readonly formations: readonly EntityId[];
  readonly offices: readonly EntityId[];
  /** Regions with systems in them. */
  readonly regions: readonly EntityId[];
  readonly systems: readonly EntityId[];
}

/** Who may act, at an instant. */
export interface Cast extends CastList {
  /** The power that somebody acts for. */
  readonly powerOf: (id: EntityId) => EntityId | undefined;
}

/** The cast as it is at an instant, ms. */
type CastAt = (at: number) => Cast;

export const castFrom =
  (list: CastList, allegiances: Allegiances): CastAt =>
  (at) => ({ ...list, powerOf: (id) => allegiances.get(id)?.findLast(([since]) => since <= at)?.[1] });

export function castOf(histories: readonly Chronicle[]): CastList {
  const found = {
    powers: new Set<EntityId>(),
    covert: new Set<EntityId>(),
    formations: new Set<EntityId>(),
    offices: new Set<EntityId>(),
    regions: new Set<EntityId>(),
    systems: new Set<EntityId>(),
  };
  for (const history of histories)
    for (const event of eventsUntil(history, history.events.length)) {
      for (const effect of effectsOf(event, history.catalogue))
        if (effect.kind === "standing") {
          if (effect.rank === "major" || effect.rank === "minor") found.powers.add(effect.faction);
          if (effect.rank === "covert") found.covert.add(effect.faction);
        } else if (effect.kind === "chart") {
          found.systems.add(effect.system);
          if (effect.region !== undefined) found.regions.add(effect.region);
        } else if (effect.kind === "life" && effect.change === "begins") {
          const kind = history.kindOf(effect.entity);
          if (kind === "formation") found.formations.add(effect.entity);
          else if (kind === "office") found.offices.add(effect.entity);
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
  };
}

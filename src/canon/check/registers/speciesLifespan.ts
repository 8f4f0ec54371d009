import type { EntityId } from "../../../events/envelope.ts";
import { textOf } from "../kit/fieldValues.ts";
import type { Entities } from "./entities.ts";
import type { RuleSettings } from "../kit/ruleSettings.ts";

/** Years, where neither the project nor canon says; of other species, nothing is assumed. */
const ASSUMED: Readonly<Record<EntityId, number>> = { human: 120 };

export interface KnownLifespan {
  readonly species: EntityId;
  readonly years: number;
}

/** What the project says of a species comes first, then what canon declares of it. */
export function lifespanOf(
  person: EntityId,
  entities: Entities,
  { lifespans }: Pick<RuleSettings, "lifespans">,
): KnownLifespan | undefined {
  const species = textOf(entities.fact(person, "species"));
  if (species === undefined) return undefined;
  const stated = entities.fact(species, "lifespan");
  const years = lifespans[species] ?? (typeof stated === "number" ? stated : ASSUMED[species]);
  return years === undefined ? undefined : { species, years };
}

/** Years from which a person may be a parent; undefined where a species lives too briefly for what is assumed. */
export function adultAgeOf(
  person: EntityId,
  entities: Entities,
  settings: Pick<RuleSettings, "lifespans">,
  assumed: number,
): number | undefined {
  const species = textOf(entities.fact(person, "species"));
  const stated = species === undefined ? undefined : entities.fact(species, "adult");
  if (typeof stated === "number") return stated;
  const lifespan = lifespanOf(person, entities, settings);
  return lifespan !== undefined && lifespan.years < 5 * assumed ? undefined : assumed;
}

/** Nobody who lived no longer than this needs to be judged. */
export const shortestLifespan = ({ lifespans }: Pick<RuleSettings, "lifespans">): number =>
  Math.min(...Object.values({ ...ASSUMED, ...lifespans }));

import type { EntityId } from "../../events/envelope.ts";
import { textOf } from "./knownType.ts";
import type { Entities } from "./registers/entities.ts";

/** A species' own `lifespan` comes first; of one that nobody knows anything about, nothing is assumed. */
export const SPECIES_LIFESPANS = {
  default: { human: 120 },
  about: "Years that are plausible at most, by species, where its declaration gives no `lifespan`.",
} as const;

export interface KnownLifespan {
  readonly species: EntityId;
  readonly years: number;
}

export function lifespanOf(
  person: EntityId,
  entities: Entities,
  otherwise: Readonly<Record<string, number>>,
): KnownLifespan | undefined {
  const species = textOf(entities.fact(person, "species"));
  if (species === undefined) return undefined;
  const stated = entities.fact(species, "lifespan");
  const years = typeof stated === "number" ? stated : otherwise[species];
  return years === undefined ? undefined : { species, years };
}

import * as amendments from "./amendments.ts";
import * as conflicts from "./conflicts.ts";
import * as documents from "./documents.ts";
import * as factions from "./factions.ts";
import * as forces from "./forces.ts";
import * as intelligence from "./intelligence.ts";
import * as offices from "./offices.ts";
import * as persons from "./persons.ts";
import * as ships from "./ships.ts";
import * as territory from "./territory.ts";
import * as treaties from "./treaties.ts";
import type { z } from "zod";
import type { ChronicleEvent } from "../envelope.ts";
import { createCatalogue } from "../createCatalogue.ts";
import type { EventDefinition } from "../defineEvent.ts";

/** The types of event that come with valoris, a family a file. */
export const FAMILIES = {
  factions,
  offices,
  persons,
  documents,
  treaties,
  territory,
  conflicts,
  forces,
  ships,
  intelligence,
  amendments,
} as const;

export type DefinitionIn<Family> = Family extends unknown
  ? Extract<Family[keyof Family], { readonly type: string; readonly doc: string }>
  : never;
/** The definition of a type that comes with valoris. */
export type KnownDefinition = DefinitionIn<(typeof FAMILIES)[keyof typeof FAMILIES]>;
export type EventOf<D> =
  D extends EventDefinition<infer Type, infer Schema> ? ChronicleEvent<Type, z.infer<Schema>> : never;

/** An event of a type that comes with valoris: `type` narrows `data`. */
export type KnownEvent = EventOf<KnownDefinition>;
export type KnownType = KnownEvent["type"];

const isDefinition = (value: unknown): value is EventDefinition =>
  typeof value === "object" && value !== null && "type" in value && "doc" in value && "references" in value;

/** The definitions of one family, in the order in which its file has them. */
export const definitionsOf = (family: Readonly<Record<string, unknown>>): EventDefinition[] =>
  Object.values(family).filter(isDefinition);

export const catalogue = createCatalogue(Object.values(FAMILIES).flatMap(definitionsOf));

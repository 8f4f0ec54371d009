import { DocumentAdded, EntityDeclared } from "../../../events/catalogue/documents.ts";
import { EventRetracted } from "../../../events/catalogue/amendments.ts";
import { z } from "zod";
import { catalogue as builtIn } from "../../../events/catalogue/catalogue.ts";
import type { Catalogue } from "../../../events/createCatalogue.ts";
import { calendarsSchema } from "../../../events/dates/calendarsSchema.ts";
import type { EventDefinition } from "../../../events/defineEvent.ts";
import { ENTITY_KINDS, type EntityKind, fieldReferences } from "../../../events/fields.ts";
import { COMPONENTS } from "../../../events/component.ts";
import { type JsonSchema, jsonSchemas, reference, strict } from "./jsonSchemas.ts";
import { NAMED_ONLY } from "../lowering/lowerEntities.ts";

/**
 * The JSON Schema (draft 7, which is what editors' YAML servers read) of a canon or branch file: names of fields complete, and
 * what does not fit is underlined.
 *
 * A canon file names it in its first line: `# yaml-language-server: $schema=…/canon.schema.json`.
 */
export function canonJsonSchema(catalogue: Catalogue = builtIn): object {
  const { definitions, fieldsOf, envelope } = jsonSchemas(catalogue);
  const anyField = (without: readonly string[] = []): Record<string, JsonSchema> =>
    Object.fromEntries(envelope.filter((field) => !without.includes(field)).map((field) => [field, reference(field)]));

  const event = ({ type, doc, undated, timeless, schema }: EventDefinition): JsonSchema =>
    strict(
      { type: { const: type, description: doc }, ...anyField(timeless ? ["at"] : []), ...fieldsOf(type) },
      ["type", ...(undated ? [] : ["at"]), ...required(schema)],
      doc,
    );

  const entity = (kind: EntityKind, { type, doc, schema }: EventDefinition): JsonSchema => {
    const field = declaredField(schema);
    const { [field]: _own, ...fields } = fieldsOf(type);
    return strict(
      {
        ...anyField(["id"]),
        ...fields,
        kind: { const: kind, description: doc },
        ...(kind === "faction" ? { forces } : {}),
      },
      ["kind", ...required(schema).filter((name) => name !== field && name !== "kind")],
      doc,
    );
  };

  const kinds = ENTITY_KINDS.flatMap((kind): JsonSchema[] => {
    const definition = NAMED_ONLY.includes(kind)
      ? catalogue.definitions.get(EntityDeclared.type)
      : catalogue.declarationOf(kind);
    return definition === undefined || kind === "document" ? [] : [entity(kind, definition)];
  });
  const { document: _id, ...documentFields } = fieldsOf(DocumentAdded.type);
  const amendment = {
    event: { type: "string", description: "The id of the event that it is about." },
    ...anyField(["id", "at"]),
    reason: fieldsOf(EventRetracted.type)["reason"] ?? {},
  };

  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    title: "valoris canon",
    description: "Canon of a fictional universe, or a what-if on it, as valoris reads it.",
    ...strict({
      canon: { type: "string", description: "The name of this canon." },
      whole: { type: "string", description: "What all of it is called together: the Known Worlds." },
      extends: {
        anyOf: [{ type: "string" }, { type: "array", items: { type: "string" } }],
        description: "Files or folders that this one is laid over, relative to it; same ids override theirs.",
      },
      base: { const: "not-loaded", description: "It is laid over a canon that is not there." },
      order: { const: "date", description: "Promises that `events:` are in date order." },
      calendars: calendarsJson,
      calendar: {
        type: "string",
        description: "The calendar that bare dates of this file are of: 12 Frostmoon 3E 433.",
      },
      branch: strict(
        {
          name: { type: "string", description: "Such as what-if/no-valoris." },
          of: { type: "string", description: "`canon`, or another branch." },
          cut: { type: ["string", "integer"], description: "A date: after it, nothing of the parent is seen." },
        },
        ["name", "of"],
        "This file is a what-if.",
      ),
      documents: mapOf(
        strict({ ...anyField(["id", "title"]), ...documentFields }, ["title", "rank"]),
        "What is cited, by id.",
      ),
      entities: mapOf({ oneOf: kinds }, "Who and what there is, by id; without `at`, since the beginning."),
      events: listOf({ oneOf: [...catalogue.definitions.values()].map(event) }, "What happens."),
      retract: listOf(strict(amendment, ["event", "reason"]), "Events that are taken back."),
      amend: listOf(
        strict(
          {
            ...amendment,
            set: { type: "object", description: "Fields and their new values; null takes a field away." },
          },
          ["event", "set", "reason"],
        ),
        "Events that get other values.",
      ),
    }),
    definitions,
  };
}

const { $schema: _draft, ...calendarsJson } = z.toJSONSchema(calendarsSchema, { target: "draft-7", io: "input" });

const forces: JsonSchema = {
  ...strict(
    Object.fromEntries([...COMPONENTS, "military"].map((component) => [component, { type: "number", minimum: 0 }])),
  ),
  description: "How much it has at the beginning, in coding-book units, beside what its systems give.",
};

/** An empty section is no error: somebody is about to fill it. */
const mapOf = (additionalProperties: JsonSchema, description: string): JsonSchema => ({
  type: ["object", "null"],
  additionalProperties,
  description,
});
const listOf = (items: JsonSchema, description: string): JsonSchema => ({
  type: ["array", "null"],
  items,
  description,
});

const required = (schema: z.ZodObject): string[] =>
  Object.entries(schema.shape).flatMap(([field, inner]) => (inner instanceof z.ZodOptional ? [] : [field]));

const declaredField = (schema: z.ZodObject): string =>
  Object.entries(schema.shape).find(([, inner]) => fieldReferences.get(inner)?.role === "declares")?.[0] ?? "entity";

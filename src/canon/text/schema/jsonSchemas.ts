import { z } from "zod";
import type { Catalogue } from "../../../events/createCatalogue.ts";
import { ENVELOPE_FIELDS, envelopeShape } from "../../../events/envelope.ts";
import { codeNames, fieldReferences } from "../../../events/fields.ts";

export interface JsonSchema {
  readonly [keyword: string]: unknown;
}

/** Pieces of JSON Schema that zod makes of a catalogue; what they share stands under `definitions`, by name. */
export interface JsonSchemas {
  readonly definitions: Readonly<Record<string, JsonSchema>>;
  /** Names of the envelope's fields; `reference(name)` points at each. */
  readonly envelope: readonly string[];
  /** The own fields of a type. */
  fieldsOf(type: string): Readonly<Record<string, JsonSchema>>;
}

/** Points at a shared definition. */
export const reference = (name: string): JsonSchema => ({ $ref: `#/definitions/${name}` });

/** An object with these fields and no others. */
export const strict = (
  properties: Readonly<Record<string, JsonSchema>>,
  required: readonly string[] = [],
  description?: string,
): JsonSchema => ({
  type: "object",
  properties,
  ...(required.length === 0 ? {} : { required }),
  additionalProperties: false,
  ...(description === undefined ? {} : { description }),
});

/** Asks zod for the JSON Schema of every type's fields, all at once, so that what they share is defined once. */
export function jsonSchemas(catalogue: Catalogue): JsonSchemas {
  const types: Record<string, z.ZodType> = {};
  for (const { type, schema } of catalogue.definitions.values()) types[type] = schema;
  const { properties = {}, definitions = {} } = z.toJSONSchema(
    z.object({ envelope: z.object(envelopeShape), ...types }),
    {
      target: "draft-7",
      io: "input",
      reused: "inline",
      override: ({ zodSchema, jsonSchema }) => {
        const targets = fieldReferences.get(zodSchema)?.targets;
        if (targets !== undefined)
          jsonSchema.description ??= targets.length === 0 ? "An id." : `The id of a ${targets.join(" or ")}.`;
        const names = codeNames.get(zodSchema);
        // A field that is described anew has the names as well, and wraps the schema that gets them.
        if (names !== undefined) jsonSchema.anyOf?.push({ enum: Object.values(names) });
        // Bounds that an editor need not know: every text has some, and every integer that of a double.
        delete jsonSchema.minLength;
        delete jsonSchema.maxLength;
        if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
        if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
      },
    },
  );
  const fieldsOf = (type: string): Record<string, JsonSchema> => fieldsIn(properties[type]);
  return {
    definitions: { ...fieldsIn({ properties: definitions }), ...fieldsIn(properties["envelope"]) },
    envelope: [...ENVELOPE_FIELDS],
    fieldsOf,
  };
}

function fieldsIn(schema: unknown): Record<string, JsonSchema> {
  const fields: Record<string, JsonSchema> = {};
  if (!isSchema(schema) || !isSchema(schema["properties"])) return fields;
  for (const [field, inner] of Object.entries(schema["properties"])) if (isSchema(inner)) fields[field] = inner;
  return fields;
}

const isSchema = (value: unknown): value is JsonSchema => typeof value === "object" && value !== null;

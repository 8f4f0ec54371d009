import { EntityDeclared } from "../../../events/catalogue/documents.ts";
import { z } from "zod";
import type { Catalogue } from "../../../events/createCatalogue.ts";
import { flatSchema } from "../../../events/defineEvent.ts";
import { envelopeShape } from "../../../events/envelope.ts";
import {
  ENTITY_KINDS,
  type EntityKind,
  fieldReferences,
  refers,
  type ReferenceTarget,
} from "../../../events/fields.ts";
import { type Fields, isFields, type FieldPath } from "../statements/draft.ts";
import { NAMED_ONLY } from "../lowering/lowerEntities.ts";
import type { MentionContext } from "./mentions.ts";
import type { Writing } from "./writingAt.ts";

/** Something that may stand where one is writing. */
export type Choice =
  | { readonly kind: "name"; readonly word: string; readonly doc?: string; readonly required?: boolean }
  | { readonly kind: "word"; readonly word: string; readonly doc?: string }
  /** An id of these; of events and of whatever has a span, where a date counts from it. */
  | { readonly kind: "ids"; readonly targets: readonly ReferenceTarget[]; readonly isAnchor?: boolean }
  | { readonly kind: "rules" };

const SECTIONS: Readonly<Record<string, string>> = {
  canon: "The name of this canon.",
  extends: "Files or folders that this one is laid over.",
  order: "`date` promises that `events:` are in date order.",
  branch: "This file is a what-if.",
  documents: "What is cited, by id.",
  entities: "Who and what there is, by id.",
  events: "What happens.",
  retract: "Events that are taken back.",
  amend: "Events that get other values.",
};

const RELATIONS: readonly string[] = ["after", "before", "during", "with"];

/** What a catalogue allows at a place; what a canon has of it is for whoever asks. */
export function choicesAt({ section, path, isName, item }: Writing, knowledge: MentionContext): Choice[] {
  if (section === undefined) return namesIn(SECTIONS, item);
  const { fields, chosen } = mappingOf(section, item, knowledge);
  const [first, ...more] = path;
  if (isName && path.length === 0) return namesIn(fields, item);
  if (chosen !== undefined && chosen.field === first && more.length === 0) return [...chosen.words];
  const schemas = schemasAt([z.object(fields)], path);
  if (isName) {
    const present = valueAt(item, path);
    return schemas.flatMap((schema) => (schema instanceof z.ZodObject ? namesIn(schema.shape, present) : []));
  }
  if (path[0] === "expect" && path.at(-1) === "rule") return [{ kind: "rules" }];
  if (path[0] === "source" && path.at(-1) === "document") return [{ kind: "ids", targets: ["document"] }];
  if (path[0] === "known" && path.at(-1) === "who")
    return [{ kind: "ids", targets: ["faction", "person", "formation"] }];
  if (path.length <= 2 && (path[0] === "causes" || path[0] === "necessary"))
    return [{ kind: "ids", targets: ["event"] }];
  const named = path.findLast((step) => typeof step === "string");
  if (RELATIONS.includes(String(named))) return [{ kind: "ids", targets: [], isAnchor: true }];
  // A word in a list of mappings is the first name of one.
  const isItem = typeof path.at(-1) === "number";
  return schemas.flatMap((schema) =>
    isItem && schema instanceof z.ZodObject ? namesIn(schema.shape, {}) : valuesOf(schema),
  );
}

interface Mapping {
  readonly fields: Readonly<Record<string, z.ZodType>>;
  /** The field that settles which others there are. */
  readonly chosen?: { readonly field: string; readonly words: readonly Choice[] };
}

function mappingOf(section: string, item: Fields, knowledge: MentionContext): Mapping {
  const { catalogue } = knowledge;
  if (section === "events")
    return { fields: eventFields(item["type"], catalogue), chosen: { field: "type", words: types(catalogue) } };
  if (section === "documents") return { fields: declaredFields("document", catalogue) };
  if (section === "entities") {
    const kind = ENTITY_KINDS.find((known) => known === item["kind"]);
    const fields = {
      kind: z.string().describe("What it is."),
      ...(kind === undefined ? envelopeShape : declaredFields(kind, catalogue)),
    };
    return { fields, chosen: { field: "kind", words: kinds(catalogue) } };
  }
  const { event } = item;
  if (section === "retract") return { fields: { event: anEvent, reason: why } };
  if (section !== "amend") return { fields: {} };
  const type = typeof event === "string" ? knowledge.typeOf(event) : undefined;
  const { type: _type, id: _id, ...settable } = eventFields(type, catalogue);
  return { fields: { event: anEvent, set: z.object(settable).describe("Fields and their new values."), reason: why } };
}

const anEvent = refers("event").describe("The event that it is about.");
fieldReferences.add(anEvent, { role: "refers", targets: ["event"] });
const why = z.string().describe("Why.");

function eventFields(type: unknown, catalogue: Catalogue): Mapping["fields"] {
  const definition = typeof type === "string" ? catalogue.definitions.get(type) : undefined;
  return {
    type: z.string().describe("What happens."),
    ...(definition === undefined ? envelopeShape : flatSchema(definition).shape),
  };
}

function declaredFields(kind: EntityKind, catalogue: Catalogue): Mapping["fields"] {
  const definition = NAMED_ONLY.includes(kind)
    ? catalogue.definitions.get(EntityDeclared.type)
    : catalogue.declarationOf(kind);
  if (definition === undefined) return {};
  const isOwn = ([name, schema]: [string, z.ZodType]): boolean =>
    name === "id" || name === "type" || name === "kind" || fieldReferences.get(schema)?.role === "declares";
  return Object.fromEntries(Object.entries(flatSchema(definition).shape).filter((field) => !isOwn(field)));
}

const types = ({ definitions }: Catalogue): Choice[] =>
  Array.from(definitions.values(), ({ type, doc }) => ({ kind: "word", word: type, doc }));

const kinds = (catalogue: Catalogue): Choice[] =>
  ENTITY_KINDS.filter((kind) => kind !== "document" && kind !== "talks").map((word) => {
    const doc = catalogue.declarationOf(word)?.doc;
    return { kind: "word", word, ...(doc === undefined ? {} : { doc }) };
  });

/** Field names that are not there yet, those without which it cannot be first. */
function namesIn(fields: Readonly<Record<string, z.ZodType | string>>, present: unknown): Choice[] {
  const taken = new Set(isFields(present) ? Object.keys(present) : []);
  return Object.entries(fields)
    .filter(([word]) => !taken.has(word))
    .map(([word, about]): Choice => {
      if (typeof about === "string") return { kind: "name", word, doc: about };
      const doc = docOf(about);
      const required = !(about instanceof z.ZodOptional);
      return { kind: "name", word, ...(doc === undefined ? {} : { doc }), ...(required ? { required } : {}) };
    });
}

const docOf = (schema: z.ZodType): string | undefined =>
  schema.description ?? (schema instanceof z.ZodOptional ? innerDoc(schema) : undefined);

const innerDoc = ({ def: { innerType } }: z.ZodOptional): string | undefined =>
  innerType instanceof z.ZodType ? innerType.description : undefined;

/** Every schema that a value at a path may have: unions have several. */
function schemasAt(schemas: readonly z.core.$ZodType[], path: FieldPath): z.core.$ZodType[] {
  const open = schemas.flatMap(alternatives);
  const [step, ...rest] = path;
  if (step === undefined) return open;
  return schemasAt(
    open.flatMap((schema): z.core.$ZodType[] => {
      if (schema instanceof z.ZodArray) return typeof step === "number" ? [schema.def.element] : [];
      if (schema instanceof z.ZodTuple) return schema.def.items.slice(Number(step), Number(step) + 1);
      if (schema instanceof z.ZodRecord) return [schema.def.valueType];
      const inner = schema instanceof z.ZodObject ? fieldOf(schema, String(step)) : undefined;
      return inner === undefined ? [] : [inner];
    }),
    rest,
  );
}

const fieldOf = ({ def: { shape } }: z.ZodObject, name: string): z.core.$ZodType | undefined =>
  Object.hasOwn(shape, name) ? shape[name] : undefined;

/** An optional schema's own, and those of a union. A reference is looked at no further: its words are ids. */
function alternatives(schema: z.core.$ZodType): z.core.$ZodType[] {
  if (schema instanceof z.ZodOptional) return alternatives(schema.def.innerType);
  if (schema instanceof z.ZodUnion) return schema.def.options.flatMap(alternatives);
  return [schema];
}

function valuesOf(schema: z.core.$ZodType): Choice[] {
  const reference = fieldReferences.get(schema);
  if (reference !== undefined)
    return reference.role === "declares" ? [] : [{ kind: "ids", targets: reference.targets }];
  // In a list that has no dash yet, an item is what is being written.
  if (schema instanceof z.ZodArray) return alternatives(schema.def.element).flatMap(valuesOf);
  if (schema instanceof z.ZodEnum)
    return Object.values(schema.def.entries).map((word) => ({ kind: "word", word: String(word) }));
  if (schema instanceof z.ZodLiteral) return schema.def.values.map((word) => ({ kind: "word", word: String(word) }));
  if (schema instanceof z.ZodBoolean)
    return [
      { kind: "word", word: "true" },
      { kind: "word", word: "false" },
    ];
  return [];
}

const valueAt = (value: unknown, path: FieldPath): unknown =>
  path.reduce(
    (inner: unknown, step) => (typeof inner === "object" && inner !== null ? Reflect.get(inner, step) : undefined),
    value,
  );

import { z } from "zod";

/** The kinds of entity that canon may declare; `talks` are only ever created by the event that opens them. */
export const ENTITY_KINDS = [
  "faction",
  "person",
  "office",
  "formation",
  "ship",
  "class",
  "system",
  "region",
  "treaty",
  "conflict",
  "species",
  "report",
  "question",
  "talks",
  "document",
] as const;

export type EntityKind = (typeof ENTITY_KINDS)[number];

/** What a field may point at: an entity of one of some kinds, or another event. */
export type ReferenceTarget = EntityKind | "event";

/**
 * How an event touches what a field names.
 * - `declares`, `creates`: the entity is there from this event on (`declares`: and the date may be left out).
 * - `begins`: so is it, and its span starts here rather than where it was created: a treaty's, when it is ratified.
 * - `ends`, `restores`: its span ends; it is back.
 * - `acts`: it does something of its own will, so it has to exist.
 * - `undergoes`: something is done to it, with it or for it, so it has to exist still.
 * - `refers`: it is only mentioned: as what was, what is said of it, or what another role or rule answers for.
 */
export type ReferenceRole = "declares" | "creates" | "begins" | "ends" | "restores" | "acts" | "undergoes" | "refers";

export interface FieldReference {
  readonly role: ReferenceRole;
  /** Empty: anything at all. */
  readonly targets: readonly ReferenceTarget[];
}

const REGISTRIES = Symbol.for("valoris.registries");

type Registries = ReturnType<typeof newRegistries>;

const newRegistries = () => ({
  /** Which schemas are references, and to what; kept beside zod's own metadata so that it does not leak into JSON Schema. */
  fieldReferences: z.registry<FieldReference>(),
  /** Which schemas take codes, and the name of each: files may write either. */
  codeNames: z.registry<Readonly<Record<number, string>>>(),
});

/** One for every copy of valoris in a process: a plugin makes its fields by the copy that it imports. */
const shared: typeof globalThis & { [REGISTRIES]?: Registries } = globalThis;
export const { fieldReferences, codeNames } = (shared[REGISTRIES] ??= newRegistries());

/** Ids of imports may hold anything printable; the ones that people write are checked by `ID_PATTERN` where they are declared. */
export const idSchema = z.string().min(1).max(200);

export const ID_PATTERN = /^[a-z0-9][a-z0-9-]*$/;

function reference(role: ReferenceRole, targets: readonly ReferenceTarget[]) {
  const schema = z.string().min(1).max(200);
  fieldReferences.add(schema, { role, targets });
  return schema;
}

export const declares = (...kinds: EntityKind[]) => reference("declares", kinds);
export const creates = (kind: EntityKind) => reference("creates", [kind]);
export const begins = (kind: EntityKind) => reference("begins", [kind]);
export const ends = (kind: EntityKind) => reference("ends", [kind]);
export const restores = (kind: EntityKind) => reference("restores", [kind]);
export const acts = (...kinds: EntityKind[]) => reference("acts", kinds);
export const undergoes = (...kinds: EntityKind[]) => reference("undergoes", kinds);
export const refers = (...targets: ReferenceTarget[]) => reference("refers", targets);

/** Codes that have names, either of which a file may write; events hold the codes. */
export function coded<Schema extends z.ZodType<number>>(
  schema: Schema,
  names: Readonly<Record<number, string>>,
): Schema {
  const list = Object.entries(names).map(([code, name]) => `${code} ${name}`);
  const described = schema.describe(`${list.join(", ")}.`);
  codeNames.add(described, names);
  return described;
}

/** Of the fields of a type that take codes: by the names, what the codes are. */
export function namedCodes({ def: { shape } }: z.ZodObject): ReadonlyMap<string, ReadonlyMap<string, number>> {
  const found = new Map<string, ReadonlyMap<string, number>>();
  for (const [field, schema] of Object.entries(shape)) {
    const names = codeNames.get(schema instanceof z.ZodOptional ? schema.def.innerType : schema);
    if (names !== undefined)
      found.set(field, new Map(Object.entries(names).map(([code, name]) => [name, Number(code)])));
  }
  return found;
}

/** One id, or a list of them. */
export const oneOrMore = <Schema extends z.ZodType>(schema: Schema) => z.union([schema, z.array(schema).min(1)]);

export const text = z.string().max(100_000);
export const name = z.string().min(1).max(500);
export const amount = z.number().finite().nonnegative();
export const countOrSeveral = z.union([z.int().nonnegative(), z.literal("several")]);

/** What any declaration may add about its entity. */
export const entityShape = {
  alias: oneOrMore(idSchema).optional().describe("Other ids that mean the same entity."),
  successorOf: oneOrMore(idSchema).optional().describe("The bearers of this name or seat before it."),
  sentinel: z.boolean().optional().describe("A stand-in such as “unknown killer”: no rule about spans applies to it."),
};

export interface Reference extends FieldReference {
  readonly id: string;
  /** Field names and list indices from the event's data down to the id. */
  readonly path: readonly (string | number)[];
}

type Step = { readonly kind: "field"; readonly name: string } | { readonly kind: "each" };
interface ReferencePath {
  readonly steps: readonly Step[];
  /** Where it is one field of the data itself: most are. */
  readonly own: readonly [string] | undefined;
  readonly field: FieldReference;
  /** Words that the field allows in place of an id. */
  readonly words: ReadonlySet<string>;
}

/** Finds every reference field of a data schema once, so that reading them from an event is a walk over known paths. */
export function referencePaths(schema: z.core.$ZodType): readonly ReferencePath[] {
  const found: ReferencePath[] = [];
  // A schema may contain itself (a claim's opposite): what is inside is not looked at twice.
  const inside = new Set<z.core.$ZodType>();
  const walk = (node: z.core.$ZodType, steps: readonly Step[], words: ReadonlySet<string> = new Set()): void => {
    const field = fieldReferences.get(node);
    if (field !== undefined) found.push({ steps, own: ownField(steps), field, words });
    else if (!inside.has(node)) {
      inside.add(node);
      if (node instanceof z.ZodOptional) walk(node.def.innerType, steps);
      else if (node instanceof z.ZodArray) walk(node.def.element, [...steps, { kind: "each" }]);
      else if (node instanceof z.ZodUnion)
        for (const option of node.def.options)
          walk(option, steps, new Set([...words, ...node.def.options.flatMap(wordsOf)]));
      else if (node instanceof z.ZodObject)
        for (const [name, inner] of Object.entries(node.def.shape)) walk(inner, [...steps, { kind: "field", name }]);
      inside.delete(node);
    }
  };
  walk(schema, []);
  return found;
}

function ownField([first, ...rest]: readonly Step[]): readonly [string] | undefined {
  return first?.kind === "field" && rest.length === 0 ? [first.name] : undefined;
}

const wordsOf = (node: z.core.$ZodType): string[] =>
  node instanceof z.ZodEnum
    ? Object.values(node.def.entries).map(String)
    : node instanceof z.ZodLiteral
      ? node.def.values.map(String)
      : [];

/** The ids that `data` holds at the given paths; words that a union allows beside ids ("all") are not references. */
export function readReferences(data: unknown, paths: readonly ReferencePath[]): Reference[] {
  const found: Reference[] = [];
  for (const { steps, own, field, words } of paths) {
    if (own !== undefined) {
      const id: unknown = typeof data === "object" && data !== null ? Reflect.get(data, own[0]) : undefined;
      if (typeof id === "string" && !words.has(id))
        found.push({ role: field.role, targets: field.targets, id, path: own });
    } else if (words.size === 0) collect(data, steps, 0, [], field, found);
    else {
      const all: Reference[] = [];
      collect(data, steps, 0, [], field, all);
      for (const reference of all) if (!words.has(reference.id)) found.push(reference);
    }
  }
  return found;
}

function collect(
  value: unknown,
  steps: readonly Step[],
  depth: number,
  path: readonly (string | number)[],
  field: FieldReference,
  found: Reference[],
): void {
  const step = steps[depth];
  if (step === undefined) {
    if (typeof value === "string") found.push({ role: field.role, targets: field.targets, id: value, path });
  } else if (step.kind === "each") {
    if (Array.isArray(value))
      for (const [index, item] of value.entries()) collect(item, steps, depth + 1, [...path, index], field, found);
  } else if (typeof value === "object" && value !== null && !Array.isArray(value)) {
    const inner: unknown = Reflect.get(value, step.name);
    if (inner !== undefined) collect(inner, steps, depth + 1, [...path, step.name], field, found);
  }
}

import { z } from "zod";
import { ValorisError } from "./valorisError.ts";
import type { Effect } from "./effects.ts";
import { envelopeShape } from "./envelope.ts";
import { type EntityKind, type Reference, type ReferenceRole, readReferences, referencePaths } from "./fields.ts";
import type { Fields } from "./flatFields.ts";
import type { Tension } from "./tension.ts";

export interface EventOptions<Schema extends z.ZodObject> {
  /** What happened, as one sentence for the reference page and for editors. */
  readonly doc: string;
  /** What it does to what it begins, ends or restores, as findings say it: “was founded”. */
  readonly verb?: string;
  /** The type's own fields; strict. What is called for it makes it when an event of the type is first met. */
  readonly schema: Schema | (() => Schema);
  /** Of the schema; 1 if absent. */
  readonly version?: number;
  /** `upcasts[v]` turns data of version v into data of version v + 1. Needed for every v below `version`. */
  readonly upcasts?: Readonly<Record<number, (data: Fields) => Fields>>;
  /** Set on the event that declares an entity of this kind: its date may be left out. */
  readonly declares?: EntityKind;
  /** What it says may be so without ever being told of: that canon is silent about it does not make it false. */
  readonly latent?: boolean;
  /** A declaration that is about no entity, but whose date may be left out as well. */
  readonly undated?: boolean;
  /** It changes what was recorded, not the world at a date: it takes no date. */
  readonly timeless?: boolean;
  /**
   * What is so afterwards, by the data alone; made with the constructors of `effects.ts`. Nothing if absent. It is called for valid data
   * of the present version only.
   */
  readonly effects?: (data: z.infer<Schema>) => readonly Effect[];
  /** Of several, the first that applies to an event counts. */
  readonly tension?: Tension<z.infer<Schema>> | readonly Tension<z.infer<Schema>>[];
}

/** A type of event that canon may use. */
export interface EventDefinition<Type extends string = string, Schema extends z.ZodObject = z.ZodObject> {
  readonly type: Type;
  readonly doc: string;
  readonly verb: string | undefined;
  readonly version: number;
  /** The type's own fields. */
  readonly schema: Schema;
  readonly declares: EntityKind | undefined;
  readonly latent: boolean;
  /** Whether `at` may be left out. */
  readonly undated: boolean;
  /** Whether `at` has to be left out. */
  readonly timeless: boolean;
  readonly tensions: readonly Tension<z.infer<Schema>>[];
  /** What is so after an event of this type with this data. */
  effects(data: z.infer<Schema>): readonly Effect[];
  /** Data of an older version as data of this one. */
  upcast(data: Fields, version: number): Fields;
  /** Every id that the data names, with its role and its path. */
  references(data: unknown): Reference[];
  /** Of those, the ones with which a span begins or ends; most types have none. */
  spanReferences(data: unknown): Reference[];
}

/**
 * Defines a type of event. The types that come with valoris are defined with exactly this.
 *
 * @throws ValorisError `event/definition` when a version has no upcast, or a field hides one of the envelope's.
 * @example
 * import { defineEvent } from "valoris";
 * import { z } from "zod";
 *
 * const WormholeCollapsed = defineEvent("WormholeCollapsed", {
 *   doc: "A wormhole collapses, and with it the way that it was.",
 *   schema: z.strictObject({ wormhole: z.string(), by: z.string().optional() }),
 *   tension: { mode: "COERCE", weight: -7, halfLife: 60, actors: ["by"], parties: ["by"] },
 * });
 */
export function defineEvent<const Type extends string, Schema extends z.ZodObject>(
  type: Type,
  options: EventOptions<Schema>,
): EventDefinition<Type, Schema> {
  const version = options.version ?? 1;
  for (let older = 1; older < version; older++)
    if (options.upcasts?.[older] === undefined)
      throw new ValorisError(
        "event/definition",
        `${type} has version ${version}, but no upcast from version ${older}.`,
        {
          help: `Add \`upcasts: { ${older}: (data) => … }\`.`,
        },
      );
  let schema = typeof options.schema === "function" ? undefined : checked(type, options.schema);
  const made = (): Schema =>
    (schema ??= checked(type, typeof options.schema === "function" ? options.schema() : options.schema));
  let paths: ReferencePaths | undefined;
  const pathsOf = (): ReferencePaths => (paths ??= referencesIn(made()));
  return {
    type,
    doc: options.doc,
    verb: options.verb,
    version,
    get schema() {
      return made();
    },
    declares: options.declares,
    latent: options.latent === true,
    undated: options.declares !== undefined || options.undated === true || options.timeless === true,
    timeless: options.timeless === true,
    tensions: options.tension === undefined ? [] : [options.tension].flat(),
    effects: options.effects ?? (() => NO_EFFECTS),
    upcast: (data, from) => {
      let current = data;
      for (let v = from; v < version; v++) current = options.upcasts?.[v]?.(current) ?? current;
      return current;
    },
    references: (data) => readReferences(data, pathsOf().all),
    spanReferences: (data) => readReferences(data, pathsOf().spans),
  };
}

/** @throws ValorisError `event/definition` */
function checked<Schema extends z.ZodObject>(type: string, schema: Schema): Schema {
  for (const field of Object.keys(schema.shape))
    if (field in envelopeShape && field !== "title")
      throw new ValorisError("event/definition", `${type} has a field \`${field}\`, which every event has already.`, {
        help: "Give it another name.",
      });
  return schema;
}

type ReferencePaths = ReturnType<typeof referencesIn>;

function referencesIn(schema: z.ZodObject) {
  const all = referencePaths(schema);
  const spans = all.filter(({ field: { role } }) => SPAN_ROLES.has(role));
  return { all, spans };
}

const NO_EFFECTS: readonly Effect[] = [];

/** With these, a span begins or ends. */
const SPAN_ROLES: ReadonlySet<ReferenceRole> = new Set(["declares", "creates", "begins", "ends"]);

/** The flat form in which files hold an event of this type: envelope and own fields side by side, nothing else. */
export function flatSchema<Type extends string, Schema extends z.ZodObject>(definition: EventDefinition<Type, Schema>) {
  const { at } = envelopeShape;
  return z
    .strictObject({
      type: z.literal(definition.type),
      ...envelopeShape,
      at: definition.undated ? at : at.unwrap().describe(at.description ?? ""),
      ...definition.schema.shape,
    })
    .describe(definition.doc);
}

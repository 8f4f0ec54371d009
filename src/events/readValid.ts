import { contentId } from "./contentHash.ts";
import { flatSchema, type EventDefinition } from "./defineEvent.ts";
import type { ChronicleEvent } from "./envelope.ts";
import { fieldPredicates, type Predicate } from "./predicates.ts";

/** Reads events that are right as they are. */
export interface Readers {
  /** Undefined where the schema has to be asked: something is wrong, unknown or of an older version. */
  read(flat: Readonly<Record<string, unknown>>): { readonly kind: "event"; readonly event: ChronicleEvent } | undefined;
}

/** Made for each type when its first event is read. */
export function createReaders(definitions: ReadonlyMap<string, EventDefinition>): Readers {
  const readers = new Map<string, Reader>();
  return {
    read(flat) {
      const { type } = flat;
      if (typeof type !== "string") return undefined;
      let reader = readers.get(type);
      if (reader === undefined) {
        const definition = definitions.get(type);
        if (definition === undefined) return undefined;
        readers.set(type, (reader = readerOf(definition)));
      }
      const event = reader(flat);
      return event && { kind: "event", event };
    },
  };
}

type Reader = (flat: Readonly<Record<string, unknown>>) => ChronicleEvent | undefined;

interface Field {
  readonly name: string;
  readonly test: Predicate;
  readonly isRequired: boolean;
  readonly isOwn: boolean;
  /** In the order of the schema, in which events hold their fields. */
  readonly place: number;
}

function readerOf(definition: EventDefinition): Reader {
  const { type, version } = definition;
  const { fields: predicates, required } = fieldPredicates(flatSchema(definition));
  const fields = new Map(
    [...predicates].map(([name, { test, isRequired }], place): [string, Field] => [
      name,
      { name, test, isRequired, isOwn: name in definition.schema.shape, place },
    ]),
  );
  const list = [...fields.values()];
  const values: unknown[] = list.map(() => undefined);

  return (flat) => {
    let missing = required;
    values.fill(undefined);
    for (const name of Object.keys(flat)) {
      const field = fields.get(name);
      const value = flat[name];
      if (field === undefined) {
        if (name === "recorded" || (name === "version" && (value === undefined || value === version))) continue;
        return undefined;
      }
      if (!field.test(value)) return undefined;
      if (field.isRequired) missing--;
      values[field.place] = value;
    }
    if (missing > 0) return undefined;
    const envelope: Record<string, unknown> = {};
    const data: Record<string, unknown> = {};
    for (const { name, isOwn, place } of list) {
      const value = values[place];
      if (value !== undefined && name !== "type") (isOwn ? data : envelope)[name] = value;
    }
    const { id } = flat;
    return {
      ...envelope,
      id: typeof id === "string" ? id : contentId({ type, ...envelope, ...data }),
      type,
      version,
      data,
    };
  };
}

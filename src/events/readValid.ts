import { contentId } from "./contentHash.ts";
import { flatSchema, type EventDefinition } from "./defineEvent.ts";
import type { ChronicleEvent } from "./envelope.ts";
import { type FieldPredicate, fieldPredicates } from "./predicates.ts";

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

interface Field extends FieldPredicate {
  /** Of the type, and not of any event. */
  readonly isOwn: boolean;
  /** In the order of the schema, in which events hold their fields, however a file has them. */
  readonly place: number;
}

function readerOf(definition: EventDefinition): Reader {
  const { type, version } = definition;
  const { fields: predicates, required } = fieldPredicates(flatSchema(definition));
  const fields = new Map(
    [...predicates].map(([name, field], place): [string, Field] => [
      name,
      { ...field, isOwn: name in definition.schema.shape, place },
    ]),
  );

  const placeOf = (name: string): number => fields.get(name)?.place ?? 0;
  const sorted = (values: Record<string, unknown>): Record<string, unknown> =>
    Object.fromEntries(Object.entries(values).sort(([a], [b]) => placeOf(a) - placeOf(b)));

  return (flat) => {
    let missing = required;
    let envelope: Record<string, unknown> = {};
    let data: Record<string, unknown> = {};
    let [lastOfEnvelope, lastOfData, isInOrder] = [0, 0, true];
    for (const name of Object.keys(flat)) {
      const field = fields.get(name);
      const value = flat[name];
      if (field === undefined) {
        if (name === "recorded" || (name === "version" && (value === undefined || value === version))) continue;
        return undefined;
      }
      if (!field.test(value)) return undefined;
      if (field.isRequired) missing--;
      if (value === undefined || name === "type") continue;
      if (field.isOwn) {
        isInOrder &&= field.place >= lastOfData;
        lastOfData = field.place;
        data[name] = value;
      } else {
        isInOrder &&= field.place >= lastOfEnvelope;
        lastOfEnvelope = field.place;
        envelope[name] = value;
      }
    }
    if (missing > 0) return undefined;
    if (!isInOrder) [envelope, data] = [sorted(envelope), sorted(data)];
    const { id } = flat;
    const own = { id: typeof id === "string" ? id : contentId({ type, ...envelope, ...data }), type, version, data };
    return Object.assign(envelope, own);
  };
}

import type { z } from "zod";
import { catalogue, type KnownDefinition, type KnownType } from "./catalogue/catalogue.ts";
import type { EventDefinition } from "./defineEvent.ts";
import { ENVELOPE_FIELDS, type NewEvent } from "./envelope.ts";

export type Envelope = Omit<NewEvent, "type" | "version" | "data">;
export type DefinitionOf<Type extends KnownType> = Extract<KnownDefinition, { readonly type: Type }>;
/** What an author may write: it is read into what is recorded. */
export type DataOf<Definition extends EventDefinition> = z.input<Definition["schema"]>;

/** The fields of an event side by side, as files have them: those of any event, and those of its type. */
export type EventFields<Definition extends EventDefinition> = Omit<Envelope, keyof DataOf<Definition>> &
  DataOf<Definition>;

/**
 * An event to append, written as a file has it: the fields of its type beside its `id`, `at` and what else any event may have. The type
 * is one that comes with valoris, by its name, or one of your own, by its definition. The compiler checks the fields; whether they are
 * right (a date, a number in its range) is said when it is appended.
 *
 * @example
 * import { catalogue, defineEvent, event, memoryLog } from "valoris";
 * import { z } from "zod";
 *
 * const GateFailed = defineEvent("GateFailed", { doc: "A gate fails.", schema: z.strictObject({ gate: z.string() }) });
 * const log = memoryLog({ catalogue: catalogue.extend([GateFailed]) });
 * const { events } = await log.append("canon", [
 *   event("PersonDied", { id: "gor-dies", at: "2388-10-10", person: "gor" }),
 *   event(GateFailed, { at: { after: "gor-dies" }, gate: "barzan" }),
 * ]);
 * console.log(JSON.stringify(events.map(({ type, data }) => [type, data]))); // [["PersonDied",{"person":"gor"}],["GateFailed",{"gate":"barzan"}]]
 */
export function event<const Type extends KnownType>(
  type: Type,
  fields: EventFields<DefinitionOf<Type>>,
): NewEvent<Type, DataOf<DefinitionOf<Type>>>;
export function event<Definition extends EventDefinition>(
  definition: Definition,
  fields: EventFields<Definition>,
): NewEvent<Definition["type"], DataOf<Definition>>;
export function event(typed: KnownType | EventDefinition, fields: Readonly<Record<string, unknown>>): NewEvent {
  const definition = typeof typed === "string" ? catalogue.definitions.get(typed) : typed;
  const own = definition?.schema.shape ?? {};
  const envelope: Record<string, unknown> = {};
  const data: Record<string, unknown> = {};
  for (const [field, value] of Object.entries(fields))
    (ENVELOPE_FIELDS.has(field) && !(field in own) ? envelope : data)[field] = value;
  return { ...envelope, type: typeof typed === "string" ? typed : typed.type, version: definition?.version ?? 1, data };
}

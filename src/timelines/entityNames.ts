import { EntityDeclared } from "../events/catalogue/documents.ts";
import type { Catalogue } from "../events/createCatalogue.ts";
import type { ChronicleEvent, EntityId } from "../events/envelope.ts";
import type { EntityKind } from "../events/fields.ts";
import type { ChronicleInMemory } from "./chronicleInMemory.ts";

interface Declared {
  readonly kind: EntityKind;
  readonly name: string | undefined;
}

/** Names and kinds of entities as last declared; looked up only once somebody asks. */
export function lazyNames(
  events: Iterable<ChronicleEvent>,
  catalogue: Catalogue,
): Pick<ChronicleInMemory, "nameOf" | "kindOf"> {
  let declared: Map<EntityId, Declared> | undefined;
  const find = (id: EntityId): Declared | undefined => (declared ??= findDeclared(events, catalogue)).get(id);
  return { nameOf: (id) => find(id)?.name ?? id, kindOf: (id) => find(id)?.kind };
}

function findDeclared(events: Iterable<ChronicleEvent>, catalogue: Catalogue): Map<EntityId, Declared> {
  const declared = new Map<EntityId, Declared>();
  for (const { type, data } of events) {
    const { name, title, entity, kind } = data as {
      name?: string;
      title?: string;
      entity?: EntityId;
      kind?: EntityKind;
    };
    if (type === EntityDeclared.type && entity !== undefined && kind !== undefined)
      declared.set(entity, { kind, name });
    for (const { role, id, targets } of catalogue.definitions.get(type)?.spanReferences(data) ?? []) {
      if (role === "ends") continue;
      const [target] = targets;
      if (target === undefined || target === "event") continue;
      declared.set(id, { kind: target, name: name ?? title ?? declared.get(id)?.name });
    }
  }
  return declared;
}

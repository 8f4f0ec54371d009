import { EntityDeclared } from "../events/catalogue/documents.ts";
import { namingsOf } from "../events/effectsOf.ts";
import type { Catalogue } from "../events/createCatalogue.ts";
import type { ChronicleEvent, EntityId } from "../events/envelope.ts";
import type { EntityKind } from "../events/fields.ts";
import { getOrMake } from "../idioms/multimap.ts";

/** A name, and from when on it is borne; ms. */
export interface Name {
  readonly name: string;
  readonly since: number;
}

/** What canon says that its entities are called, and what they are. */
interface Names {
  /** At an instant (ms), or at the end; its id where it has no name. */
  nameOf(id: EntityId, at?: number): string;
  /** All that it is or was called, the first name first. */
  namesOf(id: EntityId): readonly Name[];
  kindOf(id: EntityId): EntityKind | undefined;
}

interface Known {
  kind: EntityKind | undefined;
  declared: string | undefined;
  /** In the order in which they were given. */
  readonly given: Name[];
}

export type Dated = ChronicleEvent & { readonly placed: number };

/** Names and kinds of entities, as last declared and renamed since; looked up only once somebody asks. */
export function lazyNames(events: Iterable<Dated>, catalogue: Catalogue): Names {
  let known: Map<EntityId, Known> | undefined;
  const find = (id: EntityId): Known | undefined => (known ??= findKnown(events, catalogue)).get(id);
  return {
    nameOf(id, at = Number.POSITIVE_INFINITY) {
      const { declared, given = [] } = find(id) ?? {};
      return given.findLast(({ since }) => since <= at)?.name ?? declared ?? id;
    },
    namesOf(id) {
      const { declared, given = [] } = find(id) ?? {};
      return [...(declared === undefined ? [] : [{ name: declared, since: Number.NEGATIVE_INFINITY }]), ...given];
    },
    kindOf: (id) => find(id)?.kind,
  };
}

function findKnown(events: Iterable<Dated>, catalogue: Catalogue): Map<EntityId, Known> {
  const known = new Map<EntityId, Known>();
  const of = (id: EntityId): Known => getOrMake(known, id, () => ({ kind: undefined, declared: undefined, given: [] }));
  for (const event of events) {
    const { type, data, placed } = event;
    const namings = namingsOf(event, catalogue);
    for (const naming of namings) of(naming.entity).given.push({ name: naming.name, since: placed });
    if (namings.length > 0) continue;
    const { name, title, entity, kind } = data as {
      name?: string;
      title?: string;
      entity?: EntityId;
      kind?: EntityKind;
    };
    if (type === EntityDeclared.type && entity !== undefined && kind !== undefined) {
      of(entity).kind = kind;
      of(entity).declared = name;
    }
    for (const { role, id, targets } of catalogue.definitions.get(type)?.spanReferences(data) ?? []) {
      if (role === "ends") continue;
      const [target] = targets;
      if (target === undefined || target === "event") continue;
      of(id).kind = target;
      of(id).declared = name ?? title ?? of(id).declared;
    }
  }
  return known;
}

/** The entity that bears a name, or bore it once, capitals apart; undefined where none does, or several do. One walk over all events. */
export function entityNamed(
  { events, catalogue }: { readonly events: Iterable<Dated>; readonly catalogue: Catalogue },
  name: string,
): EntityId | undefined {
  const wanted = name.toLowerCase();
  const found = [...findKnown(events, catalogue)].filter(([, { declared, given }]) =>
    [declared, ...given.map((one) => one.name)].some((one) => one?.toLowerCase() === wanted),
  );
  return found.length === 1 ? found[0]?.[0] : undefined;
}

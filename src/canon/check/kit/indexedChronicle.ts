import type { EffectKind, EffectOf } from "../../../events/effects.ts";
import { effectsOf } from "../../../events/effectsOf.ts";
import { referencePaths, type Reference, type ReferenceRole } from "../../../events/fields.ts";
import type { EventId } from "../../../events/envelope.ts";
import type { ChronicleInMemory } from "../../../timelines/chronicleInMemory.ts";
import type { ResolvedEvent } from "../../../timelines/resolvedEvent.ts";
import { type Comparison, createComparison } from "./comparison.ts";
import { append } from "../../../idioms/multimap.ts";

/** Something that an event changes. */
export interface EffectIn<Kind extends EffectKind> {
  readonly effect: EffectOf<Kind>;
  readonly event: ResolvedEvent;
}

/** A chronicle, indexed once a run, for the registers to be built from. */
export interface IndexedChronicle {
  readonly chronicle: ChronicleInMemory;
  readonly comparison: Comparison;
  /** Events of some types, in in-universe order. */
  eventsOf(types: Iterable<string>): ResolvedEvent[];
  /** Everything of some kinds that changes, in in-universe order. */
  changesOf<Kind extends EffectKind>(...kinds: readonly Kind[]): readonly EffectIn<Kind>[];
  /** What one event changes of a kind. */
  changesIn<Kind extends EffectKind>(event: ResolvedEvent, kind: Kind): readonly EffectOf<Kind>[];
  /** Types that events have, with a field of one of these roles. */
  typesWith(...roles: readonly ReferenceRole[]): string[];
  references(event: ResolvedEvent): readonly Reference[];
  /** The event that certainly reaches furthest: history goes on until then. */
  readonly end: EventId | undefined;
}

/** References of one event that are worth being kept. */
export const MANY = 32;

export function indexChronicle(chronicle: ChronicleInMemory): IndexedChronicle {
  const byType = new Map<string, number[]>();
  let end: ResolvedEvent | undefined;
  for (const [index, event] of chronicle.events.entries()) {
    append(byType, event.type, index);
    if (event.occurred.earliest > (end?.occurred.earliest ?? Number.NEGATIVE_INFINITY)) end = event;
  }

  const rolesOf = (type: string): ReferenceRole[] => {
    const definition = chronicle.catalogue.definitions.get(type);
    return definition === undefined ? [] : referencePaths(definition.schema).map(({ field }) => field.role);
  };

  let changes: ReadonlyMap<EffectKind, readonly Placed[]> | undefined;

  // Rules ask for the references of one event one after the other; and again and again of one that others hang on.
  let last: ResolvedEvent | undefined;
  let lastReferences: readonly Reference[] = [];
  const ofMany = new Map<ResolvedEvent, readonly Reference[]>();

  return {
    chronicle,
    comparison: createComparison(chronicle),
    eventsOf(types) {
      const lists = [...new Set(types)].flatMap((type) => [byType.get(type) ?? []]);
      const indices = new Uint32Array(lists.reduce((sum, { length }) => sum + length, 0));
      let filled = 0;
      for (const list of lists) {
        indices.set(list, filled);
        filled += list.length;
      }
      return Array.from(indices.sort(), (index) => chronicle.events[index]).filter((event) => event !== undefined);
    },
    changesOf<Kind extends EffectKind>(...kinds: readonly Kind[]): readonly EffectIn<Kind>[] {
      const byKind = (changes ??= changesByKind(chronicle));
      const lists = kinds.map((kind) => byKind.get(kind) ?? []);
      const [only] = lists;
      const found = lists.length === 1 ? only : lists.flat().sort((a, b) => a.place - b.place);
      // What is listed under a kind is of it.
      return (found ?? []) as readonly (Placed & EffectIn<Kind>)[];
    },
    changesIn: <Kind extends EffectKind>(event: ResolvedEvent, kind: Kind) =>
      effectsOf(event, chronicle.catalogue).filter((effect): effect is EffectOf<Kind> => effect.kind === kind),
    typesWith: (...roles) => [...byType.keys()].filter((type) => rolesOf(type).some((role) => roles.includes(role))),
    references(event) {
      if (event === last) return lastReferences;
      lastReferences =
        ofMany.get(event) ?? chronicle.catalogue.definitions.get(event.type)?.references(event.data) ?? [];
      if (lastReferences.length >= MANY) ofMany.set(event, lastReferences);
      last = event;
      return lastReferences;
    },
    end: end?.id,
  };
}

interface Placed extends EffectIn<EffectKind> {
  /** Among all effects. */
  readonly place: number;
}

function changesByKind({ events, catalogue }: ChronicleInMemory): ReadonlyMap<EffectKind, readonly Placed[]> {
  const byKind = new Map<EffectKind, Placed[]>();
  let place = 0;
  for (const event of events)
    for (const effect of effectsOf(event, catalogue)) {
      const one = { effect, event, place: place++ };
      append(byKind, effect.kind, one);
    }
  return byKind;
}

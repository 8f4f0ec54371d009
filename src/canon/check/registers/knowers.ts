import type { EntityId } from "../../../events/envelope.ts";
import type { ResolvedEvent } from "../../../timelines/resolvedEvent.ts";
import { circleRegister } from "./circles.ts";
import { entityRegister } from "./entities.ts";
import type { Register } from "../kit/register.ts";
import { append } from "../../../idioms/multimap.ts";

/** Which entries of an event's `known` concern somebody, by index. */
export interface Knowers {
  /** Those of anybody who is close (`circleRegister`). */
  closeTo(actor: EntityId, fact: ResolvedEvent): readonly number[];
  /** Those of the actor, and of whatever the actor ever was a part of. */
  above(actor: EntityId, fact: ResolvedEvent): readonly number[];
}

interface Entries {
  readonly byKnower: ReadonlyMap<EntityId, readonly number[]>;
  /** By each of those who are within the circle of a knower. */
  readonly byClose: ReadonlyMap<EntityId, readonly number[]>;
}

/** Of a secret that many know, nobody goes through all of them. */
export const knowerRegister: Register<Knowers> = {
  name: "knowers",
  build(_history, use) {
    const { canonical } = use(entityRegister);
    const { reach, behind } = use(circleRegister);
    const known = new Map<ResolvedEvent, Entries>();
    const entriesOf = (fact: ResolvedEvent): Entries => {
      let entries = known.get(fact);
      if (entries === undefined) {
        const who = (fact.known ?? []).map((entry) => canonical(entry.who));
        entries = { byKnower: indexBy(who, (id) => [id]), byClose: indexBy(who, reach) };
        known.set(fact, entries);
      }
      return entries;
    };
    const inOrder = (lists: Iterable<readonly number[]>): readonly number[] =>
      [...new Set([...lists].flat())].sort((a, b) => a - b);
    return {
      closeTo(actor, fact) {
        const { byKnower, byClose } = entriesOf(fact);
        return inOrder([...lookUp(byKnower, reach(actor)), byClose.get(canonical(actor)) ?? []]);
      },
      above: (actor, fact) => inOrder(lookUp(entriesOf(fact).byKnower, behind(actor))),
    };
  },
};

function* lookUp(
  entries: ReadonlyMap<EntityId, readonly number[]>,
  ids: ReadonlySet<EntityId>,
): Generator<readonly number[]> {
  // Whichever are fewer.
  if (ids.size <= entries.size) for (const id of ids) yield entries.get(id) ?? [];
  else for (const [id, indices] of entries) if (ids.has(id)) yield indices;
}

function indexBy(who: readonly EntityId[], keysOf: (id: EntityId) => Iterable<EntityId>): Map<EntityId, number[]> {
  const found = new Map<EntityId, number[]>();
  for (const [index, id] of who.entries()) for (const key of keysOf(id)) append(found, key, index);
  return found;
}

import type { EntityId } from "../../../events/envelope.ts";
import { idsOf, isType } from "../knownType.ts";
import { entityRegister } from "./entities.ts";
import type { Register } from "./register.ts";

/** For whom somebody may speak or act, at some time or other: canon need not say when. */
export interface Bonds {
  /** Itself, and whatever it ever belonged to, served or came from. */
  behind(id: EntityId): ReadonlySet<EntityId>;
  /** Whether one is the other, or ever belonged to it, served it or came from it. */
  areBound(a: EntityId, b: EntityId): boolean;
}

/** Bonds of bonds are followed so far; whoever is bound further may be bound to anybody. */
const MOST_STEPS = 32;

/** Parts and wholes, members, vassals, successors. */
export const bondRegister: Register<Bonds> = {
  name: "bonds",
  build({ eventsOf }, use) {
    const entities = use(entityRegister);
    const { canonical } = entities;
    const bonds = new Map<EntityId, Set<EntityId>>();
    const bind = (id: EntityId, to: EntityId): void => {
      const own = bonds.get(canonical(id));
      if (own === undefined) bonds.set(canonical(id), new Set([canonical(to)]));
      else own.add(canonical(to));
    };
    for (const event of eventsOf(["FactionDissolved", "MemberJoined", "AllegianceChanged"]))
      if (isType(event, "FactionDissolved")) {
        if (event.data.successor !== undefined) bind(event.data.successor, event.data.faction);
      } else if (isType(event, "MemberJoined")) bind(event.data.member, event.data.body);
      else if (isType(event, "AllegianceChanged"))
        for (const lord of [event.data.to, event.data.from]) if (lord !== undefined) bind(event.data.subject, lord);

    const directlyBehind = (id: EntityId): readonly EntityId[] => [
      ...(bonds.get(id) ?? []),
      ...idsOf(entities.fact(id, "partOf")),
      ...idsOf(entities.fact(id, "of")),
      ...(entities.get(id)?.successorOf ?? []),
    ];
    const known = new Map<EntityId, ReadonlySet<EntityId>>();
    const endless = new Set<EntityId>();
    const behind = (id: EntityId): ReadonlySet<EntityId> => {
      const own = canonical(id);
      let found = known.get(own);
      if (found === undefined) {
        const reached = new Set([own]);
        let last: readonly EntityId[] = [own];
        for (let step = 0; step < MOST_STEPS && last.length > 0; step++) {
          const next = new Set(last.flatMap((one) => directlyBehind(one).map(canonical)));
          last = [...next].filter((one) => !reached.has(one));
          for (const one of last) reached.add(one);
        }
        if (last.length > 0) endless.add(own);
        known.set(own, (found = reached));
      }
      return found;
    };
    return {
      behind,
      areBound(a, b) {
        const [one, other] = [canonical(a), canonical(b)];
        return behind(one).has(other) || behind(other).has(one) || endless.has(one) || endless.has(other);
      },
    };
  },
};

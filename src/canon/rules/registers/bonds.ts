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

    const known = new Map<EntityId, ReadonlySet<EntityId>>();
    const behind = (id: EntityId): ReadonlySet<EntityId> => {
      const own = canonical(id);
      let found = known.get(own);
      if (found === undefined) {
        const reached = new Set([own]);
        for (const one of reached)
          for (const next of [
            ...(bonds.get(one) ?? []),
            ...idsOf(entities.fact(one, "partOf")),
            ...idsOf(entities.fact(one, "of")),
            ...(entities.get(one)?.successorOf ?? []),
          ])
            reached.add(canonical(next));
        known.set(own, (found = reached));
      }
      return found;
    };
    return {
      behind,
      areBound: (a, b) => behind(a).has(canonical(b)) || behind(b).has(canonical(a)),
    };
  },
};

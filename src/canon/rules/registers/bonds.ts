import type { EntityId } from "../../../events/envelope.ts";
import { idsOf } from "../fieldValues.ts";
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
  build({ changesOf }, use) {
    const entities = use(entityRegister);
    const { canonical } = entities;
    const bonds = new Map<EntityId, Set<EntityId>>();
    const bind = (id: EntityId, to: EntityId): void => {
      const own = bonds.get(canonical(id));
      if (own === undefined) bonds.set(canonical(id), new Set([canonical(to)]));
      else own.add(canonical(to));
    };
    for (const { effect } of changesOf("life", "member", "belong"))
      if (effect.kind === "life") {
        if (effect.successor !== undefined) bind(effect.successor, effect.entity);
      } else if (effect.kind === "member") {
        if (effect.change === "joins") bind(effect.who, effect.body);
      } else if (!effect.atFirst)
        for (const lord of [effect.to, effect.from]) if (lord !== undefined) bind(effect.member, lord);

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

import type { EntityId } from "../../../events/envelope.ts";
import { bondRegister } from "./bonds.ts";
import { entityRegister } from "./entities.ts";
import type { Register } from "../kit/register.ts";
import { addTo } from "../../../idioms/multimap.ts";

/** Who may hear what others know, at some time or other: canon need not say when. */
export interface Circles {
  /** Whether one ever belonged to the other, served it, held an office of it, or had a spy there. */
  areClose(a: EntityId, b: EntityId): boolean;
  /** Itself, and whatever it ever belonged to, served, held an office of, or had a spy in. */
  reach(id: EntityId): ReadonlySet<EntityId>;
  /** Itself, and whatever it ever was a part of. */
  behind(id: EntityId): ReadonlySet<EntityId>;
}

/** Bonds, and what they leave out: offices and spies. */
export const circleRegister: Register<Circles> = {
  name: "circles",
  build({ changesOf }, use) {
    const { canonical } = use(entityRegister);
    const bonds = use(bondRegister);
    const ways = new Map<EntityId, Set<EntityId>>();
    const open = (from: EntityId, to: EntityId): void => {
      addTo(ways, canonical(from), canonical(to));
    };
    for (const { effect } of changesOf("seat", "spy")) {
      if (effect.kind === "seat") {
        for (const holder of [effect.comes, effect.goes]) if (holder !== undefined) open(holder, effect.office);
        continue;
      }
      const { by, into, person } = effect;
      // What a spy finds out, reaches the power behind those who sent them.
      for (const master of bonds.behind(by)) open(master, into);
      if (person !== undefined) for (const master of [by, into]) open(person, master);
    }

    const known = new Map<EntityId, ReadonlySet<EntityId>>();
    const reach = (id: EntityId): ReadonlySet<EntityId> => {
      const own = canonical(id);
      let found = known.get(own);
      if (found === undefined) {
        found = new Set([own, ...(ways.get(own) ?? [])].flatMap((one) => [...bonds.behind(one)]));
        known.set(own, found);
      }
      return found;
    };
    return {
      areClose: (a, b) => reach(a).has(canonical(b)) || reach(b).has(canonical(a)),
      reach,
      behind: bonds.behind,
    };
  },
};

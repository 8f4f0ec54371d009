import type { EntityId } from "../../../events/envelope.ts";
import { addTo } from "../../../idioms/multimap.ts";
import type { Register } from "../kit/register.ts";
import { entityRegister } from "./entities.ts";

/** By war, who fights a battle of it. */
export const fighterRegister: Register<ReadonlyMap<EntityId, ReadonlySet<EntityId>>> = {
  name: "fighters",
  build({ changesOf }, use) {
    const { canonical } = use(entityRegister);
    const fighters = new Map<EntityId, Set<EntityId>>();
    for (const { effect } of changesOf("contest"))
      if (effect.conflict !== undefined)
        for (const who of effect.sides.flat()) addTo(fighters, canonical(effect.conflict), canonical(who));
    return fighters;
  },
};

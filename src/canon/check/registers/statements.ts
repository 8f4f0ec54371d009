import type { EntityId, EventId } from "../../../events/envelope.ts";
import type { ResolvedEvent } from "../../../timelines/resolvedEvent.ts";
import { entityRegister } from "./entities.ts";
import type { Register } from "../kit/register.ts";
import { append } from "../../../idioms/multimap.ts";

/** Events whose text claims something in numbers (`states:`), and what it takes to count after them. */
export interface Statements {
  /** In in-universe order. */
  readonly all: readonly ResolvedEvent[];
  /** Whoever is named where time runs otherwise: dates do not tell their age. */
  readonly travellers: ReadonlySet<EntityId>;
  /** When a ship was last heard of, each time that it went missing. */
  missing(ship: EntityId): readonly EventId[];
}

export const statementRegister: Register<Statements> = {
  name: "statements",
  build({ chronicle, changesOf, references }, use) {
    const { canonical } = use(entityRegister);
    const all: ResolvedEvent[] = [];
    const travellers = new Set<EntityId>();
    for (const event of chronicle.events) {
      if (event.states !== undefined) all.push(event);
      if (event.timeTravel === true) for (const { id } of references(event)) travellers.add(canonical(id));
    }
    const missing = new Map<EntityId, EventId[]>();
    for (const { effect, event } of all.length === 0 ? [] : changesOf("life")) {
      if (effect.change !== "lost") continue;
      const ship = canonical(effect.entity);
      append(missing, ship, event.id);
    }
    return { all, travellers, missing: (ship) => missing.get(ship) ?? [] };
  },
};

import type { EntityId, EventId } from "../../../events/envelope.ts";
import type { ResolvedEvent } from "../../../timelines/resolvedEvent.ts";
import type { History } from "../history.ts";
import { all, any, type Likelihood, not } from "../likelihood.ts";
import { type Entity, entityRegister } from "./entities.ts";
import type { Register } from "./register.ts";

/** How sure it is that something lies outside an entity's span, and the event that ends or begins the span there. */
export interface Outside {
  readonly likelihood: Likelihood;
  readonly by: EventId;
}

export interface Lifespans {
  /** An event before the entity began, by all its beginnings. */
  beforeStart(event: ResolvedEvent, entity: EntityId): Outside | undefined;
  /** An event after the entity ended, with nothing that brought it back in between. */
  afterEnd(event: ResolvedEvent, entity: EntityId): Outside | undefined;
}

/** When things are there. Stand-ins always are; so is whoever travels through time. */
export const lifespanRegister: Register<Lifespans> = {
  name: "lifespans",
  build(history, use) {
    const { comparison, chronicle } = history;
    const isInOrder = (id: EventId): boolean => chronicle.event(id)?.timeTravel !== true;
    const entities = use(entityRegister);
    const boundEntity = (event: ResolvedEvent, id: EntityId): Entity | undefined => {
      const entity = entities.get(id);
      return entity === undefined || entity.sentinel || event.timeTravel === true ? undefined : entity;
    };
    return {
      beforeStart(event, id) {
        const starts = boundEntity(event, id)?.starts ?? [];
        const [first] = starts;
        if (first === undefined || !starts.every(isInOrder)) return undefined;
        return outside(all(...starts.map((start) => comparison.isBefore(event.id, start))), first);
      },
      afterEnd(event, id) {
        const entity = boundEntity(event, id);
        if (entity === undefined || event.posthumous === true || event.retrospective === true) return undefined;
        let most: Outside | undefined;
        for (const end of entity.ends.filter(isInOrder)) {
          const likelihood = isOver(end, event.id, entity, history);
          if (most === undefined || any(likelihood, most.likelihood) !== most.likelihood)
            most = { likelihood, by: end };
        }
        return most && outside(most.likelihood, most.by);
      },
    };
  },
};

const outside = (likelihood: Likelihood, by: EventId): Outside | undefined =>
  likelihood === "no" ? undefined : { likelihood, by };

/** Whether `end` is past at `event`, and still holds. */
function isOver(end: EventId, event: EventId, entity: Entity, { comparison, chronicle }: History): Likelihood {
  const { isBefore, mayPrecede } = comparison;
  const past = isBefore(end, event);
  if (past === "no") return "no";
  // A return counts for nothing only where it comes after the event, or the end after it.
  const restored = entity.restores.map((restore): Likelihood => {
    if (chronicle.event(restore)?.timeTravel === true) return "no";
    return any(isBefore(event, restore), isBefore(restore, end));
  });
  // The first beginning is none; of another, nothing said of it and the end leaves the end as it is.
  const begunAgain = entity.starts.slice(1).map((start) => any(isBefore(event, start), not(mayPrecede(end, start))));
  return all(past, ...restored, ...begunAgain);
}

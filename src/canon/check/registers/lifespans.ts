import type { EntityId, EventId } from "../../../events/envelope.ts";
import type { ResolvedEvent } from "../../../timelines/resolvedEvent.ts";
import type { Comparison } from "../kit/comparison.ts";
import type { IndexedChronicle } from "../kit/indexedChronicle.ts";
import { all, allOf, any, DOUBTS, type Likelihood, not } from "../kit/likelihood.ts";
import { surest } from "../kit/surest.ts";
import { between, upTo, type Within } from "../kit/touching.ts";
import { type Entity, entityRegister } from "./entities.ts";
import type { Register } from "../kit/register.ts";
import { turnRegister, type Turns } from "./turns.ts";

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
  build({ comparison, chronicle }, use) {
    const entities = use(entityRegister);
    const { of: turnsOf } = use(turnRegister);
    const known = new Map<Entity, Life>();
    const lifeOf = (event: ResolvedEvent, id: EntityId): Life | undefined => {
      const entity = entities.get(id);
      if (entity === undefined || entity.sentinel || event.timeTravel === true || event.at === undefined)
        return undefined;
      let life = known.get(entity);
      if (life === undefined) known.set(entity, (life = { ...turnsOf(entity), ...exceptionsIn(entity, chronicle) }));
      return life;
    };
    return {
      beforeStart(event, id) {
        const life = lifeOf(event, id);
        const first = life?.firstStart;
        if (life === undefined || first === undefined) return undefined;
        return outside(
          allOf(life.starts(upTo(event)), (start) => comparison.isBefore(event.id, start.id)),
          first,
        );
      },
      afterEnd(event, id) {
        const life = lifeOf(event, id);
        if (life === undefined || event.posthumous === true || event.retrospective === true) return undefined;
        if (life.mayReturnAnyTime) return undefined;
        const ends = life.ends({ ...sinceLastReturn(event, life, comparison), earliestFirst: true });
        const last = surest(ends, chronicle, (end) =>
          end.at === undefined || !isInOrder(end) ? "no" : isOver(end, event, life, comparison),
        );
        return last && { likelihood: last.likelihood, by: last.event.id };
      },
    };
  },
};

const outside = (likelihood: Likelihood, by: EventId): Outside | undefined =>
  likelihood === "no" ? undefined : { likelihood, by };

interface Life extends Turns {
  /** Undefined where one of its beginnings is out of time. */
  readonly firstStart: EventId | undefined;
  readonly mayReturnAnyTime: boolean;
}

function exceptionsIn(entity: Entity, chronicle: IndexedChronicle["chronicle"]): Omit<Life, keyof Turns> {
  const eventsOf = (ids: readonly EventId[]): ResolvedEvent[] => ids.flatMap((id) => chronicle.event(id) ?? []);
  return {
    firstStart: eventsOf(entity.starts).every(isInOrder) ? entity.starts[0] : undefined,
    mayReturnAnyTime: eventsOf(entity.restores).some((restore) => restore.at === undefined || !isInOrder(restore)),
  };
}

const isInOrder = ({ timeTravel }: ResolvedEvent): boolean => timeTravel !== true;

/** What ended before the last return that is not after the event, is over no longer: one that is late enough will do. */
function sinceLastReturn(event: ResolvedEvent, { restores, begunAgain }: Life, { isBefore }: Comparison): Within {
  let back: ResolvedEvent | undefined;
  for (const returns of [restores, begunAgain]) {
    let doubts = 0;
    for (const one of returns(upTo(event)))
      if (isBefore(event.id, one.id) === "no") {
        if (back === undefined || back.occurred.earliest < one.occurred.earliest) back = one;
        break;
      } else if (++doubts === DOUBTS) break;
  }
  return back === undefined ? upTo(event) : between(back, event);
}

/** Whether `end` is past at `event`, and still holds. */
function isOver(
  end: ResolvedEvent,
  event: ResolvedEvent,
  { restores, begunAgain }: Life,
  { isBefore, mayPrecede }: Comparison,
): Likelihood {
  const past = isBefore(end.id, event.id);
  if (past === "no") return "no";
  const within = between(end, event);
  return all(
    past,
    // A return counts for nothing only where it comes after the event, or the end after it.
    allOf(restores(within), ({ id }) => any(isBefore(event.id, id), isBefore(id, end.id))),
    // Nothing said of another beginning and the end leaves the end as it is.
    allOf(begunAgain(within), ({ id }) => any(isBefore(event.id, id), not(mayPrecede(end.id, id)))),
  );
}

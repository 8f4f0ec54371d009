import type { EntityId, EventId } from "../../../events/envelope.ts";
import type { ResolvedEvent } from "../../../timelines/resolvedEvent.ts";
import type { Comparison } from "../comparison.ts";
import type { History } from "../history.ts";
import { all, allOf, any, DOUBTS, type Likelihood, not } from "../likelihood.ts";
import { createTouching, type Touching, type Within } from "../touching.ts";
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
  build({ comparison, chronicle }, use) {
    const entities = use(entityRegister);
    const turns = new Map<Entity, Turns>();
    const turnsOf = (event: ResolvedEvent, id: EntityId): Turns | undefined => {
      const entity = entities.get(id);
      if (entity === undefined || entity.sentinel || event.timeTravel === true || event.at === undefined)
        return undefined;
      let own = turns.get(entity);
      if (own === undefined) turns.set(entity, (own = turnsIn(entity, { chronicle, comparison })));
      return own;
    };
    return {
      beforeStart(event, id) {
        const own = turnsOf(event, id);
        const first = own?.firstStart;
        if (own === undefined || first === undefined) return undefined;
        return outside(
          allOf(own.starts(upTo(event)), (start) => comparison.isBefore(event.id, start.id)),
          first,
        );
      },
      afterEnd(event, id) {
        const own = turnsOf(event, id);
        if (own === undefined || event.posthumous === true || event.retrospective === true) return undefined;
        if (own.mayReturnAnyTime) return undefined;
        let most: Outside | undefined;
        let doubts = 0;
        for (const end of own.ends({ ...sinceLastReturn(event, own, comparison), earliestFirst: true })) {
          const likelihood = isOver(end, event, own, comparison);
          if (most === undefined || any(likelihood, most.likelihood) !== most.likelihood)
            most = { likelihood, by: end.id };
          if (likelihood === "certain" || (likelihood === "possible" && ++doubts === DOUBTS)) break;
        }
        return most && outside(most.likelihood, most.by);
      },
    };
  },
};

const outside = (likelihood: Likelihood, by: EventId): Outside | undefined =>
  likelihood === "no" ? undefined : { likelihood, by };

/** When an entity begins, ends and comes back: dates alone decide of what does not touch those of an event. */
interface Turns {
  /** Undefined where one of its beginnings is out of time. */
  readonly firstStart: EventId | undefined;
  readonly starts: Touching<ResolvedEvent>;
  readonly begunAgain: Touching<ResolvedEvent>;
  readonly restores: Touching<ResolvedEvent>;
  readonly mayReturnAnyTime: boolean;
  readonly ends: Touching<ResolvedEvent>;
}

function turnsIn(entity: Entity, { chronicle, comparison }: Pick<History, "chronicle" | "comparison">): Turns {
  const eventsOf = (ids: readonly EventId[]): ResolvedEvent[] => ids.flatMap((id) => chronicle.event(id) ?? []);
  const touching = (events: readonly ResolvedEvent[]) => createTouching(events, (event) => event, comparison);
  const [starts, restores] = [eventsOf(entity.starts), eventsOf(entity.restores)];
  return {
    firstStart: starts.every(isInOrder) ? starts[0]?.id : undefined,
    starts: touching(starts),
    // The first beginning is none.
    begunAgain: touching(starts.slice(1)),
    restores: touching(restores),
    mayReturnAnyTime: restores.some((restore) => restore.at === undefined || !isInOrder(restore)),
    ends: touching(eventsOf(entity.ends).filter((end) => end.at !== undefined && isInOrder(end))),
  };
}

const isInOrder = ({ timeTravel }: ResolvedEvent): boolean => timeTravel !== true;

const upTo = ({ id, occurred }: ResolvedEvent): Within => ({
  earliest: Number.NEGATIVE_INFINITY,
  latest: occurred.latest,
  until: id,
});

/** What ended before the last return that is not after the event, is over no longer. */
function sinceLastReturn(event: ResolvedEvent, { restores, begunAgain }: Turns, { isBefore }: Comparison): Within {
  let back: ResolvedEvent | undefined;
  for (const returns of [restores, begunAgain])
    for (const one of returns(upTo(event)))
      if (isBefore(event.id, one.id) === "no") {
        if (back === undefined || back.occurred.earliest < one.occurred.earliest) back = one;
        break;
      }
  return back === undefined ? upTo(event) : { ...upTo(event), earliest: back.occurred.earliest, since: back.id };
}

/** Whether `end` is past at `event`, and still holds. */
function isOver(
  end: ResolvedEvent,
  event: ResolvedEvent,
  { restores, begunAgain }: Turns,
  { isBefore, mayPrecede }: Comparison,
): Likelihood {
  const past = isBefore(end.id, event.id);
  if (past === "no") return "no";
  const between = {
    earliest: end.occurred.earliest,
    latest: event.occurred.latest,
    since: end.id,
    until: event.id,
  };
  return all(
    past,
    // A return counts for nothing only where it comes after the event, or the end after it.
    allOf(restores(between), ({ id }) => any(isBefore(event.id, id), isBefore(id, end.id))),
    // Nothing said of another beginning and the end leaves the end as it is.
    allOf(begunAgain(between), ({ id }) => any(isBefore(event.id, id), not(mayPrecede(end.id, id)))),
  );
}

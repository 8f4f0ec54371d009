import type { Span } from "../../../events/dates/span.ts";
import type { EntityId } from "../../../events/envelope.ts";
import type { ResolvedEvent } from "../../../timelines/resolvedEvent.ts";
import { type Comparison, spanBefore } from "../kit/comparison.ts";
import type { IndexedChronicle } from "../kit/indexedChronicle.ts";
import { all, allOf, any, anyOf, DOUBTS, type Likelihood, not } from "../kit/likelihood.ts";
import { surest } from "../kit/surest.ts";
import { between, upTo, type Within } from "../kit/touching.ts";
import { type Entity, entityRegister } from "./entities.ts";
import type { Register } from "../kit/register.ts";
import { treatyRegister } from "./treaties.ts";
import { turnRegister, type Turns } from "./turns.ts";
import { getOrMake } from "../../../idioms/multimap.ts";
import { eventsOf } from "../kit/eventOf.ts";

/** How sure it is that something lies outside an entity's span, and the event that ends or begins the span there. */
export interface Outside {
  readonly likelihood: Likelihood;
  readonly bound: ResolvedEvent;
  /** When what begins there runs out by itself, where that is the end. */
  readonly lapse?: Span;
  /** What follows in a sentence on that event: “died before”, “was born only later”. */
  readonly when: "only later" | "before";
}

export interface Lifespans {
  /** An event before the entity began, by all its beginnings. */
  beforeStart(event: ResolvedEvent, entity: EntityId): Outside | undefined;
  /** An event after the entity ended, with nothing that brought it back in between. */
  afterEnd(event: ResolvedEvent, entity: EntityId): Outside | undefined;
  /** An event after a treaty ran out by itself, as far as it was ratified by then. */
  afterLapse(event: ResolvedEvent, entity: EntityId): Outside | undefined;
  /** Both: before it began, and after it ended. */
  outside(event: ResolvedEvent, entity: EntityId): readonly Outside[];
  /** Neither. */
  isThere(event: ResolvedEvent, entity: EntityId): Likelihood;
}

/** When things are there. Stand-ins always are; so is whoever travels through time. */
export const lifespanRegister: Register<Lifespans> = {
  name: "lifespans",
  build({ comparison, chronicle }, use) {
    const entities = use(entityRegister);
    const treaties = use(treatyRegister);
    const { of: turnsOf } = use(turnRegister);
    const known = new Map<Entity, Life>();
    const lifeOf = (event: ResolvedEvent, id: EntityId): Life | undefined => {
      const entity = entities.get(id);
      if (entity === undefined || entity.sentinel || event.timeTravel === true || event.at === undefined)
        return undefined;
      return getOrMake(known, entity, () => ({ ...turnsOf(entity), ...exceptionsIn(entity, chronicle) }));
    };
    const lifespans: Lifespans = {
      beforeStart(event, id) {
        const life = lifeOf(event, id);
        const bound = life?.firstStart;
        if (life === undefined || bound === undefined) return undefined;
        const likelihood = all(
          not(life.isOriginal),
          allOf(life.starts(upTo(event)), (start) => comparison.isBefore(event.id, start.id)),
        );
        return likelihood === "no" ? undefined : { likelihood, bound, when: "only later" };
      },
      afterEnd(event, id) {
        const life = lifeOf(event, id);
        if (life === undefined || event.posthumous === true || event.retrospective === true) return undefined;
        const lapsed = lifespans.afterLapse(event, id);
        if (!life.everEnds || life.mayReturnAnyTime) return lapsed;
        const ends = life.ends({ ...sinceLastReturn(event, life, comparison), earliestFirst: true });
        const last = surest(ends, chronicle, (end) =>
          end.at === undefined || !isInOrder(end) ? "no" : isOver(end, event, life, comparison),
        );
        if (last === undefined || (lapsed?.likelihood === "certain" && last.likelihood !== "certain")) return lapsed;
        return { likelihood: last.likelihood, bound: last.event, when: "before" };
      },
      afterLapse(event, id) {
        const { lapses } = treaties.get(id) ?? {};
        const life = lapses === undefined || lapses.size === 0 ? undefined : lifeOf(event, id);
        if (life === undefined || event.posthumous === true || event.retrospective === true) return undefined;
        let outside: Outside | undefined;
        let count = 0;
        // The last ratification decides, unless an older one holds for longer.
        for (const start of life.starts(upTo(event))) {
          const lapse = lapses?.get(start.id);
          const ranOut = lapse === undefined ? "no" : spanBefore(lapse, event.occurred);
          if (outside === undefined && ranOut === "no") return undefined;
          const isOver = any(ranOut, ranOut === "certain" ? "no" : endedBetween(start, event, life, comparison));
          if (isOver === "no") return undefined;
          outside = {
            when: "before",
            bound: start,
            ...(lapse === undefined ? {} : { lapse }),
            ...outside,
            likelihood: all(outside?.likelihood ?? "certain", isOver),
          };
          if (++count === DOUBTS) return { ...outside, likelihood: "possible" };
        }
        return outside;
      },
      outside: (event, id) =>
        [lifespans.beforeStart(event, id), lifespans.afterEnd(event, id)].filter((one) => one !== undefined),
      isThere: (event, id) => not(any(...lifespans.outside(event, id).map(({ likelihood }) => likelihood))),
    };
    return lifespans;
  },
};

interface Life extends Turns {
  /** Undefined where one of its beginnings is out of time. */
  readonly firstStart: ResolvedEvent | undefined;
  readonly everEnds: boolean;
  readonly mayReturnAnyTime: boolean;
}

function exceptionsIn(entity: Entity, chronicle: IndexedChronicle["chronicle"]): Omit<Life, keyof Turns> {
  const starts = eventsOf({ chronicle }, entity.starts);
  return {
    everEnds: entity.ends.length + entity.deathsInOffice.length > 0,
    firstStart: starts.every(isInOrder) ? starts[0] : undefined,
    mayReturnAnyTime: eventsOf({ chronicle }, entity.restores).some(
      (restore) => restore.at === undefined || !isInOrder(restore),
    ),
  };
}

const endedBetween = (
  start: ResolvedEvent,
  event: ResolvedEvent,
  { ends }: Life,
  { isBefore }: Comparison,
): Likelihood => anyOf(ends(between(start, event)), ({ id }) => all(isBefore(start.id, id), isBefore(id, event.id)));

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

import type { Pledge } from "../../../events/effects.ts";
import type { EntityId, EventId } from "../../../events/envelope.ts";
import type { ResolvedEvent } from "../../../timelines/resolvedEvent.ts";
import { spanBefore } from "../kit/comparison.ts";
import type { IndexedChronicle } from "../kit/indexedChronicle.ts";
import { all, allOf, any, anyOf, DOUBTS, type Likelihood, not } from "../kit/likelihood.ts";
import { between, createTouching, type Touching, upTo } from "../kit/touching.ts";
import type { Entities } from "./entities.ts";
import type { Treaty } from "./treaty.ts";
import { append, getOrMake } from "../../../idioms/multimap.ts";
import { eventsOf } from "../kit/eventOf.ts";

/** Whether two are obliged to each other by a treaty at an event: both bound, and nothing has freed them since. */
export type Force = (event: EventId) => Likelihood;

/** Events that free somebody. */
interface Freeing {
  readonly touching: Touching<ResolvedEvent>;
  /** What has no time, or is out of it, may free them at any. */
  readonly isLoose: boolean;
  /** What a denunciation names as its cause is not undenounced, if the word came later. */
  readonly answered: ReadonlySet<EventId>;
}

/**
 * Whoever only signed is not bound; whoever ratifies or joins later is so from then on. A breach or an end frees both, whoever
 * is at fault; a member that leaves, or is dissolved, frees only itself. What is the same for many pairs is laid out once.
 */
export function createForces(
  entities: Entities,
  { chronicle, comparison }: Pick<IndexedChronicle, "chronicle" | "comparison">,
): (treaty: Treaty, pair: readonly EntityId[], wanted: readonly Pledge[]) => Force {
  const { isBefore } = comparison;
  const laidOut = (events: readonly ResolvedEvent[]) =>
    createTouching(
      events.filter(({ timeTravel }) => timeTravel !== true),
      (event) => event,
      comparison,
    );
  const freeing = (events: readonly ResolvedEvent[]): Freeing => ({
    touching: laidOut(events),
    isLoose: events.some(({ at, timeTravel }) => at === undefined || timeTravel === true),
    answered: new Set(events.flatMap(({ causes = [] }) => causes)),
  });
  const termsOf = remembering((treaty: Treaty) =>
    remembering((wanted: readonly Pledge[]) => laidOut(wanted.flatMap((alliance) => treaty.terms.get(alliance) ?? []))),
  );
  const boundBy = remembering((treaty: Treaty) =>
    remembering((member: EntityId) => laidOut(treaty.bound.get(member) ?? [])),
  );
  const freedAllBy = remembering((treaty: Treaty) =>
    freeing([...treaty.ends, ...treaty.violations.map(({ event }) => event)]),
  );
  const leavers = remembering((treaty: Treaty) => {
    const lists = new Map<EntityId, ResolvedEvent[]>();
    for (const { event, who } of treaty.leavings) {
      append(lists, who, event);
    }
    return remembering((member: EntityId) => freeing(lists.get(member) ?? []));
  });
  const endedBy = remembering((id: EntityId) => freeing(eventsOf({ chronicle }, entities.get(id)?.ends ?? [])));

  return (treaty, pair, wanted) => {
    const beginnings = [termsOf(treaty)(wanted), ...pair.map(boundBy(treaty))];
    const ends = [freedAllBy(treaty), ...pair.map(leavers(treaty)), ...pair.map(endedBy)];
    if (ends.some(({ isLoose }) => isLoose)) return () => "no";

    return (id) => {
      const event = chronicle.event(id);
      if (event === undefined || ends.some(({ answered }) => answered.has(id))) return "no";
      let over = 0;
      const stands = (since: ResolvedEvent): Likelihood => {
        const lapse = treaty.lapses.get(since.id);
        const ranOut = lapse === undefined ? "no" : spanBefore(lapse, event.occurred);
        // Of many that ran out, nobody looks at all.
        if (ranOut === "certain") return ++over > DOUBTS ? "possible" : "no";
        return all(
          not(ranOut),
          since.at === undefined ? "certain" : isBefore(since.id, id),
          ...ends.map(({ touching }) =>
            allOf(touching(between(since, event)), (end) => any(isBefore(end.id, since.id), isBefore(id, end.id))),
          ),
        );
      };
      // What began before it was last ended does not stand.
      const last = lastNotAfter(event, ends);
      const within = last === undefined ? upTo(event) : between(last, event);
      return allOf(beginnings, (begun) => anyOf(begun(within), stands));
    };
  };

  function lastNotAfter(event: ResolvedEvent, ends: readonly Freeing[]): ResolvedEvent | undefined {
    let last: ResolvedEvent | undefined;
    for (const { touching } of ends) {
      let asked = 0;
      for (const end of touching(upTo(event))) {
        if (isBefore(event.id, end.id) === "no") {
          if (last === undefined || last.occurred.earliest < end.occurred.earliest) last = end;
          break;
        }
        if (++asked === DOUBTS) break;
      }
    }
    return last;
  }
}

function remembering<Key, Value>(make: (key: Key) => Value): (key: Key) => Value {
  const known = new Map<Key, Value>();
  return (key) => getOrMake(known, key, make);
}

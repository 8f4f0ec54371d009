import type { EventId } from "../../../events/envelope.ts";
import type { ResolvedEvent } from "../../../timelines/resolvedEvent.ts";
import { allOf, anyOf, type Likelihood, not } from "../kit/likelihood.ts";
import { createTouching, type Touching, upTo } from "../kit/touching.ts";
import type { Entity } from "./entities.ts";
import type { Register } from "../kit/register.ts";
import { eventOf, eventsOf } from "../kit/eventOf.ts";

/** When an entity begins, ends and comes back. */
export interface Turns {
  readonly starts: Touching<ResolvedEvent>;
  /** Whether it was there from the beginning, since it ended before its first dated one. */
  readonly isOriginal: Likelihood;
  /** All beginnings but the first; that as well, where it may have been there before, or which one is the first is not known. */
  readonly begunAgain: Touching<ResolvedEvent>;
  /** By a succession, where nothing else says that somebody died. */
  readonly ends: Touching<ResolvedEvent>;
  readonly restores: Touching<ResolvedEvent>;
}

export interface TurnsOf {
  of(entity: Entity): Turns;
}

/** Beginnings and ends by their dates: dates alone decide of what does not touch those of an event. */
export const turnRegister: Register<TurnsOf> = {
  name: "turns",
  build({ chronicle, comparison }) {
    const known = new Map<Entity, Turns>();
    const laid = (ids: readonly EventId[]): Touching<ResolvedEvent> =>
      createTouching(eventsOf({ chronicle }, ids), (event) => event, comparison);
    return {
      of(entity) {
        let turns = known.get(entity);
        if (turns === undefined) {
          const { starts, restores, mayBeginAnew } = entity;
          // Of a death that canon tells itself, a succession only follows.
          const ends = laid(entity.ends.length > 0 ? entity.ends : entity.deathsInOffice);
          const first = eventOf({ chronicle }, starts[0]);
          const isOriginal =
            mayBeginAnew && first !== undefined
              ? anyOf(ends(upTo(first)), ({ id }) => comparison.isBefore(id, first.id))
              : "no";
          const begins = laid(starts);
          // Where another may have come before, which of them is the first is not known.
          const isFirst =
            first === undefined ||
            allOf(begins(upTo(first)), ({ id }) =>
              id === first.id ? "certain" : not(comparison.mayPrecede(id, first.id)),
            ) === "certain";
          turns = {
            starts: begins,
            isOriginal,
            begunAgain: laid(isOriginal === "no" && isFirst ? starts.slice(1) : starts),
            ends,
            restores: laid(restores),
          };
          known.set(entity, turns);
        }
        return turns;
      },
    };
  },
};

import type { EventId } from "../../../events/envelope.ts";
import type { ResolvedEvent } from "../../../timelines/resolvedEvent.ts";
import { createTouching, type Touching } from "../kit/touching.ts";
import type { Entity } from "./entities.ts";
import type { Register } from "../kit/register.ts";

/** When an entity begins, ends and comes back. */
export interface Turns {
  readonly starts: Touching<ResolvedEvent>;
  /** All beginnings but the first. */
  readonly begunAgain: Touching<ResolvedEvent>;
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
      createTouching(
        ids.flatMap((id) => chronicle.event(id) ?? []),
        (event) => event,
        comparison,
      );
    return {
      of(entity) {
        let turns = known.get(entity);
        if (turns === undefined) {
          const { starts, ends, restores } = entity;
          turns = {
            starts: laid(starts),
            begunAgain: laid(starts.slice(1)),
            ends: laid(ends),
            restores: laid(restores),
          };
          known.set(entity, turns);
        }
        return turns;
      },
    };
  },
};

import type { Engine, RunRequest } from "../engine/engine.ts";
import type { Happening } from "../engine/kernel.ts";
import type { RunKey } from "../randomness/address.ts";
import { checkNumber } from "../statistics/checkNumbers.ts";

/** When a score rose above all that it had been in a run, and to what. */
export interface Rise {
  /** ms. */
  readonly at: number;
  readonly score: number;
}

/** How high a run got: its rises in order of time, each higher than the one before. */
export interface Rises {
  readonly rises: readonly Rise[];
  /** It was ended because it had too many events, and may have got higher. */
  readonly runaway: boolean;
}

export interface ClimbOptions<World, Event extends Happening> {
  readonly engine: Engine<World, Event>;
  readonly request: Omit<RunRequest<World, Event>, "keyOf" | "samples" | "sample" | "see">;
  /**
   * How near a world is to an outcome, by what has happened so far. The better it tells how likely the outcome is from there — with
   * the time that is left — the less intervals need; what comes out is right with any score.
   */
  readonly score: (world: World) => number;
  /** ms, in order, after the beginning: when the score is read beside after each event, because it drifts. */
  readonly instants?: readonly number[];
}

/** Runs histories and watches a score: at the beginning, after each event and at the instants given. */
export function createClimber<World extends object, Event extends Happening>({
  engine,
  request,
  score,
  instants = [],
}: ClimbOptions<World, Event>): (key: RunKey) => Rises {
  const samples = [request.from, ...instants];
  return (key) => {
    const rises: Rise[] = [];
    let highest = Number.NEGATIVE_INFINITY;
    const look = (world: World, at: number): void => {
      const now = score(world);
      checkNumber(now, `The score of run ${key.run}`);
      if (now <= highest) return;
      highest = now;
      rises.push({ at, score: now });
    };
    const { runaway } = engine({
      ...request,
      keyOf: () => key,
      samples,
      sample: (world, index) => look(world, samples[index] ?? request.from),
      see: (world, { placed }) => look(world, placed),
    });
    return { rises, runaway };
  };
}

/** When a run reached a level; nothing where it never did. */
export const reached = ({ rises }: Rises, level: number): number | undefined =>
  rises.find(({ score }) => score >= level)?.at;

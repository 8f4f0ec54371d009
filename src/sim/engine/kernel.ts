import type { RateSource } from "./source.ts";

/** What the engine needs of an event. */
export interface Happening {
  readonly id: string;
  /** ms, whole. */
  readonly placed: number;
}

/** A model, bound to a world that it can read and change. */
export interface Kernel<World, Event extends Happening> {
  /** In the order of their keys. */
  readonly sources: readonly RateSource<World, Event>[];
  /** A world of its own for each run. */
  begin(): World;
  /** The instant that drifts are read at, from now on. */
  step(world: World, at: number): void;
  apply(world: World, event: Event): void;
  /** The sources that an event excites, each with n·m: how many events it will bring about on the average. */
  excites(event: Event): readonly (readonly [source: number, amount: number])[];
  /** What happened before the beginning and still excites, in order. */
  readonly past: readonly Event[];
}

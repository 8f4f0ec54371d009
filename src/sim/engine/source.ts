/** Something that one channel may bring about for certain actors: one strip of the (t, z) plane. */
export interface RateSource<World, Event> {
  /** “breach:cardassian-union”; unique, and the name under which its random numbers are drawn. */
  readonly key: string;
  readonly channel: string;
  /** β per year: how fast what excited it is forgotten. */
  readonly decay: number;
  /** A year. `rate` stays below it whatever the world is like. */
  readonly bound: number;
  /** Events a year, without what excites it; 0 where it cannot happen, whatever excites it. */
  rate(world: World): number;
  /** As much as `rate` can be now: cheaper to say than the rate itself. */
  ceiling?(world: World): number;
  /** At least 0: λ is multiplied by e^−relief. */
  relief(world: World): number;
  /** What may come of it now, in a fixed order. Empty where there is nothing to choose. */
  alternatives(world: World): readonly Alternative[];
  /** The events that it brings about, in order: the first is its own, the others follow from it at the same instant. */
  write(world: World, firing: Firing): readonly Event[];
}

/** One of the ways in which a source can fire. */
export interface Alternative {
  readonly key: string;
  /** ln of its weight: probabilities are e^φ / Σ e^φ. */
  readonly phi: number;
}

export interface Firing {
  /** ms, whole. */
  readonly at: number;
  /** Of the alternatives, the one that it came to. */
  readonly mark: string | undefined;
  /** An id that no other event has. */
  readonly id: string;
  /** The event that excited the source most, if any did. */
  readonly exciter: string | undefined;
}

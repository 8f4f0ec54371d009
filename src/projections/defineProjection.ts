import type { ResolvedEvent } from "../timelines/resolvedEvent.ts";

/** One line of an explanation: what an event adds to a number. The lines of an explanation sum to the number. */
export interface Contribution {
  readonly event: string;
  readonly type: string;
  /** When it happened, as placed; ms. */
  readonly at: number;
  /** In the unit of the metric. */
  readonly value: number;
  readonly note?: string;
}

/** Where `apply` leaves what an explanation is made of; absent when nobody asks. */
export interface Sink<Entry> {
  /** Whom the explanation is about; undefined: everybody. */
  readonly subject: string | undefined;
  add(entry: Entry): void;
}

/** What a projection without its own `explain` leaves in the sink. */
export interface PlainEntry {
  readonly subject: string;
  readonly event: ResolvedEvent;
  readonly value: number;
  readonly note?: string;
}

export interface Explanation {
  /** The number that is explained. */
  readonly value: number;
  readonly contributions: readonly Contribution[];
}

export interface ExplainRequest<State, Entry> {
  readonly entries: readonly Entry[];
  readonly state: State;
  readonly subject: string;
  /** ms. */
  readonly at: number;
}

/** States (or views) of the projections that another needs, by name. */
export type Needed<Needs extends readonly AnyProjection[], What extends "state" | "view"> = {
  readonly [P in Needs[number] as P["name"]]: What extends "state" ? StateOf<P> : ViewOf<P>;
};

export type StateOf<P> = P extends Projection<string, infer State, unknown, never, never> ? State : never;
export type ViewOf<P> = P extends { view(...args: never[]): infer View } ? View : never;

/**
 * A pure fold over a chronicle. `apply` may change the state that it is given: states are private to a fold. What `view` gives
 * away is never changed again.
 */
export interface Projection<
  Name extends string = string,
  State = unknown,
  View = unknown,
  Entry = PlainEntry,
  Needs extends readonly AnyProjection[] = readonly [],
> {
  readonly name: Name;
  /** Raise it when the state would differ: keyframes of older versions are rebuilt. */
  readonly version: number;
  /** What else the state depends on, where one projection comes in several settings: they keep keyframes of their own. */
  readonly settings?: string;
  /** Projections that are folded before this one, event by event. */
  readonly needs?: Needs;
  initial(): State;
  /** Folds one event in; returns a new state, or nothing when it changed the one it was given. */
  apply(
    state: State,
    event: ResolvedEvent,
    sink: Sink<Entry> | undefined,
    needed: Needed<Needs, "state">,
  ): State | void;
  /** What the state means at an instant (ms) at or after its last event. */
  view(state: State, at: number, needed: Needed<Needs, "state">): View;
  /**
   * ms: events that are older add next to nothing to a number. Of a long history, an explanation gives them as one line, and need
   * not fold them again.
   */
  readonly horizon?: number;
  /** Turns what `apply` left in the sink into lines that sum to the number; plain sums by event if absent. */
  explain?(request: ExplainRequest<State, Entry>, needed: Needed<Needs, "state">): Explanation;
}

// The parameters of methods are bivariant, which is what lets projections of every state stand in one list.
export interface AnyProjection {
  readonly name: string;
  readonly version: number;
  readonly settings?: string;
  readonly horizon?: number;
  readonly needs?: readonly AnyProjection[];
  initial(): unknown;
  apply(state: never, event: ResolvedEvent, sink: Sink<never> | undefined, needed: never): unknown;
  view(state: never, at: number, needed: never): unknown;
  explain?(request: ExplainRequest<never, never>, needed: never): Explanation;
}

/**
 * Defines a projection. The ones that come with valoris are defined with exactly this.
 *
 * @example
 * import { defineProjection, project, replay } from "valoris";
 * import { readCanon } from "valoris/canon";
 * import { lastValueFrom } from "rxjs";
 *
 * const breaches = defineProjection({
 *   name: "breaches",
 *   version: 1,
 *   initial: () => ({ count: 0 }),
 *   apply: (state, event) => {
 *     if (event.type === "BorderBreached") state.count++;
 *   },
 *   view: (state) => state.count,
 * });
 * const canon = await readCanon("fixtures/cardassian-advance.yaml");
 * console.log(await lastValueFrom(replay(canon).pipe(project(breaches)))); // 1
 */
export function defineProjection<
  const Name extends string,
  State,
  View,
  Entry = PlainEntry,
  const Needs extends readonly AnyProjection[] = readonly [],
>(projection: Projection<Name, State, View, Entry, Needs>): Projection<Name, State, View, Entry, Needs> {
  return projection;
}

import type { KnownEvent, KnownType } from "../events/catalogue/catalogue.ts";
import type { EffectKind, EffectOf } from "../events/effects.ts";
import type { Chronicle } from "../timelines/chronicle.ts";
import type { ResolvedEvent } from "../timelines/resolvedEvent.ts";

/** Where an effect comes from: all that a projection needs to know of the event that has it, and who knows of it. */
export type Moment = Pick<ResolvedEvent, "id" | "type" | "placed" | "known">;

/** An event of a type, by its name: typed where the type comes with valoris. */
export type EventNamed<Type extends string> = Type extends KnownType
  ? ResolvedEvent & Extract<KnownEvent, { readonly type: Type }>
  : ResolvedEvent;

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
  /** Whether an event is among those that were folded before, and are one line together. */
  isEarlier(by: { readonly id: string; readonly placed: number }): boolean;
}

/** States (or views) of the projections that another needs, by name. */
export type Needed<Needs extends readonly AnyProjection[], What extends "state" | "view"> = {
  readonly [P in Needs[number] as P["name"]]: What extends "state" ? StateOf<P> : ViewOf<P>;
};

export type StateOf<P> = P extends { initial(): infer State } ? State : never;
export type ViewOf<P> = P extends { view(...args: never[]): infer View } ? View : never;

/**
 * A pure fold over a chronicle. Handlers change the state that they are given: states are private to a fold. What `view` gives away is
 * never changed again. Of each event the fold calls `on` for each of its effects, then `when`, then `each`, and nobody who does not listen.
 */
export interface Projection<
  Name extends string = string,
  State = unknown,
  View = unknown,
  Entry = PlainEntry,
  Needs extends readonly AnyProjection[] = readonly [],
  Types extends string = string,
> {
  readonly name: Name;
  /** Raise it when the state would differ: keyframes of older versions are rebuilt. */
  readonly version: number;
  /** What else the state depends on, where one projection comes in several settings: they keep keyframes of their own. */
  readonly settings?: string;
  /** Projections that are folded before this one, event by event. */
  readonly needs?: Needs;
  initial(): State;
  /** By kind of effect: folds in what an event of any type changes. */
  readonly on?: {
    readonly [Kind in EffectKind]?: (
      state: State,
      effect: EffectOf<Kind>,
      at: Moment,
      sink: Sink<Entry> | undefined,
      needed: Needed<Needs, "state">,
    ) => void;
  };
  /** By type of event: for what no effect says. */
  readonly when?: {
    readonly [Type in Types]: (
      state: State,
      event: EventNamed<Type>,
      sink: Sink<Entry> | undefined,
      needed: Needed<Needs, "state">,
    ) => void;
  };
  /** Every event, whatever its type: for what depends on more than single effects. */
  each?(state: State, event: ResolvedEvent, sink: Sink<Entry> | undefined, needed: Needed<Needs, "state">): void;
  /** What the state means at an instant (ms) at or after its last event. */
  view(state: State, at: number, needed: Needed<Needs, "state">): View;
  /**
   * ms: what events that are older do to a number does not change any more. Of a long history, an explanation gives them as one line,
   * and need not fold them again.
   */
  readonly horizon?: number;
  /** Events: a history that is no longer is explained by every one of them, however old. */
  readonly wholeUpTo?: number;
  /** Turns what the handlers left in the sink into lines that sum to the number; plain sums by event if absent. */
  explain?(request: ExplainRequest<State, Entry>, needed: Needed<Needs, "state">): Explanation;
}

/** One that comes with valoris: what its explanations are made of is its own affair. */
export type BuiltInProjection<
  Name extends string,
  State,
  View,
  Needs extends readonly AnyProjection[] = readonly [],
> = Projection<Name, State, View, never, Needs, never>;

// The parameters of methods are bivariant, which is what lets projections of every state stand in one list.
export interface AnyProjection {
  readonly name: string;
  readonly version: number;
  readonly settings?: string;
  readonly horizon?: number;
  readonly wholeUpTo?: number;
  readonly needs?: readonly AnyProjection[];
  initial(): unknown;
  readonly on?: {
    readonly [Kind in EffectKind]?: (
      state: never,
      what: never,
      atOrSink: never,
      sinkOrNeeded: never,
      needed: never,
    ) => void;
  };
  readonly when?: Readonly<
    Record<string, (state: never, what: never, atOrSink: never, sinkOrNeeded: never, needed: never) => void>
  >;
  each?(state: never, event: ResolvedEvent, sink: Sink<never> | undefined, needed: never): void;
  view(state: never, at: number, needed: never): unknown;
  explain?(request: ExplainRequest<never, never>, needed: never): Explanation;
}

/** A chronicle, and the projections that it was bound to, if it was. */
export type WithProjections = Chronicle & { readonly projections?: readonly AnyProjection[] };

/**
 * Defines a projection. The ones that come with valoris are defined with exactly this.
 *
 * @example
 * import { defineProjection, project, replay } from "valoris";
 * import { readCanon } from "valoris/canon";
 * import { lastValueFrom } from "rxjs";
 *
 * const entered = defineProjection({
 *   name: "entered",
 *   version: 1,
 *   initial: () => ({ count: 0 }),
 *   when: {
 *     BorderBreached(state, { data }) {
 *       state.count += data.systems.length;
 *     },
 *   },
 *   view: (state) => state.count,
 * });
 * const canon = await readCanon("fixtures/cardassian-advance.yaml");
 * console.log(await lastValueFrom(replay(canon).pipe(project(entered)))); // 2
 */
export function defineProjection<
  const Name extends string,
  State,
  View,
  Entry = PlainEntry,
  const Needs extends readonly AnyProjection[] = readonly [],
  Types extends string = never,
>(projection: Projection<Name, State, View, Entry, Needs, Types>): Projection<Name, State, View, Entry, Needs, Types> {
  return projection;
}

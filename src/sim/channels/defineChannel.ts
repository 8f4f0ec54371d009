import type { EntityId, EventId } from "../../events/envelope.ts";
import type { ResolvedEvent } from "../../timelines/resolvedEvent.ts";
import type { Alternative, Firing } from "../engine/source.ts";
import type { Cast } from "../world/cast.ts";
import type { SimWorld } from "../world/simWorld.ts";

/** A number that a model rests on. */
export interface Parameter {
  readonly value: number;
  /** Between which it may well lie; what sensitivity is screened over. */
  readonly prior: readonly [low: number, high: number];
  /** Where it comes from, or “our judgement”. */
  readonly source: string;
  /** It cannot be less; absent: below 0 only if its prior is. */
  readonly least?: number;
  /** It cannot be more: a probability, a part. */
  readonly most?: number;
  /** What it is, with its unit. */
  readonly about: string;
}

/** Whose channel it is: a power, a formation, an office; or two of them. */
export type Actors = readonly EntityId[];

export type Values<Name extends string = string> = Readonly<Record<Name, number>>;

/** The values of all parameters of a model, by channel. */
export type ModelValues = Readonly<Record<string, Values>>;

/** An event that a channel writes; the engine gives it a date, and an id where it has none. */
export interface Draft {
  readonly type: string;
  readonly data: object;
  readonly title: string;
  readonly causes?: readonly EventId[];
  readonly known?: ResolvedEvent["known"];
}

/** What a channel makes of an event of its type: whose act it was, against whom, and which of the alternatives. */
export interface Identified {
  readonly actors: Actors;
  readonly mark?: string;
  /** Whom it was done to: sources of theirs can be excited by it. */
  readonly targets?: readonly EntityId[];
  /** Any of them could have begun it: of a treaty, all parties are held from another such one. */
  readonly mutual?: boolean;
  /** What it was done with, or to: what a hold holds beside the parties. */
  readonly instrument?: string;
  /** m: how much it excites others; 1 if absent. */
  readonly magnitude?: number;
}

export interface Channel<Name extends string = string> {
  /** The class of event; in parameters, keys and output: `breach`. */
  readonly name: string;
  /** The type of the catalogue that it brings about, or several of one meaning. */
  readonly event: string | readonly string[];
  readonly about: string;
  readonly parameters: Readonly<Record<Name, Parameter>>;
  /** Who may bring it about: a source each. */
  actors(cast: Cast): readonly Actors[];
  /** Events a year without excitation and relief; 0 where it cannot happen. Reads the world as it was before. */
  rate(world: SimWorld, actors: Actors, parameters: Values<Name>): number;
  /** As much as `rate` can be now, where that is cheaper to say than the rate itself. */
  ceiling?(world: SimWorld, actors: Actors, parameters: Values<Name>): number;
  /** `rate` is never above it, whatever the world is like: features are clipped to their ranges. */
  bound(parameters: Values<Name>, all: ModelValues): number;
  /** E[m]: how much an event of it excites others on the average, as `identify` says of those that it writes; 1 if absent. */
  readonly magnitude?: number;
  /**
   * Raised whenever its functions would bring about another history: what was simulated with another version is not used again. Runs
   * with a channel of one's own that has none are not kept.
   */
  readonly version?: number;
  /** At least 0; λ is multiplied by e^−relief. */
  relief?(world: SimWorld, actors: Actors, parameters: Values<Name>): number;
  readonly mark: Mark<Name>;
}

/** In which way it happens. */
export interface Mark<Name extends string = string> {
  /** In a fixed order; absent where there is one way only. */
  alternatives?(world: SimWorld, actors: Actors, parameters: Values<Name>): readonly Alternative[];
  /** The event, and what follows from it at the same instant. */
  write(world: SimWorld, actors: Actors, firing: Firing, parameters: Values<Name>): readonly Draft[];
  /** The inverse of `write`, for its own type of event; undefined for one that it cannot have written. */
  identify(event: ResolvedEvent, cast: Cast): Identified | undefined;
}

/**
 * Defines a class of events that can be simulated. The ones that come with valoris are defined with exactly this.
 *
 * @example
 * import { defineChannel } from "valoris/sim";
 *
 * const meetings = defineChannel({
 *   name: "meeting",
 *   event: "EncounterOccurred",
 *   about: "Two powers meet, now and then.",
 *   parameters: { rate: { value: 0.5, prior: [0.1, 2], source: "our judgement", about: "meetings of each power a year" } },
 *   actors: ({ powers }) => powers.map((power) => [power]),
 *   rate: (_world, _actors, { rate }) => rate,
 *   bound: ({ rate }) => rate,
 *   mark: {
 *     write: (_world, [power = ""]) => [{ type: "EncounterOccurred", title: `${power} meets somebody`, data: { parties: [power] } }],
 *     identify: () => undefined,
 *   },
 * });
 * console.log(meetings.name); // meeting
 */
export const defineChannel = <const Name extends string>(channel: Channel<Name>): Channel => channel as Channel;

export const OURS = "our judgement";

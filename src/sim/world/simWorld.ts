import type { EntityId } from "../../events/envelope.ts";
import { isPower } from "../../projections/facts/actsFor.ts";
import type { Fold } from "../../projections/fold.ts";
import { type States, statesOf } from "../../projections/expressions/vocabulary.ts";
import type { CastList } from "./cast.ts";
import { type Memo, newMemo } from "./memo.ts";
import type { EstimatesState } from "./estimates.ts";
import type { SituationState } from "./situation.ts";

export type SimStates = States & { readonly situation: SituationState; readonly estimates: EstimatesState };

/** An act that is held from happening: of this channel, by one of these, among these parties, with this instrument where it has one. */
export interface Hold {
  readonly channel: string;
  readonly by: ReadonlySet<EntityId>;
  readonly parties: ReadonlySet<EntityId>;
  readonly instrument: string | undefined;
}

/** The world that channels read: the states of all projections, at an instant. */
export interface SimWorld {
  readonly cast: CastList;
  /** @internal */
  readonly fold: Fold;
  /** @internal */
  readonly states: SimStates;
  /** @internal */
  readonly holds: readonly Hold[];
  /** Of all parameters, by channel. */
  readonly values: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** ms: the instant that drifts are read at. */
  at: number;
  /** ms: a treaty runs out then, and what was worked out of those in force is stale. @internal */
  quietUntil: number;
  /** @internal */
  readonly now: Memo;
  /** @internal */
  readonly quiet: Memo;
  /** @internal */
  readonly borders: Memo;
}

/** @internal */
export function newWorld({
  cast,
  fold,
  holds,
  values,
}: Pick<SimWorld, "cast" | "fold" | "holds" | "values">): SimWorld {
  return {
    cast,
    fold,
    states: simStatesOf(fold),
    holds,
    values,
    at: Number.NEGATIVE_INFINITY,
    quietUntil: Number.POSITIVE_INFINITY,
    now: newMemo(),
    quiet: newMemo(),
    borders: newMemo(),
  };
}

/** Of a fold of all the projections that channels read. */
function simStatesOf(fold: Fold): SimStates {
  const states = fold.states();
  return {
    ...statesOf(fold),
    situation: states["situation"] as SituationState,
    estimates: states["estimates"] as EstimatesState,
  };
}

export function stepTo(world: SimWorld, at: number): void {
  if (world.at === at) return;
  world.at = at;
  world.now.stamp++;
  if (at > world.quietUntil) forgetQuiet(world);
}

function forgetQuiet(world: SimWorld): void {
  world.quiet.stamp++;
  world.quietUntil = Number.POSITIVE_INFINITY;
}

/** To be called whenever something happened. */
export function forget(world: SimWorld): void {
  world.now.stamp++;
  forgetQuiet(world);
  world.borders.stamp = world.states.territory.revision;
}

/** Whether a faction is a power now. @internal */
export const isActing = ({ states }: SimWorld, faction: EntityId): boolean => isPower(states.facts, faction);

/** Whether the first of these is held from doing this to the others. @internal */
export const isHeld = (
  { holds }: SimWorld,
  channel: string,
  parties: readonly EntityId[],
  instrument?: string,
): boolean =>
  holds.some(
    (hold) =>
      hold.channel === channel &&
      hold.by.has(parties[0] ?? "") &&
      parties.every((party) => hold.parties.has(party)) &&
      (hold.instrument === undefined || instrument === undefined || hold.instrument === instrument),
  );

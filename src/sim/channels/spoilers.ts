import { exp } from "../../idioms/exactMath.ts";
import type { EntityId } from "../../events/envelope.ts";
import { exposure, peaceProgress } from "../world/features.ts";
import { isActing, isHeld, type SimWorld } from "../world/simWorld.ts";
import { OURS, type Values } from "./defineChannel.ts";

/**
 * Whoever lives by a conflict strikes when peace comes near: λ = λ₀ · capacity · (1 − exposed) · exp(γ · peaceProgress) (spoilers: Stedman
 * 1997, Int. Security 22:5; that violence rises with progress: Kydd & Walter 2002, Int. Organization 56:263).
 */
export const spoilerRate = (
  world: SimWorld,
  group: EntityId,
  { rate, capacity, peace }: Values<"rate" | "capacity" | "peace">,
): number =>
  world.states.facts.factions.get(group)?.exists === true
    ? rate * capacity * (1 - exposure(world, group)) * exp(peace * peaceProgress(world))
    : 0;

/** Powers that are there by now, and that nothing holds a covert faction from doing this to. */
export const reachable = (world: SimWorld, channel: string, group: EntityId): readonly EntityId[] =>
  world.cast.powers.filter((power) => isActing(world, power) && !isHeld(world, channel, [group, power]));

export const spoilerBound = ({ rate, capacity, peace }: Values<"rate" | "capacity" | "peace">): number =>
  rate * capacity * exp(Math.max(0, peace));

export const SPOILER_PARAMETERS = {
  capacity: { value: 1, prior: [0.3, 2], source: OURS, about: "what a covert faction is able to do, 1 being usual" },
  peace: {
    value: 1,
    prior: [0.2, 2],
    source: `Kydd & Walter 2002: attacks crowd around agreements; its size: ${OURS}`,
    about: "γ: in ln λ when peace is complete",
  },
} as const;

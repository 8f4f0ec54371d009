import type { Effect, SideEffect } from "../../events/effects.ts";
import type { EntityId, EventId } from "../../events/envelope.ts";
import { actsFor } from "../facts/actsFor.ts";
import { hasRunOut } from "../facts/bonds.ts";
import { diesInOffice } from "../facts/seats.ts";
import type { FactsState } from "../facts/factsState.ts";
import { claimKey, indexesOf } from "../territory/indexes.ts";
import { ownersIn, rulersIn } from "../territory/rulers.ts";
import type { TerritoryState } from "../territory/territoryState.ts";

/** Something that an effect takes for granted: without it, the event has lost its footing. */
export type Need =
  | { readonly kind: "seated"; readonly who: EntityId; readonly in: EntityId }
  | { readonly kind: "dead" | "alive" | "gone"; readonly who: EntityId }
  | { readonly kind: "holds"; readonly who: EntityId; readonly in: EntityId }
  | { readonly kind: "war"; readonly in: EntityId }
  | { readonly kind: "fights"; readonly who: EntityId; readonly in: EntityId }
  | { readonly kind: "bond"; readonly in: EntityId }
  | { readonly kind: "member"; readonly who: EntityId; readonly in: EntityId }
  | { readonly kind: "claims"; readonly who: EntityId; readonly in: EntityId };

/** What must be so just before an event with these effects. */
export function needsOf(effects: readonly Effect[]): Need[] {
  const begun = new Set(effects.flatMap((effect) => (isBeginning(effect) ? [effect.conflict] : [])));
  return effects.flatMap((effect): Need[] => {
    switch (effect.kind) {
      case "seat": {
        const { office, comes, goes, manner } = effect;
        return [
          ...(goes === undefined ? [] : [{ kind: "seated", who: goes, in: office } as const]),
          ...(goes === undefined || manner !== "died" ? [] : [{ kind: "dead", who: goes } as const]),
          ...(comes === undefined ? [] : [{ kind: "alive", who: comes } as const]),
        ];
      }
      case "rule":
        return effect.from === undefined ? [] : [{ kind: "holds", who: effect.from, in: effect.system }];
      case "side":
        if (begun.has(effect.conflict)) return [];
        return effect.change === "leaves" && effect.who !== undefined
          ? [{ kind: "fights", who: effect.who, in: effect.conflict }]
          : [{ kind: "war", in: effect.conflict }];
      case "contest":
        return effect.conflict === undefined ? [] : [{ kind: "war", in: effect.conflict }];
      case "bond":
        return effect.change === "abrogated" || effect.change === "violated" || effect.change === "halted"
          ? [{ kind: "bond", in: effect.bond }]
          : [];
      case "member":
        return effect.change === "leaves" ? [{ kind: "member", who: effect.who, in: effect.body }] : [];
      case "claim":
        return effect.stands ? [] : [{ kind: "claims", who: effect.by, in: effect.over }];
      case "life":
        if (effect.change === "ends") return [{ kind: "alive", who: effect.entity }];
        return effect.change === "found" || effect.change === "restored" ? [{ kind: "gone", who: effect.entity }] : [];
      default:
        return [];
    }
  });
}

const isBeginning = (effect: Effect): effect is SideEffect & { readonly change: "begins" } =>
  effect.kind === "side" && effect.change === "begins";

export interface NeedStates {
  readonly facts: FactsState;
  readonly territory: TerritoryState;
}

/** At an instant, ms. */
export function isMet(need: Need, { facts, territory }: NeedStates, at: number): boolean {
  switch (need.kind) {
    case "seated":
      return (facts.seats.get(need.in) ?? []).some(({ holder }) => holder === need.who);
    case "dead":
      return facts.gone.get(need.who) === "ends";
    case "alive":
      return facts.gone.get(need.who) !== "ends";
    case "gone":
      return facts.gone.has(need.who);
    case "holds": {
      const system = territory.systems.get(need.in);
      const who = actsFor(facts, need.who);
      return system !== undefined && [...rulersIn(system), ...ownersIn(system)].includes(who);
    }
    case "war":
      return facts.wars.has(need.in);
    case "fights":
      return (facts.wars.get(need.in) ?? []).some((side) => side.includes(need.who));
    case "bond": {
      const bond = facts.bonds.get(need.in);
      return bond !== undefined && bond.status !== "abrogated" && bond.status !== "halted" && !hasRunOut(bond, at);
    }
    case "member":
      return facts.members.get(need.in)?.has(need.who) === true;
    case "claims":
      return indexesOf(territory).claims.has(claimKey(need.who, need.in));
  }
}

/** What makes a need be met: somebody's end, a beginning. Of what the states themselves do not tell by which event it is so. */
export interface Makers {
  readonly ended: Map<EntityId, EventId>;
  readonly begun: Map<EntityId, EventId>;
}

/** Notes what an event makes so, as things are just before it. */
export function noteMakers(
  { ended, begun }: Makers,
  event: EventId,
  effects: readonly Effect[],
  { facts }: NeedStates,
): void {
  for (const effect of effects)
    if (effect.kind === "seat") {
      const dead = diesInOffice(facts, effect);
      if (dead !== undefined) ended.set(dead, event);
    } else if (effect.kind === "life" && (effect.change === "ends" || effect.change === "lost"))
      ended.set(effect.entity, event);
    else if (isBeginning(effect)) begun.set(effect.conflict, event);
    else if (effect.kind === "side" && effect.change === "joins" && effect.who !== undefined)
      begun.set(joining(effect.who, effect.conflict), event);
    else if (effect.kind === "member" && effect.change === "joins") begun.set(joining(effect.who, effect.body), event);
}

/** The event that made it so, where one did that is known. */
export function makerOf(need: Need, { facts, territory }: NeedStates, { ended, begun }: Makers): EventId | undefined {
  switch (need.kind) {
    case "seated":
      return facts.seats.get(need.in)?.find(({ holder }) => holder === need.who)?.by;
    case "dead":
    case "gone":
      return ended.get(need.who);
    case "alive":
      return undefined;
    case "holds":
      return territory.systems.get(need.in)?.by?.id;
    case "war":
      return begun.get(need.in);
    case "fights":
    case "member":
      return begun.get(joining(need.who, need.in));
    case "bond":
      return facts.bonds.get(need.in)?.event;
    case "claims":
      return [...(indexesOf(territory).claims.get(claimKey(need.who, need.in)) ?? [])].at(-1)?.event;
  }
}

const joining = (who: EntityId, what: EntityId): string => `${who}\n${what}`;

/** That it is not so, in words. */
export function unmetWords(need: Need): string {
  switch (need.kind) {
    case "seated":
      return `${need.who} does not sit in ${need.in}`;
    case "dead":
      return `${need.who} has not died`;
    case "alive":
      return `${need.who} is no more`;
    case "gone":
      return `${need.who} was not lost`;
    case "holds":
      return `${need.who} does not hold ${need.in}`;
    case "war":
      return `${need.in} does not go on`;
    case "fights":
      return `${need.who} does not fight in ${need.in}`;
    case "bond":
      return `${need.in} is not in force`;
    case "member":
      return `${need.who} is not in ${need.in}`;
    case "claims":
      return `${need.who} does not claim ${need.in}`;
  }
}

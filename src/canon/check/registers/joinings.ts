import type { BondEffect, Effect, Member, SideEffect } from "../../../events/effects.ts";
import { effectsOf } from "../../../events/effectsOf.ts";
import type { EntityId } from "../../../events/envelope.ts";
import type { ResolvedEvent } from "../../../timelines/resolvedEvent.ts";
import { entityRegister } from "./entities.ts";
import type { Register } from "../kit/register.ts";
import { append } from "../../../idioms/multimap.ts";

/** Somebody comes to a body, or goes. */
export interface Joining {
  readonly event: ResolvedEvent;
  readonly member: EntityId;
  readonly body: EntityId;
  readonly comes: boolean;
  /** From the beginning of a war, or by ratifying: nobody came later. */
  readonly atFirst: boolean;
  /** Of a war that is joined later: beside whom. */
  readonly beside: EntityId | undefined;
  /** Of a war from its beginning: who stands on the same side. */
  readonly side: readonly EntityId[] | undefined;
}

export interface Joinings {
  /** By member and body, each list in in-universe order. */
  readonly all: readonly (readonly Joining[])[];
  of(member: EntityId, body: EntityId): readonly Joining[];
  /** All who come to a body, in in-universe order. */
  comersTo(body: EntityId): readonly Joining[];
}

/** Who joined and left what: leagues, treaties and wars. */
export const joiningRegister: Register<Joinings> = {
  name: "joinings",
  build({ changesOf, chronicle }, use) {
    const { canonical } = use(entityRegister);
    const lists = new Map<string, Joining[]>();
    const comers = new Map<EntityId, Joining[]>();
    let last: ResolvedEvent | undefined;
    let sides: ReadonlyMap<EntityId, readonly EntityId[]> | undefined;
    for (const { effect, event } of changesOf("member", "side", "bond")) {
      if (event !== last) sides = sideOfEach(sidesAtFirst(effectsOf(event, chronicle.catalogue)));
      last = event;
      for (const joining of joiningsIn(effect, event, sides)) {
        const own = { ...joining, member: canonical(joining.member), body: canonical(joining.body) };
        const key = keyOf(own.member, own.body);
        append(lists, key, own);
        if (own.comes) append(comers, own.body, own);
      }
    }
    return {
      all: [...lists.values()],
      of: (member, body) => lists.get(keyOf(canonical(member), canonical(body))) ?? [],
      comersTo: (body) => comers.get(canonical(body)) ?? [],
    };
  },
};

const keyOf = (member: EntityId, body: EntityId): string => JSON.stringify([member, body]);

function joiningsIn(
  effect: Member | SideEffect | BondEffect,
  event: ResolvedEvent,
  sides: ReadonlyMap<EntityId, readonly EntityId[]> | undefined,
): Joining[] {
  const none = { beside: undefined, side: undefined };
  if (effect.kind === "member") {
    const { who, body, change } = effect;
    return [{ event, member: who, body, comes: change === "joins", atFirst: false, ...none }];
  }
  if (effect.kind === "bond") {
    if (effect.change !== "ratified") return [];
    const { parties, bond } = effect;
    return parties.map((member) => ({ event, member, body: bond, comes: true, atFirst: true, ...none }));
  }
  const { change, who, conflict, beside } = effect;
  if (who === undefined || (change !== "joins" && change !== "leaves")) return [];
  const joining = { event, member: who, body: conflict, comes: change === "joins" };
  if (sides === undefined) return [{ ...joining, atFirst: false, beside, side: undefined }];
  return [{ ...joining, atFirst: true, beside: undefined, side: sides.get(who) }];
}

const sideOfEach = (
  sides: readonly (readonly EntityId[])[] | undefined,
): ReadonlyMap<EntityId, readonly EntityId[]> | undefined =>
  sides && new Map(sides.flatMap((side) => side.map((who) => [who, side] as const)));

/** Who stands beside whom in a war that an event begins. */
export function sidesAtFirst(effects: readonly Effect[]): readonly (readonly EntityId[])[] | undefined {
  if (!effects.some((effect) => effect.kind === "side" && effect.change === "begins")) return undefined;
  const sides: EntityId[][] = [];
  const sideOf = new Map<EntityId, EntityId[]>();
  for (const effect of effects) {
    if (effect.kind !== "side" || effect.change !== "joins" || effect.who === undefined) continue;
    const { who, beside } = effect;
    let own = beside === undefined ? undefined : sideOf.get(beside);
    if (own === undefined) sides.push((own = []));
    own.push(who);
    sideOf.set(who, own);
  }
  return sides;
}

import type { Catalogue } from "../../../events/createCatalogue.ts";
import type { Bond, Member, Side } from "../../../events/effects.ts";
import { effectsOf } from "../../../events/effectsOf.ts";
import type { EntityId } from "../../../events/envelope.ts";
import type { ResolvedEvent } from "../../../timelines/resolvedEvent.ts";
import { entityRegister } from "./entities.ts";
import type { Register } from "./register.ts";

/** Somebody comes to a body, or goes. */
export interface Joining {
  readonly event: ResolvedEvent;
  readonly member: EntityId;
  readonly body: EntityId;
  readonly comes: boolean;
  /** From the beginning of a war, or by ratifying: nobody came later. */
  readonly atFirst: boolean;
  /** Of a war: on whose side. */
  readonly beside: EntityId | undefined;
}

export interface Joinings {
  /** By member and body, each list in in-universe order. */
  readonly all: readonly (readonly Joining[])[];
  of(member: EntityId, body: EntityId): readonly Joining[];
}

/** Who joined and left what: leagues, treaties and wars. */
export const joiningRegister: Register<Joinings> = {
  name: "joinings",
  build({ changesOf, chronicle }, use) {
    const { canonical } = use(entityRegister);
    const lists = new Map<string, Joining[]>();
    for (const { effect, event } of changesOf("member", "side", "bond"))
      for (const joining of joiningsIn(effect, event, chronicle.catalogue)) {
        const own = { ...joining, member: canonical(joining.member), body: canonical(joining.body) };
        const key = keyOf(own.member, own.body);
        const list = lists.get(key);
        if (list === undefined) lists.set(key, [own]);
        else list.push(own);
      }
    return {
      all: [...lists.values()],
      of: (member, body) => lists.get(keyOf(canonical(member), canonical(body))) ?? [],
    };
  },
};

const keyOf = (member: EntityId, body: EntityId): string => JSON.stringify([member, body]);

function joiningsIn(effect: Member | Side | Bond, event: ResolvedEvent, catalogue: Catalogue): Joining[] {
  if (effect.kind === "member") {
    const { who, body, change } = effect;
    return [{ event, member: who, body, comes: change === "joins", atFirst: false, beside: undefined }];
  }
  if (effect.kind === "bond") {
    if (effect.change !== "ratified") return [];
    const { parties, bond } = effect;
    return parties.map((member) => ({ event, member, body: bond, comes: true, atFirst: true, beside: undefined }));
  }
  const { change, who, conflict, beside } = effect;
  if (who === undefined || (change !== "joins" && change !== "leaves")) return [];
  const begins = effectsOf(event, catalogue).some((one) => one.kind === "side" && one.change === "begins");
  return [{ event, member: who, body: conflict, comes: change === "joins", atFirst: begins, beside }];
}

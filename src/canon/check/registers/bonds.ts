import type { EntityId } from "../../../events/envelope.ts";
import type { ResolvedEvent } from "../../../timelines/resolvedEvent.ts";
import { idsOf } from "../kit/fieldValues.ts";
import { all, type Likelihood } from "../kit/likelihood.ts";
import { entityRegister } from "./entities.ts";
import { type AgainstMembership, membershipRegister } from "./memberships.ts";
import type { Register } from "../kit/register.ts";
import { addTo } from "../../../idioms/multimap.ts";

/** For whom somebody may speak or act, at some time or other: canon need not say when. */
export interface Bonds {
  /** Itself, and whatever it ever belonged to, served or came from. */
  behind(id: EntityId): ReadonlySet<EntityId>;
  /** Whether one is the other, or ever belonged to it, served it or came from it. */
  areBound(a: EntityId, b: EntityId): boolean;
  /** Whether they are bound no longer, or never were, at an event: canon says of each way between them where it ended before. */
  areParted(a: EntityId, b: EntityId, event: ResolvedEvent): Parting;
}

export interface Parting {
  readonly likelihood: Likelihood;
  /** What ended a bond that there was. */
  readonly by: AgainstMembership | undefined;
}

/** Bonds of bonds are followed so far; whoever is bound further may be bound to anybody. */
const MOST_STEPS = 32;

const PARTED: Parting = { likelihood: "certain", by: undefined };

/** Ways that are longer, or lead by more, are taken to last. */
const MOST_BEHIND = 64;

/** Parts and wholes, members, vassals, successors. */
export const bondRegister: Register<Bonds> = {
  name: "bonds",
  build({ changesOf }, use) {
    const entities = use(entityRegister);
    const memberships = use(membershipRegister);
    const { canonical } = entities;
    const bonds = new Map<EntityId, Set<EntityId>>();
    const bind = (id: EntityId, to: EntityId): void => {
      addTo(bonds, canonical(id), canonical(to));
    };
    for (const { effect } of changesOf("life", "member", "belong"))
      if (effect.kind === "life") {
        if (effect.successor !== undefined) bind(effect.successor, effect.entity);
      } else if (effect.kind === "member") {
        if (effect.change === "joins") bind(effect.who, effect.body);
      } else if (!effect.atFirst)
        for (const lord of [effect.to, effect.from]) if (lord !== undefined) bind(effect.member, lord);

    const directlyBehind = (id: EntityId): readonly EntityId[] => [
      ...(bonds.get(id) ?? []),
      ...idsOf(entities.fact(id, "partOf")),
      ...idsOf(entities.fact(id, "of")),
      ...(entities.get(id)?.successorOf ?? []),
    ];
    const known = new Map<EntityId, ReadonlySet<EntityId>>();
    const endless = new Set<EntityId>();
    const behind = (id: EntityId): ReadonlySet<EntityId> => {
      const own = canonical(id);
      let found = known.get(own);
      if (found === undefined) {
        const reached = new Set([own]);
        let last: readonly EntityId[] = [own];
        for (let step = 0; step < MOST_STEPS && last.length > 0; step++) {
          const next = new Set(last.flatMap((one) => directlyBehind(one).map(canonical)));
          last = [...next].filter((one) => !reached.has(one));
          for (const one of last) reached.add(one);
        }
        if (last.length > 0) endless.add(own);
        known.set(own, (found = reached));
      }
      return found;
    };
    const areBound = (a: EntityId, b: EntityId): boolean => {
      const [one, other] = [canonical(a), canonical(b)];
      return behind(one).has(other) || behind(other).has(one) || endless.has(one) || endless.has(other);
    };
    /** How surely each way from one to another has ended. */
    const endedWay = (from: EntityId, to: EntityId, event: ResolvedEvent): Parting => {
      const ways = behind(from);
      if (!ways.has(to)) return PARTED;
      let by: AgainstMembership | undefined;
      let isOpen = false;
      const reached = new Set([from]);
      for (const one of ways.size > MOST_BEHIND ? [] : reached)
        for (const lord of directlyBehind(one).map(canonical)) {
          const left = memberships.leftBefore(one, lord, event);
          by ??= left;
          isOpen ||= left?.likelihood === "possible";
          if (left === undefined) reached.add(lord);
        }
      if (ways.size > MOST_BEHIND || reached.has(to)) return { likelihood: "no", by: undefined };
      return { likelihood: isOpen ? "possible" : "certain", by };
    };
    return {
      behind,
      areBound,
      areParted(a, b, event) {
        if (!areBound(a, b)) return PARTED;
        const [one, other] = [canonical(a), canonical(b)];
        if (endless.has(one) || endless.has(other)) return { likelihood: "no", by: undefined };
        const [there, back] = [endedWay(one, other, event), endedWay(other, one, event)];
        return { likelihood: all(there.likelihood, back.likelihood), by: there.by ?? back.by };
      },
    };
  },
};

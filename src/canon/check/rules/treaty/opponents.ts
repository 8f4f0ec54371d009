import type { Effect, SideEffect } from "../../../../events/effects.ts";
import type { EntityId } from "../../../../events/envelope.ts";
import type { ResolvedEvent } from "../../../../timelines/resolvedEvent.ts";
import { all, allOf, type Likelihood } from "../../kit/likelihood.ts";
import { placeOf } from "../../registers/placeOf.ts";
import { entityRegister } from "../../registers/entities.ts";
import { joiningRegister, sidesAtFirst } from "../../registers/joinings.ts";
import type { Register } from "../../kit/register.ts";
import { treatyRegister } from "../../registers/treaties.ts";
import type { Treaty } from "../../registers/treaty.ts";
import type { FindingPlace, RuleContext } from "../../kit/ruleContext.ts";
import { addTo, append, getOrMake } from "../../../../idioms/multimap.ts";
import { held } from "../../../../idioms/held.ts";
import { isInTime } from "../../kit/inTime.ts";

type Context = RuleContext<unknown>;

/** Somebody on one side of a fight, in the event that canon says so by. */
interface Fighter {
  readonly id: EntityId;
  readonly event: ResolvedEvent;
}

export interface Opponents {
  readonly one: Fighter;
  readonly two: Fighter;
  readonly likelihood: Likelihood;
}

/**
 * Pairs that fight each other directly, of those whom some treaty binds both: who stands on one side does not fight whom others of
 * that side fight elsewhere.
 */
export function* opponentsIn(event: ResolvedEvent, context: Context): Generator<Opponents> {
  // What is told afterwards, or out of time, makes no war.
  if (!isInTime(event)) return;
  const effects = context.effects(event);
  const begins = sidesAtFirst(effects) !== undefined;
  for (const effect of effects)
    if (effect.kind === "attack" && effect.isOpen)
      for (const by of effect.by)
        yield { one: { id: by, event }, two: { id: effect.against, event }, likelihood: "certain" };
    else if (effect.kind === "side" && effect.change === "joins" && !begins)
      yield* opponentsOfJoiner(effect, event, context);
  if (!begins && !effects.some(({ kind }) => kind === "contest")) return;
  const field = fieldOf(event, context);
  for (const one of field.fighters)
    for (const two of field.boundTo(one.id)) if (two.side > one.side) yield { one, two, likelihood: "certain" };
}

export const fighterPlace = (context: Context, { event, id }: Fighter, role: string): FindingPlace =>
  placeOf(context, event, id, role);

/** What begins hostilities; a battle is part of some that have begun. */
export const beginsHostilities = (effects: readonly Effect[]): boolean =>
  effects.some(
    (effect) => (effect.kind === "attack" && effect.isOpen) || (effect.kind === "side" && effect.change === "joins"),
  );

interface Placed extends Fighter {
  readonly side: number;
}

/** Who stands on which side. */
interface Field {
  readonly fighters: readonly Placed[];
  /** Fighters whom a treaty binds that binds somebody else as well, in the order in which they are named. */
  boundTo(id: EntityId): readonly Placed[];
  sidesOf(id: EntityId): ReadonlySet<number>;
}

function fieldOf(event: ResolvedEvent, { register, effects }: Context): Field {
  const { canonical } = register(entityRegister);
  const { binding } = register(treatyRegister);
  const fighters = fightersIn(event, effects(event));
  const order = new Map(fighters.map((fighter, index) => [fighter, index]));
  const byTreaty = new Map<Treaty, Placed[]>();
  const sides = new Map<EntityId, Set<number>>();
  for (const fighter of fighters) {
    addTo(sides, canonical(fighter.id), fighter.side);
    for (const treaty of binding(fighter.id)) append(byTreaty, treaty, fighter);
  }
  return {
    fighters,
    boundTo(id) {
      const lists = [...binding(id)].map((treaty) => byTreaty.get(treaty) ?? []);
      const [only = []] = lists;
      return lists.length < 2
        ? only
        : [...new Set(lists.flat())].sort((a, b) => held(order.get(a)) - held(order.get(b)));
    },
    sidesOf: (id) => sides.get(canonical(id)) ?? new Set(),
  };
}

function fightersIn(event: ResolvedEvent, effects: readonly Effect[]): readonly Placed[] {
  const battle = effects.find((effect) => effect.kind === "contest");
  const sides = sidesAtFirst(effects) ?? (battle?.kind === "contest" ? battle.sides : []);
  return sides.flatMap((ids, side) => ids.map((id) => ({ id, event, side })));
}

/** Fields of wars that others join. */
const fieldRegister: Register<(event: ResolvedEvent, context: Context) => Field> = {
  name: "fields",
  build() {
    const known = new Map<ResolvedEvent, Field>();
    return (event, context) => getOrMake(known, event, () => fieldOf(event, context));
  },
};

/** Whoever began the war on another side than the one that is joined, and has not left it by then. */
function* opponentsOfJoiner(
  { conflict, who, beside }: SideEffect,
  event: ResolvedEvent,
  context: Context,
): Generator<Opponents> {
  if (who === undefined || beside === undefined) return;
  const { register, isBefore } = context;
  const one = { id: who, event };
  for (const { event: begun } of register(entityRegister).get(conflict)?.declarations ?? []) {
    const field = register(fieldRegister)(begun, context);
    const joined = field.sidesOf(beside);
    if (joined.size === 0) continue;
    for (const two of field.boundTo(who)) {
      if (joined.has(two.side)) continue;
      yield {
        one,
        two,
        likelihood: all(
          isBefore(begun.id, event.id),
          allOf(register(joiningRegister).of(two.id, conflict), (joining) =>
            joining.event === begun ? "certain" : isBefore(event.id, joining.event.id),
          ),
        ),
      };
    }
  }
}

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
import { append, getOrMake } from "../../../../idioms/multimap.ts";
import { held } from "../../../../idioms/held.ts";
import { isOneDay } from "../../kit/comparison.ts";
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
  const field = fieldOf(fightersIn(event, effects), context);
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
}

function fieldOf(fighters: readonly Placed[], { register }: Context): Field {
  const { binding } = register(treatyRegister);
  const order = new Map(fighters.map((fighter, index) => [fighter, index]));
  const byTreaty = new Map<Treaty, Placed[]>();
  for (const fighter of fighters) for (const treaty of binding(fighter.id)) append(byTreaty, treaty, fighter);
  return {
    fighters,
    boundTo(id) {
      const lists = [...binding(id)].map((treaty) => byTreaty.get(treaty) ?? []);
      const [only = []] = lists;
      return lists.length < 2
        ? only
        : [...new Set(lists.flat())].sort((a, b) => held(order.get(a)) - held(order.get(b)));
    },
  };
}

function fightersIn(event: ResolvedEvent, effects: readonly Effect[]): readonly Placed[] {
  const battle = effects.find((effect) => effect.kind === "contest");
  const sides = sidesAtFirst(effects) ?? (battle?.kind === "contest" ? battle.sides : []);
  return sides.flatMap((ids, side) => ids.map((id) => ({ id, event, side })));
}

/** A war that others join: who stands on which side of it, from the beginning or later. */
interface WarField extends Field {
  /** By the event by which they joined, those who did later and beside somebody. */
  readonly joined: ReadonlyMap<ResolvedEvent, Placed>;
}

const warFieldRegister: Register<(begun: ResolvedEvent, conflict: EntityId, context: Context) => WarField> = {
  name: "war-fields",
  build() {
    const known = new Map<ResolvedEvent, WarField>();
    return (begun, conflict, context) => getOrMake(known, begun, () => warField(begun, conflict, context));
  },
};

function warField(begun: ResolvedEvent, conflict: EntityId, context: Context): WarField {
  const { canonical } = context.register(entityRegister);
  const atFirst = fightersIn(begun, context.effects(begun));
  const sides = new Map(atFirst.map(({ id, side }) => [canonical(id), side]));
  const joined = new Map<ResolvedEvent, Placed>();
  for (const { event, member, beside, atFirst: isFirst } of context.register(joiningRegister).comersTo(conflict)) {
    const side = isFirst || beside === undefined ? undefined : sides.get(canonical(beside));
    if (side === undefined) continue;
    sides.set(member, side);
    joined.set(event, { id: member, event, side });
  }
  return { ...fieldOf([...atFirst, ...joined.values()], context), joined };
}

/** Whoever stands on another side than the one that is joined by then, and has not left it. */
function* opponentsOfJoiner(
  { conflict, who, beside }: SideEffect,
  event: ResolvedEvent,
  context: Context,
): Generator<Opponents> {
  if (who === undefined || beside === undefined) return;
  const { register, chronicle, isBefore } = context;
  const one = { id: who, event };
  for (const { event: begun } of register(entityRegister).get(conflict)?.declarations ?? []) {
    const field = register(warFieldRegister)(begun, conflict, context);
    const place = field.joined.get(event);
    if (place === undefined) continue;
    for (const two of field.boundTo(who)) {
      if (two.side === place.side || chronicle.indexOf(two.event.id) >= chronicle.indexOf(event.id)) continue;
      yield {
        one,
        two,
        likelihood: all(
          isOneDay(two.event, event) ? "certain" : isBefore(two.event.id, event.id),
          allOf(register(joiningRegister).of(two.id, conflict), (joining) =>
            joining.event === two.event ? "certain" : isBefore(event.id, joining.event.id),
          ),
        ),
      };
    }
  }
}

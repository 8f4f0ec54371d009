import type { Effect, Side } from "../../../events/effects.ts";
import type { EntityId } from "../../../events/envelope.ts";
import type { ResolvedEvent } from "../../../timelines/resolvedEvent.ts";
import { all, allOf, type Likelihood } from "../likelihood.ts";
import { placeOf } from "../placeOf.ts";
import { entityRegister } from "../registers/entities.ts";
import { joiningRegister, sidesAtFirst } from "../registers/joinings.ts";
import type { Place, RuleContext } from "../ruleContext.ts";

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

/** Pairs that fight each other directly: who stands on one side does not fight whom others of that side fight elsewhere. */
export function opponentsIn(event: ResolvedEvent, context: Context): readonly Opponents[] {
  // What is told afterwards, or out of time, makes no war.
  if (event.timeTravel === true || event.retrospective === true) return [];
  const effects = context.effects(event);
  const found: Opponents[] = [];
  for (const effect of effects)
    if (effect.kind === "attack" && effect.isOpen) found.push(...pairs([effect.by, [effect.against]], event));
    else if (effect.kind === "contest") found.push(...pairs(effect.sides, event));
  const atFirst = sidesAtFirst(effects);
  if (atFirst !== undefined) found.push(...pairs(atFirst, event));
  else
    for (const effect of effects)
      if (effect.kind === "side" && effect.change === "joins") found.push(...opponentsOfJoiner(effect, event, context));
  return found;
}

export const fighterPlace = (context: Context, { event, id }: Fighter, role: string): Place =>
  placeOf(context, event, id, role);

/** What begins hostilities; a battle is part of some that have begun. */
export const beginsHostilities = (effects: readonly Effect[]): boolean =>
  effects.some(
    (effect) => (effect.kind === "attack" && effect.isOpen) || (effect.kind === "side" && effect.change === "joins"),
  );

const pairs = (sides: readonly (readonly EntityId[])[], event: ResolvedEvent): readonly Opponents[] =>
  sides.flatMap((side, index) =>
    sides
      .slice(index + 1)
      .flatMap((other) =>
        side.flatMap((one) =>
          other.map((two) => ({ one: { id: one, event }, two: { id: two, event }, likelihood: "certain" as const })),
        ),
      ),
  );

/** Whoever began the war on another side than the one that is joined, and has not left it by then. */
function opponentsOfJoiner(
  { conflict, who, beside }: Side,
  event: ResolvedEvent,
  { register, isBefore, effects }: Context,
): readonly Opponents[] {
  if (who === undefined || beside === undefined) return [];
  const { canonical, get } = register(entityRegister);
  const isBeside = (id: EntityId): boolean => canonical(id) === canonical(beside);
  return (get(conflict)?.declarations ?? []).flatMap(({ event: begun }) => {
    const sides = sidesAtFirst(effects(begun)) ?? [];
    if (!sides.some((side) => side.some(isBeside))) return [];
    return sides
      .filter((side) => !side.some(isBeside))
      .flat()
      .map((two) => ({
        one: { id: who, event },
        two: { id: two, event: begun },
        likelihood: all(
          isBefore(begun.id, event.id),
          allOf(register(joiningRegister).of(two, conflict), (joining) =>
            joining.event === begun ? "certain" : isBefore(event.id, joining.event.id),
          ),
        ),
      }));
  });
}

import { all, allOf, any } from "../../kit/likelihood.ts";
import { placeOf } from "../../registers/placeOf.ts";
import { entityRegister } from "../../registers/entities.ts";
import { type Joining, joiningRegister } from "../../registers/joinings.ts";
import type { RuleContext } from "../../kit/ruleContext.ts";
import { between, touchingAndLoose } from "../../kit/touching.ts";
import { writtenDate } from "../../kit/writtenDate.ts";

/** Reports who comes twice, or goes twice, with nothing in between. */
export function reportSameStepTwice(context: RuleContext<unknown>, comes: boolean): void {
  const [once, twice] = comes ? ["joined", "joins"] : ["left", "leaves"];
  for (const joinings of context.register(joiningRegister).all) {
    const steps = joinings.filter((joining) => joining.comes === comes && isInTime(joining));
    if (steps.length < 2 || isOpen(joinings, context)) continue;
    const { touching, loose } = touchingAndLoose(turnsIn(joinings, comes, context), context);
    if (loose.length > 0) continue;
    for (const [index, second] of steps.entries()) {
      const first = steps[index - 1];
      if (first === undefined || isNoStep(second) || mayChangeSides(first, second, context)) continue;
      const isTwice = context.isBefore(first.event.id, second.event.id);
      if (isTwice === "no") continue;
      const { member, body } = second;
      context.report({
        likelihood: all(
          isTwice,
          allOf(touching(between(first.event, second.event)), ({ event }) =>
            any(context.isBefore(event.id, first.event.id), context.isBefore(second.event.id, event.id)),
          ),
        ),
        message: `${member} ${twice} ${body} (${writtenDate(second.event.at)}), which it has ${once} already (${writtenDate(first.event.at)}).`,
        events: [second.event.id, first.event.id],
        entities: [member, body],
        at: [
          stepPlace(context, second, `${once} here (${writtenDate(second.event.at)})`),
          stepPlace(context, first, `and here (${writtenDate(first.event.at)})`),
        ],
      });
    }
  }
}

const isInTime = ({ event }: Joining): boolean => event.timeTravel !== true && event.retrospective !== true;

/** Behind a stand-in may be somebody else each time. */
function isOpen([first]: readonly Joining[], { register }: RuleContext<unknown>): boolean {
  const { get } = register(entityRegister);
  return first === undefined || get(first.member)?.sentinel === true || get(first.body)?.sentinel === true;
}

/** A party that ratifies anew, or with others, comes to nothing that it is not in. */
const isNoStep = ({ atFirst, side }: Joining): boolean => atFirst && side === undefined;

/** Whoever joins a war again, but beside somebody else, changes sides: it may have been on another, for all that canon says. */
function mayChangeSides(first: Joining, second: Joining, { register }: RuleContext<unknown>): boolean {
  const { canonical } = register(entityRegister);
  const beside = second.beside && canonical(second.beside);
  if (second.atFirst || beside === undefined) return false;
  if (first.atFirst) return first.side?.some((id) => canonical(id) === beside) !== true;
  return first.beside === undefined || canonical(first.beside) !== beside;
}

/** What lies between two steps of a kind: the other step; an end of the body or of the member, with which it is out; or another beginning. */
function turnsIn(joinings: readonly Joining[], comes: boolean, { register, chronicle }: RuleContext<unknown>) {
  const { get } = register(entityRegister);
  const both = [joinings[0]?.body, joinings[0]?.member].flatMap((id) => get(id ?? "") ?? []);
  const turns = both.flatMap(({ ends, starts, restores }) => (comes ? ends : [...starts, ...restores]));
  return [
    ...joinings.filter((joining) => joining.comes !== comes),
    ...turns.flatMap((id) => {
      const event = chronicle.event(id);
      return event === undefined ? [] : [{ event }];
    }),
  ];
}

export const stepPlace = (context: RuleContext<unknown>, { event, member }: Joining, role: string) =>
  placeOf(context, event, member, role);

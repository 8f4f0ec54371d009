import { all, any } from "../likelihood.ts";
import { placeOf } from "../placeOf.ts";
import { type Joining, joiningRegister } from "../registers/joinings.ts";
import type { RuleContext } from "../ruleContext.ts";
import { writtenDate } from "../writtenDate.ts";

/** Reports who comes twice, or goes twice, with nothing in between. */
export function reportSameStepTwice(context: RuleContext<unknown>, comes: boolean): void {
  const [once, twice] = comes ? ["joined", "joins"] : ["left", "leaves"];
  for (const joinings of context.register(joiningRegister).all)
    for (const [index, second] of joinings.entries()) {
      const first = joinings.slice(0, index).findLast((joining) => joining.comes === comes);
      if (second.comes !== comes || first === undefined) continue;
      if (first.event.timeTravel === true || second.event.timeTravel === true) continue;
      const { member, body } = second;
      const between = joinings.filter((joining) => joining.comes !== comes);
      context.report({
        likelihood: all(
          context.isBefore(first.event.id, second.event.id),
          ...between.map(({ event }) =>
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

export const stepPlace = (context: RuleContext<unknown>, { event, member }: Joining, role: string) =>
  placeOf(context, event, member, role);

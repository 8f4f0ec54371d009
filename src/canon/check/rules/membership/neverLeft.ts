import { DAY } from "../../../../events/dates/span.ts";
import { all } from "../../kit/likelihood.ts";
import { lifePlace, lifeWords } from "../../registers/placeOf.ts";
import { entityRegister } from "../../registers/entities.ts";
import { joiningRegister } from "../../registers/joinings.ts";
import { lifespanRegister } from "../../registers/lifespans.ts";
import { defineRule } from "../../kit/rule.ts";
import { listOf } from "../../kit/words.ts";
import { withDate, writtenDate } from "../../kit/writtenDate.ts";
import { stepPlace } from "./twoSteps.ts";
import { reportOutside } from "../../registers/outsideSpan.ts";

export const neverLeft = defineRule({
  id: "membership/never-left",
  severity: "error",
  parameters: { battleDays: { default: 30, about: "Days after the end of a war in which stragglers still fight." } },
  explain: {
    reports:
      "A war or a league is over, and somebody had not left it by then: canon lets them leave, or join, only afterwards, or shows them in a battle of that war more than a month after its end. Or one makes peace with others, or all others have left, each by an event of its own, and it never leaves though the war goes on. Who only was in at the end is out with it, and is not meant. Treaties are treaty/member-outside-span.",
    wayOut:
      "A battle of no `conflict:`, or of another; `retrospective: true`. Stragglers have a month to hear of the end.",
    wrong: `
entities:
  breen-confederacy: { kind: faction, standing: major }
  cardassian-union: { kind: faction, standing: major }
events:
  - { id: war-begins, type: ConflictBegun, at: 2380, conflict: border-war, sides: [breen-confederacy, cardassian-union] }
  - { id: war-ends, type: ConflictEnded, at: 2384, conflict: border-war }
  - { id: breen-withdraw, type: BelligerentLeft, at: 2386, conflict: border-war, belligerent: breen-confederacy }
`,
    right: `
entities:
  breen-confederacy: { kind: faction, standing: major }
  cardassian-union: { kind: faction, standing: major }
events:
  - { id: war-begins, type: ConflictBegun, at: 2380, conflict: border-war, sides: [breen-confederacy, cardassian-union] }
  - { id: breen-withdraw, type: BelligerentLeft, at: 2384, conflict: border-war, belligerent: breen-confederacy }
  - { id: war-ends, type: ConflictEnded, at: 2384, conflict: border-war }
`,
  },
  check: (context) => ({
    on: {
      contest({ conflict, sides }, event) {
        if (conflict === undefined) return;
        const outside = context.register(lifespanRegister).afterEnd(event, conflict);
        if (outside === undefined) return;
        const { bound: end } = outside;
        const fighters = [...new Set(sides.flat())];
        const { battleDays } = context.parameters;
        context.report({
          likelihood: all(outside.likelihood, context.isLonger(end.id, event.id, battleDays * DAY)),
          message: `${listOf(fighters)} fight${fighters.length === 1 ? "s" : ""} in ${conflict} (${writtenDate(event.at)}), which ${lifeWords(end)} more than ${battleDays} days before.`,
          entities: [conflict, ...fighters],
          at: [
            { event: event.id, path: ["conflict"], role: withDate("fought here", event) },
            lifePlace(context, end, conflict),
          ],
        });
      },
    },
    finish() {
      const entities = context.register(entityRegister);
      const lifespans = context.register(lifespanRegister);
      for (const joining of context.register(joiningRegister).all.flat()) {
        const { event, member, body, comes, atFirst } = joining;
        if (atFirst || entities.get(body)?.kinds.has("treaty") === true) continue;
        const step = comes ? "joins" : "leaves";
        reportOutside(context, body, [lifespans.afterEnd(event, body)], () => ({
          sentence: `${withDate(`${member} ${step} ${body}`, event)}, which`,
          entities: [member, body],
          at: stepPlace(context, joining, withDate(`${step} here`, event)),
        }));
      }
    },
  }),
});

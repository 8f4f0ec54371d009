import { lifePlace, lifeWords, placeOf } from "../../registers/placeOf.ts";
import { lifespanRegister } from "../../registers/lifespans.ts";
import { defineRule } from "../../kit/rule.ts";
import { writtenDate } from "../../kit/writtenDate.ts";

export const holderNotAlive = defineRule({
  id: "office/holder-not-alive",
  severity: "error",
  explain: {
    reports: "Somebody takes an office before they were born, or after they died.",
    wayOut:
      "`posthumous: true` on the succession, `PersonRestored` before it, `timeTravel: true`, or `sentinel: true` for a stand-in.",
    wrong: `
entities:
  breen-confederacy: { kind: faction, standing: major }
  domo: { kind: office, of: breen-confederacy }
  gor: { kind: person }
events:
  - { id: gor-dies, type: PersonDied, at: 2386-11, person: gor }
  - { id: gor-becomes-domo, type: DomoReplaced, at: 2387, successor: gor, manner: disgraced }
`,
    right: `
entities:
  breen-confederacy: { kind: faction, standing: major }
  domo: { kind: office, of: breen-confederacy }
  gor: { kind: person }
events:
  - { id: gor-becomes-domo, type: DomoReplaced, at: 2387, successor: gor, manner: disgraced }
  - { id: gor-dies, type: PersonDied, at: 2387-11, person: gor }
  - { id: pran-becomes-domo, type: DomoReplaced, at: 2387-12, successor: pran, predecessor: gor, manner: died }
  - { id: pran-born, type: PersonBorn, at: 2330, person: pran }
`,
  },
  check: (context) => {
    const lifespans = context.register(lifespanRegister);
    return {
      on: {
        seat({ comes: successor, office }, event) {
          if (successor === undefined) return;
          const [unborn, dead] = [lifespans.beforeStart(event, successor), lifespans.afterEnd(event, successor)];
          for (const outside of [unborn, dead]) {
            const bound = outside && context.chronicle.event(outside.by);
            if (outside === undefined || bound === undefined) continue;
            context.report({
              likelihood: outside.likelihood,
              message: `${successor} takes ${office} (${writtenDate(event.at)}), but ${lifeWords(bound)} ${outside === dead ? "before" : "only later"}.`,
              events: [event.id, bound.id],
              entities: [successor, office],
              at: [
                placeOf(context, event, successor, `takes ${office} here (${writtenDate(event.at)})`),
                lifePlace(context, bound, successor),
              ],
            });
          }
        },
      },
    };
  },
});

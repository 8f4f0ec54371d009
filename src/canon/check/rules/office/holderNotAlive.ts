import { placeOf } from "../../registers/placeOf.ts";
import { lifespanRegister } from "../../registers/lifespans.ts";
import { defineRule } from "../../kit/rule.ts";
import { withDate } from "../../kit/writtenDate.ts";
import { reportOutside } from "../../registers/outsideSpan.ts";

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
          reportOutside(context, successor, lifespans.outside(event, successor), () => ({
            sentence: `${withDate(`${successor} takes ${office}`, event)}, but`,
            entities: [successor, office],
            at: placeOf(context, event, successor, withDate(`takes ${office} here`, event)),
          }));
        },
      },
    };
  },
});

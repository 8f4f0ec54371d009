import { isDestroyedIn } from "../../registers/destruction.ts";
import { placeOf } from "../../registers/placeOf.ts";
import { entityRegister } from "../../registers/entities.ts";
import { lifespanRegister } from "../../registers/lifespans.ts";
import { defineRule } from "../../kit/rule.ts";
import { withDate } from "../../kit/writtenDate.ts";
import { reportOutside } from "../../registers/outsideSpan.ts";

export const actsAfterEnd = defineRule({
  id: "lifespan/acts-after-end",
  severity: "error",
  explain: {
    reports: "Somebody or something acts after it ended: the dead speak, a dissolved power ratifies a treaty.",
    wayOut:
      "`posthumous: true` or `retrospective: true` on the act, `timeTravel: true`, a `PersonRestored` or `ShipFound` in between, `sentinel: true` for a stand-in.",
    wrong: `
entities:
  gor: { kind: person, name: Gor }
  breen-crisis: { kind: conflict }
events:
  - { id: gor-dies, type: PersonDied, at: 2387-02-11, person: gor }
  - { id: gor-speaks, type: StatementMade, at: 2388, speaker: gor, about: breen-crisis, stance: calls it a mistake }
`,
    right: `
entities:
  gor: { kind: person, name: Gor }
  breen-crisis: { kind: conflict }
events:
  - { id: gor-dies, type: PersonDied, at: 2387-02-11, person: gor }
  - id: gor-speaks
    type: StatementMade
    at: 2388
    speaker: gor
    about: breen-crisis
    stance: calls it a mistake
    posthumous: true
`,
  },
  check: (context) => {
    const entities = context.register(entityRegister);
    const lifespans = context.register(lifespanRegister);
    return {
      each(event) {
        for (const { role, id, entity } of entities.named(event)) {
          if (role !== "acts" || entity === undefined || entity.ends.length === 0) continue;
          const outside = lifespans.afterEnd(event, id);
          // A ship that was destroyed is ship/active-after-loss.
          if (outside === undefined || isDestroyedIn(context, outside.bound, id)) continue;
          reportOutside(context, id, [outside], () => ({
            sentence: `${id} acts in ${withDate(event.id, event)}, but`,
            help: "If that is meant, mark the act `posthumous: true`.",
            entities: [id],
            at: placeOf(context, event, id, withDate("acts here", event)),
          }));
        }
      },
    };
  },
});

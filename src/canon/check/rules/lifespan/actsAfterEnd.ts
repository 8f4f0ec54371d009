import { isDestroyedIn } from "../../registers/destruction.ts";
import { placeOf } from "../../registers/placeOf.ts";
import { type Entity, entityRegister } from "../../registers/entities.ts";
import { lifespanRegister } from "../../registers/lifespans.ts";
import { defineRule } from "../../kit/rule.ts";
import { withDate } from "../../kit/writtenDate.ts";
import { reportOutside } from "../../registers/outsideSpan.ts";

export const actsAfterEnd = defineRule({
  id: "lifespan/acts-after-end",
  severity: "error",
  explain: {
    reports:
      "Somebody or something acts, or something is done to it or for it, after it ended: the dead speak or change sides, a dissolved power ratifies a treaty or gets ships. The page of events shows in bold which fields name who takes part. Whoever is only mentioned may be long gone: in honours, claims and reports, as the one from whom something was had. A ship that is only out of service may still change hands.",
    wayOut:
      "`posthumous: true` or `retrospective: true` on the event, `timeTravel: true`, a `PersonRestored` or `ShipFound` in between, `sentinel: true` for a stand-in.",
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
        let reported: Set<Entity> | undefined;
        for (const { role, id, path, entity } of entities.named(event)) {
          const acts = role === "acts";
          if (!(acts || role === "undergoes") || entity === undefined) continue;
          const outside = lifespans.afterEnd(event, id);
          // A ship that was destroyed is ship/active-after-loss; one that was only taken out of service is still there.
          if (outside === undefined || isDestroyedIn(context, outside.bound, id)) continue;
          if (!acts && entity.kinds.has("ship")) continue;
          // Whoever is a side and the victor takes part once.
          if (reported?.has(entity) === true) continue;
          (reported ??= new Set()).add(entity);
          const verb = acts ? "acts" : "takes part";
          reportOutside(context, id, [outside], () => ({
            sentence: `${id} ${verb} in ${withDate(event.id, event)}, but`,
            help: `If that is meant, mark the ${acts ? "act" : "event"} \`posthumous: true\`.`,
            entities: [id],
            at: acts
              ? placeOf(context, event, id, withDate("acts here", event))
              : { event: event.id, path, role: withDate("takes part here", event) },
          }));
        }
      },
    };
  },
});

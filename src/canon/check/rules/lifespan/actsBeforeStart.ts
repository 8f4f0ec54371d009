import { lifePlace, lifeWords, placeOf } from "../../registers/placeOf.ts";
import { entityRegister } from "../../registers/entities.ts";
import { lifespanRegister } from "../../registers/lifespans.ts";
import { defineRule } from "../../kit/rule.ts";
import { writtenDate } from "../../kit/writtenDate.ts";

export const actsBeforeStart = defineRule({
  id: "lifespan/acts-before-start",
  severity: "error",
  explain: {
    reports: "Somebody or something acts before it was there.",
    wayOut: "`timeTravel: true` on the act; `sentinel: true` for a stand-in.",
    wrong: `
entities:
  breen-crisis: { kind: conflict }
events:
  - { id: gor-born, type: PersonBorn, at: 2330-06, person: gor }
  - { id: gor-speaks, type: StatementMade, at: 2330-05, speaker: gor, about: breen-crisis, stance: calls it a mistake }
`,
    right: `
entities:
  breen-crisis: { kind: conflict }
events:
  - { id: gor-born, type: PersonBorn, at: 2330-06, person: gor }
  - { id: gor-speaks, type: StatementMade, at: 2386, speaker: gor, about: breen-crisis, stance: calls it a mistake }
`,
  },
  check: (context) => {
    const entities = context.register(entityRegister);
    const lifespans = context.register(lifespanRegister);
    return {
      each(event) {
        for (const { role, id, entity } of entities.named(event)) {
          if (role !== "acts" || entity === undefined || entity.starts.length === 0) continue;
          const outside = lifespans.beforeStart(event, id);
          const start = outside && context.chronicle.event(outside.by);
          if (start === undefined) continue;
          context.report({
            likelihood: outside?.likelihood ?? "no",
            message: `${id} acts in ${event.id} (${writtenDate(event.at)}), but ${lifeWords(start)} only later.`,
            events: [event.id, start.id],
            entities: [id],
            at: [placeOf(context, event, id, `acts here (${writtenDate(event.at)})`), lifePlace(context, start, id)],
          });
        }
      },
    };
  },
});

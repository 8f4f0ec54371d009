import { allOf } from "../../kit/likelihood.ts";
import { lifePlace, lifeWords } from "../../registers/placeOf.ts";
import { entityRegister } from "../../registers/entities.ts";
import { turnRegister } from "../../registers/turns.ts";
import { defineRule } from "../../kit/rule.ts";
import { upTo } from "../../kit/touching.ts";

export const endsBeforeStart = defineRule({
  id: "lifespan/ends-before-start",
  severity: "error",
  explain: {
    reports: "A person, ship, power, treaty or anything else ends before it began.",
    wayOut: "`sentinel: true` for a stand-in; `timeTravel: true` on the event that runs against time.",
    wrong: `
events:
  - { id: gor-born, type: PersonBorn, at: 2330, person: gor }
  - { id: gor-dies, type: PersonDied, at: 2329-05, person: gor }
`,
    right: `
events:
  - { id: gor-born, type: PersonBorn, at: 2330, person: gor }
  - { id: gor-dies, type: PersonDied, at: 2330-05, person: gor }
`,
  },
  check: (context) => ({
    finish() {
      for (const entity of context.register(entityRegister).all) {
        const [first] = entity.starts;
        const start = first === undefined ? undefined : context.chronicle.event(first);
        if (start === undefined || start.timeTravel === true || entity.sentinel) continue;
        // Of a treaty, it is treaty/ends-before-start.
        if (entity.kinds.has("treaty")) continue;
        const { starts } = context.register(turnRegister).of(entity);
        for (const id of entity.ends) {
          const end = context.chronicle.event(id);
          if (end === undefined || end.timeTravel === true) continue;
          context.report({
            likelihood: allOf(starts(upTo(end)), (one) => context.isBefore(id, one.id)),
            message: `${entity.id} ${lifeWords(end)} before it ${lifeWords(start)}.`,
            events: [id, start.id],
            entities: [entity.id],
            at: [lifePlace(context, end, entity.id), lifePlace(context, start, entity.id)],
          });
        }
      }
    },
  }),
});

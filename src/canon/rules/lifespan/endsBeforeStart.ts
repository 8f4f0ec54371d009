import { all } from "../likelihood.ts";
import { lifePlace } from "../placeOf.ts";
import { entityRegister } from "../registers/entities.ts";
import { defineRule } from "../rule.ts";
import { writtenDate } from "../writtenDate.ts";
import { participle } from "../words.ts";

export const endsBeforeStart = defineRule({
  id: "lifespan/ends-before-start",
  severity: "error",
  explain: {
    reports: "A person, ship, power, treaty or anything else ends before it began.",
    wayOut: "`sentinel: true` for a stand-in; `timeTravel: true` on the event that runs against time.",
    wrong: `
entities:
  breen: { kind: species }
events:
  - { id: gor-born, type: PersonBorn, at: 2330, person: gor, species: breen }
  - { id: gor-dies, type: PersonDied, at: 2329-05, person: gor }
`,
    right: `
entities:
  breen: { kind: species }
events:
  - { id: gor-born, type: PersonBorn, at: 2330, person: gor, species: breen }
  - { id: gor-dies, type: PersonDied, at: 2330-05, person: gor }
`,
  },
  check: (context) => ({
    finish() {
      for (const entity of context.register(entityRegister).all) {
        const [first] = entity.starts;
        const start = first === undefined ? undefined : context.chronicle.event(first);
        if (start === undefined || entity.sentinel) continue;
        for (const id of entity.ends) {
          const end = context.chronicle.event(id);
          if (end === undefined || end.timeTravel === true || start.timeTravel === true) continue;
          const ended = participle(end.type, "ended");
          const began = participle(start.type, "begun");
          context.report({
            likelihood: all(...entity.starts.map((one) => context.isBefore(id, one))),
            message: `${entity.id} is ${ended} (${writtenDate(end.at)}) before it is ${began} (${writtenDate(start.at)}).`.replace("is died", "died"),
            events: [id, start.id],
            entities: [entity.id],
            at: [lifePlace(context, end, entity.id, "ended"), lifePlace(context, start, entity.id, "begun")],
          });
        }
      }
    },
  }),
});

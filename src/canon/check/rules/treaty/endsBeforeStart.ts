import { allOf } from "../../kit/likelihood.ts";
import { lifePlace, lifeWords } from "../../registers/placeOf.ts";
import { entityRegister } from "../../registers/entities.ts";
import { turnRegister } from "../../registers/turns.ts";
import { defineRule } from "../../kit/rule.ts";
import { upTo } from "../../kit/touching.ts";

export const endsBeforeStart = defineRule({
  id: "treaty/ends-before-start",
  severity: "error",
  explain: {
    reports:
      "A treaty is abrogated before it is ratified; before it is signed, where nothing says that it was ratified.",
    wayOut: "`timeTravel: true` on either.",
    wrong: `
entities:
  breen-confederacy: { kind: faction, standing: major }
  cardassian-union: { kind: faction, standing: major }
events:
  - { id: valoris-ratified, type: TreatyRatified, at: 2387, treaty: treaty-of-valoris, parties: [breen-confederacy, cardassian-union] }
  - { id: valoris-ended, type: TreatyAbrogated, at: 2385, treaty: treaty-of-valoris, by: breen-confederacy }
`,
    right: `
entities:
  breen-confederacy: { kind: faction, standing: major }
  cardassian-union: { kind: faction, standing: major }
events:
  - { id: valoris-ratified, type: TreatyRatified, at: 2387, treaty: treaty-of-valoris, parties: [breen-confederacy, cardassian-union] }
  - { id: valoris-ended, type: TreatyAbrogated, at: 2387, treaty: treaty-of-valoris, by: breen-confederacy }
`,
  },
  check: (context) => ({
    finish() {
      for (const entity of context.register(entityRegister).all) {
        if (!entity.kinds.has("treaty") || entity.sentinel) continue;
        const start = context.chronicle.event(entity.starts[0] ?? "");
        if (start === undefined || start.timeTravel === true) continue;
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

import { GREGORIAN_YEAR } from "../../kit/comparison.ts";
import { eventOf } from "../../kit/eventOf.ts";
import { defineRule } from "../../kit/rule.ts";
import { writtenDate } from "../../kit/writtenDate.ts";
import { descentRegister, parentPlace, saidOnce } from "../../registers/descents.ts";
import { entityRegister } from "../../registers/entities.ts";
import { lifePlace } from "../../registers/placeOf.ts";
import { adultAgeOf } from "../../registers/speciesLifespan.ts";

export const parentAge = defineRule({
  id: "lifespan/parent-age",
  severity: "warning",
  confidence: "likely",
  parameters: { years: { default: 12, about: "Of a parent, where its species has no `adult:`." } },
  explain: {
    reports:
      "A parent was a child at the birth: younger than its species' `adult:`, or than twelve. Of a species that lives for less than five times as long, only its own `adult:` counts. A parent who was born later is lifespan/parent-order.",
    wayOut: "`adult:` of the species, in years; `timeTravel: true` on the birth; `sentinel: true` for a stand-in.",
    wrong: `
events:
  - { id: naprem-born, type: PersonBorn, at: 2345, person: naprem }
  - { id: ziyal-born, type: PersonBorn, at: 2353, person: ziyal, mother: naprem }
`,
    right: `
entities:
  ocampa: { kind: species, lifespan: 9, adult: 1 }
events:
  - { id: martis-born, type: PersonBorn, at: 2365, person: martis, species: ocampa }
  - { id: kes-born, type: PersonBorn, at: 2369, person: kes, mother: martis, species: ocampa }
`,
  },
  check: (context) => ({
    finish() {
      const entities = context.register(entityRegister);
      for (const own of context.register(descentRegister).values())
        for (const descent of saidOnce(own)) {
          const { parent, child, as, birth } = descent;
          const entity = entities.get(parent);
          const born = eventOf(context, entity?.starts[0]);
          if (entity === undefined || entity.sentinel || born === undefined || born.timeTravel === true) continue;
          const years = adultAgeOf(parent, entities, context.settings, context.parameters.years);
          if (years === undefined || context.isBefore(birth.id, born.id) === "certain") continue;
          context.report({
            likelihood: context.isClose(born.id, birth.id, years * GREGORIAN_YEAR),
            message: `${parent}, born ${writtenDate(born.at)}, is the ${as} of ${child}, born ${writtenDate(birth.at)}, at less than ${years} years.`,
            entities: [parent, child],
            at: [parentPlace(descent), lifePlace(context, born, parent)],
          });
        }
    },
  }),
});

import type { EntityId, EventId } from "../../../../events/envelope.ts";
import { GREGORIAN_YEAR } from "../../kit/comparison.ts";
import { lifePlace, placeOf } from "../../registers/placeOf.ts";
import { entityRegister } from "../../registers/entities.ts";
import { defineRule } from "../../kit/rule.ts";
import { lifespanOf, shortestLifespan } from "../../registers/speciesLifespan.ts";
import { writtenDate } from "../../kit/writtenDate.ts";

export const implausibleAge = defineRule({
  id: "lifespan/implausible-age",
  severity: "warning",
  confidence: "likely",
  explain: {
    reports:
      "A person dies, or acts, at an age that its species does not reach. Of a species that nothing is known of, no lifespan is assumed.",
    wayOut:
      "`lifespan:` on the species, or `species:` in valoris.config.yaml; `PersonRestored`, `timeTravel: true` or `posthumous: true`, where that is how it happened.",
    wrong: `
entities:
  human: { kind: species, lifespan: 120 }
events:
  - { id: zefram-born, type: PersonBorn, at: 2030, person: zefram, species: human }
  - { id: zefram-dies, type: PersonDied, at: 2268, person: zefram }
`,
    right: `
entities:
  vulcan: { kind: species, lifespan: 220 }
events:
  - { id: sarek-born, type: PersonBorn, at: 2165, person: sarek, species: vulcan }
  - { id: sarek-dies, type: PersonDied, at: 2368, person: sarek }
`,
  },
  check: (context) => {
    const entities = context.register(entityRegister);
    const lastActs = new Map<EntityId, EventId>();
    return {
      each(event) {
        if (event.timeTravel === true || event.posthumous === true || event.retrospective === true) return;
        for (const { role, id } of context.references(event))
          if (role === "acts" && entities.get(id)?.kinds.has("person") === true)
            lastActs.set(entities.canonical(id), event.id);
      },
      finish() {
        const shortest = shortestLifespan(context.settings);
        const unjudged: EntityId[] = [];
        for (const entity of entities.all) {
          if (!entity.kinds.has("person") || entity.sentinel || entity.restores.length > 0) continue;
          const birth = context.chronicle.event(entity.starts[0] ?? "");
          const last = context.chronicle.event(entity.ends[0] ?? lastActs.get(entity.id) ?? "");
          if (birth === undefined || last === undefined || birth.timeTravel === true || last.timeTravel === true)
            continue;
          const lifespan = lifespanOf(entity.id, entities, context.settings);
          if (lifespan === undefined) {
            if (context.isLonger(birth.id, last.id, shortest * GREGORIAN_YEAR) === "certain") unjudged.push(entity.id);
            continue;
          }
          const died = entity.ends.length > 0;
          context.report({
            likelihood: context.isLonger(birth.id, last.id, lifespan.years * GREGORIAN_YEAR),
            message: `${entity.id}, born ${writtenDate(birth.at)}, ${died ? "died" : "acts"} (${writtenDate(last.at)}) older than the ${lifespan.years} years of a ${lifespan.species}.`,
            help: `If that is plausible, give the species ${lifespan.species} a longer \`lifespan\`.`,
            events: [last.id, birth.id],
            entities: [entity.id],
            at: [
              died
                ? lifePlace(context, last, entity.id)
                : placeOf(context, last, entity.id, `acts here (${writtenDate(last.at)})`),
              lifePlace(context, birth, entity.id),
            ],
          });
        }
        const [one] = unjudged;
        if (one !== undefined)
          context.notChecked(
            `no lifespan is known for the species of ${one}${unjudged.length === 1 ? "" : ` and ${unjudged.length - 1} more`}, who lived more than ${shortest} years`,
          );
      },
    };
  },
});

import type { EntityId, EventId } from "../../../../events/envelope.ts";
import { GREGORIAN_YEAR } from "../../kit/comparison.ts";
import { lifespanOf } from "../../registers/speciesLifespan.ts";
import { entityRegister } from "../../registers/entities.ts";
import { placeOf } from "../../registers/placeOf.ts";
import { defineRule } from "../../kit/rule.ts";
import { listOf } from "../../kit/words.ts";
import { writtenDate } from "../../kit/writtenDate.ts";
import { differingPairs } from "./declarationPairs.ts";

export const oneIdTwoEntities = defineRule({
  id: "identity/one-id-two-entities",
  severity: "error",
  explain: {
    reports:
      "One id stands for two: declarations of it differ in what never changes (species, sex, parents, registry), or a person without a recorded birth or death acts over more time than its species lives.",
    wayOut:
      "`lifespan:` of the species, `PersonRestored`, `timeTravel: true` or `sentinel: true`, where that is what happened.",
    wrong: `
entities:
  starfleet: { kind: faction, standing: organisation }
events:
  - id: stirling-launched
    type: ShipLaunched
    at: 2290
    ship: stirling
    of: starfleet
    registry: NCC-1840
  - id: stirling-decommissioned
    type: ShipDecommissioned
    at: 2320
    ship: stirling
  - id: stirling-launched-again
    type: ShipLaunched
    at: 2371
    ship: stirling
    of: starfleet
    registry: NCC-74801
`,
    right: `
entities:
  starfleet: { kind: faction, standing: organisation }
events:
  - id: stirling-launched
    type: ShipLaunched
    at: 2290
    ship: stirling
    of: starfleet
    registry: NCC-1840
  - id: stirling-decommissioned
    type: ShipDecommissioned
    at: 2320
    ship: stirling
  - id: stirling-a-launched
    type: ShipLaunched
    at: 2371
    ship: stirling-a
    successorOf: stirling
    of: starfleet
    registry: NCC-74801
`,
  },
  check: (context) => {
    const entities = context.register(entityRegister);
    const activity = new Map<EntityId, { readonly first: EventId; last: EventId }>();
    return {
      each(event) {
        if (event.timeTravel === true || event.posthumous === true || event.retrospective === true) return;
        for (const { role, entity } of entities.named(event)) {
          if (role !== "acts") continue;
          if (entity === undefined || !entity.kinds.has("person") || entity.sentinel) continue;
          if (entity.starts.length + entity.ends.length + entity.restores.length > 0) continue;
          const own = activity.get(entity.id);
          if (own === undefined) activity.set(entity.id, { first: event.id, last: event.id });
          else own.last = event.id;
        }
      },
      finish() {
        for (const entity of entities.all)
          for (const record of entity.records)
            for (const { first, second, differs, fields } of differingPairs(record)) {
              if (differs !== "immutable facts") continue;
              const [field] = fields;
              const path = field === undefined ? [] : [field];
              context.report({
                message: `${record.id} is two: its declarations differ in ${listOf(fields)}, which never changes.`,
                help: "Give one of them another id.",
                events: [first.event.id, second.event.id],
                entities: [record.id],
                at: [
                  { event: second.event.id, path, role: `this one (${writtenDate(second.event.at)})` },
                  { event: first.event.id, path, role: `and this one (${writtenDate(first.event.at)})` },
                ],
              });
            }
        for (const [id, { first, last }] of activity) {
          const lifespan = lifespanOf(id, entities, context.settings);
          if (lifespan === undefined) continue;
          const [begin, end] = [context.chronicle.event(first), context.chronicle.event(last)];
          if (begin === undefined || end === undefined) continue;
          context.report({
            likelihood: context.isLonger(first, last, lifespan.years * GREGORIAN_YEAR),
            message: `${id} acts from ${writtenDate(begin.at)} to ${writtenDate(end.at)}, longer than the ${lifespan.years} years of a ${lifespan.species}.`,
            help: "If these are two persons, give one of them another id.",
            events: [first, last],
            entities: [id],
            at: [
              placeOf(context, begin, id, `acts first here (${writtenDate(begin.at)})`),
              placeOf(context, end, id, `acts last here (${writtenDate(end.at)})`),
            ],
          });
        }
      },
    };
  },
});

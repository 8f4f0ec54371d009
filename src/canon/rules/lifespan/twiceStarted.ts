import type { EventId } from "../../../events/envelope.ts";
import { IMMUTABLE, differingFacts } from "../identity/declarationPairs.ts";
import { all, any, type Likelihood } from "../likelihood.ts";
import { lifePlace, lifeWords } from "../placeOf.ts";
import { type Entity, entityRegister, type EntityRecord } from "../registers/entities.ts";
import { defineRule } from "../rule.ts";
import { writtenDate } from "../writtenDate.ts";

export const twiceStarted = defineRule({
  id: "lifespan/twice-started",
  severity: "error",
  explain: {
    reports:
      "Something begins twice, and nothing ended it in between; or a person is born twice. A declaration without a date is no beginning.",
    wayOut:
      "A person comes back by `PersonRestored`. Declarations that differ in what never changes are `identity/one-id-two-entities`.",
    wrong: `
events:
  - { id: union-founded, type: FactionFounded, at: 2161, faction: cardassian-union, standing: major }
  - { id: union-founded-again, type: FactionFounded, at: 2170, faction: cardassian-union, standing: major }
`,
    right: `
events:
  - { id: union-founded, type: FactionFounded, at: 2161, faction: cardassian-union, standing: major }
  - { id: union-dissolved, type: FactionDissolved, at: 2165, faction: cardassian-union }
  - { id: union-founded-again, type: FactionFounded, at: 2170, faction: cardassian-union, standing: major }
`,
  },
  check: (context) => {
    const { isBefore, chronicle } = context;
    const isApart = (a: EventId, b: EventId): Likelihood => any(isBefore(a, b), isBefore(b, a));
    const isTwice = (a: EventId, b: EventId, entity: Entity): Likelihood => {
      const breaks = entity.kinds.has("person") ? entity.restores : [...entity.ends, ...entity.restores];
      return all(isApart(a, b), ...breaks.map((id) => any(isBefore(id, a), isBefore(b, id))));
    };
    return {
      finish() {
        for (const entity of context.register(entityRegister).all) {
          if (entity.sentinel) continue;
          for (const record of entity.records)
            for (const [index, second] of record.starts.entries()) {
              const first = record.starts[index - 1];
              const [earlier, later] = [first, second].map((id) =>
                id === undefined ? undefined : chronicle.event(id),
              );
              if (earlier === undefined || later === undefined || isOfTwo(record, earlier.id, later.id)) continue;
              if (earlier.timeTravel === true || later.timeTravel === true) continue;
              context.report({
                likelihood: isTwice(earlier.id, later.id, entity),
                message: `${record.id} ${lifeWords(earlier)}, and again (${writtenDate(later.at)}) without an end in between.`,
                events: [earlier.id, later.id],
                entities: [record.id],
                at: [lifePlace(context, later, record.id), lifePlace(context, earlier, record.id)],
              });
            }
        }
      },
    };
  },
});

/** Declarations that differ in what never changes are about two things. */
function isOfTwo({ declarations }: EntityRecord, a: EventId, b: EventId): boolean {
  const [first, second] = [a, b].map((id) => declarations.find(({ event }) => event.id === id));
  if (first === undefined || second === undefined) return false;
  return differingFacts(first, second).some((field) => IMMUTABLE.has(field));
}

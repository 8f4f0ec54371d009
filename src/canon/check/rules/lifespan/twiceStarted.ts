import type { ResolvedEvent } from "../../../../timelines/resolvedEvent.ts";
import { IMMUTABLE, differingFacts } from "../identity/declarationPairs.ts";
import { all, allOf, any, type Likelihood } from "../../kit/likelihood.ts";
import { lifePlace, lifeWords } from "../../registers/placeOf.ts";
import { type Declaration, type Entity, entityRegister } from "../../registers/entities.ts";
import { treatyRegister } from "../../registers/treaties.ts";
import { turnRegister } from "../../registers/turns.ts";
import { defineRule } from "../../kit/rule.ts";
import { between } from "../../kit/touching.ts";
import { writtenDate } from "../../kit/writtenDate.ts";
import { eventOf } from "../../kit/eventOf.ts";

export const twiceStarted = defineRule({
  id: "lifespan/twice-started",
  severity: "error",
  explain: {
    reports:
      "Something begins twice, and nothing ended it in between; or a person is born twice. A declaration without a date is no beginning, and what was agreed for a time (`until:`) is renewed.",
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
    const { isBefore } = context;
    const isTwice = (a: ResolvedEvent, b: ResolvedEvent, entity: Entity): Likelihood => {
      const { ends, restores } = context.register(turnRegister).of(entity);
      const isOutside = ({ id }: ResolvedEvent): Likelihood => any(isBefore(id, a.id), isBefore(b.id, id));
      return all(
        any(isBefore(a.id, b.id), isBefore(b.id, a.id)),
        allOf(restores(between(a, b)), isOutside),
        entity.kinds.has("person") ? "certain" : allOf(ends(between(a, b)), isOutside),
      );
    };
    return {
      finish() {
        for (const entity of context.register(entityRegister).all) {
          if (entity.sentinel) continue;
          for (const record of entity.records) {
            const byEvent = new Map(record.declarations.map((declaration) => [declaration.event.id, declaration]));
            for (const [index, second] of record.starts.entries()) {
              const first = record.starts[index - 1];
              const [earlier, later] = [first, second].map((id) => eventOf(context, id));
              if (
                earlier === undefined ||
                later === undefined ||
                isOfTwo(byEvent.get(earlier.id), byEvent.get(later.id))
              )
                continue;
              if (earlier.timeTravel === true || later.timeTravel === true) continue;
              // What would run out by itself is begun anew, in time or afterwards.
              if (context.register(treatyRegister).get(entity.id)?.lapses.has(earlier.id) === true) continue;
              context.report({
                likelihood: isTwice(earlier, later, entity),
                message: `${record.id} ${lifeWords(earlier)}, and again (${writtenDate(later.at)}) without an end in between.`,
                events: [earlier.id, later.id],
                entities: [record.id],
                at: [lifePlace(context, later, record.id), lifePlace(context, earlier, record.id)],
              });
            }
          }
        }
      },
    };
  },
});

/** Declarations that differ in what never changes are about two things. */
function isOfTwo(first: Declaration | undefined, second: Declaration | undefined): boolean {
  if (first === undefined || second === undefined) return false;
  return differingFacts(first, second).some((field) => IMMUTABLE.has(field));
}

import type { EntityId } from "../../../../events/envelope.ts";
import { getOrMake } from "../../../../idioms/multimap.ts";
import { textOf } from "../../kit/fieldValues.ts";
import { defineRule } from "../../kit/rule.ts";
import { listOf } from "../../kit/words.ts";
import { type Descent, descentRegister, parentPlace, saidOnce } from "../../registers/descents.ts";
import { entityRegister, stating } from "../../registers/entities.ts";

/** What cannot be said of a parent; of other words, nothing is assumed. */
const NEVER = { mother: ["male", "m"], father: ["female", "f"] } as const;

export const parentSex = defineRule({
  id: "lifespan/parent-sex",
  severity: "error",
  explain: {
    reports: "A mother is declared male, or a father female. Each is reported once, with all children.",
    wayOut: "A `sex:` of another word, or none; of a stand-in (`sentinel: true`), nothing is asked.",
    wrong: `
entities:
  dukat: { kind: person, sex: male }
  ziyal: { kind: person, mother: dukat }
`,
    right: `
entities:
  dukat: { kind: person, sex: male }
  ziyal: { kind: person, father: dukat }
`,
  },
  check: (context) => ({
    finish() {
      const entities = context.register(entityRegister);
      const found = new Map<string, Descent[]>();
      for (const own of context.register(descentRegister).values())
        for (const descent of saidOnce(own)) {
          const { parent, as } = descent;
          const sex = sexOf(parent);
          if (sex === undefined || !NEVER[as].some((one) => one === sex.toLowerCase())) continue;
          getOrMake(found, JSON.stringify([as, parent]), (): Descent[] => []).push(descent);
        }
      for (const descents of found.values()) {
        const [first] = descents;
        if (first === undefined) continue;
        const { parent, as } = first;
        const declared = stating(entities.get(parent), "sex");
        const children = descents.map(({ child }) => child);
        context.report({
          message: `${parent} is the ${as} of ${listOf(children)}, and ${sexOf(parent)}.`,
          entities: [parent, ...children],
          at: [
            ...descents.map(parentPlace),
            declared && { event: declared.id, path: ["sex"], role: `${parent} is ${sexOf(parent)}` },
          ],
        });
      }
      function sexOf(parent: EntityId): string | undefined {
        return entities.get(parent)?.sentinel === true ? undefined : textOf(entities.fact(parent, "sex"))?.trim();
      }
    },
  }),
});

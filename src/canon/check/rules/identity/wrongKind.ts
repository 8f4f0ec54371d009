import { EntityDeclared } from "../../../../events/catalogue/documents.ts";
import { claimedReferences } from "../../registers/claimed.ts";
import { entityRegister } from "../../registers/entities.ts";
import { declaredPlace } from "../../registers/placeOf.ts";
import { defineRule } from "../../kit/rule.ts";
import { listOf } from "../../kit/words.ts";
import { dated } from "../../kit/writtenDate.ts";

export const wrongKind = defineRule({
  id: "identity/wrong-kind",
  severity: "error",
  explain: {
    reports:
      "A field names an entity of a kind that it cannot hold: a ship as Domo, a system as party to a treaty; in a claim, too.",
    wrong: `
entities:
  breen-confederacy: { kind: faction, standing: major }
  dozaria: { kind: system, name: Dozaria }
events:
  - id: valoris-ratified
    type: TreatyRatified
    at: 2387
    treaty: treaty-of-valoris
    parties: [breen-confederacy, dozaria]
`,
    right: `
entities:
  breen-confederacy: { kind: faction, standing: major }
  cardassian-union: { kind: faction, standing: major }
events:
  - id: valoris-ratified
    type: TreatyRatified
    at: 2387
    treaty: treaty-of-valoris
    parties: [breen-confederacy, cardassian-union]
`,
  },
  check: (context) => {
    const entities = context.register(entityRegister);
    return {
      each(event) {
        const claimed = claimedReferences(event, context.chronicle);
        for (const { role, targets, id, path } of [...entities.named(event), ...claimed]) {
          const entity = entities.get(id);
          if (role === "declares" || targets.length === 0 || targets.includes("event")) continue;
          if (event.type === EntityDeclared.type && path[0] === "entity") continue;
          if (entity === undefined || entity.kinds.size === 0) continue;
          if (targets.some((target) => entity.kinds.has(target))) continue;
          const declared = entity.declarations.find(({ kind }) => entity.kinds.has(kind));
          const is = listOf([...entity.kinds]);
          context.report({
            message: `${dated(event)} names the ${is} ${id} as \`${path.filter((step) => typeof step === "string").join(".")}\`, which takes ${anyOf(targets)}.`,
            entities: [id],
            at: [
              { event: event.id, path, role: `${anyOf(targets)} is meant here` },
              declared && declaredPlace(declared, `a ${is}, by this`),
            ],
          });
        }
      },
    };
  },
});

const anyOf = (kinds: readonly string[]): string => `a ${kinds.join(" or a ")}`;

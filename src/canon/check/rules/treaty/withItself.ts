import type { EntityId } from "../../../../events/envelope.ts";
import { entityRegister } from "../../registers/entities.ts";
import { defineRule } from "../../kit/rule.ts";
import { dated } from "../../kit/writtenDate.ts";

export const withItself = defineRule({
  id: "treaty/with-itself",
  severity: "error",
  explain: {
    reports: "One party stands twice among those of a treaty, under one id or two that mean the same.",
    wrong: `
entities:
  breen-confederacy: { kind: faction, standing: major, alias: breen }
events:
  - { id: valoris-ratified, type: TreatyRatified, at: 2387, treaty: treaty-of-valoris, parties: [breen-confederacy, breen] }
`,
    right: `
entities:
  breen-confederacy: { kind: faction, standing: major, alias: breen }
  cardassian-union: { kind: faction, standing: major }
events:
  - { id: valoris-ratified, type: TreatyRatified, at: 2387, treaty: treaty-of-valoris, parties: [cardassian-union, breen] }
`,
  },
  check: ({ register, report }) => {
    const { canonical, get } = register(entityRegister);
    return {
      on: {
        bond({ parties }, event) {
          const seen = new Map<EntityId, number>();
          for (const [index, party] of parties.entries()) {
            const first = seen.get(canonical(party));
            if (first === undefined) seen.set(canonical(party), index);
            // Behind a stand-in may be two.
            if (first === undefined || get(party)?.sentinel === true) continue;
            report({
              message: `${dated(event)} is of ${party} with itself.`,
              events: [event.id],
              entities: [canonical(party)],
              at: [
                { event: event.id, path: ["parties", index], role: "a party here" },
                { event: event.id, path: ["parties", first], role: "and here" },
              ],
            });
          }
        },
      },
    };
  },
});

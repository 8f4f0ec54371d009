import type { EntityId } from "../../../../events/envelope.ts";
import type { ResolvedEvent } from "../../../../timelines/resolvedEvent.ts";
import { onceAnEvent } from "../../kit/onceAnEvent.ts";
import { entityRegister } from "../../registers/entities.ts";
import { defineRule } from "../../kit/rule.ts";
import { dated } from "../../kit/writtenDate.ts";

export const selfTransfer = defineRule({
  id: "territory/self-transfer",
  severity: "warning",
  explain: {
    reports: "Territory passes from a faction to itself, or its forces breach its own border.",
    wrong: `
entities:
  breen-confederacy: { kind: faction, standing: major }
  dozaria: { kind: system, holder: breen-confederacy }
events:
  - { id: dozaria-ceded, type: TerritoryTransferred, at: 2374, systems: [dozaria], from: breen-confederacy, to: breen-confederacy, procedure: 3 }
`,
    right: `
entities:
  breen-confederacy: { kind: faction, standing: major }
  cardassian-union: { kind: faction, standing: major }
  dozaria: { kind: system, holder: breen-confederacy }
events:
  - { id: dozaria-ceded, type: TerritoryTransferred, at: 2374, systems: [dozaria], from: breen-confederacy, to: cardassian-union, procedure: 3 }
`,
  },
  check: ({ register, report }) => {
    const { canonical, get } = register(entityRegister);
    const isNew = onceAnEvent();
    const compare = (event: ResolvedEvent, [giving, from]: Named, [taking, to]: Named): void => {
      if (from === undefined || to === undefined || canonical(from) !== canonical(to) || !isNew(event)) return;
      // Behind a stand-in may be two.
      if (get(from)?.sentinel === true) return;
      report({
        message: `${dated(event)} is from ${from} to itself.`,
        entities: [from],
        at: [
          { event: event.id, path: [giving], role: `\`${giving}\`` },
          { event: event.id, path: [taking], role: `and \`${taking}\`` },
        ],
      });
    };
    return {
      on: {
        rule({ from, controller, jointly }, event) {
          // Who lets others share in what it has, gives some of it away.
          if (typeof controller === "string" && jointly.length === 0)
            compare(event, ["from", from], ["to", controller]);
        },
        attack({ against, by: [attacker] }, event) {
          compare(event, ["against", against], ["by", attacker]);
        },
      },
    };
  },
});

type Named = readonly [field: string, id: EntityId | undefined];

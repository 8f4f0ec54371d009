import { DAY } from "../../../../events/dates/span.ts";
import { onceAnEvent } from "../../kit/onceAnEvent.ts";
import { bondRegister } from "../../registers/bonds.ts";
import { entityRegister } from "../../registers/entities.ts";
import { warRegister } from "../../registers/wars.ts";
import { defineRule } from "../../kit/rule.ts";
import { dated, withDate } from "../../kit/writtenDate.ts";

export const conquestWithoutConflict = defineRule({
  id: "territory/conquest-without-conflict",
  severity: "info",
  confidence: "likely",
  parameters: { days: { default: 365, about: "Days around a conquest in which war or battle may lie." } },
  explain: {
    reports: "Systems are conquered, and the conqueror is in no war, battle or breach of a border around that time.",
    wayOut: "Another `procedure` than 1, where it was no conquest.",
    wrong: `
entities:
  breen-confederacy: { kind: faction, standing: major }
  cardassian-union: { kind: faction, standing: major }
  dozaria: { kind: system, holder: breen-confederacy }
events:
  - { id: dozaria-taken, type: TerritoryTransferred, at: 2388, systems: [dozaria], from: breen-confederacy, to: cardassian-union, procedure: 1 }
`,
    right: `
entities:
  breen-confederacy: { kind: faction, standing: major }
  cardassian-union: { kind: faction, standing: major }
  dozaria: { kind: system, holder: breen-confederacy }
events:
  - { id: battle-of-dozaria, type: BattleFought, at: 2388-03, sides: [breen-confederacy, cardassian-union], place: dozaria }
  - { id: dozaria-taken, type: TerritoryTransferred, at: 2388, systems: [dozaria], from: breen-confederacy, to: cardassian-union, procedure: 1 }
`,
  },
  check: (context) => {
    const isNew = onceAnEvent();
    return {
      on: {
        rule({ basis, controller: to, jointly }, event) {
          if (basis !== "conquest" || typeof to !== "string" || event.timeTravel === true || !isNew(event)) return;
          const systems = context.effects(event).flatMap((effect) => (effect.kind === "rule" ? [effect.system] : []));
          const { earliest, latest } = event.occurred;
          const reach = context.parameters.days * DAY;
          const window = { earliest: earliest - reach, latest: latest + reach };
          const { mayFight } = context.register(warRegister);
          // A part may fight with the forces of the whole.
          const { behind } = context.register(bondRegister);
          if ([to, ...jointly].some((one) => [...behind(one)].some((whole) => mayFight(whole, window)))) return;
          if (context.register(entityRegister).get(to)?.sentinel === true) return;
          context.report({
            message: `${dated(event)} is a conquest by ${to}, who is in no war or battle within ${context.parameters.days} days of it.`,
            entities: [to, ...systems],
            at: [{ event: event.id, path: ["procedure"], role: withDate("conquered here", event) }],
          });
        },
      },
    };
  },
});

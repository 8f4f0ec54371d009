import { defineRule } from "../../kit/rule.ts";
import { listOf } from "../../kit/words.ts";
import { dated } from "../../kit/writtenDate.ts";
import { bondRegister } from "../../registers/bonds.ts";
import { entityRegister } from "../../registers/entities.ts";
import { lifespanRegister } from "../../registers/lifespans.ts";

export const victorOnNoSide = defineRule({
  id: "membership/victor-on-no-side",
  severity: "error",
  explain: {
    reports: "A battle is won by somebody who stands on no side of it.",
    wayOut:
      "The victor among `sides:`. Whoever belongs to a side at any time, or has one that does, may win for it; of a stand-in (`sentinel: true`), nothing is asked.",
    wrong: `
entities:
  breen-confederacy: { kind: faction, standing: major }
  cardassian-union: { kind: faction, standing: major }
  romulan-empire: { kind: faction, standing: major }
events:
  - { id: dozaria-fought, type: BattleFought, at: 2380, sides: [breen-confederacy, cardassian-union], victor: romulan-empire }
`,
    right: `
entities:
  breen-confederacy: { kind: faction, standing: major }
  cardassian-union: { kind: faction, standing: major }
  breen-fleet: { kind: formation, of: breen-confederacy }
events:
  - { id: dozaria-fought, type: BattleFought, at: 2380, sides: [breen-confederacy, cardassian-union], victor: breen-fleet }
`,
  },
  check: (context) => ({
    on: {
      contest({ sides, victor }, event) {
        // Who is no more, or not yet, is the lifespan's.
        if (victor === undefined || context.register(lifespanRegister).outside(event, victor).length > 0) return;
        const { get } = context.register(entityRegister);
        const { areBound } = context.register(bondRegister);
        const fighters = [...new Set(sides.flat())];
        const mayBe = (who: string): boolean => get(who)?.sentinel === true || areBound(victor, who);
        if (get(victor)?.sentinel === true || fighters.some(mayBe)) return;
        context.report({
          message: `${victor} wins ${dated(event)}, which ${listOf(fighters)} fight${fighters.length === 1 ? "s" : ""}.`,
          entities: [victor, ...fighters],
          at: [
            { event: event.id, path: ["victor"], role: "the victor" },
            { event: event.id, path: ["sides"], role: "the sides" },
          ],
        });
      },
    },
  }),
});

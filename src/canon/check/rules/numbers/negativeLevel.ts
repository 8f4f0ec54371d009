import type { EntityId } from "../../../../events/envelope.ts";
import { all } from "../../kit/likelihood.ts";
import { entityRegister } from "../../registers/entities.ts";
import { forceRegister } from "../../registers/forces.ts";
import { defineRule } from "../../kit/rule.ts";
import { listOf } from "../../kit/words.ts";
import { dated } from "../../kit/writtenDate.ts";
import { numberAt, round, sumOf } from "./amounts.ts";
import { held } from "../../../../idioms/held.ts";
import { isInTime } from "../../kit/inTime.ts";

export const negativeLevel = defineRule({
  id: "numbers/negative-level",
  severity: "error",
  confidence: "likely",
  explain: {
    reports:
      "Factions lose more ships at once than canon says that they have (a hull of the coding book is a ship). It is only possible where that number is ours (`invented`), a share or a prior, or hangs on an order of events that the dates leave open.",
    wayOut: "A report of what they have by then, or `count: several`.",
    wrong: `
entities:
  breen-confederacy: { kind: faction, standing: major, forces: { hulls: 12 } }
  badlands: { kind: region }
events:
  - { id: fleet-lost, type: ShipMissing, at: 2386, group: { count: 30, of: [breen-confederacy], region: badlands } }
`,
    right: `
entities:
  breen-confederacy: { kind: faction, standing: major, forces: { hulls: 12 } }
  badlands: { kind: region }
events:
  - { id: fleet-grows, type: ForceRaised, at: 2385, faction: breen-confederacy, component: hulls, by: 20 }
  - { id: fleet-lost, type: ShipMissing, at: 2386, group: { count: 30, of: [breen-confederacy], region: badlands } }
`,
  },
  check: ({ register, report }) => ({
    on: {
      loss({ of: named, count }, event) {
        if (count === undefined || named.length === 0 || !isInTime(event)) return;
        const sides: EntityId[] = [...new Set(named.map(register(entityRegister).canonical))];
        const forces = register(forceRegister);
        const levels = sides.flatMap((side) => forces.before(event, side, "hulls") ?? []);
        const had = sumOf(levels.flatMap(({ values }) => values));
        if (levels.length < sides.length || count <= had) return;
        report({
          likelihood: all(...levels.map(({ likelihood }) => likelihood)),
          message: `${dated(event)} loses ${count} ships of ${listOf(sides)}, who had ${round(had)}.`,
          entities: sides,
          at: [
            { event: event.id, path: ["group", "count"], role: `${count} are lost here` },
            ...levels.flatMap(({ by, values }, index) =>
              by.map((last) => numberAt(last, `${held(sides[index])} had ${round(sumOf(values))} by this`)),
            ),
          ],
          ledger: () => sides.flatMap((side) => forces.ledger(event, side, "hulls")),
        });
      },
    },
  }),
});

import { isType } from "../knownType.ts";
import { all } from "../likelihood.ts";
import { placeOf } from "../placeOf.ts";
import { forceEventRegister } from "../registers/forceEvents.ts";
import { forceLevelRegister } from "../registers/forceLevels.ts";
import { defineRule } from "../rule.ts";
import { dated } from "../writtenDate.ts";
import { settledForces } from "./settledForces.ts";

export const negativeLevel = defineRule({
  id: "numbers/negative-level",
  severity: "error",
  explain: {
    reports: "A faction loses more ships at once than it is reported to have (a hull of the coding book is a ship).",
    wayOut:
      "A report of what it has by then, or `count: several`. Numbers that are ours (`invented`) make it only possible.",
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
  check: (context) => ({
    types: ["ShipMissing"],
    visit(event) {
      if (!isType(event, "ShipMissing")) return;
      const { count, of: sides } = event.data.group ?? {};
      if (typeof count !== "number" || !Array.isArray(sides)) return;
      const forces = context.register(forceLevelRegister);
      const changes = sides.map((side) => context.register(forceEventRegister).of(side));
      const reports = changes.flatMap((list) => list.find(({ type }) => type === "ForceReported") ?? []);
      if (reports.length < sides.length) return;
      const before = forces.around(event.id)?.before;
      const had = sides.reduce((sum, side) => sum + (before?.of(side, "hulls") ?? 0), 0);
      if (count <= had) return;
      const isOurs = changes.flat().some(({ invented, type }) => invented !== undefined || type === "ForceCrippled");
      context.report({
        likelihood: all(
          isOurs ? "possible" : "certain",
          ...sides.map((side) => settledForces(context, side, event.id)),
        ),
        message: `${dated(event)} loses ${count} ships of ${sides.join(" and ")}, who had ${Number(had.toPrecision(3))}.`,
        events: [event.id, ...reports.map(({ id }) => id)],
        entities: sides,
        at: [
          { event: event.id, path: ["group", "count"], role: `${count} are lost here` },
          ...reports.map((report, index) => placeOf(context, report, sides[index] ?? "", "reported here")),
        ],
        ledger: () => sides.flatMap((side) => forces.ledger(side, "hulls", event.id)),
      });
    },
  }),
});

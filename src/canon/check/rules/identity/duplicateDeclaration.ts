import { entityRegister } from "../../registers/entities.ts";
import { turnRegister } from "../../registers/turns.ts";
import { defineRule } from "../../kit/rule.ts";
import { reportCanonIssues } from "../../kit/canonIssues.ts";
import { listOf } from "../../kit/words.ts";
import { differingPairs } from "./declarationPairs.ts";

export const duplicateDeclaration = defineRule({
  id: "identity/duplicate-declaration",
  severity: "error",
  explain: {
    reports:
      "One id is declared twice, with different facts or as two kinds of thing. A declaration without a date and a dated beginning that agree are one.",
    wayOut:
      "Where one canon is laid over another with `extends:`, the upper one's declaration replaces the lower one's.",
    wrong: `
entities:
  breen-confederacy: { kind: faction, standing: major }
  gor: { kind: person, name: Gor }
events:
  - id: gor-born
    type: PersonBorn
    at: 2330
    person: gor
    name: Thot Gor
`,
    right: `
entities:
  breen-confederacy: { kind: faction, standing: major }
  gor: { kind: person, name: Gor }
events:
  - id: gor-born
    type: PersonBorn
    at: 2330
    person: gor
    name: Gor
`,
  },
  check: (context) => ({
    finish() {
      reportCanonIssues(context);
      const reported = new Set(context.canonIssues.flatMap((issue) => issue.entities));
      for (const entity of context.register(entityRegister).all)
        for (const record of entity.records) {
          if (reported.has(record.id)) continue;
          for (const { first, second, differs, fields } of differingPairs(record)) {
            // Where a system lies is travel/coordinates-conflict.
            // What begins anew may be another than it was.
            if (differs === "facts" && context.register(turnRegister).of(entity).isOriginal !== "no") continue;
            if (differs === "immutable facts" || (fields.length === 1 && fields[0] === "position")) continue;
            const how =
              differs === "kind" ? `as a ${first.kind} and as a ${second.kind}` : `with another ${listOf(fields)}`;
            const [field] = fields;
            context.report({
              message: `${record.id} is declared twice, ${how}.`,
              help: "Give one of them another id, or make them agree.",
              events: [first.event.id, second.event.id],
              entities: [record.id],
              at: [
                {
                  event: second.event.id,
                  path: field === undefined ? second.path : [field],
                  role: "declared again here",
                },
                { event: first.event.id, path: field === undefined ? first.path : [field], role: "declared here" },
              ],
            });
          }
        }
    },
  }),
});

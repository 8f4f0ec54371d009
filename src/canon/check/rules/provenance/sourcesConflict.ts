import { disagreementRegister } from "./disagreements.ts";
import { rankOf } from "../../registers/documents.ts";
import { defineRule } from "../../kit/rule.ts";
import { dated } from "../../kit/writtenDate.ts";

export const sourcesConflict = defineRule({
  id: "provenance/sources-conflict",
  severity: "warning",
  explain: {
    reports:
      "Two documents of equal rank say different things of the same: a level of force or a standing at one date, who won a battle, who killed somebody or destroyed a ship, the answer to a question. Two dates of one death or one birth are for `lifespan/twice-ended` and `lifespan/twice-started`, and other facts for `identity/duplicate-declaration`, whatever they cite.",
    wayOut:
      "Give one of the documents a higher rank, in canon or under `ranks:` in the configuration; or an `expect:`.",
    wrong: `
documents:
  chronicle: { title: A Chronicle, rank: 1 }
  annals: { title: The Annals, rank: 1 }
entities:
  breen-confederacy: { kind: faction, standing: major }
events:
  - { id: told-by-chronicle, type: ForceReported, at: 2386-03-01, faction: breen-confederacy, component: hulls, value: 30, source: { document: chronicle } }
  - { id: told-by-annals, type: ForceReported, at: 2386-03-01, faction: breen-confederacy, component: hulls, value: 40, source: { document: annals } }
`,
    right: `
documents:
  chronicle: { title: A Chronicle, rank: 1 }
  annals: { title: The Annals, rank: 1 }
entities:
  breen-confederacy: { kind: faction, standing: major }
events:
  - { id: told-by-chronicle, type: ForceReported, at: 2386-03-01, faction: breen-confederacy, component: hulls, value: 30, source: { document: chronicle } }
  - { id: told-by-annals, type: ForceReported, at: 2387-03-01, faction: breen-confederacy, component: hulls, value: 40, source: { document: annals } }
`,
  },
  check: ({ register, settings, report }) => ({
    finish() {
      for (const { subject, first, second, likelihood } of register(disagreementRegister)) {
        if (rankOf(first.document, settings) !== rankOf(second.document, settings)) continue;
        report({
          likelihood,
          message: `${first.document.id} and ${second.document.id}, of equal rank, disagree on ${subject}: ${String(first.value)} (${first.event.id}) or ${String(second.value)} (${second.event.id}).`,
          events: [first.event.id, second.event.id],
          entities: [first.document.id, second.document.id],
          at: [first, second].map(({ event, document, field }) => ({
            event: event.id,
            path: [field],
            role: `${document.id} says so in ${dated(event)}`,
          })),
        });
      }
    },
  }),
});

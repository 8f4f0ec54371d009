import { canonicalJson } from "../../../../events/contentHash.ts";
import { disagreementRegister } from "./disagreements.ts";
import { documentRegister, rankOf } from "../../registers/documents.ts";
import { defineRule } from "../../kit/rule.ts";
import type { RuleContext } from "../../kit/ruleContext.ts";
import { overrulingsIn } from "./overrulings.ts";

export const lowerOverridesHigher = defineRule({
  id: "provenance/lower-overrides-higher",
  severity: "warning",
  explain: {
    reports:
      "What a document of lower rank says stands in place of what a higher one says: it comes later at the same date, or replaces or takes back (`EventAmended`, `EventRetracted`) what an event says that cites the higher one.",
    wayOut:
      "Let the higher one's word come last, or change ranks under `ranks:` in the configuration; or an `expect:`.",
    wrong: `
documents:
  chronicle: { title: A Chronicle, rank: 1 }
  tavern-talk: { title: Tavern Talk, rank: 3 }
entities:
  breen-confederacy: { kind: faction, standing: major }
events:
  - { id: told-by-chronicle, type: ForceReported, at: 2386-03-01, faction: breen-confederacy, component: hulls, value: 30, source: { document: chronicle } }
  - { id: told-in-taverns, type: ForceReported, at: 2386-03-01, faction: breen-confederacy, component: hulls, value: 400, source: { document: tavern-talk } }
`,
    right: `
documents:
  chronicle: { title: A Chronicle, rank: 1 }
  tavern-talk: { title: Tavern Talk, rank: 3 }
entities:
  breen-confederacy: { kind: faction, standing: major }
events:
  - { id: told-in-taverns, type: ForceReported, at: 2386-03-01, faction: breen-confederacy, component: hulls, value: 400, source: { document: tavern-talk } }
  - { id: told-by-chronicle, type: ForceReported, at: 2386-03-01, faction: breen-confederacy, component: hulls, value: 30, source: { document: chronicle } }
`,
  },
  check: (context) => ({
    finish() {
      const { register, settings, report, isBefore } = context;
      for (const { subject, first, second, likelihood } of register(disagreementRegister)) {
        const [over, under] = [rankOf(second.document, settings), rankOf(first.document, settings)];
        if (over <= under) continue;
        const isSameDate = canonicalJson(first.event.at ?? null) === canonicalJson(second.event.at ?? null);
        report({
          likelihood: isSameDate ? likelihood : isBefore(first.event.id, second.event.id),
          message: `${second.document.id} (rank ${over}) has the last word on ${subject}, over ${first.document.id} (rank ${under}).`,
          help: `Put ${second.event.id} before ${first.event.id}, or take it out.`,
          events: [second.event.id, first.event.id],
          entities: [second.document.id, first.document.id],
          at: [
            { event: second.event.id, path: [second.field], role: `${second.document.id} has the last word` },
            { event: first.event.id, path: [first.field], role: `${first.document.id} says this` },
          ],
        });
      }
      reportOverrulings(context);
    },
  }),
});

/** An event that cites a document, changed or taken back on the word of a lesser one. */
function reportOverrulings({ chronicle, register, settings, report }: RuleContext<unknown>): void {
  const documents = register(documentRegister);
  if (documents.all.length < 2) return;
  for (const { by, target, does } of overrulingsIn(chronicle)) {
    const [lower, higher] = [documents.cited(by), documents.cited(target)];
    if (lower === undefined || higher === undefined) continue;
    const [over, under] = [rankOf(lower, settings), rankOf(higher, settings)];
    if (over <= under) continue;
    report({
      message: `${by.id} ${does} ${target.id}, which cites ${higher.id} (rank ${under}), on the word of ${lower.id} (rank ${over}).`,
      events: [by.id, target.id],
      entities: [lower.id, higher.id],
      at: [
        { event: by.id, path: ["source"], role: `on the word of ${lower.id}` },
        { event: target.id, path: ["source"], role: `told by ${higher.id}` },
      ],
    });
  }
}

import type { RecordedEvent } from "../../../log/eventLog.ts";
import { disagreementRegister } from "./assertions.ts";
import { documentRegister, rankOf } from "../registers/documents.ts";
import { defineRule } from "../rule.ts";
import type { RuleContext } from "../ruleContext.ts";

export const lowerOverridesHigher = defineRule({
  id: "provenance/lower-overrides-higher",
  severity: "warning",
  explain: {
    reports:
      "What a document of lower rank says stands in place of what a higher one says: it comes later at the same date, or amends an event that cites the higher one.",
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
      const { register, settings, report } = context;
      for (const { subject, first, second, likelihood } of register(disagreementRegister)) {
        const [over, under] = [rankOf(second.document, settings), rankOf(first.document, settings)];
        if (over <= under) continue;
        report({
          likelihood,
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
      reportAmendments(context);
    },
  }),
});

/** An event that cites a document, changed on the word of a lesser one. */
function reportAmendments({ chronicle, register, settings, report }: RuleContext<unknown>): void {
  if (chronicle.amendments.size === 0) return;
  const documents = register(documentRegister);
  const recorded = new Map<string, RecordedEvent>(chronicle.recorded.map((event) => [event.id, event]));
  const citedBy = (id: string) => {
    const source = recorded.get(id)?.source;
    return source !== undefined && "document" in source ? documents.get(source.document) : undefined;
  };
  for (const [target, amendments] of chronicle.amendments)
    for (const { by } of amendments) {
      const [lower, higher] = [citedBy(by), citedBy(target)];
      if (lower === undefined || higher === undefined) continue;
      const [over, under] = [rankOf(lower, settings), rankOf(higher, settings)];
      if (over <= under) continue;
      report({
        message: `${by} changes ${target}, which cites ${higher.id} (rank ${under}), on the word of ${lower.id} (rank ${over}).`,
        events: [by, target],
        entities: [lower.id, higher.id],
        at: [
          { event: by, path: ["source"], role: `on the word of ${lower.id}` },
          { event: target, path: ["source"], role: `told by ${higher.id}` },
        ],
      });
    }
}

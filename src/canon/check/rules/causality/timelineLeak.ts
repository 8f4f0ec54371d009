import type { EventId } from "../../../../events/envelope.ts";
import { isOwn } from "../../kit/elsewhere.ts";
import { unresolvedRegister } from "../../registers/unresolved.ts";
import { defineRule } from "../../kit/rule.ts";
import { dated } from "../../kit/writtenDate.ts";

export const timelineLeak = defineRule({
  id: "causality/timeline-leak",
  severity: "error",
  explain: {
    reports:
      "An event names one that is not in its timeline, though another timeline of the same files holds it: canon, an event of a what-if; a branch, one of a branch beside it, or one of its parent that its `cut` takes away. What a branch inherits is judged in the timeline that says it.",
    wayOut: "Write the event that is named in this timeline as well; or let the `cut` be later.",
    wrong: `
entities:
  breen-confederacy: { kind: faction, name: Breen Confederacy, standing: major }
events:
  - { id: militia-regroups, type: Noted, at: 2388-12, about: breen-confederacy, causes: [breach-repelled] }
`,
    right: `
entities:
  breen-confederacy: { kind: faction, name: Breen Confederacy, standing: major }
events:
  - { id: breach-reported, type: Noted, at: 2388-10-12, about: breen-confederacy }
  - { id: militia-regroups, type: Noted, at: 2388-12, about: breen-confederacy, causes: [breach-reported] }
`,
    beside: `
branch: { name: what-if/repelled, of: canon }
events:
  - { id: breach-repelled, type: Noted, at: 2388-10-11, about: breen-confederacy }
`,
  },
  check: (context) => {
    const { chronicle, elsewhere, refused } = context;
    const { timeline } = chronicle;
    const check = (by: EventId, path: readonly (string | number)[], id: EventId): void => {
      const found = refused.has(id) ? undefined : elsewhere(id);
      if (found === undefined || !isOwn(by, chronicle)) return;
      const where = found.isBeyond ? `${found.timeline}, beyond where ${timeline} leaves it` : `${found.timeline} only`;
      const event = chronicle.event(by) ?? chronicle.recordedEvent(by);
      context.report({
        message: `${event === undefined ? by : dated(event)} names ${id}, which is in ${where}.`,
        help: `Write ${id} in ${timeline} as well, ${found.isBeyond ? "let the branch leave later, " : ""}or do not name it.`,
        events: [by, id],
        entities: [],
        at: [
          { event: by, path, role: `named here, in ${timeline}` },
          { event: id, path: ["id"], role: `in ${where}` },
        ],
      });
    };
    const unresolved = context.register(unresolvedRegister);
    return {
      each(event) {
        for (const { id, path, due } of unresolved.in(event)) if (due !== "entity") check(event.id, path, id);
      },
      finish() {
        for (const { event, path, id } of unresolved.dangling) if (id !== undefined) check(event, path, id);
      },
    };
  },
});

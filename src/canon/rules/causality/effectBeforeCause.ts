import { defineRule } from "../rule.ts";
import { writtenDate } from "../writtenDate.ts";

const LINKS = [
  { field: "causes", words: "a cause of it" },
  { field: "necessary", words: "necessary for it" },
] as const;

export const effectBeforeCause = defineRule({
  id: "causality/effect-before-cause",
  severity: "error",
  explain: {
    reports: "An event lies before one that caused it, or without which it cannot have happened.",
    wayOut: "`timeTravel: true` on either.",
    wrong: `
entities:
  gor: { kind: person }
  breen-crisis: { kind: conflict }
events:
  - { id: crisis-ends, type: ConflictEnded, at: 2386-09, conflict: breen-crisis }
  - { id: gor-becomes-domo, type: DomoReplaced, at: 2386-04, successor: gor, manner: disgraced, causes: [crisis-ends] }
`,
    right: `
entities:
  gor: { kind: person }
  breen-crisis: { kind: conflict }
events:
  - { id: crisis-ends, type: ConflictEnded, at: 2386-09, conflict: breen-crisis }
  - { id: gor-becomes-domo, type: DomoReplaced, at: 2386, successor: gor, manner: disgraced, causes: [crisis-ends] }
`,
  },
  check: ({ chronicle, isBefore, report }) => ({
    each(event) {
      for (const { field, words } of LINKS)
        for (const [index, id] of (event[field] ?? []).entries()) {
          const cause = chronicle.event(id);
          if (cause === undefined || cause.timeTravel === true || event.timeTravel === true) continue;
          report({
            likelihood: isBefore(event.id, id),
            message: `${event.id} (${writtenDate(event.at)}) lies before ${id} (${writtenDate(cause.at)}), which is ${words}.`,
            events: [event.id, id],
            entities: [],
            at: [
              { event: event.id, path: [field, index], role: `the effect (${writtenDate(event.at)})` },
              { event: id, path: ["at"], role: `the cause comes later (${writtenDate(cause.at)})` },
            ],
          });
        }
    },
  }),
});

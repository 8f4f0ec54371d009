import { reportCanonIssues } from "../../kit/canonIssues.ts";
import { defineRule } from "../../kit/rule.ts";
import { writtenDate } from "../../kit/writtenDate.ts";

export const outOfOrder = defineRule({
  id: "causality/out-of-order",
  severity: "warning",
  explain: {
    reports:
      "A file that promises date order (`order: date` in its header) holds an event that lies before the one above it.",
    wayOut: "Leave the promise out: files may hold events in any order.",
    wrong: `
order: date
entities:
  gor: { kind: person }
events:
  - { id: gor-restored, type: Noted, at: 2388, about: gor }
  - { id: gor-rises, type: Noted, at: 2387, about: gor }
`,
    right: `
order: date
entities:
  gor: { kind: person }
events:
  - { id: gor-rises, type: Noted, at: 2387, about: gor }
  - { id: gor-restored, type: Noted, at: 2388, about: gor }
`,
  },
  check: (context) => ({
    finish() {
      reportCanonIssues(context);
      for (const { events } of context.ordered)
        for (const [index, id] of events.entries()) {
          const [above, event] = [events[index - 1], id].map((one) =>
            one === undefined ? undefined : context.chronicle.event(one),
          );
          if (above === undefined || event === undefined) continue;
          context.report({
            likelihood: context.isBefore(event.id, above.id),
            message: `${event.id} (${writtenDate(event.at)}) stands below ${above.id} (${writtenDate(above.at)}), in a file that promises date order.`,
            help: "Move it up, or take `order: date` out of the header.",
            events: [event.id, above.id],
            entities: [],
            at: [
              { event: event.id, path: ["at"], role: "earlier, but below" },
              { event: above.id, path: ["at"], role: "later, but above" },
            ],
          });
        }
    },
  }),
});

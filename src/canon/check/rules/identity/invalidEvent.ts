import { reportCanonIssues } from "../../kit/canonIssues.ts";
import { defineRule } from "../../kit/rule.ts";

export const invalidEvent = defineRule({
  id: "identity/invalid-event",
  severity: "error",
  explain: {
    reports:
      "A field that the event's type does not have, that is missing, or whose value it refuses. The event is left out; the rest is checked.",
    wrong: `
entities:
  gor: { kind: person, name: Gor }
events:
  - { id: gor-dies, type: PersonDied, at: 2395, person: gor, by: 7 }
`,
    right: `
entities:
  gor: { kind: person, name: Gor }
events:
  - { id: gor-dies, type: PersonDied, at: 2395, person: gor, manner: old age }
`,
  },
  check: (context) => ({
    finish() {
      reportCanonIssues(context);
      for (const { kind, event, path, message } of context.chronicle.issues)
        if (kind === "invalid-date")
          context.report({ message, events: [event], entities: [], at: [{ event, path, role: "not a date" }] });
    },
  }),
});

import { defineRule } from "../../kit/rule.ts";

export const notChecked = defineRule({
  id: "provenance/not-checked",
  severity: "info",
  explain: {
    reports:
      "A rule could not do its work, and why; once a rule. Also a date that counts from something of which nothing says when it was, so that nothing can be compared with it.",
    wrong: `
entities:
  breen-crisis: { kind: conflict }
  gor: { kind: person }
events:
  - { id: gor-rises, type: Noted, at: { during: breen-crisis }, about: gor }
`,
    right: `
entities:
  breen-confederacy: { kind: faction, standing: major }
  gor: { kind: person }
events:
  - { id: crisis-begins, type: ConflictBegun, at: 2385, conflict: breen-crisis, sides: [breen-confederacy] }
  - { id: gor-rises, type: Noted, at: { during: breen-crisis }, about: gor }
`,
  },
  check: ({ chronicle, report }) => ({
    finish() {
      const said = new Set<string>();
      for (const { kind, event, path, message } of chronicle.issues) {
        if (kind !== "no-span" || said.has(message)) continue;
        said.add(message);
        report({ message, events: [event], entities: [], at: [{ event, path, role: "counts from it here" }] });
      }
    },
  }),
});

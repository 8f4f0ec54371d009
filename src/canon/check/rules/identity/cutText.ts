import { reportCanonIssues } from "../../kit/canonIssues.ts";
import { defineRule } from "../../kit/rule.ts";

export const cutText = defineRule({
  id: "identity/cut-text",
  severity: "warning",
  confidence: "likely",
  explain: {
    reports:
      "A `#` with a space before it ends text that has no quotes: YAML takes the rest for a remark. Only what looks like text is reported, a number or a name right after the `#`.",
    wayOut: "Put the text in quotes; if a remark is meant, put a space after the `#`.",
    wrong: `
entities:
  hills: { kind: faction, name: Hills, standing: minor }
events:
  - id: third-battle
    type: Noted
    at: 2388
    about: hills
    title: Battle #3 of twelve
`,
    right: `
entities:
  hills: { kind: faction, name: Hills, standing: minor }
events:
  - id: third-battle
    type: Noted
    at: 2388
    about: hills
    title: "Battle #3 of twelve"
`,
  },
  check: (context) => ({ finish: () => reportCanonIssues(context) }),
});

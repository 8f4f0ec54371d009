import { defineRule } from "../../kit/rule.ts";
import { undefinedTypes } from "./undefinedTypes.ts";

export const misspeltType = defineRule({
  id: "identity/misspelt-type",
  severity: "error",
  explain: {
    reports:
      "Events have a type, or claim that one happened, that nobody defined and that is nearly a defined one, so what they say changes no number; each type is reported once.",
    wayOut:
      "Define the type in a plugin with `defineEvent`, if it is one of your own; or call it by a name that is less like the other.",
    wrong: `
entities:
  gor: { kind: person }
events:
  - { id: gor-dies, type: PersonDies, at: 2388, person: gor }
`,
    right: `
entities:
  gor: { kind: person }
events:
  - { id: gor-dies, type: PersonDied, at: 2388, person: gor }
`,
  },
  check: (context) => undefinedTypes(context, "near"),
});

import { defineRule } from "../../kit/rule.ts";

/** Places that a finding shows; the others are counted. */
const SHOWN = 5;

export const declaredAgain = defineRule({
  id: "identity/declared-again",
  severity: "warning",
  explain: {
    reports:
      "Entities are declared more than once, each time with the same facts: whoever changes one will forget the other. All of them are one finding.",
    wayOut:
      "Keep one of the two. Where one canon is laid over another with `extends:`, the upper one's declaration replaces the lower one's.",
    wrong: `
entities:
  gor: { kind: person, name: Gor }
events: []
`,
    beside: `
entities:
  gor: { kind: person, name: Gor }
`,
    right: `
entities:
  pran: { kind: person, name: Pran }
events: []
`,
  },
  check: ({ canonIssues, report }) => ({
    finish() {
      const entities = [...new Set(canonIssues.flatMap((issue) => issue.entities))];
      const [first] = entities;
      if (first === undefined) return;
      const others = entities.length - 1;
      report({
        message:
          others === 0
            ? `${first} is declared again, with the same facts.`
            : `${first} and ${others} ${others === 1 ? "other" : "others"} are declared again, with the same facts.`,
        help: "Keep one declaration of each.",
        events: [],
        entities,
        at: canonIssues
          .slice(0, SHOWN)
          .flatMap(({ locations }) => locations.map(({ location, role }) => ({ location: { ...location, role } }))),
      });
    },
  }),
});

import { defineRule } from "../../kit/rule.ts";

export const staleExpectation = defineRule({
  id: "provenance/stale-expectation",
  severity: "warning",
  explain: {
    reports: "An event expects a finding (`expect:`) that is not there, or of a rule that nobody defined.",
    wayOut: "Take the expectation out. One whose rule did not run is not judged.",
    wrong: `
entities:
  gor: { kind: person }
events:
  - id: gor-dies
    type: PersonDied
    at: 2395
    person: gor
    expect: [{ rule: lifespan/twice-ended, reason: He died twice in an earlier draft. }]
`,
    right: `
entities:
  gor: { kind: person }
events:
  - { id: gor-dies, type: PersonDied, at: 2387, person: gor }
  - id: gor-dies-again
    type: PersonDied
    at: 2395
    person: gor
    expect: [{ rule: lifespan/twice-ended, reason: The first was staged; nobody says how. }]
`,
  },
  // Only after every other rule is it known: the run itself reports it.
  check: () => ({}),
});

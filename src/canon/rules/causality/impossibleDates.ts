import { formatDuration } from "../../../events/dates/duration.ts";
import type { ImpossibleDates } from "../../../timelines/dateIssues.ts";
import { defineRule } from "../rule.ts";
import { listOf } from "../words.ts";
import { isStardateAgainstDate } from "./calendarMismatch.ts";

export const impossibleDates = defineRule({
  id: "causality/impossible-dates",
  severity: "error",
  explain: {
    reports:
      "Dates that cannot all hold: followed from one to the next, they lead back to where they began, and miss it. Each step is shown where it is written.",
    wayOut: "Change one of the dates. Until then these are set aside, and the rest is dated without them.",
    wrong: `
entities:
  gor: { kind: person }
  breen-crisis: { kind: conflict }
events:
  - { id: crisis-ends, type: ConflictEnded, at: 2386-09, conflict: breen-crisis }
  - { id: gor-becomes-domo, type: DomoReplaced, at: { after: crisis-ends, offset: P3W }, successor: gor, manner: disgraced }
  - { id: gor-speaks, type: StatementMade, at: { after: gor-becomes-domo, before: crisis-ends }, speaker: gor, about: breen-crisis, stance: calls it a mistake }
`,
    right: `
entities:
  gor: { kind: person }
  breen-crisis: { kind: conflict }
events:
  - { id: crisis-ends, type: ConflictEnded, at: 2386-09, conflict: breen-crisis }
  - { id: gor-becomes-domo, type: DomoReplaced, at: { after: crisis-ends, offset: P3W }, successor: gor, manner: disgraced }
  - { id: gor-speaks, type: StatementMade, at: { after: gor-becomes-domo }, speaker: gor, about: breen-crisis, stance: calls it a mistake }
`,
  },
  check: ({ chronicle, report }) => ({
    finish() {
      for (const { steps, excess } of chronicle.impossible) {
        if (isStardateAgainstDate(steps)) continue;
        const events = [...new Set(steps.map(({ event }) => event))];
        report({
          message: `${events.length === 1 ? `What the date of ${events[0] ?? ""} says` : `The dates of ${listOf(events)}`} cannot all hold.`,
          help: `${sumOf(steps)} misses itself by ${formatDuration(excess)}: change one of these dates.`,
          events,
          entities: [],
          at: steps.map(({ event, path, says }) => ({ event, path, role: `${event}: ${says}` })),
        });
      }
    },
  }),
});

/** Where the ring closes. */
const sumOf = ([first]: ImpossibleDates["steps"]): string =>
  first === undefined ? "The ring" : `From ${first.from} round to ${first.from} the ring`;

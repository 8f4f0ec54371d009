import { formatDuration } from "../../../../events/dates/duration.ts";
import type { ImpossibleDates } from "../../../../timelines/dateIssues.ts";
import { defineRule } from "../../kit/rule.ts";
import { listOf } from "../../kit/words.ts";
import { isStardateAgainstDate } from "./calendarMismatch.ts";
import { held } from "../../../../idioms/held.ts";

export const impossibleDates = defineRule({
  id: "causality/impossible-dates",
  severity: "error",
  explain: {
    reports:
      "Dates that cannot all hold: followed from one to the next, they lead back to where they began, and miss it. Each step is shown where it is written.",
    wayOut:
      "Change one of the dates. Until then, those that count from something else are set aside, and the rest is dated without them; what the calendar dates stands.",
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
          message: `${events.length === 1 ? `What the date of ${held(events[0])} says` : `The dates of ${listOf(events)}`} cannot all hold.`,
          help: `${sumOf(steps, formatDuration(excess))}: change one of these dates.`,
          events,
          entities: [],
          inOrder: true,
          at: steps.map(({ event, path, says }) => ({ event, path, role: `${event}: ${says}` })),
        });
      }
    },
  }),
});

/** The ring of dates leads back to where it began, and cannot. */
function sumOf(steps: ImpossibleDates["steps"], excess: string): string {
  const start = steps.map(({ from }) => from).find((from) => steps.some(({ event }) => event === from));
  return start === undefined
    ? `They miss each other by ${excess}`
    : `Followed round, ${start} would have to lie ${excess} before itself`;
}

import type { DateExpression } from "../../../../events/dates/dateExpression.ts";
import { DAY } from "../../../../events/dates/span.ts";
import type { DateStep } from "../../../../timelines/dateIssues.ts";
import { fieldOf } from "../../kit/fieldValues.ts";
import { defineRule } from "../../kit/rule.ts";
import { spanOrWhyNot } from "../../kit/spanOrWhyNot.ts";
import { writtenDate } from "../../kit/writtenDate.ts";

export const calendarMismatch = defineRule({
  id: "causality/calendar-mismatch",
  severity: "warning",
  parameters: { tolerance: { default: 1, about: "Days by which a converted stardate may miss the civil date." } },
  explain: {
    reports:
      "The stardate and the civil date of an event disagree by more than the era's conversion allows. A stardate that a text claims, and that no era converts, is not checked.",
    wayOut: "An `expect:` with the reason: many stardates on screen follow no calendar.",
    wrong: `
entities:
  starfleet: { kind: faction, standing: organisation }
events:
  - { id: alert, type: Noted, at: 2388-10-10, about: starfleet, states: { date: { stardate: "41000.0" } } }
`,
    right: `
entities:
  starfleet: { kind: faction, standing: organisation }
events:
  - { id: alert, type: Noted, at: 2388-10-10, about: starfleet, states: { date: { stardate: "65776.2" } } }
`,
  },
  check: ({ chronicle, parameters, report, notChecked }) => ({
    each(event) {
      const stated = event.states?.date;
      if (stated === undefined || event.at === undefined || !hasStardate([stated, event.at])) return;
      const said = spanOrWhyNot(chronicle, stated);
      if (typeof said === "string") {
        notChecked(said);
        return;
      }
      if (!isMixed(stated, event.at)) return;
      const own = event.occurred;
      const apart = Math.max(said.earliest - own.latest, own.earliest - said.latest);
      if (apart <= parameters.tolerance * DAY) return;
      report({
        message: `${event.id} is dated ${writtenDate(event.at)}, but its text says ${writtenDate(stated)}.`,
        entities: [],
        at: [
          { event: event.id, path: ["states", "date"], role: `the text says ${writtenDate(stated)}` },
          { event: event.id, path: ["at"], role: `dated ${writtenDate(event.at)}` },
        ],
      });
    },
    finish() {
      for (const { steps, excess } of chronicle.impossible) {
        const [first] = steps;
        if (first === undefined || !isStardateAgainstDate(steps) || excess <= parameters.tolerance * DAY) continue;
        report({
          message: `The stardate of ${first.event} and its civil date disagree.`,
          entities: [],
          at: steps.map(({ event, path, says }) => ({ event, path, role: says })),
        });
      }
    },
  }),
});

const isMixed = (a: DateExpression, b: DateExpression): boolean => hasStardate(a) !== hasStardate(b);

export const hasStardate = (date: DateExpression | readonly DateExpression[]): boolean =>
  [date].flat(2).some((part) => fieldOf(part, "stardate") !== undefined);

/** A contradiction within one date, between its stardate and the rest. */
export const isStardateAgainstDate = (steps: readonly DateStep[]): boolean =>
  steps.length === 2 &&
  steps[0]?.event === steps[1]?.event &&
  steps.filter(({ path }) => path.includes("stardate")).length === 1;

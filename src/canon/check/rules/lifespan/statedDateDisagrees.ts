import type { Span } from "../../../../events/dates/span.ts";
import { defineRule } from "../../kit/rule.ts";
import { spanOrWhyNot } from "../../kit/spanOrWhyNot.ts";
import { writtenDate } from "../../kit/writtenDate.ts";
import { hasStardate } from "../causality/calendarMismatch.ts";

export const statedDateDisagrees = defineRule({
  id: "lifespan/stated-date-disagrees",
  severity: "error",
  explain: {
    reports: "The date that an event's text claims (`states: { date: … }`) lies outside the event's own.",
    wayOut: "An `expect:` with the reason, where the text is wrong in-world.",
    wrong: `
events:
  - { id: talks-open, type: TalksOpened, at: 2386-05, talks: valoris-talks, parties: [breen-confederacy], states: { date: 2387 } }
entities:
  breen-confederacy: { kind: faction, standing: major }
`,
    right: `
events:
  - { id: talks-open, type: TalksOpened, at: 2386-05, talks: valoris-talks, parties: [breen-confederacy], states: { date: 2386 } }
entities:
  breen-confederacy: { kind: faction, standing: major }
`,
  },
  check: ({ chronicle, report, notChecked }) => ({
    each(event) {
      const stated = event.states?.date;
      if (stated === undefined || event.at === undefined || event.timeTravel === true) return;
      // A stardate is converted: causality/calendar-mismatch compares those with its own tolerance.
      if (hasStardate([stated, event.at])) return;
      const said = spanOrWhyNot(chronicle, stated);
      if (typeof said === "string") notChecked(said);
      if (typeof said === "string" || overlap(said, event.occurred)) return;
      report({
        message: `${event.id} is dated ${writtenDate(event.at)}, but its text says ${writtenDate(stated)}.`,
        entities: [],
        at: [
          { event: event.id, path: ["states", "date"], role: `the text says ${writtenDate(stated)}` },
          { event: event.id, path: ["at"], role: `dated ${writtenDate(event.at)}` },
        ],
      });
    },
  }),
});

const overlap = (a: Span, b: Span): boolean => a.earliest <= b.latest && b.earliest <= a.latest;

import { lifespanRegister } from "../../registers/lifespans.ts";
import { defineRule } from "../../kit/rule.ts";
import { withDate } from "../../kit/writtenDate.ts";
import { reportOutside } from "../../registers/outsideSpan.ts";

export const agentNotAlive = defineRule({
  id: "causality/agent-not-alive",
  severity: "error",
  explain: {
    reports: "The one by whom something came about (`by:` of a death, a destruction) was not there yet, or no longer.",
    wayOut:
      "`sentinel: true` for a stand-in such as an unknown killer; `posthumous: true` where a trap outlives its maker; `timeTravel: true`.",
    wrong: `
entities:
  gor: { kind: person }
  pran: { kind: person }
events:
  - { id: pran-dies, type: PersonDied, at: 2380-03, person: pran }
  - { id: gor-is-killed, type: PersonDied, at: 2381, person: gor, by: pran }
`,
    right: `
entities:
  gor: { kind: person }
  unknown-killer: { kind: person, name: Unknown killer, sentinel: true }
events:
  - { id: killer-dies, type: PersonDied, at: "0001", person: unknown-killer }
  - { id: gor-is-killed, type: PersonDied, at: 2381, person: gor, by: unknown-killer }
`,
  },
  check: (context) => {
    const lifespans = context.register(lifespanRegister);
    return {
      each(event) {
        for (const { role, id, path } of context.references(event)) {
          // Whoever acts in their own name is lifespan/acts-…'s.
          if (role !== "refers" || path[0] !== "by") continue;
          reportOutside(context, id, lifespans.outside(event, id), () => ({
            sentence: `${withDate(event.id, event)} comes about by ${id}, but ${id}`,
            entities: [id],
            at: { event: event.id, path, role: withDate(`by ${id}`, event) },
          }));
        }
      },
    };
  },
});

import { lifePlace, lifeWords } from "../../registers/placeOf.ts";
import { lifespanRegister } from "../../registers/lifespans.ts";
import { defineRule } from "../../kit/rule.ts";
import { writtenDate } from "../../kit/writtenDate.ts";

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
          const [unborn, dead] = [lifespans.beforeStart(event, id), lifespans.afterEnd(event, id)];
          for (const outside of [unborn, dead]) {
            const bound = outside && context.chronicle.event(outside.by);
            if (outside === undefined || bound === undefined) continue;
            context.report({
              likelihood: outside.likelihood,
              message: `${event.id} (${writtenDate(event.at)}) comes about by ${id}, but ${id} ${lifeWords(bound)} ${outside === dead ? "before" : "only later"}.`,
              events: [event.id, bound.id],
              entities: [id],
              at: [
                { event: event.id, path, role: `by ${id} (${writtenDate(event.at)})` },
                lifePlace(context, bound, id),
              ],
            });
          }
        }
      },
    };
  },
});

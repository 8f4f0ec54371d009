import type { ResolvedEvent } from "../../../timelines/resolvedEvent.ts";
import { YEAR } from "../comparison.ts";
import { isType } from "../knownType.ts";
import { all, not } from "../likelihood.ts";
import { forceEventRegister } from "../registers/forceEvents.ts";
import { defineRule } from "../rule.ts";
import { dated, writtenDate } from "../writtenDate.ts";

export const jump = defineRule({
  id: "numbers/jump",
  severity: "warning",
  parameters: {
    factor: { default: 8, about: "How many times more, or less, within a year." },
  },
  explain: {
    reports: "What a faction is reported to have grows or shrinks many times within a year, and no event says why.",
    wayOut: "The event that brought it about, between the two reports or among the `causes` of the second.",
    wrong: `
entities:
  breen-confederacy: { kind: faction, standing: major }
events:
  - { id: few-ships, type: ForceReported, at: 2386-02, faction: breen-confederacy, component: hulls, value: 5 }
  - { id: many-ships, type: ForceReported, at: 2386-09, faction: breen-confederacy, component: hulls, value: 90 }
`,
    right: `
entities:
  breen-confederacy: { kind: faction, standing: major }
events:
  - { id: few-ships, type: ForceReported, at: 2386-02, faction: breen-confederacy, component: hulls, value: 5 }
  - { id: yards-deliver, type: ForceRaised, at: 2386-06, faction: breen-confederacy, component: hulls, by: 85 }
  - { id: many-ships, type: ForceReported, at: 2386-09, faction: breen-confederacy, component: hulls, value: 90 }
`,
  },
  check: ({ register, parameters, isBefore, isLonger, mayPrecede, report }) => ({
    finish() {
      const forces = register(forceEventRegister);
      for (const faction of forces.factions) {
        const last = new Map<string, ResolvedEvent>();
        let changes: ResolvedEvent[] = [];
        for (const event of forces.of(faction)) {
          if (!isType(event, "ForceReported")) {
            changes.push(event);
            continue;
          }
          const { component, unit = "units", value } = event.data;
          const before = last.get(`${component} ${unit}`);
          last.set(`${component} ${unit}`, event);
          if (before === undefined || !isType(before, "ForceReported") || (event.causes ?? []).length > 0) continue;
          const times = Math.max(value, before.data.value) / Math.min(value, before.data.value);
          if (!(times >= parameters.factor) || !Number.isFinite(times)) continue;
          changes = changes.filter(({ id }) => mayPrecede(id, before.id) !== "certain");
          if (changes.some(({ id }) => isBefore(event.id, id) !== "certain")) continue;
          report({
            likelihood: all(isBefore(before.id, event.id), not(isLonger(before.id, event.id, YEAR))),
            message: `The ${component} of ${faction} go from ${before.data.value} (${writtenDate(before.at)}) to ${value} (${writtenDate(event.at)}) within a year, and no event says why.`,
            events: [before.id, event.id],
            entities: [faction],
            at: [
              { event: event.id, path: ["value"], role: `${value} in ${dated(event)}` },
              { event: before.id, path: ["value"], role: `${before.data.value} in ${dated(before)}` },
            ],
          });
        }
      }
    },
  }),
});

import type { EntityId } from "../../../../events/envelope.ts";
import type { ResolvedEvent } from "../../../../timelines/resolvedEvent.ts";
import { entityRegister } from "../../registers/entities.ts";
import { euclidean } from "../../registers/routes.ts";
import { defineRule } from "../../kit/rule.ts";

export const coordinatesConflict = defineRule({
  id: "travel/coordinates-conflict",
  severity: "warning",
  parameters: { tolerance: { default: 1, about: "Units of `position` by which two charts may differ." } },
  explain: {
    reports: "Two charts place one system apart, in the dimensions that both draw.",
    wayOut: "`alias:` where they name two systems alike; or take one of the positions out.",
    wrong: `
events:
  - { id: old-chart, type: SystemCharted, system: dozaria, position: [412, 230] }
  - { id: new-chart, type: SystemCharted, system: dozaria, position: [398, 230] }
`,
    right: `
events:
  - { id: old-chart, type: SystemCharted, system: dozaria, position: [412, 230] }
  - { id: new-chart, type: SystemCharted, system: dozaria, position: [412, 230], region: corridor }
  - { id: corridor-charted, type: RegionCharted, region: corridor }
`,
  },
  check: ({ register, parameters, report }) => {
    const { canonical } = register(entityRegister);
    const charts = new Map<EntityId, { readonly event: ResolvedEvent; readonly position: readonly number[] }>();
    return {
      on: {
        chart({ system, position }, event) {
          if (position === undefined) return;
          const first = charts.get(canonical(system));
          if (first === undefined) {
            charts.set(canonical(system), { event, position });
            return;
          }
          const apart = euclidean(first.position, position);
          if (apart <= parameters.tolerance) return;
          report({
            message: `Two charts place ${system} ${Number(apart.toPrecision(3))} apart.`,
            events: [first.event.id, event.id],
            entities: [system],
            at: [
              { event: event.id, path: ["position"], role: "here by one chart" },
              { event: first.event.id, path: ["position"], role: "here by another" },
            ],
          });
        },
      },
    };
  },
});

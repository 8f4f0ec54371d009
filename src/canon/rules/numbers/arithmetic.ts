import type { EntityId, EventId } from "../../../events/envelope.ts";
import type { ResolvedEvent } from "../../../timelines/resolvedEvent.ts";
import { isType } from "../knownType.ts";
import { forceLevelRegister, type Levels, type Measure } from "../registers/forceLevels.ts";
import { defineRule } from "../rule.ts";
import { dated } from "../writtenDate.ts";
import { settledForces } from "./settledForces.ts";

export const arithmetic = defineRule({
  id: "numbers/arithmetic",
  severity: "warning",
  parameters: { tolerance: { default: 0.1, about: "Part of the stated ratio by which the computed one may miss it." } },
  explain: {
    reports:
      "The text says by how much a force changed (`states: { ratio: 0.5 }`: halved), and what the events make of it is something else.",
    wayOut: "`baseline:` of a reduction, where the text measures against an earlier level; or an `expect:`.",
    wrong: `
entities:
  breen-confederacy: { kind: faction, standing: major, forces: { hulls: 40 } }
events:
  - { id: fleet-halved, type: ForceReduced, at: 2386, faction: breen-confederacy, component: hulls, factor: 0.3, states: { ratio: 0.5 } }
`,
    right: `
entities:
  breen-confederacy: { kind: faction, standing: major, forces: { hulls: 40 } }
events:
  - { id: fleet-halved, type: ForceReduced, at: 2386, faction: breen-confederacy, component: hulls, factor: 0.52, states: { ratio: 0.5 } }
`,
  },
  check: (context) => ({
    types: ["ForceReported", "ForceRaised", "ForceReduced"],
    visit(event) {
      const stated = event.states?.ratio;
      const change = changeIn(event);
      if (stated === undefined || change === undefined) return;
      const { faction, measure, baseline } = change;
      const forces = context.register(forceLevelRegister);
      const around = forces.around(event.id);
      const start: Levels | undefined = baseline === undefined ? around?.before : forces.around(baseline)?.after;
      const [from, to] = [start?.of(faction, measure) ?? 0, around?.after.of(faction, measure) ?? 0];
      if (from === 0) return;
      const ratio = to / from;
      if (Math.abs(ratio - stated) <= context.parameters.tolerance * stated) return;
      context.report({
        likelihood: settledForces(context, faction, event.id),
        message: `${dated(event)} says that the ${measure} of ${faction} are ${number(stated)} of what they were; the events make it ${number(ratio)}, from ${number(from)} to ${number(to)}.`,
        events: [event.id, ...(baseline === undefined ? [] : [baseline])],
        entities: [faction],
        at: [
          { event: event.id, path: ["states", "ratio"], role: `${number(stated)} by the text` },
          { event: event.id, path: [change.field], role: `${number(ratio)} by the events` },
          ...(baseline === undefined ? [] : [{ event: baseline, path: ["id"], role: "measured against this" }]),
        ],
        ledger: () => forces.ledger(faction, measure, event.id),
      });
    },
  }),
});

interface Change {
  readonly faction: EntityId;
  readonly measure: Measure;
  readonly field: string;
  readonly baseline: EventId | undefined;
}

function changeIn(event: ResolvedEvent): Change | undefined {
  if (isType(event, "ForceReduced")) {
    const { faction, component, baseline } = event.data;
    return { faction, measure: component, field: "factor", baseline };
  }
  if (isType(event, "ForceRaised"))
    return { faction: event.data.faction, measure: event.data.component, field: "by", baseline: undefined };
  if (isType(event, "ForceReported"))
    return { faction: event.data.faction, measure: event.data.component, field: "value", baseline: undefined };
  return undefined;
}

/** Three digits that count. */
const number = (value: number): string => String(Number(value.toPrecision(3)));

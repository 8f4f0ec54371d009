import { canonicalJson } from "../../../events/contentHash.ts";
import type { EntityId } from "../../../events/envelope.ts";
import { DAY } from "../../../events/dates/span.ts";
import type { ResolvedEvent } from "../../../timelines/resolvedEvent.ts";
import { isType } from "../knownType.ts";
import { entityRegister } from "../registers/entities.ts";
import { defineRule } from "../rule.ts";
import { writtenDate } from "../writtenDate.ts";

export const sharesSum = defineRule({
  id: "numbers/shares-sum",
  severity: "warning",
  parameters: { tolerance: { default: 0.02, about: "By which the shares of all may miss 1." } },
  explain: {
    reports: "The shares of one thing that factions are reported to have at one date add up to more than all of it.",
    wayOut: "Reports of other dates are not added up, nor are two of one faction.",
    wrong: `
entities:
  breen-confederacy: { kind: faction, standing: major }
  cardassian-union: { kind: faction, standing: major }
events:
  - { id: breen-part, type: ForceReported, at: 2386-03-01, faction: breen-confederacy, component: hulls, value: 0.6, unit: share }
  - { id: cardassian-part, type: ForceReported, at: 2386-03-01, faction: cardassian-union, component: hulls, value: 0.5, unit: share }
`,
    right: `
entities:
  breen-confederacy: { kind: faction, standing: major }
  cardassian-union: { kind: faction, standing: major }
events:
  - { id: breen-part, type: ForceReported, at: 2386-03-01, faction: breen-confederacy, component: hulls, value: 0.6, unit: share }
  - { id: cardassian-part, type: ForceReported, at: 2386-03-01, faction: cardassian-union, component: hulls, value: 0.4, unit: share }
`,
  },
  check: ({ register, parameters, report }) => {
    const { canonical } = register(entityRegister);
    const groups = new Map<string, Map<EntityId, Shared>>();
    return {
      types: ["ForceReported"],
      visit(event) {
        if (!isType(event, "ForceReported") || event.data.unit !== "share") return;
        const key = canonicalJson([event.data.component, event.at ?? null]);
        const group = groups.get(key) ?? new Map<EntityId, Shared>();
        groups.set(key, group);
        group.set(canonical(event.data.faction), { event, value: event.data.value, component: event.data.component });
      },
      finish() {
        for (const group of groups.values()) {
          const parts = [...group.values()];
          const [first] = parts;
          const sum = parts.reduce((total, { value }) => total + value, 0);
          if (first === undefined || sum <= 1 + parameters.tolerance) continue;
          const { earliest, latest } = first.event.occurred;
          report({
            likelihood: first.event.at === undefined || latest - earliest < DAY ? "certain" : "possible",
            message: `The shares of ${first.component} (${writtenDate(first.event.at)}) add up to ${Number(sum.toPrecision(3))}, which is more than all.`,
            events: parts.map(({ event }) => event.id),
            entities: [...group.keys()],
            at: parts.map(({ event, value }) => ({ event: event.id, path: ["value"], role: `${value} of all` })),
            ledger: () =>
              parts.map(({ event, value }) => ({ event: event.id, type: event.type, at: event.placed, value })),
          });
        }
      },
    };
  },
});

interface Shared {
  readonly event: ResolvedEvent;
  readonly value: number;
  readonly component: string;
}

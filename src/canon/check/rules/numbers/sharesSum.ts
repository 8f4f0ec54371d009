import { canonicalJson } from "../../../../events/contentHash.ts";
import type { EntityId } from "../../../../events/envelope.ts";
import { DAY } from "../../../../events/dates/span.ts";
import type { ResolvedEvent } from "../../../../timelines/resolvedEvent.ts";
import { entityRegister } from "../../registers/entities.ts";
import { defineRule } from "../../kit/rule.ts";
import type { RuleContext } from "../../kit/ruleContext.ts";
import { writtenDate } from "../../kit/writtenDate.ts";
import type { Rank } from "../../../../events/effects.ts";
import { round, sumOf } from "./amounts.ts";
import { standingRegister } from "./rankedAmong.ts";
import { getOrMake } from "../../../../idioms/multimap.ts";

export const sharesSum = defineRule({
  id: "numbers/shares-sum",
  severity: "warning",
  parameters: { tolerance: { default: 0.02, about: "By which the shares of all may miss 1." } },
  explain: {
    reports:
      "The shares of one thing that factions are reported to have at one date add up to more than all of it. Less than all is only possible, and only where every power has its share: canon need not tell of everybody.",
    wayOut: "Reports of other dates are not added up; of several of one faction, the smallest is.",
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
  - { id: cardassians-build, type: ForceReported, at: 2387-03-01, faction: cardassian-union, component: hulls, value: 0.5, unit: share }
`,
  },
  check: (context) => {
    const { canonical } = context.register(entityRegister);
    const groups = new Map<string, Map<EntityId, Share>>();
    return {
      on: {
        strength({ of: faction, component, change, unit, amount: value }, event) {
          if (change !== "set" || unit !== "share" || value === undefined) return;
          const key = canonicalJson([component, event.at ?? null]);
          const group = getOrMake(groups, key, () => new Map<EntityId, Share>());
          const known = group.get(canonical(faction));
          if (known === undefined || value < known.value) group.set(canonical(faction), { event, value, component });
        },
      },
      finish() {
        for (const group of groups.values()) reportSum(context, group);
      },
    };
  },
});

interface Share {
  readonly event: ResolvedEvent;
  readonly value: number;
  readonly component: string;
}

/** What adding decimals may leave over. */
const ROUNDING = 1e-9;

type Context = RuleContext<{ readonly tolerance: number }>;

function reportSum(context: Context, group: ReadonlyMap<EntityId, Share>): void {
  const parts = [...group.values()];
  const [first] = parts;
  const sum = sumOf(parts.map(({ value }) => value));
  if (first === undefined || Math.abs(sum - 1) <= context.parameters.tolerance + ROUNDING) return;
  const isMore = sum > 1;
  if (!isMore && !isEverybody(context, group)) return;
  const isOurs = parts.every(({ event }) => event.invented !== undefined && event.invented !== false);
  context.report({
    likelihood: isMore && !isOurs && isOneInstant(first.event) ? "certain" : "possible",
    message: `The shares of ${first.component} (${writtenDate(first.event.at)}) add up to ${round(sum)}, which is ${isMore ? "more than" : "less than"} all.`,
    entities: [...group.keys()],
    at: parts.map(({ event, value }) => ({ event: event.id, path: ["value"], role: `${value} of all` })),
    ledger: () => parts.map(({ event, value }) => ({ event: event.id, type: event.type, at: event.placed, value })),
  });
}

const POWERS: readonly Rank[] = ["major", "minor"];

const isEverybody = ({ register }: Context, group: ReadonlyMap<EntityId, Share>): boolean => {
  const standings = register(standingRegister);
  return register(entityRegister)
    .all.filter(({ id }) => POWERS.some((rank) => standings.get(id)?.has(rank) === true))
    .every(({ id }) => group.has(id));
};

/** In the same year they may be shares of different days. */
const isOneInstant = ({ at, occurred }: ResolvedEvent): boolean =>
  at === undefined || occurred.latest - occurred.earliest < DAY;

import type { Strength } from "../../../../events/effects.ts";
import type { ResolvedEvent } from "../../../../timelines/resolvedEvent.ts";
import { forceRegister, type ForceLevel } from "../../registers/forces.ts";
import { defineRule } from "../../kit/rule.ts";
import type { RuleContext } from "../../kit/ruleContext.ts";
import { dated } from "../../kit/writtenDate.ts";
import { numberAt, round, sumOf } from "./amounts.ts";

export const arithmetic = defineRule({
  id: "numbers/arithmetic",
  severity: "warning",
  parameters: { tolerance: { default: 0.1, about: "Part of the stated ratio by which the computed one may miss it." } },
  explain: {
    reports:
      "The text says by how much a force changed (`states: { ratio: 0.5 }`: halved), and what the events make of it is something else. It is only possible where the level before is ours (`invented`) or hangs on an order of events that the dates leave open.",
    wayOut: "`baseline:` of a reduction, where the text measures against an earlier level; or an `expect:`.",
    wrong: `
entities:
  breen-confederacy: { kind: faction, standing: major, forces: { hulls: 40 } }
events:
  - { id: fleet-doubled, type: ForceRaised, at: 2386, faction: breen-confederacy, component: hulls, by: 25, states: { ratio: 2 } }
`,
    right: `
entities:
  breen-confederacy: { kind: faction, standing: major, forces: { hulls: 40 } }
events:
  - { id: fleet-halved, type: ForceReduced, at: 2385, faction: breen-confederacy, component: hulls, factor: 0.52, states: { ratio: 0.5 } }
  - { id: fleet-doubled, type: ForceRaised, at: 2386, faction: breen-confederacy, component: hulls, by: 20, states: { ratio: 2 } }
`,
  },
  check: (context) => ({
    on: {
      strength(effect, event) {
        const stated = event.states?.ratio;
        if (stated === undefined || event.timeTravel === true || event.retrospective === true) return;
        if (effect.change === "times") checkReduction(context, event, effect, stated);
        else checkLevels(context, event, effect, stated);
      },
    },
  }),
});

type Context = RuleContext<{ readonly tolerance: number }>;

/** A reduction is by its factor, whatever there was. */
function checkReduction(
  context: Context,
  event: ResolvedEvent,
  { of: faction, component, amount: factor, baseline }: Strength,
  stated: number,
): void {
  if (factor === undefined || fits(context, factor, stated)) return;
  const forces = context.register(forceRegister);
  const left = sumOf(forces.after(event, faction) ?? []);
  const isKnown = forces.before(event, faction, component) !== undefined;
  context.report({
    message: `${dated(event)} says that the ${component} of ${faction} are ${round(stated)} of what they were, but its factor is ${round(factor)}.`,
    events: [event.id, ...(baseline === undefined ? [] : [baseline])],
    entities: [faction],
    at: [
      { event: event.id, path: ["states", "ratio"], role: `${round(stated)} by the text` },
      { event: event.id, path: ["factor"], role: isKnown ? `${round(left)} are left by the events` : "by the events" },
      ...(baseline === undefined ? [] : [{ event: baseline, path: ["id"], role: "measured against this" }]),
    ],
    ...(isKnown ? { ledger: () => forces.ledger(event, faction, component) } : {}),
  });
}

function checkLevels(context: Context, event: ResolvedEvent, effect: Strength, stated: number): void {
  const { of: faction, component, change } = effect;
  const forces = context.register(forceRegister);
  const before = forces.before(event, faction, component);
  const after = forces.after(event, faction) ?? [];
  if (before === undefined || !before.values.every((value, index) => misses(context, value, after[index], stated)))
    return;
  const [from, to] = [sumOf(before.values), sumOf(after)];
  context.report({
    likelihood: likelihoodOf(effect, before),
    message: `${dated(event)} says that the ${component} of ${faction} are ${round(stated)} of what they were; the events make it ${round(to / from)}, from ${round(from)} to ${round(to)}.`,
    events: [event.id, ...before.by.map(({ id }) => id)],
    entities: [faction],
    at: [
      { event: event.id, path: ["states", "ratio"], role: `${round(stated)} by the text` },
      { event: event.id, path: [change === "add" ? "by" : "value"], role: `${round(to)} from here on` },
      ...before.by.map((last) => numberAt(last, `${round(from)} until then`)),
    ],
    ledger: () => forces.ledger(event, faction, component),
  });
}

/** A report in shares says nothing of units. */
const likelihoodOf = ({ change, unit }: Strength, before: ForceLevel) =>
  change === "set" && unit === "share" ? "possible" : before.likelihood;

const misses = (context: Context, from: number, to: number | undefined, stated: number): boolean =>
  from > 0 && to !== undefined && !fits(context, to / from, stated);

const fits = ({ parameters }: Context, ratio: number, stated: number): boolean =>
  Math.abs(ratio - stated) <= parameters.tolerance * stated + ROUNDING;

/** What dividing decimals may leave over. */
const ROUNDING = 1e-9;

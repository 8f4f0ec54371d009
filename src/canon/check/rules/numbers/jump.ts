import type { Effect } from "../../../../events/effects.ts";
import type { EntityId } from "../../../../events/envelope.ts";
import type { ResolvedEvent } from "../../../../timelines/resolvedEvent.ts";
import { GREGORIAN_YEAR } from "../../kit/comparison.ts";
import { all, type Likelihood, not } from "../../kit/likelihood.ts";
import { forceRegister } from "../../registers/forces.ts";
import { warRegister } from "../../registers/wars.ts";
import { defineRule } from "../../kit/rule.ts";
import type { RuleContext } from "../../kit/ruleContext.ts";
import { between, createTouching, type Touching } from "../../kit/touching.ts";
import { dated, writtenDate } from "../../kit/writtenDate.ts";

export const jump = defineRule({
  id: "numbers/jump",
  severity: "warning",
  parameters: {
    factor: { default: 8, about: "How many times more, or less, within a year." },
  },
  explain: {
    reports: "What a faction is reported to have grows or shrinks many times within a year, and no event says why.",
    wayOut:
      "The event that brought it about: a force raised or reduced between the two reports, a war, or one among the `causes` of the second.",
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
  check: (context) => ({
    finish() {
      const forces = context.register(forceRegister);
      for (const faction of forces.factions) {
        const last = new Map<string, Reported>();
        const changes = forces.changesOf(faction);
        const around = changesAround(changes, context);
        for (const event of changes) {
          const level = context.effects(event).find((effect) => effect.kind === "strength" && effect.change === "set");
          if (level?.kind !== "strength" || level.amount === undefined) continue;
          const { component, unit, amount: value } = level;
          const key = `${component} ${unit}`;
          const before = last.get(key);
          const now = { event, component, value };
          last.set(key, now);
          if (before !== undefined && timesBetween(before.value, value) >= context.parameters.factor)
            report(context, { faction, around }, before, now);
        }
      }
    },
  }),
});

interface Reported {
  readonly event: ResolvedEvent;
  readonly component: string;
  readonly value: number;
}

/** What there was nothing of has not grown by any factor. */
const timesBetween = (a: number, b: number): number => (Math.min(a, b) === 0 ? 1 : Math.max(a, b) / Math.min(a, b));

interface Reporting {
  readonly faction: EntityId;
  readonly around: Around;
}

/** Dated changes by where they lie: other reports explain nothing, the rest does. */
interface Around {
  readonly reports: Touching<ResolvedEvent>;
  readonly reasons: Touching<ResolvedEvent>;
}

const isReported = (effect: Effect): boolean => effect.kind === "strength" && effect.change === "set";

function changesAround(changes: readonly ResolvedEvent[], comparison: RuleContext<unknown>): Around {
  const dated = changes.filter(({ at }) => at !== undefined);
  const ofReports = (isReport: boolean): Touching<ResolvedEvent> =>
    createTouching(
      dated.filter((event) => comparison.effects(event).some(isReported) === isReport),
      (event) => event,
      comparison,
    );
  return { reports: ofReports(true), reasons: ofReports(false) };
}

function report(context: RuleContext<unknown>, reporting: Reporting, before: Reported, now: Reported): void {
  const [from, to] = [before.event, now.event];
  const { faction } = reporting;
  const sudden = isSudden(context, from, to);
  if (sudden === "no") return;
  context.report({
    likelihood: all(sudden, isUnexplained(context, reporting, from, to)),
    message: `The ${now.component} of ${faction} go from ${before.value} (${writtenDate(from.at)}) to ${now.value} (${writtenDate(to.at)}) within a year, and no event says why.`,
    events: [from.id, to.id],
    entities: [faction],
    at: [
      { event: to.id, path: ["value"], role: `${now.value} in ${dated(to)}` },
      { event: from.id, path: ["value"], role: `${before.value} in ${dated(from)}` },
    ],
    ledger: () => [
      { event: from.id, type: from.type, at: from.placed, value: before.value },
      { event: to.id, type: to.type, at: to.placed, value: now.value - before.value },
    ],
  });
}

function isSudden({ isBefore, isLonger }: RuleContext<unknown>, from: ResolvedEvent, to: ResolvedEvent): Likelihood {
  const isOurs = [from, to].every(({ invented }) => invented !== undefined && invented !== false);
  const isInTime = [from, to].every(({ timeTravel, retrospective }) => timeTravel !== true && retrospective !== true);
  if (!isInTime) return "no";
  return all(isOurs ? "possible" : "certain", isBefore(from.id, to.id), not(isLonger(from.id, to.id, GREGORIAN_YEAR)));
}

/** Whatever may lie between the two may be why: a change that says so, a war that does not. */
function isUnexplained(
  { register, isBefore }: RuleContext<unknown>,
  { faction, around }: Reporting,
  from: ResolvedEvent,
  to: ResolvedEvent,
): Likelihood {
  if ((to.causes ?? []).length > 0) return "no";
  const within = { earliest: from.occurred.earliest, latest: to.occurred.latest };
  if (register(warRegister).mayFight(faction, within)) return "no";
  const isBetween = (touching: Touching<ResolvedEvent>): boolean => {
    for (const { id } of touching(between(from, to)))
      if (id !== from.id && id !== to.id && isBefore(id, from.id) !== "certain" && isBefore(to.id, id) !== "certain")
        return true;
    return false;
  };
  if (isBetween(around.reasons)) return "no";
  // Where another report may lie between, the step may be smaller.
  return isBetween(around.reports) ? "possible" : "certain";
}

import { DAY } from "../../../../events/dates/span.ts";
import type { Effect, Strength } from "../../../../events/effects.ts";
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
import { append, getOrMake } from "../../../../idioms/multimap.ts";
import { isInTime } from "../../kit/inTime.ts";

export const jump = defineRule({
  id: "numbers/jump",
  severity: "warning",
  parameters: {
    factor: { default: 8, about: "How many times more, or less, within a year." },
  },
  explain: {
    reports:
      "What a faction is reported to have grows or shrinks many times within a year, and no event says why. Figures of one year and of the next are a year apart.",
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
          const { component, amount: value } = level;
          const key = measureOf(level);
          const before = last.get(key);
          const now = { event, component, value };
          last.set(key, now);
          if (before !== undefined && timesBetween(before.value, value) >= context.parameters.factor)
            report(context, { faction, reports: around.reports(level), reasons: around.reasons }, before, now);
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

/** Dated changes by where they lie: other reports of the same thing explain nothing, what is no report does. */
interface Reporting {
  readonly faction: EntityId;
  readonly reports: Touching<ResolvedEvent>;
  readonly reasons: Touching<ResolvedEvent>;
}

interface Around {
  reports(of: Strength): Touching<ResolvedEvent>;
  readonly reasons: Touching<ResolvedEvent>;
}

const isReported = (effect: Effect): effect is Strength => effect.kind === "strength" && effect.change === "set";
const measureOf = ({ component, unit }: Strength): string => `${component} ${unit}`;

function changesAround(changes: readonly ResolvedEvent[], comparison: RuleContext<unknown>): Around {
  const dated = changes.filter(({ at }) => at !== undefined);
  const lay = (events: readonly ResolvedEvent[]): Touching<ResolvedEvent> =>
    createTouching(events, (event) => event, comparison);
  const reported = new Map<string, ResolvedEvent[]>();
  const reasons: ResolvedEvent[] = [];
  for (const event of dated) {
    const measures = new Set(comparison.effects(event).filter(isReported).map(measureOf));
    if (measures.size === 0) reasons.push(event);
    for (const measure of measures) append(reported, measure, event);
  }
  const laid = new Map<string, Touching<ResolvedEvent>>();
  return {
    reports: (level) => getOrMake(laid, measureOf(level), (measure) => lay(reported.get(measure) ?? [])),
    reasons: lay(reasons),
  };
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
  if (!isInTime(from) || !isInTime(to)) return "no";
  const within = areAYearApart(from, to) ? "certain" : not(isLonger(from.id, to.id, GREGORIAN_YEAR));
  return all(isOurs ? "possible" : "certain", isBefore(from.id, to.id), within);
}

/** Figures of a year, or a month, and of the same a year later: what they say of that year is meant, whatever days they were counted on. */
function areAYearApart(
  { at: first, occurred: from }: ResolvedEvent,
  { at: second, occurred: to }: ResolvedEvent,
): boolean {
  if (typeof first === "object" || typeof second === "object") return false;
  const [starts, ends] = [to.earliest - from.earliest, to.latest - from.latest];
  return Math.max(starts, ends, from.latest - from.earliest) <= LEAP_YEAR;
}

const LEAP_YEAR = 366 * DAY;

/** Whatever may lie between the two may be why: a change that says so, a war that does not. */
function isUnexplained(
  { register, isBefore }: RuleContext<unknown>,
  { faction, reports, reasons }: Reporting,
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
  if (isBetween(reasons)) return "no";
  // Where another report may lie between, the step may be smaller.
  return isBetween(reports) ? "possible" : "certain";
}

import type { EntityId } from "../../../../events/envelope.ts";
import type { ResolvedEvent } from "../../../../timelines/resolvedEvent.ts";
import { all, type Likelihood } from "../../kit/likelihood.ts";
import { isFleet, isMeasure, type ForceMeasure } from "../../registers/forceFold.ts";
import { forceRegister, type ForceLevel } from "../../registers/forces.ts";
import { entityRegister } from "../../registers/entities.ts";
import { defineRule } from "../../kit/rule.ts";
import type { RuleContext } from "../../kit/ruleContext.ts";
import { listOf } from "../../kit/words.ts";
import { dated } from "../../kit/writtenDate.ts";
import { numberAt, round, sumOf } from "./amounts.ts";
import { rankedAmong } from "./rankedAmong.ts";
import { held } from "../../../../idioms/held.ts";
import { isInTime } from "../../kit/inTime.ts";

export const superlative = defineRule({
  id: "numbers/superlative",
  severity: "warning",
  confidence: "likely",
  explain: {
    reports:
      "Canon ranks a faction (`StandingStated`: the weakest, one of the smallest) by something that is counted, and others that it is ranked among stand on the wrong side of it by canon's own numbers. It is only possible where a number is ours (`invented`), a share, a prior or by a formula (`power`), where it hangs on an order of events that the dates leave open, and for a third of powers that nobody has counted. Measures that nothing counts are not judged.",
    wayOut: "Numbers that fit, marked `invented`, where canon gives none; or an `expect:`.",
    wrong: `
entities:
  breen-confederacy: { kind: faction, standing: major, forces: { hulls: 40 } }
  cardassian-union: { kind: faction, standing: major, forces: { hulls: 20 } }
events:
  - { id: smallest-fleet, type: StandingStated, at: 2386, faction: breen-confederacy, metric: hulls, rank: lowest, among: powers }
`,
    right: `
entities:
  breen-confederacy: { kind: faction, standing: major, forces: { hulls: 40 } }
  cardassian-union: { kind: faction, standing: major, forces: { hulls: 20 } }
  romulan-empire: { kind: faction, standing: major }
events:
  - { id: fleet-halved, type: ForceReduced, at: 2385, faction: breen-confederacy, component: hulls, factor: 0.4 }
  - { id: smallest-fleet, type: StandingStated, at: 2386, faction: breen-confederacy, metric: hulls, rank: lowest, among: powers }
`,
  },
  check: (context) => ({
    on: {
      ranking({ faction: named, metric, rank, among }, event) {
        if (!isInTime(event)) return;
        const faction = context.register(entityRegister).canonical(named);
        const own = isMeasure(metric) ? context.register(forceRegister).before(event, faction, metric) : undefined;
        if (!isMeasure(metric) || own === undefined) return;
        const { members, isClosed } = rankedAmong(context, event, among);
        const others = [...members].filter(([id]) => id !== faction);
        const witnesses = others
          .flatMap(([id, membership]) => witness({ context, event, own, metric, rank, id, membership }) ?? [])
          .sort((a, b) => SURENESS[b.likelihood] - SURENESS[a.likelihood]);
        // “One of the smallest”: as many as a third may be smaller, and it among them still.
        const isThird = rank === "top-third" || rank === "bottom-third";
        const needed = isThird ? Math.ceil((others.length + 1) / 3) : 1;
        const last = witnesses[needed - 1];
        if (last === undefined) return;
        report(context, event, {
          faction,
          metric,
          said: IN_WORDS[rank],
          own,
          witnesses: witnesses.slice(0, needed),
          likelihood: all(last.likelihood, own.likelihood, isThird && !isClosed ? "possible" : "certain"),
        });
      },
    },
  }),
});

type Rank = keyof typeof IN_WORDS;

const IN_WORDS = {
  highest: "the highest",
  lowest: "the lowest",
  "top-third": "in the highest third",
  "bottom-third": "in the lowest third",
} as const;

const SURENESS: Readonly<Record<Likelihood, number>> = { no: 0, possible: 1, certain: 2 };

interface Witness {
  readonly id: EntityId;
  readonly level: ForceLevel;
  readonly likelihood: Likelihood;
}

interface Comparand {
  readonly context: RuleContext<unknown>;
  readonly event: ResolvedEvent;
  readonly own: ForceLevel;
  readonly metric: ForceMeasure;
  readonly rank: Rank;
  readonly id: EntityId;
  readonly membership: Likelihood;
}

/** Another, on the wrong side of the one that is ranked; of whom nothing is reported, nothing can be said. */
function witness({ context, event, own, metric, rank, id, membership }: Comparand): Witness | undefined {
  const level = context.register(forceRegister).before(event, id, metric);
  if (level === undefined) return undefined;
  const sign = rank === "highest" || rank === "top-third" ? 1 : -1;
  if (!(sign * (sumOf(level.values) - sumOf(own.values)) > 0)) return undefined;
  // However hulls and crews are added up, who has more of both has more.
  const isPlain = level.values.every((value, index) => sign * (value - held(own.values[index])) > 0);
  const likelihood = all(level.likelihood, membership, isPlain ? "certain" : "possible");
  return likelihood === "no" ? undefined : { id, level, likelihood };
}

interface Misjudged {
  readonly faction: EntityId;
  readonly metric: ForceMeasure;
  readonly said: string;
  readonly own: ForceLevel;
  readonly witnesses: readonly Witness[];
  readonly likelihood: Likelihood;
}

function report(context: RuleContext<unknown>, event: ResolvedEvent, misjudged: Misjudged): void {
  const { faction, metric, said, own, witnesses, likelihood } = misjudged;
  const isOurs = event.invented !== undefined && event.invented !== false;
  const amount = ({ values }: ForceLevel): string => `${isFleet(metric) ? "" : "about "}${round(sumOf(values))}`;
  const unit = metric === "power" ? "ln P" : metric;
  const others = listOf(witnesses.map(({ id, level }) => `${id} ${amount(level)}`));
  const ranked = [{ id: faction, level: own }, ...witnesses];
  context.report({
    likelihood: all(likelihood, isOurs ? "possible" : "certain"),
    message: `${dated(event)} calls ${faction} ${said} in ${metric}, but it has ${amount(own)} (${unit}), and ${others}.`,
    entities: ranked.map(({ id }) => id),
    at: [
      { event: event.id, path: ["rank"], role: "stated here" },
      ...ranked.flatMap(({ id, level }) =>
        level.by.map((last) => numberAt(last, `${id} had ${amount(level)} by this`)),
      ),
    ],
    ledger: () => context.register(forceRegister).ledger(event, faction, metric),
  });
}

import type { EntityId } from "../../../events/envelope.ts";
import type { ResolvedEvent } from "../../../timelines/resolvedEvent.ts";
import { isType, textOf } from "../knownType.ts";
import { all } from "../likelihood.ts";
import { placeOf } from "../placeOf.ts";
import { entityRegister } from "../registers/entities.ts";
import { forceEventRegister } from "../registers/forceEvents.ts";
import { forceLevelRegister, isMeasure, type Levels } from "../registers/forceLevels.ts";
import { defineRule } from "../rule.ts";
import type { RuleContext } from "../ruleContext.ts";
import { dated } from "../writtenDate.ts";
import { settledForces } from "./settledForces.ts";

export const superlative = defineRule({
  id: "numbers/superlative",
  severity: "warning",
  explain: {
    reports:
      "Canon ranks a faction (`StandingStated`: the weakest, one of the smallest) by something that is counted, and that day's numbers rank it otherwise. Numbers that are ours (`invented`) make it only possible. Measures that nothing counts are not judged.",
    wayOut: "Numbers that fit, marked `invented`, where canon gives none; or an `expect:`.",
    wrong: `
entities:
  breen-confederacy: { kind: faction, standing: major, forces: { hulls: 40 } }
  cardassian-union: { kind: faction, standing: major, forces: { hulls: 20 } }
events:
  - { id: smallest-fleet, type: StandingStated, at: 2386, faction: breen-confederacy, metric: hulls, rank: lowest, among: [breen-confederacy, cardassian-union] }
`,
    right: `
entities:
  breen-confederacy: { kind: faction, standing: major, forces: { hulls: 40 } }
  cardassian-union: { kind: faction, standing: major, forces: { hulls: 20 } }
events:
  - { id: fleet-halved, type: ForceReduced, at: 2385, faction: breen-confederacy, component: hulls, factor: 0.4 }
  - { id: smallest-fleet, type: StandingStated, at: 2386, faction: breen-confederacy, metric: hulls, rank: lowest, among: [breen-confederacy, cardassian-union] }
`,
  },
  check: (context) => ({
    types: ["StandingStated"],
    visit(event) {
      if (!isType(event, "StandingStated") || !isMeasure(event.data.metric)) return;
      const { faction, metric, rank } = event.data;
      const forces = context.register(forceLevelRegister);
      const levels = forces.around(event.id)?.before;
      if (levels === undefined) return;
      const others = comparedWith(event, levels, context).filter((id) => id !== faction);
      // Of whom nothing is reported, nothing can be said.
      const ranked = others.filter((id) => hasReport(id, context));
      if (ranked.length === 0 || !hasReport(faction, context)) return;
      const own = levels.of(faction, metric);
      const above = ranked.filter((id) => levels.of(id, metric) > own);
      const below = ranked.filter((id) => levels.of(id, metric) < own);
      if (holds(rank, above.length, below.length, ranked.length + 1)) return;
      const [witness] = rank === "highest" || rank === "top-third" ? above : below;
      if (witness === undefined) return;
      context.report({
        likelihood: all(
          // Power is a formula of ours, whatever it is fed with.
          ranked.length === others.length && metric !== "power" ? "certain" : "possible",
          ...[faction, ...ranked].map((id) => settledForces(context, id, event.id)),
          ...[faction, ...ranked].map((id) => (isOurs(id, context) ? "possible" : "certain")),
        ),
        message: `${dated(event)} calls ${faction} ${IN_WORDS[rank]} in ${metric}, but it is ${place(above.length + 1)} of ${ranked.length + 1}: it has ${units(own, metric)}, ${witness} ${units(levels.of(witness, metric), metric)}.`,
        events: [event.id],
        entities: [faction, witness],
        at: [
          { event: event.id, path: ["rank"], role: `stated here` },
          ...[faction, witness].flatMap((id) => reportPlace(id, metric, levels, context)),
        ],
        ledger: () => forces.ledger(faction, metric, event.id),
      });
    },
  }),
});

type Context = RuleContext<unknown>;

const IN_WORDS = {
  highest: "the highest",
  lowest: "the lowest",
  "top-third": "among the highest third",
  "bottom-third": "among the lowest third",
} as const;

function holds(rank: keyof typeof IN_WORDS, above: number, below: number, count: number): boolean {
  const third = Math.ceil(count / 3);
  if (rank === "highest") return above === 0;
  if (rank === "lowest") return below === 0;
  return (rank === "top-third" ? above : below) < third;
}

function comparedWith(event: ResolvedEvent, { powers }: Levels, { register }: Context): readonly EntityId[] {
  if (!isType(event, "StandingStated")) return [];
  const { among } = event.data;
  const entities = register(entityRegister);
  if (among === "powers") return powers;
  if (among === "major-powers") return powers.filter((id) => textOf(entities.fact(id, "standing")) === "major");
  // Who stands in a region nobody says: a list that names one is not judged.
  const list = [among].flat();
  return list.every((id) => entities.get(id)?.kinds.has("faction") === true) ? list : [];
}

const reportsOf = (faction: EntityId, { register }: Context) =>
  register(forceEventRegister)
    .of(faction)
    .filter(({ type }) => type === "ForceReported");

const hasReport = (faction: EntityId, context: Context): boolean => reportsOf(faction, context).length > 0;

const isOurs = (faction: EntityId, context: Context): boolean =>
  context
    .register(forceEventRegister)
    .of(faction)
    .some(({ invented, type, data }) => invented !== undefined || type === "ForceCrippled" || hasSeveral(data));

const hasSeveral = (data: unknown): boolean =>
  typeof data === "object" && data !== null && Object.values(data).includes("several");

function reportPlace(faction: EntityId, metric: string, levels: Levels, context: Context) {
  const report = reportsOf(faction, context).at(-1);
  if (report === undefined || !isMeasure(metric)) return [];
  return [placeOf(context, report, faction, `${faction}: ${units(levels.of(faction, metric), metric)} that day`)];
}

const units = (value: number, metric: string): string =>
  `${metric === "power" ? "ln P " : ""}${Number(value.toPrecision(3))}`;

const place = (n: number): string => ({ 1: "the first", 2: "the second", 3: "the third" })[n] ?? `number ${n}`;

import { DAY } from "../../../../events/dates/span.ts";
import type { ResolvedEvent } from "../../../../timelines/resolvedEvent.ts";
import { all, type Likelihood } from "../../kit/likelihood.ts";
import { entityRegister } from "../../registers/entities.ts";
import { isLeftBehind } from "../../registers/holdingChanges.ts";
import { type Holdings, type HoldingSpan, holdingRegister } from "../../registers/holdings.ts";
import { lifePlace, lifeWords } from "../../registers/placeOf.ts";
import { turnRegister } from "../../registers/turns.ts";
import { defineRule } from "../../kit/rule.ts";
import type { RuleContext } from "../../kit/ruleContext.ts";
import { from } from "../../kit/touching.ts";
import { listOf } from "../../kit/words.ts";
import { append } from "../../../../idioms/multimap.ts";
import { withDate } from "../../kit/writtenDate.ts";
import { holdingPlace } from "./holdingPlace.ts";

export const heirless = defineRule({
  id: "territory/heirless",
  severity: "warning",
  confidence: "likely",
  parameters: { grace: { default: 365, about: "Days within which somebody is expected to take what a power left." } },
  explain: {
    reports:
      "A power ends without a successor, and nobody takes the systems that it owned and ruled within the days of grace: a power that is no more holds nothing, so they are nobody's. Each end is reported once, with all that it left.",
    wayOut:
      "`successor:` of the end, or `successorOf:` of another; who took them, by a `TerritoryTransferred` or a `ControlChanged`. A power that is founded again may have had them back.",
    wrong: `
entities:
  breen-confederacy: { kind: faction, standing: major }
  cardassian-union: { kind: faction, standing: major }
  dozaria: { kind: system, holder: cardassian-union }
events:
  - { id: union-dissolved, type: FactionDissolved, at: 2375, faction: cardassian-union }
  - { id: breen-speak, type: StatementMade, at: 2388, speaker: breen-confederacy, about: dozaria, stance: calls it Cardassian }
`,
    right: `
entities:
  breen-confederacy: { kind: faction, standing: major }
  cardassian-union: { kind: faction, standing: major }
  dozaria: { kind: system, holder: cardassian-union }
events:
  - { id: union-dissolved, type: FactionDissolved, at: 2375, faction: cardassian-union, successor: breen-confederacy }
  - { id: breen-speak, type: StatementMade, at: 2388, speaker: breen-confederacy, about: dozaria, stance: calls it Cardassian }
`,
  },
  check: (context) => ({
    finish() {
      const holdings = context.register(holdingRegister);
      const byEnd = new Map<ResolvedEvent, HoldingSpan[]>();
      for (const span of holdings.all)
        if (isLeftBehind(span) && span.inLaw && span.to === undefined && !span.isUnsaid)
          append(byEnd, span.event, span);
      for (const [end, spans] of byEnd) reportLeft(context, end, spans, holdings);
    },
  }),
});

type Context = RuleContext<{ readonly grace: number }>;

function reportLeft(context: Context, end: ResolvedEvent, spans: readonly HoldingSpan[], holdings: Holdings): void {
  const { grace } = context.parameters;
  const holder = spans[0]?.ruler?.to;
  if (holder === undefined || end.timeTravel === true) return;
  const found = new Map<Likelihood, HoldingSpan[]>();
  for (const span of spans) {
    const next = holdings.of(span.system)[span.index + 1];
    const until = next?.event.id ?? context.end;
    if (until === undefined || span.ruler === undefined) continue;
    const likelihood = all(
      context.isLonger(end.id, until, grace * DAY),
      holdings.follows(span.ruler, span, false),
      next === undefined ? "certain" : holdings.follows(span, next, false),
    );
    append(found, likelihood, span);
  }
  const isCertain = found.has("certain");
  const left = found.get(isCertain ? "certain" : "possible") ?? [];
  if (left.length === 0) return;
  context.report({
    likelihood: isCertain && !mayComeBack(context, holder, end) ? "certain" : "possible",
    message: `${holder} ${lifeWords(end)} without a successor, and nobody takes ${listOf(left.map(({ system }) => system))}, which it held, within ${grace} days.`,
    help: "Say who took it: `successor:` of the end, or an event by which it passes on.",
    entities: [holder, ...left.map(({ system }) => system)],
    at: [
      lifePlace(context, end, holder),
      ...left.map(
        ({ ruler }) => ruler && holdingPlace(context, ruler, withDate(`${holder} has it by this`, ruler.event)),
      ),
    ],
  });
}

/** Whether it may be founded again later. */
function mayComeBack({ register }: Context, holder: string, end: ResolvedEvent): boolean {
  const entity = register(entityRegister).get(holder);
  if (entity === undefined) return false;
  const { begunAgain, restores } = register(turnRegister).of(entity);
  return [begunAgain, restores].some((turns) => !isNone(turns(from(end))));
}

const isNone = (found: Iterable<unknown>): boolean => found[Symbol.iterator]().next().done === true;

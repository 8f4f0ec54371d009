import { DAY, type Span } from "../../../../events/dates/span.ts";
import type { EntityId } from "../../../../events/envelope.ts";
import type { ResolvedEvent } from "../../../../timelines/resolvedEvent.ts";
import { bondRegister } from "../../registers/bonds.ts";
import { isLeftBehind } from "../../registers/holdingChanges.ts";
import { holdersBy, type HoldingSpan, holdingRegister } from "../../registers/holdings.ts";
import { defineRule } from "../../kit/rule.ts";
import { dated, writtenDate } from "../../kit/writtenDate.ts";
import { holdingPlace } from "./holdingPlace.ts";
import { append } from "../../../../idioms/multimap.ts";

export const twoSovereigns = defineRule({
  id: "territory/two-sovereigns",
  severity: "error",
  explain: {
    reports:
      "On one and the same day, a system passes in law to two powers, and `from:` of each says that neither has it from the other.",
    wayOut:
      "`to:` with both for a condominium; `from:` where one passed it on to the other; dates that say which came first.",
    wrong: `
entities:
  breen-confederacy: { kind: faction, standing: major }
  cardassian-union: { kind: faction, standing: major }
  dominion: { kind: faction, standing: major }
  dozaria: { kind: system, holder: dominion }
events:
  - { id: dozaria-to-breen, type: TerritoryTransferred, at: 2375-12-01, systems: [dozaria], from: dominion, to: breen-confederacy, procedure: 3 }
  - { id: dozaria-to-cardassians, type: TerritoryTransferred, at: 2375-12-01, systems: [dozaria], from: dominion, to: cardassian-union, procedure: 3 }
`,
    right: `
entities:
  breen-confederacy: { kind: faction, standing: major }
  cardassian-union: { kind: faction, standing: major }
  dominion: { kind: faction, standing: major }
  dozaria: { kind: system, holder: dominion }
events:
  - { id: dozaria-to-breen, type: TerritoryTransferred, at: 2375-12-01, systems: [dozaria], from: dominion, to: breen-confederacy, procedure: 3 }
  - { id: dozaria-to-cardassians, type: TerritoryTransferred, at: 2375-12-01, systems: [dozaria], from: breen-confederacy, to: cardassian-union, procedure: 3 }
`,
  },
  check: (context) => ({
    finish() {
      const holdings = context.register(holdingRegister);
      const { areBound } = context.register(bondRegister);
      const isOne = (a: EntityId | undefined, b: EntityId | undefined): boolean =>
        a === undefined || b === undefined || areBound(a, b);
      const areOne = (first: HoldingSpan, second: HoldingSpan): boolean =>
        first.to === undefined ||
        second.to === undefined ||
        holdersBy(first).some((a) => holdersBy(second).some((b) => isOne(a, b)));
      const isPassedOn = (first: HoldingSpan, second: HoldingSpan): boolean =>
        second.from !== undefined && isOne(first.to, second.from);
      for (const system of holdings.systems) {
        const changes = holdings.of(system);
        for (const onOneDay of sameDays(changes.filter((change) => change.inLaw && !isLeftBehind(change))))
          for (const [first, second] of neighbours(onOneDay)) {
            if (areOne(first, second) || context.chronicle.compare(first.event.id, second.event.id) !== "cannot tell")
              continue;
            if (isPassedOn(first, second) || isPassedOn(second, first)) continue;
            // Whoever may have got it that day may have passed it on, so that one came after the other.
            const isGiven = ({ from }: HoldingSpan): boolean =>
              changes.some(({ event, to }) => isOne(to, from) && mayLieOn(second.event.occurred, event));
            context.report({
              likelihood: isGiven(first) || isGiven(second) ? "possible" : "certain",
              message: `${system} passes to ${first.to} and to ${second.to} on one day (${writtenDate(second.event.at)}).`,
              entities: [system, first.to, second.to].filter((id) => id !== undefined),
              at: [first, second].map((one) => holdingPlace(context, one, `to ${one.to} by ${dated(one.event)}`)),
            });
          }
      }
    },
  }),
});

const mayLieOn = (day: Span, { occurred, timeTravel }: ResolvedEvent): boolean =>
  timeTravel === true || (occurred.earliest <= day.latest + DAY && occurred.latest >= day.earliest - DAY);

/** Changes that are all dated to one and the same day. */
function sameDays(changes: readonly HoldingSpan[]): HoldingSpan[][] {
  const days = new Map<number, HoldingSpan[]>();
  for (const change of changes) {
    const day = dayOf(change.event);
    if (day === undefined) continue;
    append(days, day, change);
  }
  return [...days.values()].filter(({ length }) => length > 1);
}

function dayOf({ at, occurred: { earliest, latest }, timeTravel }: ResolvedEvent): number | undefined {
  const day = Math.floor(earliest / DAY);
  return at !== undefined && timeTravel !== true && Math.floor(latest / DAY) === day ? day : undefined;
}

const neighbours = (list: readonly HoldingSpan[]): [HoldingSpan, HoldingSpan][] =>
  list.slice(1).flatMap((second, index) => {
    const first = list[index];
    return first === undefined ? [] : [[first, second]];
  });

import { DAY } from "../../../events/dates/span.ts";
import type { ResolvedEvent } from "../../../timelines/resolvedEvent.ts";
import { type Holding, holdingRegister } from "../registers/holdings.ts";
import { defineRule } from "../rule.ts";
import { dated, writtenDate } from "../writtenDate.ts";
import { holdingPlace } from "./holdingPlace.ts";

export const twoSovereigns = defineRule({
  id: "territory/two-sovereigns",
  severity: "error",
  explain: {
    reports: "On one and the same day, a system passes in law to two powers, neither of which has it from the other.",
    wayOut:
      "`from:` where one passed it on to the other; dates that say which came first; an `expect:` for a condominium.",
    wrong: `
entities:
  breen-confederacy: { kind: faction, standing: major }
  cardassian-union: { kind: faction, standing: major }
  dominion: { kind: faction, standing: major }
  dozaria: { kind: system, holder: dominion }
events:
  - { id: dozaria-to-breen, type: TerritoryTransferred, at: 2375-12-01, systems: [dozaria], from: dominion, to: breen-confederacy, procedure: 3 }
  - { id: dozaria-to-cardassians, type: TerritoryTransferred, at: 2375-12-01, systems: [dozaria], to: cardassian-union, procedure: 3 }
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
      for (const system of holdings.systems) {
        let last: Holding | undefined;
        for (const change of holdings.of(system)) {
          if (!change.inLaw) continue;
          const first = last;
          last = change;
          if (first?.to === undefined || change.to === undefined || holdings.isOneOf(first.to, change.to)) continue;
          if (
            !isSameDay(first.event, change.event) ||
            context.chronicle.compare(first.event.id, change.event.id) !== "cannot tell"
          )
            continue;
          if (isPassedOn(first, change, holdings.isOneOf) || isPassedOn(change, first, holdings.isOneOf)) continue;
          context.report({
            message: `${system} passes to ${first.to} and to ${change.to} on one day (${writtenDate(change.event.at)}).`,
            events: [first.event.id, change.event.id],
            entities: [system, first.to, change.to],
            at: [first, change].map((one) => holdingPlace(one, `to ${one.to ?? ""} by ${dated(one.event)}`)),
          });
        }
      }
    },
  }),
});

function isSameDay(a: ResolvedEvent, b: ResolvedEvent): boolean {
  if (a.at === undefined || b.at === undefined || a.timeTravel === true || b.timeTravel === true) return false;
  const day = Math.floor(a.occurred.earliest / DAY);
  return [a.occurred.latest, b.occurred.earliest, b.occurred.latest].every((at) => Math.floor(at / DAY) === day);
}

const isPassedOn = (first: Holding, second: Holding, isOneOf: (a: string, b: string) => boolean): boolean =>
  first.to !== undefined && second.from !== undefined && isOneOf(first.to, second.from);

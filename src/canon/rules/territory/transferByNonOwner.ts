import { holdingRegister } from "../registers/holdings.ts";
import { defineRule } from "../rule.ts";
import { dated, writtenDate } from "../writtenDate.ts";
import { holdingPlace } from "./holdingPlace.ts";

export const transferByNonOwner = defineRule({
  id: "territory/transfer-by-non-owner",
  severity: "error",
  explain: {
    reports:
      "A system passes from one who, by the events before, neither owns nor rules it. The last owner is named, with the event that made it so.",
    wayOut: "A faction may give away what belongs to one that it is part of (`partOf:`), or to a part of it.",
    wrong: `
entities:
  breen-confederacy: { kind: faction, standing: major }
  cardassian-union: { kind: faction, standing: major }
  dominion: { kind: faction, standing: major }
  dozaria: { kind: system, holder: cardassian-union }
events:
  - { id: dozaria-granted, type: TerritoryTransferred, at: 2374, systems: [dozaria], from: dominion, to: breen-confederacy, procedure: 3 }
`,
    right: `
entities:
  breen-confederacy: { kind: faction, standing: major }
  cardassian-union: { kind: faction, standing: major }
  dominion: { kind: faction, standing: major }
  dozaria: { kind: system, holder: cardassian-union }
events:
  - { id: dozaria-occupied, type: ControlChanged, at: 2373, systems: [dozaria], from: cardassian-union, to: dominion }
  - { id: dozaria-granted, type: TerritoryTransferred, at: 2374, systems: [dozaria], from: dominion, to: breen-confederacy, procedure: 3 }
`,
  },
  check: (context) => ({
    finish() {
      const holdings = context.register(holdingRegister);
      for (const system of holdings.systems)
        for (const change of holdings.of(system)) {
          const { event, from, owner, ruler } = change;
          const last = ruler ?? owner;
          if (from === undefined || last?.to === undefined || event.timeTravel === true) continue;
          if ([owner, ruler].some((one) => one?.to !== undefined && holdings.isOneOf(one.to, from))) continue;
          // Whom an attack is against need not hold what it takes: another may defend it.
          if (event.type === "BorderBreached") continue;
          context.report({
            likelihood: holdings.follows(last, change, false),
            message: `${dated(event)} passes ${system} on from ${from}, but ${last.to} has it, ${last.event.at === undefined ? writtenDate(undefined) : `since ${dated(last.event)}`}.`,
            help: `If ${from} had won it, an event is missing; else write \`from: ${last.to}\`.`,
            events: [event.id, last.event.id],
            entities: [system, from, last.to],
            at: [
              { event: event.id, path: ["from"], role: `from ${from} here (${writtenDate(event.at)})` },
              holdingPlace(last, `${last.to} has it by this (${writtenDate(last.event.at)})`),
            ],
            fixes: [{ title: `Write ${last.to}`, at: { event: event.id, path: ["from"] }, value: last.to }],
          });
        }
    },
  }),
});

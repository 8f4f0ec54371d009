import { all } from "../../kit/likelihood.ts";
import { bondRegister, type Bonds, type Parting } from "../../registers/bonds.ts";
import { isByForce } from "../../registers/holdingChanges.ts";
import { holdersBy, type HoldingSpan, holdingRegister } from "../../registers/holdings.ts";
import { placeOf } from "../../registers/placeOf.ts";
import { eventOf } from "../../kit/eventOf.ts";
import { defineRule } from "../../kit/rule.ts";
import { dated, withDate } from "../../kit/writtenDate.ts";
import { holdingPlace, sinceWords } from "./holdingPlace.ts";

export const transferByNonOwner = defineRule({
  id: "territory/transfer-by-non-owner",
  severity: "error",
  explain: {
    reports:
      "A system passes from one who, by the events before, neither owns nor rules it. The last owner is named, with the event that made it so.",
    wayOut:
      "A faction may give away what belongs to one that it is part of (`partOf:`), serves, belongs to or succeeds, and the other way round, unless canon says that this had ended by then. `timeTravel: true`; `sentinel: true` for a stand-in.",
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
      const bonds = context.register(bondRegister);
      for (const change of holdings.all) {
        const { system, event, from, owner, ruler } = change;
        if (from === undefined || owner?.to === undefined || ruler?.to === undefined) continue;
        const nonOwner = byNonOwner(change, bonds);
        if (nonOwner.likelihood === "no") continue;
        const freed = nonOwner.by && eventOf(context, nonOwner.by.by);
        const last = change.inLaw ? owner : ruler;
        const wins = owner === ruler ? [owner] : [last, last === owner ? ruler : owner];
        const to = last.to ?? "";
        context.report({
          likelihood: all(
            nonOwner.likelihood,
            holdings.follows(owner, change, true),
            holdings.follows(ruler, change, false),
          ),
          message: `${dated(event)} passes ${system} on from ${from}, but ${to} has it, ${sinceWords(last)}.`,
          help: `If ${from} had won it, an event is missing; else write \`from: ${to}\`.`,
          entities: [system, from, to],
          at: [
            { event: event.id, path: ["from"], role: withDate(`from ${from} here`, event) },
            ...wins.map((one) => holdingPlace(context, one, withDate(`${one.to} has it by this`, one.event))),
            freed && placeOf(context, freed, to, withDate(`${to} is bound to ${from} no longer`, freed)),
          ],
          fixes: [{ title: `Write ${to}`, at: { event: event.id, path: ["from"] }, value: to }],
        });
      }
    },
  }),
});

/** Whether somebody passes on what another has. */
export function byNonOwner(change: HoldingSpan, { areParted }: Bonds): Parting {
  const { event, from, owner, ruler } = change;
  if (from === undefined || event.timeTravel === true || isByForce(change)) return OWN;
  const partings = [owner, ruler].flatMap((one) =>
    one?.to === undefined ? OWN : holdersBy(one).map((holder) => areParted(holder, from, event)),
  );
  return { likelihood: all(...partings.map(({ likelihood }) => likelihood)), by: partings[0]?.by };
}

const OWN: Parting = { likelihood: "no", by: undefined };

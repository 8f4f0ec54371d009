import { all } from "../../kit/likelihood.ts";
import { bondRegister } from "../../registers/bonds.ts";
import { isByForce, isLeftBehind } from "../../registers/holdingChanges.ts";
import { holdersBy, type HoldingSpan, holdingRegister } from "../../registers/holdings.ts";
import { entityRegister } from "../../registers/entities.ts";
import { defineRule } from "../../kit/rule.ts";
import { dated, withDate } from "../../kit/writtenDate.ts";
import { holdingPlace, sinceWords } from "./holdingPlace.ts";
import { byNonOwner } from "./transferByNonOwner.ts";

export const doubleGain = defineRule({
  id: "territory/double-gain",
  severity: "warning",
  explain: {
    reports: "A system passes to one who owns and rules it already.",
    wayOut: "The event by which it was lost in between, or `retaken: true`.",
    wrong: `
entities:
  breen-confederacy: { kind: faction, standing: major }
  cardassian-union: { kind: faction, standing: major }
  dozaria: { kind: system, holder: cardassian-union }
events:
  - { id: dozaria-ceded, type: TerritoryTransferred, at: 2374, systems: [dozaria], to: breen-confederacy, procedure: 3 }
  - { id: dozaria-ceded-again, type: TerritoryTransferred, at: 2380, systems: [dozaria], to: breen-confederacy, procedure: 3 }
`,
    right: `
entities:
  breen-confederacy: { kind: faction, standing: major }
  cardassian-union: { kind: faction, standing: major }
  dozaria: { kind: system, holder: cardassian-union }
events:
  - { id: dozaria-ceded, type: TerritoryTransferred, at: 2374, systems: [dozaria], to: breen-confederacy, procedure: 3 }
  - { id: dozaria-occupied, type: ControlChanged, at: 2378, systems: [dozaria], to: cardassian-union }
  - { id: dozaria-ceded-again, type: TerritoryTransferred, at: 2380, systems: [dozaria], to: breen-confederacy, procedure: 3 }
`,
  },
  check: (context) => ({
    finish() {
      const holdings = context.register(holdingRegister);
      const bonds = context.register(bondRegister);
      const { canonical } = context.register(entityRegister);
      for (const change of holdings.all) {
        const { system, event, to, from, owner, ruler, inLaw } = change;
        if (to === undefined || ruler === undefined || !isGain(change)) continue;
        // Whoever takes from himself is self-transfer's; from one who had it not, transfer-by-non-owner's.
        if ((from !== undefined && canonical(from) === canonical(to)) || byNonOwner(change, bonds).likelihood !== "no")
          continue;
        const had = inLaw ? [owner, ruler] : [ruler];
        // An heir may be told to take what it has come into.
        if (had.some((one) => one !== undefined && isLeftBehind(one))) continue;
        const whose = (one: HoldingSpan): string => holdersBy(one).map(canonical).sort().join("\n");
        if (had.some((one) => one?.to === undefined || whose(one) !== whose(change))) continue;
        context.report({
          likelihood: all(
            holdings.follows(ruler, change, false),
            inLaw && owner !== undefined ? holdings.follows(owner, change, true) : "certain",
          ),
          message: `${dated(event)} gives ${system} to ${to}, who has it already, ${sinceWords(ruler)}.`,
          entities: [system, to],
          at: [
            holdingPlace(context, change, withDate("gained here", event)),
            holdingPlace(context, ruler, withDate("gained before", ruler.event)),
          ],
        });
      }
    },
  }),
});

/** Who attacks where he rules already gains nothing twice; what is retaken was lost. */
const isGain = (change: HoldingSpan): boolean =>
  change.event.timeTravel !== true && !isByForce(change) && !change.atFirst && !change.retaken;

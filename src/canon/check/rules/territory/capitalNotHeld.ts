import { bondRegister } from "../../registers/bonds.ts";
import { all, anyOf, not } from "../../kit/likelihood.ts";
import { holdersBy } from "../../registers/holdings.ts";
import { treatyRegister } from "../../registers/treaties.ts";
import { defineRule } from "../../kit/rule.ts";
import { placeOf } from "../../registers/placeOf.ts";
import { withDate, writtenDate } from "../../kit/writtenDate.ts";
import { holdingPlace, sinceWords } from "./holdingPlace.ts";
import { ledgersIn, rulingAt, settled } from "./rulings.ts";

export const capitalNotHeld = defineRule({
  id: "territory/capital-not-held",
  severity: "warning",
  explain: {
    reports:
      "A power moves its seat to a system that another rules then, or has it there from the beginning (`capital:`).",
    wayOut:
      "The seat may lie with an ally, by a treaty in force then, or with a faction that the power is part of (`partOf:`), serves, belongs to or succeeds, and the other way round. `host:` says whose guest a government in exile is.",
    wrong: `
entities:
  breen-confederacy: { kind: faction, standing: major }
  cardassian-union: { kind: faction, standing: major }
  dozaria: { kind: system, holder: cardassian-union }
events:
  - { id: new-capital, type: CapitalMoved, at: 2380, faction: breen-confederacy, system: dozaria }
`,
    right: `
entities:
  breen-confederacy: { kind: faction, standing: major }
  cardassian-union: { kind: faction, standing: major }
  dozaria: { kind: system, holder: cardassian-union }
events:
  - { id: dozaria-ceded, type: TerritoryTransferred, at: 2379, systems: [dozaria], to: breen-confederacy, procedure: 3 }
  - { id: new-capital, type: CapitalMoved, at: 2380, faction: breen-confederacy, system: dozaria }
`,
  },
  check: (context) => {
    const ledgerOf = ledgersIn(context);
    return {
      on: {
        capital({ faction, system, host }, event) {
          if (event.timeTravel === true) return;
          const ledger = ledgerOf(system);
          const ruling = rulingAt(event, ledger, context);
          if (ruling?.to === undefined) return;
          const { areBound, areParted } = context.register(bondRegister);
          const isFirst = event.at === undefined;
          const rulers = holdersBy(ruling);
          // A guest is where the host rules.
          if (host !== undefined && rulers.some((ruler) => areBound(ruler, host))) return;
          const treaties = rulers.flatMap((ruler) => context.register(treatyRegister).between(ruler, faction, ALLIED));
          const allied = anyOf(treaties, ({ heldAt }) => heldAt(event.id));
          context.report({
            likelihood: all(
              ...rulers.map((ruler) => areParted(ruler, faction, event).likelihood),
              settled(ledger, ruling, host ?? faction, event, context),
              not(allied),
            ),
            message: `${faction} ${isFirst ? "has its seat in" : "moves its seat to"} ${system} (${writtenDate(event.at)}), which ${ruling.to} rules, ${sinceWords(ruling)}.`,
            help: `If it is the guest of ${ruling.to}, say so: \`host: ${ruling.to}\`.`,
            entities: [faction, system, ruling.to],
            at: [
              placeOf(context, event, system, withDate(isFirst ? "the seat is here" : "the seat moves here", event)),
              holdingPlace(context, ruling, withDate(`${ruling.to} has it by this`, ruling.event)),
            ],
          });
        },
      },
    };
  },
});

/** Who consults with another may be its guest as well. */
const ALLIED = ["defence", "offence", "entente"] as const;

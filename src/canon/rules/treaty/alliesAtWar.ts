import { lifePlace } from "../placeOf.ts";
import { treatyRegister } from "../registers/treaties.ts";
import { defineRule } from "../rule.ts";
import { dated, writtenDate } from "../writtenDate.ts";
import { opponentsIn } from "./opponents.ts";

export const alliesAtWar = defineRule({
  id: "treaty/allies-at-war",
  severity: "warning",
  explain: {
    reports:
      "Parties to an alliance in force fight each other directly: on opposite sides of a war or a battle, or across a border. Whoever only stands on the side of somebody's enemy elsewhere is not meant.",
    wayOut: "`TreatyViolated`, `TreatyAbrogated` or `MemberLeft`, on the same day at the latest.",
    wrong: `
entities:
  breen-confederacy: { kind: faction, standing: major }
  cardassian-union: { kind: faction, standing: major }
  dozaria: { kind: system }
events:
  - { id: pact-ratified, type: TreatyRatified, at: 2373, treaty: dominion-pact, parties: [breen-confederacy, cardassian-union], terms: [{ alliance: defence }] }
  - { id: breach, type: BorderBreached, at: 2388-10-10, by: cardassian-union, against: breen-confederacy, systems: [dozaria] }
`,
    right: `
entities:
  breen-confederacy: { kind: faction, standing: major }
  cardassian-union: { kind: faction, standing: major }
  dozaria: { kind: system }
events:
  - { id: pact-ratified, type: TreatyRatified, at: 2373, treaty: dominion-pact, parties: [breen-confederacy, cardassian-union], terms: [{ alliance: defence }] }
  - { id: pact-ends, type: TreatyAbrogated, at: 2375, treaty: dominion-pact, by: cardassian-union }
  - { id: breach, type: BorderBreached, at: 2388-10-10, by: cardassian-union, against: breen-confederacy, systems: [dozaria] }
`,
  },
  check: (context) => ({
    types: ["ConflictBegun", "BattleFought", "BorderBreached"],
    visit(event) {
      if (event.timeTravel === true) return;
      const treaties = context.register(treatyRegister);
      for (const [one, two] of opponentsIn(event))
        for (const treaty of treaties.between(one.id, two.id, ["defence", "offence"])) {
          const [ratified] = treaty.ratifications;
          if (ratified === undefined) continue;
          context.report({
            likelihood: treaties.holds(treaty, event.id),
            message: `${one.id} and ${two.id} fight each other in ${dated(event)}, though ${treaty.id} allies them since ${writtenDate(ratified.at)}.`,
            events: [event.id, ratified.id],
            entities: [treaty.id, one.id, two.id],
            at: [
              { event: event.id, path: one.path, role: `fights here (${writtenDate(event.at)})` },
              { event: event.id, path: two.path, role: "against this one" },
              lifePlace(context, ratified, treaty.id),
            ],
          });
        }
    },
  }),
});

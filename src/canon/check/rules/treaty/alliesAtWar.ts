import { all } from "../../kit/likelihood.ts";
import { lifePlace } from "../../registers/placeOf.ts";
import { treatyRegister } from "../../registers/treaties.ts";
import { defineRule } from "../../kit/rule.ts";
import { dated, writtenDate } from "../../kit/writtenDate.ts";
import { isBreachOfPeace } from "./contradictoryPair.ts";
import { fighterPlace, opponentsIn } from "./opponents.ts";

const ALLIED = ["defence", "offence"] as const;

export const alliesAtWar = defineRule({
  id: "treaty/allies-at-war",
  severity: "warning",
  explain: {
    reports:
      "Parties to an alliance in force fight each other directly: on opposite sides of a war or a battle, or across a border. Whoever only stands on the side of somebody's enemy elsewhere is not meant. Where the same treaty promises peace as well, beginning a war is treaty/contradictory-pair.",
    wayOut:
      "`TreatyViolated`, `TreatyAbrogated` or `MemberLeft`, on the same day at the latest, or with the fight among its `causes:`.",
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
    each(event) {
      for (const { one, two, likelihood } of opponentsIn(event, context))
        for (const { treaty, ratified, heldAt } of context.register(treatyRegister).between(one.id, two.id, ALLIED)) {
          if (isBreachOfPeace(context.effects(event), treaty)) continue;
          context.report({
            likelihood: all(likelihood, heldAt(event.id)),
            message: `${one.id} and ${two.id} fight each other in ${dated(event)}, though ${treaty.id} allies them since ${writtenDate(ratified.at)}.`,
            events: [...new Set([event.id, two.event.id, ratified.id])],
            entities: [treaty.id, one.id, two.id],
            at: [
              fighterPlace(context, one, `fights here (${writtenDate(event.at)})`),
              fighterPlace(context, two, "against this one"),
              lifePlace(context, ratified, treaty.id),
            ],
          });
        }
    },
  }),
});

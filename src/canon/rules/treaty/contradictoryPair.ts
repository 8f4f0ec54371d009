import { lifePlace } from "../placeOf.ts";
import { treatyRegister } from "../registers/treaties.ts";
import { defineRule } from "../rule.ts";
import { dated, writtenDate } from "../writtenDate.ts";
import { opponentsIn } from "./opponents.ts";

export const contradictoryPair = defineRule({
  id: "treaty/contradictory-pair",
  severity: "error",
  explain: {
    reports:
      "Two powers begin a war against each other while a peace, a pact of non-aggression or of neutrality between them is in force, and nobody has broken or denounced it.",
    wayOut: "`TreatyViolated` or `TreatyAbrogated`, on the same day at the latest.",
    wrong: `
entities:
  breen-confederacy: { kind: faction, standing: major }
  cardassian-union: { kind: faction, standing: major }
events:
  - { id: valoris-ratified, type: TreatyRatified, at: 2380, treaty: treaty-of-valoris, parties: [breen-confederacy, cardassian-union], terms: [{ alliance: non-aggression }] }
  - { id: war-begins, type: ConflictBegun, at: 2388, conflict: border-war, sides: [breen-confederacy, cardassian-union] }
`,
    right: `
entities:
  breen-confederacy: { kind: faction, standing: major }
  cardassian-union: { kind: faction, standing: major }
events:
  - { id: valoris-ratified, type: TreatyRatified, at: 2380, treaty: treaty-of-valoris, parties: [breen-confederacy, cardassian-union], terms: [{ alliance: non-aggression }] }
  - { id: valoris-denounced, type: TreatyAbrogated, at: 2388, treaty: treaty-of-valoris, by: cardassian-union }
  - { id: war-begins, type: ConflictBegun, at: 2388, conflict: border-war, sides: [breen-confederacy, cardassian-union] }
`,
  },
  check: (context) => ({
    types: ["ConflictBegun"],
    visit(event) {
      if (event.timeTravel === true) return;
      const treaties = context.register(treatyRegister);
      for (const [one, two] of opponentsIn(event))
        for (const treaty of treaties.between(one.id, two.id, ["peace", "non-aggression", "neutrality"])) {
          const [ratified] = treaty.ratifications;
          if (ratified === undefined) continue;
          context.report({
            likelihood: treaties.holds(treaty, event.id),
            message: `${dated(event)} sets ${one.id} against ${two.id} while ${treaty.id} is in force between them, since ${writtenDate(ratified.at)}.`,
            help: `If it was broken or ended before, say so: TreatyViolated, TreatyAbrogated.`,
            events: [event.id, ratified.id],
            entities: [treaty.id, one.id, two.id],
            at: [
              { event: event.id, path: one.path, role: `at war here (${writtenDate(event.at)})` },
              lifePlace(context, ratified, treaty.id),
            ],
          });
        }
    },
  }),
});

import type { Effect } from "../../../../events/effects.ts";
import { all } from "../../kit/likelihood.ts";
import { lifePlace } from "../../registers/placeOf.ts";
import { treatyRegister } from "../../registers/treaties.ts";
import type { Treaty } from "../../registers/treaty.ts";
import { defineRule } from "../../kit/rule.ts";
import { dated, withDate, writtenDate } from "../../kit/writtenDate.ts";
import { beginsHostilities, fighterPlace, opponentsIn } from "./opponents.ts";

export const contradictoryPair = defineRule({
  id: "treaty/contradictory-pair",
  severity: "error",
  // A conflict may be a mere dispute: canon does not say which are wars.
  confidence: "likely",
  explain: {
    reports:
      "Two powers begin a war against each other, join one on opposite sides, or cross each other's border, while a peace, a pact of non-aggression or of neutrality between them is in force, and nobody has broken or denounced it, nor did it run out (`until:`). Whoever only signed is not bound; whoever ratified or joined later is so from then on.",
    wayOut:
      "`TreatyViolated` or `TreatyAbrogated`, on the same day at the latest, or with the act among its `causes:`.",
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
    each(event) {
      if (!beginsHostilities(context.effects(event))) return;
      for (const { one, two, likelihood } of opponentsIn(event, context))
        for (const { treaty, ratified, heldAt } of context.register(treatyRegister).between(one.id, two.id, PEACE))
          context.report({
            likelihood: all(likelihood, heldAt(event.id)),
            message: `${dated(event)} sets ${one.id} against ${two.id} while ${treaty.id} is in force between them, since ${writtenDate(ratified.at)}.`,
            help: "If it was broken or ended before, say so: TreatyViolated, TreatyAbrogated.",
            entities: [treaty.id, one.id, two.id],
            at: [
              fighterPlace(context, one, withDate("at war here", event)),
              fighterPlace(context, two, "against this one"),
              lifePlace(context, ratified, treaty.id),
            ],
          });
    },
  }),
});

const PEACE = ["peace", "non-aggression", "neutrality"] as const;

export const isBreachOfPeace = (effects: readonly Effect[], { terms }: Treaty): boolean =>
  beginsHostilities(effects) && PEACE.some((alliance) => terms.has(alliance));

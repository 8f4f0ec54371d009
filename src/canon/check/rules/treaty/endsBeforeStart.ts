import { reportEndsBeforeStart } from "../lifespan/endsBeforeStart.ts";
import { spanBefore } from "../../kit/comparison.ts";
import { isInTime } from "../../kit/inTime.ts";
import { lapsePlace, lapseWords } from "../../registers/outsideSpan.ts";
import { lifeWords } from "../../registers/placeOf.ts";
import { treatyRegister } from "../../registers/treaties.ts";
import { defineRule } from "../../kit/rule.ts";

export const endsBeforeStart = defineRule({
  id: "treaty/ends-before-start",
  severity: "error",
  explain: {
    reports:
      "A treaty is abrogated, or runs out (`until:`), before it is ratified; it is abrogated before it is signed, where nothing says that it was ratified.",
    wayOut: "`timeTravel: true` on either.",
    wrong: `
entities:
  breen-confederacy: { kind: faction, standing: major }
  cardassian-union: { kind: faction, standing: major }
events:
  - { id: valoris-ratified, type: TreatyRatified, at: 2387, treaty: treaty-of-valoris, parties: [breen-confederacy, cardassian-union] }
  - { id: valoris-ended, type: TreatyAbrogated, at: 2385, treaty: treaty-of-valoris, by: breen-confederacy }
`,
    right: `
entities:
  breen-confederacy: { kind: faction, standing: major }
  cardassian-union: { kind: faction, standing: major }
events:
  - { id: valoris-ratified, type: TreatyRatified, at: 2387, treaty: treaty-of-valoris, parties: [breen-confederacy, cardassian-union] }
  - { id: valoris-ended, type: TreatyAbrogated, at: 2387, treaty: treaty-of-valoris, by: breen-confederacy }
`,
  },
  check: (context) => ({
    finish() {
      reportEndsBeforeStart(context, ({ kinds }) => kinds.has("treaty"));
      for (const { id, ratifications, lapses } of context.register(treatyRegister).all)
        for (const ratified of ratifications) {
          const lapse = lapses.get(ratified.id);
          if (lapse === undefined || !isInTime(ratified)) continue;
          context.report({
            likelihood: spanBefore(lapse, ratified.occurred) === "certain" ? "certain" : "no",
            message: `${id} ${lapseWords(lapse)} before it ${lifeWords(ratified)}.`,
            entities: [id],
            at: [lapsePlace(context, ratified, id, lapse)],
          });
        }
    },
  }),
});

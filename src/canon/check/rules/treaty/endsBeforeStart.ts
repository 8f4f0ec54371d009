import { reportEndsBeforeStart } from "../lifespan/endsBeforeStart.ts";
import { defineRule } from "../../kit/rule.ts";

export const endsBeforeStart = defineRule({
  id: "treaty/ends-before-start",
  severity: "error",
  explain: {
    reports:
      "A treaty is abrogated before it is ratified; before it is signed, where nothing says that it was ratified.",
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
  check: (context) => ({ finish: () => reportEndsBeforeStart(context, ({ kinds }) => kinds.has("treaty")) }),
});

import { entityRegister } from "../../registers/entities.ts";
import { defineRule } from "../../kit/rule.ts";
import { reportJourneys } from "./journeys.ts";
import { SPEEDS } from "./topSpeed.ts";

export const tooFast = defineRule({
  id: "travel/too-fast",
  severity: "warning",
  parameters: SPEEDS,
  explain: {
    reports:
      "A ship or a person is at one system and then at another, in less time than the way takes at the top speed of the era: by `position` (in light years) or along `lanes`, whichever is faster. A ship at two systems on one day is ship/two-places.",
    wayOut: "`speeds` and `lanesPerDay` of the rule; `timeTravel: true`.",
    wrong: `
entities:
  starfleet: { kind: faction, standing: organisation }
  stirling: { kind: ship, of: starfleet }
  bajor: { kind: system, position: [0, 0] }
  dozaria: { kind: system, position: [90, 0] }
events:
  - { id: at-bajor, type: EncounterOccurred, at: 2388-10-10, parties: [stirling], place: bajor }
  - { id: at-dozaria, type: EncounterOccurred, at: 2388-10-14, parties: [stirling], place: dozaria }
`,
    right: `
entities:
  starfleet: { kind: faction, standing: organisation }
  stirling: { kind: ship, of: starfleet }
  bajor: { kind: system, position: [0, 0] }
  dozaria: { kind: system, position: [90, 0] }
events:
  - { id: at-bajor, type: EncounterOccurred, at: 2388-10-10, parties: [stirling], place: bajor }
  - { id: at-dozaria, type: EncounterOccurred, at: 2388-10-31, parties: [stirling], place: dozaria }
`,
  },
  check: (context) => ({
    finish() {
      const entities = context.register(entityRegister);
      reportJourneys(
        context,
        ({ traveller }, isSameDay) => !isSameDay || entities.get(traveller)?.kinds.has("ship") !== true,
      );
    },
  }),
});

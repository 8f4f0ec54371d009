import { entityRegister } from "../../registers/entities.ts";
import { defineRule } from "../../kit/rule.ts";
import { reportJourneys } from "../travel/journeys.ts";
import { SPEEDS } from "../travel/topSpeed.ts";

export const twoPlaces = defineRule({
  id: "ship/two-places",
  severity: "error",
  parameters: SPEEDS,
  explain: {
    reports:
      "A ship is at two systems on one day, further apart than it can travel in that time. Distances are by `position` or along `lanes`, whichever is faster; where neither says, nothing is reported.",
    wayOut: "`timeTravel: true`.",
    wrong: `
entities:
  starfleet: { kind: faction, standing: organisation }
  stirling: { kind: ship, of: starfleet }
  bajor: { kind: system, position: [0, 0] }
  dozaria: { kind: system, position: [60, 0] }
events:
  - { id: at-bajor, type: EncounterOccurred, at: 2388-10-10, parties: [stirling], place: bajor }
  - { id: at-dozaria, type: EncounterOccurred, at: 2388-10-10, parties: [stirling], place: dozaria }
`,
    right: `
entities:
  starfleet: { kind: faction, standing: organisation }
  stirling: { kind: ship, of: starfleet }
  bajor: { kind: system, position: [0, 0] }
  dozaria: { kind: system, position: [2, 0] }
events:
  - { id: at-bajor, type: EncounterOccurred, at: 2388-10-10, parties: [stirling], place: bajor }
  - { id: at-dozaria, type: EncounterOccurred, at: 2388-10-10, parties: [stirling], place: dozaria }
`,
  },
  check: (context) => ({
    finish() {
      const entities = context.register(entityRegister);
      reportJourneys(
        context,
        ({ traveller }, isSameDay) => isSameDay && entities.get(traveller)?.kinds.has("ship") === true,
      );
    },
  }),
});

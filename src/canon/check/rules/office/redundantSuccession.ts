import { all } from "../../kit/likelihood.ts";
import { placeOf } from "../../registers/placeOf.ts";
import { officeRegister } from "../../registers/offices.ts";
import { defineRule } from "../../kit/rule.ts";
import { withDate, writtenDate } from "../../kit/writtenDate.ts";
import { isOwnSuccessor } from "./wrongPredecessor.ts";

export const redundantSuccession = defineRule({
  id: "office/redundant-succession",
  severity: "info",
  explain: {
    reports: "Somebody takes an office that they hold already.",
    wayOut:
      "One who was `acting` may take it for good. A second term after another holder, or after a vacancy, is none.",
    wrong: `
entities:
  breen-confederacy: { kind: faction, standing: major }
  domo: { kind: office, of: breen-confederacy }
  gor: { kind: person }
events:
  - { id: gor-becomes-domo, type: DomoReplaced, at: 2386, successor: gor, manner: disgraced }
  - { id: gor-is-made-domo, type: DomoReplaced, at: 2388, successor: gor, manner: appointed }
`,
    right: `
entities:
  breen-confederacy: { kind: faction, standing: major }
  chancellor: { kind: office, of: breen-confederacy }
  gor: { kind: person }
events:
  - { id: gor-stands-in, type: LeaderReplaced, at: 2386, office: chancellor, successor: gor, manner: disgraced, acting: true }
  - { id: gor-is-chancellor, type: LeaderReplaced, at: 2388, office: chancellor, successor: gor, manner: appointed }
`,
  },
  check: (context) => ({
    finish() {
      for (const { id, redundant, settled } of context.register(officeRegister).all)
        for (const { event, incumbent } of redundant) {
          const began = context.chronicle.event(incumbent.began);
          // Whoever follows themselves is office/wrong-predecessor.
          const followsSelf = context
            .effects(event)
            .some((effect) => effect.kind === "seat" && isOwnSuccessor(context, effect));
          if (began === undefined || followsSelf) continue;
          context.report({
            likelihood: all(context.isBefore(began.id, event.id), settled(began.id, event.id)),
            message: `${incumbent.holder} takes ${id} (${writtenDate(event.at)}), which they hold since ${writtenDate(began.at)}.`,
            entities: [id, incumbent.holder],
            at: [
              placeOf(context, event, incumbent.holder, "takes it here"),
              placeOf(context, began, incumbent.holder, withDate("took it already here", began)),
            ],
          });
        }
    },
  }),
});

import { DAY } from "../../../events/dates/span.ts";
import { all } from "../likelihood.ts";
import { holdingRegister } from "../registers/holdings.ts";
import { defineRule } from "../rule.ts";
import { dated, writtenDate } from "../writtenDate.ts";
import { holdingPlace } from "./holdingPlace.ts";

export const orphan = defineRule({
  id: "territory/orphan",
  severity: "info",
  parameters: {
    days: { default: 365, about: "Days for which nobody may hold a system that somebody held before and after." },
  },
  explain: {
    reports: "Nobody holds a system for long, between one who left it and one who came to hold it.",
    wayOut: "`to:` of the event by which it was left, where somebody came at once.",
    wrong: `
entities:
  breen-confederacy: { kind: faction, standing: major }
  cardassian-union: { kind: faction, standing: major }
  dozaria: { kind: system, holder: breen-confederacy }
events:
  - { id: breen-leave, type: ControlChanged, at: 2380, systems: [dozaria], from: breen-confederacy, withdrawn: true }
  - { id: cardassians-come, type: ControlChanged, at: 2388, systems: [dozaria], to: cardassian-union }
`,
    right: `
entities:
  breen-confederacy: { kind: faction, standing: major }
  cardassian-union: { kind: faction, standing: major }
  dozaria: { kind: system, holder: breen-confederacy }
events:
  - { id: breen-leave, type: ControlChanged, at: 2388-02, systems: [dozaria], from: breen-confederacy, withdrawn: true }
  - { id: cardassians-come, type: ControlChanged, at: 2388-06, systems: [dozaria], to: cardassian-union }
`,
  },
  check: (context) => ({
    finish() {
      const holdings = context.register(holdingRegister);
      for (const system of holdings.systems)
        for (const change of holdings.of(system)) {
          const { event, to, ruler } = change;
          if (to === undefined || ruler === undefined || ruler.to !== undefined || event.timeTravel === true) continue;
          context.report({
            likelihood: all(
              context.isLonger(ruler.event.id, event.id, context.parameters.days * DAY),
              holdings.follows(ruler, change, false),
            ),
            message: `Nobody holds ${system} from ${dated(ruler.event)} to ${dated(event)}.`,
            events: [ruler.event.id, event.id],
            entities: [system],
            at: [
              holdingPlace(ruler, `left here (${writtenDate(ruler.event.at)})`),
              holdingPlace(change, `held again by ${to} (${writtenDate(event.at)})`),
            ],
          });
        }
    },
  }),
});

import { DAY } from "../../../../events/dates/span.ts";
import { all } from "../../kit/likelihood.ts";
import { isLeftBehind } from "../../registers/holdingChanges.ts";
import { holdingRegister } from "../../registers/holdings.ts";
import { defineRule } from "../../kit/rule.ts";
import { dated, withDate } from "../../kit/writtenDate.ts";
import { holdingPlace } from "./holdingPlace.ts";

export const orphan = defineRule({
  id: "territory/orphan",
  severity: "info",
  parameters: {
    days: { default: 365, about: "Days for which nobody may hold a system that somebody held before and after." },
  },
  explain: {
    reports: "Nobody rules a system for long, between one who left or lost it and one who came to rule it.",
    wayOut:
      "`to:` of the event by which it was lost; `withdrawn: true` of one who does not own it, which leaves it to the owner.",
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
  dozaria: { kind: system, holder: cardassian-union }
events:
  - { id: breen-come, type: BorderBreached, at: 2375, by: breen-confederacy, against: cardassian-union, systems: [dozaria] }
  - { id: breen-leave, type: ControlChanged, at: 2380, systems: [dozaria], from: breen-confederacy, withdrawn: true }
  - { id: breen-come-again, type: BorderBreached, at: 2388, by: breen-confederacy, against: cardassian-union, systems: [dozaria] }
`,
  },
  check: (context) => ({
    finish() {
      const holdings = context.register(holdingRegister);
      for (const change of holdings.all) {
        const { system, event, to, ruler } = change;
        if (to === undefined || ruler === undefined || ruler.to !== undefined || ruler.isUnsaid) continue;
        // What one who ended left behind is territory/heirless.
        if (isLeftBehind(ruler)) continue;
        if (event.timeTravel === true) continue;
        const likelihood = context.isLonger(ruler.event.id, event.id, context.parameters.days * DAY);
        if (likelihood === "no") continue;
        context.report({
          likelihood: all(
            likelihood,
            holdings.follows(ruler, change, false),
            // Who leaves what is another's leaves it to him.
            ruler.isWithdrawal && ruler.owner !== undefined ? holdings.follows(ruler.owner, ruler, true) : "certain",
          ),
          message: `Nobody rules ${system} from ${dated(ruler.event)} to ${dated(event)}.`,
          entities: [system],
          at: [
            holdingPlace(context, ruler, withDate("left here", ruler.event)),
            holdingPlace(context, change, withDate(`held again by ${to}`, event)),
          ],
        });
      }
    },
  }),
});

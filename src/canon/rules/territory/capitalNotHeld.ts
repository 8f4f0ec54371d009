import type { EntityId } from "../../../events/envelope.ts";
import type { ResolvedEvent } from "../../../timelines/resolvedEvent.ts";
import { isType } from "../knownType.ts";
import type { Likelihood } from "../likelihood.ts";
import { type Holding, holdingRegister } from "../registers/holdings.ts";
import { defineRule } from "../rule.ts";
import type { RuleContext } from "../ruleContext.ts";
import { dated, writtenDate } from "../writtenDate.ts";
import { holdingPlace } from "./holdingPlace.ts";

export const capitalNotHeld = defineRule({
  id: "territory/capital-not-held",
  severity: "warning",
  explain: {
    reports: "A power moves its seat to a system that another rules then.",
    wayOut: "The seat may lie with a faction that the power is part of (`partOf:`), or that is part of it.",
    wrong: `
entities:
  breen-confederacy: { kind: faction, standing: major }
  cardassian-union: { kind: faction, standing: major }
  dozaria: { kind: system, holder: cardassian-union }
events:
  - { id: new-capital, type: CapitalMoved, at: 2380, faction: breen-confederacy, system: dozaria }
`,
    right: `
entities:
  breen-confederacy: { kind: faction, standing: major }
  cardassian-union: { kind: faction, standing: major }
  dozaria: { kind: system, holder: cardassian-union }
events:
  - { id: dozaria-ceded, type: TerritoryTransferred, at: 2379, systems: [dozaria], to: breen-confederacy, procedure: 3 }
  - { id: new-capital, type: CapitalMoved, at: 2380, faction: breen-confederacy, system: dozaria }
`,
  },
  check: (context) => ({
    types: ["CapitalMoved"],
    visit(event) {
      if (!isType(event, "CapitalMoved") || event.timeTravel === true) return;
      const { faction, system } = event.data;
      const holdings = context.register(holdingRegister);
      const changes = holdings.of(system);
      const ruling = changes.findLast(
        ({ event: { id, at } }) => at === undefined || context.isBefore(id, event.id) === "certain",
      );
      if (ruling?.to === undefined || holdings.isOneOf(ruling.to, faction)) return;
      context.report({
        likelihood: settled(changes, ruling, faction, event, context),
        message: `${faction} moves its seat to ${system} (${writtenDate(event.at)}), which ${ruling.to} rules, ${ruling.event.at === undefined ? writtenDate(undefined) : `since ${dated(ruling.event)}`}.`,
        events: [event.id, ruling.event.id],
        entities: [faction, system, ruling.to],
        at: [
          { event: event.id, path: ["system"], role: `the seat moves here (${writtenDate(event.at)})` },
          holdingPlace(ruling, `${ruling.to} has it by this (${writtenDate(ruling.event.at)})`),
        ],
      });
    },
  }),
});

type Context = RuleContext<unknown>;

/** Whether every other change came before the one that decides, comes later, or gives the system to another all the same. */
function settled(
  changes: readonly Holding[],
  ruling: Holding,
  faction: EntityId,
  event: ResolvedEvent,
  { register, isBefore }: Context,
): Likelihood {
  const { isOneOf } = register(holdingRegister);
  const isNoMatter = ({ event: { id, at }, to }: Holding): boolean =>
    (to !== undefined && !isOneOf(to, faction)) ||
    at === undefined ||
    (ruling.event.at !== undefined && isBefore(id, ruling.event.id) === "certain") ||
    isBefore(event.id, id) === "certain";
  return changes.every(isNoMatter) ? "certain" : "possible";
}

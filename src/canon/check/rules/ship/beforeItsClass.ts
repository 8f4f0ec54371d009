import type { EntityId } from "../../../../events/envelope.ts";
import type { Reference } from "../../../../events/fields.ts";
import { lifePlace, lifeWords } from "../../registers/placeOf.ts";
import { lifespanRegister } from "../../registers/lifespans.ts";
import { defineRule } from "../../kit/rule.ts";
import { writtenDate } from "../../kit/writtenDate.ts";

export const beforeItsClass = defineRule({
  id: "ship/before-its-class",
  severity: "warning",
  explain: {
    reports: "A ship enters service before the class that it belongs to (`ClassDeclared` with a date).",
    wayOut: "A class without a date has been there since the beginning; a prototype may be of a class of its own.",
    wrong: `
entities:
  starfleet: { kind: faction, standing: organisation }
events:
  - { id: steamrunner-designed, type: ClassDeclared, at: 2370, class: steamrunner }
  - { id: stirling-launched, type: ShipLaunched, at: 2365, ship: stirling, of: starfleet, class: steamrunner }
`,
    right: `
entities:
  starfleet: { kind: faction, standing: organisation }
events:
  - { id: steamrunner-designed, type: ClassDeclared, at: 2370, class: steamrunner }
  - { id: stirling-launched, type: ShipLaunched, at: 2370, ship: stirling, of: starfleet, class: steamrunner }
`,
  },
  check: (context) => ({
    each(event) {
      const [ship, ofClass] = shipAndClass(context.references(event));
      if (ship === undefined || ofClass === undefined) return;
      const outside = context.register(lifespanRegister).beforeStart(event, ofClass);
      const begun = outside && context.chronicle.event(outside.by);
      if (outside === undefined || begun === undefined) return;
      context.report({
        likelihood: outside.likelihood,
        message: `${ship} enters service (${writtenDate(event.at)}) before its class ${ofClass}, which ${lifeWords(begun)}.`,
        events: [event.id, begun.id],
        entities: [ship, ofClass],
        at: [
          { event: event.id, path: ["class"], role: `in service here (${writtenDate(event.at)})` },
          lifePlace(context, begun, ofClass),
        ],
      });
    },
  }),
});

/** The ship that an event declares, and the class that it says the ship is of. */
function shipAndClass(
  references: readonly Reference[],
): readonly [ship: EntityId | undefined, ofClass: EntityId | undefined] {
  const ship = references.find(({ role, targets }) => role === "declares" && targets.includes("ship"));
  const ofClass = references.find(({ role, targets }) => role === "refers" && targets.includes("class"));
  return [ship?.id, ofClass?.id];
}

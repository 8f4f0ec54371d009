import type { Effect } from "../../../../events/effects.ts";
import { isDestroyedIn } from "../../registers/destruction.ts";
import { placeOf } from "../../registers/placeOf.ts";
import { entityRegister, type NamedEntity } from "../../registers/entities.ts";
import { lifespanRegister } from "../../registers/lifespans.ts";
import { defineRule } from "../../kit/rule.ts";
import { withDate } from "../../kit/writtenDate.ts";
import { reportOutside } from "../../registers/outsideSpan.ts";

/** Who gets a ship, gets one that is there. */
export const activeAfterLoss = defineRule({
  id: "ship/active-after-loss",
  severity: "error",
  explain: {
    reports: "A ship does something, is assigned somewhere or changes sides after it was destroyed.",
    wayOut:
      "`ShipFound` in between, `posthumous: true`, `timeTravel: true`; a ship of the same name has an id of its own, and `successorOf:`.",
    wrong: `
entities:
  starfleet: { kind: faction, standing: organisation }
  stirling: { kind: ship, of: starfleet }
events:
  - { id: stirling-lost, type: ShipDestroyed, at: 2380, ship: stirling }
  - { id: stirling-joins, type: AssetsAssigned, at: 2388, to: starfleet, ships: [stirling] }
`,
    right: `
entities:
  starfleet: { kind: faction, standing: organisation }
  stirling: { kind: ship, of: starfleet, name: Stirling }
  stirling-a: { kind: ship, of: starfleet, name: Stirling, successorOf: stirling }
events:
  - { id: stirling-lost, type: ShipDestroyed, at: 2380, ship: stirling }
  - { id: stirling-joins, type: AssetsAssigned, at: 2388, to: starfleet, ships: [stirling-a] }
`,
  },
  check: (context) => {
    const entities = context.register(entityRegister);
    const lifespans = context.register(lifespanRegister);
    return {
      each(event) {
        for (const named of entities.named(event)) {
          if (!isShipAtWork(named, context.effects(event))) continue;
          const { id } = named;
          const outside = lifespans.afterEnd(event, id);
          if (outside === undefined || !isDestroyedIn(context, outside.bound, id)) continue;
          reportOutside(context, id, [outside], () => ({
            sentence: `${id} is at work in ${withDate(event.id, event)}, but`,
            help: "If it was saved, say so with a `ShipFound`; if it is another of that name, give it another id.",
            entities: [id],
            at: placeOf(context, event, id, withDate("at work here", event)),
          }));
        }
      },
    };
  },
});

const isShipAtWork = ({ id, role, entity }: NamedEntity, effects: readonly Effect[]): boolean =>
  entity !== undefined &&
  entity.ends.length > 0 &&
  (role === "acts" || effects.some((effect) => effect.kind === "belong" && effect.member === id && !effect.atFirst));

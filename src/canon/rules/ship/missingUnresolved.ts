import { DAY } from "../../../events/dates/span.ts";
import type { EntityId, EventId } from "../../../events/envelope.ts";
import type { ResolvedEvent } from "../../../timelines/resolvedEvent.ts";
import { isType } from "../knownType.ts";
import { claimedLosses } from "../lifespan/restoredWithoutEnd.ts";
import { all } from "../likelihood.ts";
import { lifePlace } from "../placeOf.ts";
import { entityRegister } from "../registers/entities.ts";
import { defineRule } from "../rule.ts";
import { writtenDate } from "../writtenDate.ts";

export const missingUnresolved = defineRule({
  id: "ship/missing-unresolved",
  severity: "info",
  parameters: { days: { default: 365, about: "Days that history goes on without a word of it." } },
  explain: {
    reports: "A ship goes missing, and history goes on for long without its being found or declared lost.",
    wayOut: "`presumed:` of the event itself; `ShipFound`, `ShipDestroyed`, or a report that claims its loss.",
    wrong: `
entities:
  starfleet: { kind: faction, standing: organisation }
  stirling: { kind: ship, of: starfleet }
events:
  - { id: stirling-missing, type: ShipMissing, at: 2380, ship: stirling }
  - { id: starfleet-moves-on, type: Noted, at: 2388, about: starfleet }
`,
    right: `
entities:
  starfleet: { kind: faction, standing: organisation }
  stirling: { kind: ship, of: starfleet }
events:
  - { id: stirling-missing, type: ShipMissing, at: 2380, ship: stirling, presumed: destroyed }
  - { id: starfleet-moves-on, type: Noted, at: 2388, about: starfleet }
`,
  },
  check: (context) => {
    const entities = context.register(entityRegister);
    const missing: { readonly ship: EntityId; readonly event: ResolvedEvent }[] = [];
    const claims = new Map<EntityId, EventId[]>();
    return {
      types: ["ShipMissing", "ReportFiled"],
      visit(event) {
        if (isType(event, "ShipMissing") && event.data.ship !== undefined && event.data.presumed === undefined)
          missing.push({ ship: event.data.ship, event });
        else if (isType(event, "ReportFiled"))
          for (const id of claimedLosses(event.data.claim, context.chronicle.event)) {
            const ship = entities.canonical(id);
            claims.set(ship, [...(claims.get(ship) ?? []), event.id]);
          }
      },
      finish() {
        const { end, isBefore, isLonger, parameters } = context;
        const long = parameters.days * DAY;
        for (const { ship, event } of missing) {
          const entity = entities.get(ship);
          if (end === undefined || entity === undefined || entity.sentinel || event.timeTravel === true) continue;
          const settling = [...entity.restores, ...entity.ends, ...(claims.get(entity.id) ?? [])];
          context.report({
            likelihood: all(isLonger(event.id, end, long), ...settling.map((one) => isBefore(one, event.id))),
            message: `${ship} goes missing (${writtenDate(event.at)}), and is never found nor declared lost, though history goes on.`,
            events: [event.id],
            entities: [ship],
            at: [lifePlace(context, event, ship)],
          });
        }
      },
    };
  },
});

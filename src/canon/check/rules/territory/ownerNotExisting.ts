import type { EntityId } from "../../../../events/envelope.ts";
import { onceAnEvent } from "../../kit/onceAnEvent.ts";
import { placeOf } from "../../registers/placeOf.ts";
import { isByForce } from "../../registers/holdingChanges.ts";
import { lifespanRegister } from "../../registers/lifespans.ts";
import { defineRule } from "../../kit/rule.ts";
import { dated, withDate } from "../../kit/writtenDate.ts";
import { reportOutside } from "../../registers/outsideSpan.ts";

export const ownerNotExisting = defineRule({
  id: "territory/owner-not-existing",
  severity: "error",
  explain: {
    reports: "Territory passes to a faction before it was founded, or after it was dissolved.",
    wayOut: "`timeTravel: true`; `sentinel: true` for a stand-in.",
    wrong: `
entities:
  breen-confederacy: { kind: faction, standing: major }
  dozaria: { kind: system, holder: breen-confederacy }
events:
  - { id: dominion-founded, type: FactionFounded, at: 2370, faction: dominion, name: The Dominion, standing: major }
  - { id: dozaria-ceded, type: TerritoryTransferred, at: 2365, systems: [dozaria], to: dominion, procedure: 3 }
`,
    right: `
entities:
  breen-confederacy: { kind: faction, standing: major }
  dozaria: { kind: system, holder: breen-confederacy }
events:
  - { id: dominion-founded, type: FactionFounded, at: 2370, faction: dominion, name: The Dominion, standing: major }
  - { id: dozaria-ceded, type: TerritoryTransferred, at: 2370, systems: [dozaria], to: dominion, procedure: 3 }
`,
  },
  check: (context) => {
    const isNew = onceAnEvent();
    // One event may give many systems, to one or to several.
    const told = new Set<EntityId>();
    return {
      on: {
        rule(effect, event) {
          const { controller, jointly } = effect;
          if (isNew(event)) told.clear();
          if (typeof controller !== "string" || isByForce(effect)) return;
          for (const to of [controller, ...jointly]) {
            if (told.has(to)) continue;
            told.add(to);
            reportOutside(context, to, context.register(lifespanRegister).outside(event, to), () => ({
              sentence: `${dated(event)} gives territory to ${to}, but ${to}`,
              entities: [to],
              at: placeOf(context, event, to, withDate(`to ${to} here`, event)),
            }));
          }
        },
      },
    };
  },
});

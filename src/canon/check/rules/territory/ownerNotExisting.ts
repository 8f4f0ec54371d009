import { onceAnEvent } from "../../kit/onceAnEvent.ts";
import { lifePlace, lifeWords, placeOf } from "../../registers/placeOf.ts";
import { isByForce } from "../../registers/holdingChanges.ts";
import { lifespanRegister } from "../../registers/lifespans.ts";
import { defineRule } from "../../kit/rule.ts";
import { dated, writtenDate } from "../../kit/writtenDate.ts";

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
    return {
      on: {
        rule(effect, event) {
          const { controller: to } = effect;
          if (typeof to !== "string" || isByForce(effect) || !isNew(event)) return;
          const lifespans = context.register(lifespanRegister);
          for (const [outside, when] of [
            [lifespans.beforeStart(event, to), "only later"],
            [lifespans.afterEnd(event, to), "before"],
          ] as const) {
            const bound = outside && context.chronicle.event(outside.by);
            if (outside === undefined || bound === undefined) continue;
            context.report({
              likelihood: outside.likelihood,
              message: `${dated(event)} gives territory to ${to}, but ${to} ${lifeWords(bound)} ${when}.`,
              events: [event.id, bound.id],
              entities: [to],
              at: [
                placeOf(context, event, to, `to ${to} here (${writtenDate(event.at)})`),
                lifePlace(context, bound, to),
              ],
            });
          }
        },
      },
    };
  },
});

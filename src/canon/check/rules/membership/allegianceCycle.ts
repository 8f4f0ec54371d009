import type { EntityId } from "../../../../events/envelope.ts";
import type { ResolvedEvent } from "../../../../timelines/resolvedEvent.ts";
import type { Likelihood } from "../../kit/likelihood.ts";
import { createAliases } from "../../registers/aliases.ts";
import { entityRegister } from "../../registers/entities.ts";
import { defineRule } from "../../kit/rule.ts";
import type { RuleContext } from "../../kit/ruleContext.ts";
import { touchingAndLoose } from "../../kit/touching.ts";
import { listOf } from "../../kit/words.ts";
import { dated, writtenDate } from "../../kit/writtenDate.ts";
import {
  areTogether,
  type RingLink,
  type RingChange,
  declaredBond,
  isClosed,
  type Ring,
  ringFrom,
  ringsIn,
} from "./ring.ts";
import { append } from "../../../../idioms/multimap.ts";

export const allegianceCycle = defineRule({
  id: "membership/allegiance-cycle",
  severity: "error",
  explain: {
    reports:
      "One is under another, who is under a third, … who is under the first: by `partOf:`, or by a change of allegiance.",
    wayOut: "The event by which one of them became free; the end of either of two unties them as well.",
    wrong: `
entities:
  cardassian-union: { kind: faction, standing: major, partOf: dominion }
  dominion: { kind: faction, standing: major, partOf: breen-confederacy }
  breen-confederacy: { kind: faction, standing: major, partOf: cardassian-union }
`,
    right: `
entities:
  cardassian-union: { kind: faction, standing: major, partOf: dominion }
  dominion: { kind: faction, standing: major }
  breen-confederacy: { kind: faction, standing: major, partOf: dominion }
`,
  },
  check: (context) => {
    const entities = context.register(entityRegister);
    const bonds = new Map<EntityId, RingLink>();
    // Whoever was never tied to one another, in whatever way, is in no ring: most need no walk.
    const ever = createAliases();
    const tie = (id: EntityId, bond: RingLink): boolean => {
      bonds.set(id, bond);
      const mayBeRing = ever.canonical(id) === ever.canonical(bond.to);
      ever.join(id, bond.to);
      return mayBeRing;
    };
    for (const entity of entities.all) {
      const bond = declaredBond(entity.id, entities);
      if (bond !== undefined) tie(entity.id, bond);
    }
    const changes = new Map<EntityId, RingChange[]>();
    const rings: { readonly ring: Ring; readonly event: ResolvedEvent }[] = [];
    // Behind a stand-in may be somebody else each time.
    const isWhole = (ring: Ring): boolean => ring.every(([id]) => entities.get(id)?.sentinel !== true);
    const findRing = (subject: EntityId, event: ResolvedEvent): void => {
      const ring = ringFrom(subject, bonds);
      if (ring !== undefined && isWhole(ring)) rings.push({ ring, event });
    };
    return {
      on: {
        belong({ member, to, atFirst }, event) {
          if (atFirst) return;
          const subject = entities.canonical(member);
          append(changes, subject, { event });
          if (event.timeTravel === true) return;
          if (to === undefined) bonds.delete(subject);
          else if (tie(subject, { to: entities.canonical(to), event, path: ["to"] })) findRing(subject, event);
        },
      },
      finish() {
        // What is drawn as past may not be, nor what is drawn later: every bond of a ring has to hold by then.
        const laid = new Map([...changes].map(([id, own]) => [id, touchingAndLoose(own, context)]));
        for (const { ring, event } of rings)
          report(
            context,
            ring,
            isClosed(ring, event, (id) => laid.get(id), context),
          );
        const declared = new Map<EntityId, RingLink>();
        for (const entity of entities.all) {
          const bond = declaredBond(entity.id, entities);
          if (bond !== undefined && !changes.has(entity.id)) declared.set(entity.id, bond);
        }
        for (const ring of ringsIn(declared)) if (isWhole(ring)) report(context, ring, areTogether(ring, context));
      },
    };
  },
});

function report(context: RuleContext<unknown>, ring: Ring, likelihood: Likelihood): void {
  if (likelihood === "no") return;
  context.report({
    likelihood,
    message: `${listOf(ring.map(([id, { to }]) => `${id} is under ${to}`))}.`,
    entities: ring.map(([id]) => id),
    at: ring.map(([id, { to, event, path }]) => ({
      event: event.id,
      path,
      role: `${id} is under ${to} (${event.at === undefined ? writtenDate(undefined) : dated(event)})`,
    })),
  });
}

import type { EntityId } from "../../../../events/envelope.ts";
import type { ResolvedEvent } from "../../../../timelines/resolvedEvent.ts";
import { all, allOf, any } from "../../kit/likelihood.ts";
import { lifePlace, lifeWords } from "../../registers/placeOf.ts";
import { entityRegister } from "../../registers/entities.ts";
import { lifespanRegister, type Outside } from "../../registers/lifespans.ts";
import { returnRegister } from "../../registers/returns.ts";
import { defineRule } from "../../kit/rule.ts";
import { between, createTouching, type Touching } from "../../kit/touching.ts";
import { eventsOf } from "../../kit/eventOf.ts";
import { getOrMake } from "../../../../idioms/multimap.ts";

export const impossibleTransition = defineRule({
  id: "ship/impossible-transition",
  severity: "error",
  explain: {
    reports:
      "A ship goes missing that is no longer in service (destroyed or decommissioned before), or that is missing already.",
    wayOut: "`ShipFound` in between, or anything that it does in between; `timeTravel: true`.",
    wrong: `
entities:
  starfleet: { kind: faction, standing: organisation }
  stirling: { kind: ship, of: starfleet }
events:
  - { id: stirling-retired, type: ShipDecommissioned, at: 2380, ship: stirling }
  - { id: stirling-missing, type: ShipMissing, at: 2384, ship: stirling, presumed: destroyed }
`,
    right: `
entities:
  starfleet: { kind: faction, standing: organisation }
  stirling: { kind: ship, of: starfleet }
events:
  - { id: stirling-missing, type: ShipMissing, at: 2384, ship: stirling, presumed: destroyed }
  - { id: stirling-found, type: ShipFound, at: 2385, ship: stirling }
  - { id: stirling-retired, type: ShipDecommissioned, at: 2390, ship: stirling }
`,
  },
  check: (context) => {
    const entities = context.register(entityRegister);
    const lifespans = context.register(lifespanRegister);
    const lastMissing = new Map<EntityId, ResolvedEvent>();
    const returns = new Map<EntityId, Touching<ResolvedEvent>>();
    const returnsOf = (ship: EntityId): Touching<ResolvedEvent> => {
      const own = (): ResolvedEvent[] => eventsOf(context, context.register(returnRegister).of(ship));
      return getOrMake(returns, ship, () => createTouching(own(), (event) => event, context));
    };

    /** What speaks against its going missing now. */
    const against = (event: ResolvedEvent, ship: EntityId): Pick<Outside, "bound" | "likelihood"> | undefined => {
      const outside = lifespans.afterEnd(event, ship);
      if (outside !== undefined) return outside;
      const before = lastMissing.get(entities.canonical(ship));
      if (before === undefined || before.timeTravel === true) return undefined;
      const isLater = context.isBefore(before.id, event.id);
      if (isLater === "no") return undefined;
      const isStillGone = allOf(returnsOf(entities.canonical(ship))(between(before, event)), ({ id }) =>
        any(context.isBefore(id, before.id), context.isBefore(event.id, id)),
      );
      return { bound: before, likelihood: all(isLater, isStillGone) };
    };
    return {
      on: {
        life({ entity: ship, change }, event) {
          if (change !== "lost" || event.timeTravel === true) return;
          const found = entities.get(ship)?.sentinel === true ? undefined : against(event, ship);
          lastMissing.set(entities.canonical(ship), event);
          if (found === undefined) return;
          const { bound: by, likelihood } = found;
          context.report({
            likelihood,
            message: `${ship} ${lifeWords(event)}, but ${lifeWords(by)} before.`,
            entities: [ship],
            at: [lifePlace(context, event, ship), lifePlace(context, by, ship)],
          });
        },
      },
    };
  },
});

import type { KnownEvent } from "../../events/catalogue/catalogue.ts";
import type { EntityId } from "../../events/envelope.ts";
import { tenureOf } from "../../timelines/entityEvents.ts";
import type { ResolvedEvent } from "../../timelines/resolvedEvent.ts";
import { defineProjection } from "../defineProjection.ts";

/** What is so at an instant, and no number: kept for guards, and for whoever asks when something came to be so. */
export interface FactsState {
  /** By office, the last to come to it; nobody where it was vacated since. */
  readonly holders: Map<EntityId, EntityId>;
  readonly dead: Set<EntityId>;
  readonly inForce: Set<EntityId>;
  /** By conflict that goes on, its sides. */
  readonly wars: Map<EntityId, readonly (readonly EntityId[])[]>;
}

/** Who holds office, lives, is bound by treaty and at war. */
export const facts = defineProjection({
  name: "facts",
  version: 1,
  initial: (): FactsState => ({ holders: new Map(), dead: new Set(), inForce: new Set(), wars: new Map() }),

  apply({ holders, dead, inForce, wars }, event) {
    const succession = tenureOf(event);
    if (succession !== undefined) {
      if (succession.successor === undefined) holders.delete(succession.office);
      // A co-ruler sits beside the holder.
      else if (succession.coRuler !== true) holders.set(succession.office, succession.successor);
      return;
    }
    const { type, data } = event as ResolvedEvent & KnownEvent;
    switch (type) {
      case "PersonDied":
        dead.add(data.person);
        break;
      case "PersonRestored":
        dead.delete(data.person);
        break;
      case "TreatyRatified":
        inForce.add(data.treaty);
        break;
      case "TreatyAbrogated":
        inForce.delete(data.treaty);
        break;
      case "ConflictBegun":
        // Sides without brackets are one power each.
        wars.set(
          data.conflict,
          data.sides.map((side) => [side].flat()),
        );
        break;
      case "ConflictEnded":
        wars.delete(data.conflict);
        break;
      case "BelligerentJoined": {
        const sides = wars.get(data.conflict);
        if (sides !== undefined) wars.set(data.conflict, joined(sides, data.belligerent, data.side));
        break;
      }
      case "BelligerentLeft": {
        const sides = wars.get(data.conflict);
        if (sides !== undefined)
          wars.set(
            data.conflict,
            sides.map((side) => side.filter((one) => one !== data.belligerent)),
          );
        break;
      }
    }
  },

  view: ({ holders, inForce, wars }) => ({
    holders: Object.fromEntries(holders),
    treatiesInForce: [...inForce],
    wars: Object.fromEntries(wars),
  }),
});

type Sides = readonly (readonly EntityId[])[];

/** On the side of somebody who is named; else on one of its own. */
function joined(sides: Sides, belligerent: EntityId, beside: EntityId | undefined): Sides {
  const found = sides.findIndex((side) => side.includes(beside ?? ""));
  if (found < 0) return [...sides, [belligerent]];
  return sides.map((side, i) => (i === found ? [...side, belligerent] : side));
}

/** Whether two are on different sides of one conflict. */
export const areAtWar = ({ wars }: FactsState, a: EntityId, b: EntityId): boolean =>
  [...wars.values()].some((sides) => {
    const side = sides.findIndex((one) => one.includes(a));
    return side >= 0 && sides.some((one, i) => i !== side && one.includes(b));
  });

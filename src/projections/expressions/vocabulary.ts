import { type Component, COMPONENTS } from "../../events/component.ts";
import type { EntityId } from "../../events/envelope.ts";
import type { EntityKind } from "../../events/fields.ts";
import type { AnyProjection } from "../defineProjection.ts";
import { isInForce } from "../facts/bonds.ts";
import { facts, isAlive } from "../facts/facts.ts";
import type { FactsState } from "../facts/factsState.ts";
import { holderOf, holdersOf } from "../facts/seats.ts";
import { areAtWar } from "../facts/sides.ts";
import type { Fold } from "../fold.ts";
import { nervousness, nervousnessOf } from "../nervousness/nervousness.ts";
import type { NervousnessState } from "../nervousness/nervousnessState.ts";
import { power, type PowerState, shares } from "../power/power.ts";
import { level, lnPower } from "../power/powerState.ts";
import { ownersIn, rulersIn } from "../territory/rulers.ts";
import { statusOf, territory, territoryIndex } from "../territory/territory.ts";
import type { TerritoryState } from "../territory/territoryState.ts";

/** States of a fold that has what the expression needs. */
export interface States {
  readonly territory: TerritoryState;
  readonly power: PowerState;
  readonly nervousness: NervousnessState;
  readonly facts: FactsState;
}

/** Of a fold of the projections that an expression needs; the others' are missing, and nobody asks for them. */
export function statesOf(fold: Fold): States {
  const states = fold.states();
  return {
    territory: states["territory"] as TerritoryState,
    power: states["power"] as PowerState,
    nervousness: states["nervousness"] as NervousnessState,
    facts: states["facts"] as FactsState,
  };
}

export type NeededStates = readonly (keyof States)[];

/** A number of somebody: `nervousness.quadrant`. */
export interface Metric {
  readonly about: string;
  /** @internal */
  readonly needs: NeededStates;
  /** @internal */
  read(states: States, subject: EntityId, at: number): number;
}

/** Something that is so, of one or two entities: `control(dozaria)`. */
export interface Query {
  readonly about: string;
  readonly takes: readonly EntityKind[];
  readonly gives: "id" | "truth";
  /** The kind of entity whose id it gives, where those are declared; or the words that it gives. */
  readonly of?: EntityKind | readonly string[];
  /** @internal */
  readonly needs: NeededStates;
  /** @internal */
  read(states: States, args: readonly EntityId[], at: number): EntityId | boolean;
  /** Of what several may be at once, all: it is each of them. @internal */
  all?(states: States, args: readonly EntityId[]): readonly EntityId[];
}

/** Who rules what nobody rules, and holds what nobody holds. */
export const NOBODY = "nobody";

/** A system of which canon says nothing. */
const UNKNOWN = { sovereign: undefined, controller: undefined };

const component = (index: number): Metric => ({
  about: `${COMPONENTS[index]} of a power, in coding-book units`,
  needs: ["power"],
  read: ({ power: { factions } }, subject, at) => {
    const faction = factions.get(subject);
    return faction === undefined ? 0 : level(faction, index, at);
  },
});

export const METRIC_WORDS: ReadonlyMap<string, Metric> = new Map<string, Metric>([
  [
    "nervousness",
    {
      about: "of a power, or of the `quadrant`; 0 to 100",
      needs: ["nervousness"],
      read: (states, subject, at) => nervousnessOf(states.nervousness, subject, at, states) ?? 0,
    },
  ],
  [
    "share",
    {
      about: "of all powers' power; 0 to 1",
      needs: ["power"],
      read: (states, subject, at) => shares(states.power, at, states.facts).get(subject) ?? 0,
    },
  ],
  [
    "power",
    {
      about: "ln P of a power",
      needs: ["power"],
      read: ({ power: { factions } }, subject, at) => {
        const faction = factions.get(subject);
        return faction === undefined ? Number.NEGATIVE_INFINITY : lnPower(faction, at);
      },
    },
  ],
  [
    "territory",
    {
      about: "the index of what a faction holds",
      needs: ["territory"],
      read: (states, subject) => territoryIndex(states.territory).get(subject) ?? 0,
    },
  ],
  ...COMPONENTS.map((name: Component, index): [string, Metric] => [name, component(index)]),
]);

export const QUERY_WORDS: ReadonlyMap<string, Query> = new Map<string, Query>([
  [
    "control",
    {
      about: "who rules a system in fact; of several, the first, and each of them where it is held against one",
      takes: ["system"],
      gives: "id",
      of: "faction",
      needs: ["territory"],
      all: (states, [id = ""]) => rulersIn(states.territory.systems.get(id) ?? UNKNOWN),
      read: (states, [id = ""]) => states.territory.systems.get(id)?.controller ?? NOBODY,
    },
  ],
  [
    "sovereign",
    {
      about: "whose a system is by treaty; of several, the first, and each of them where it is held against one",
      takes: ["system"],
      gives: "id",
      of: "faction",
      needs: ["territory"],
      all: (states, [id = ""]) => ownersIn(states.territory.systems.get(id) ?? UNKNOWN),
      read: (states, [id = ""]) => states.territory.systems.get(id)?.sovereign ?? NOBODY,
    },
  ],
  [
    "status",
    {
      about: "of a system: held, occupied, contested or unclaimed",
      takes: ["system"],
      gives: "id",
      of: ["held", "occupied", "contested", "unclaimed"],
      needs: ["territory"],
      read: (states, [id = ""]) => {
        const system = states.territory.systems.get(id);
        return system === undefined ? "unclaimed" : statusOf(system);
      },
    },
  ],
  [
    "holder",
    {
      about: "who holds an office; of several, the last to come to it, and each of them where it is held against one",
      takes: ["office"],
      gives: "id",
      needs: ["facts"],
      all: (states, [id = ""]) => holdersOf(states.facts, id),
      read: (states, [id = ""]) => holderOf(states.facts, id) ?? NOBODY,
    },
  ],
  [
    "alive",
    {
      about: "whether a person has not died, or was restored",
      takes: ["person"],
      gives: "truth",
      needs: ["facts"],
      read: (states, [id = ""]) => isAlive(states.facts, id),
    },
  ],
  [
    "in-force",
    {
      about: "whether a treaty is ratified, not abrogated, and has not run out",
      takes: ["treaty"],
      gives: "truth",
      needs: ["facts"],
      read: (states, [id = ""], at) => isInForce(states.facts, id, at),
    },
  ],
  [
    "exists",
    {
      about: "whether a faction is founded and not dissolved",
      takes: ["faction"],
      gives: "truth",
      needs: ["facts"],
      read: (states, [id = ""]) => states.facts.factions.get(id)?.exists === true,
    },
  ],
  [
    "at-war",
    {
      about: "whether two are on different sides of a conflict that goes on",
      takes: ["faction", "faction"],
      gives: "truth",
      needs: ["facts"],
      read: (states, [a = "", b = ""]) => areAtWar(states.facts, a, b),
    },
  ],
]);

/** The projections of these names, among those that a history is bound to where it is to any. */
export function projectionsFor(
  needs: Iterable<NeededStates[number]>,
  bound: readonly AnyProjection[],
): AnyProjection[] {
  const own: Readonly<Record<string, AnyProjection>> = { territory, power, nervousness, facts };
  return [...new Set(needs)].flatMap((name) => {
    const projection = bound.find((one) => one.name === name) ?? own[name];
    return projection === undefined ? [] : [projection];
  });
}

import type { EntityId } from "../../events/envelope.ts";
import { factionsBehind } from "../../projections/facts/actsFor.ts";
import { isAlliance, isInForce, trustedParties } from "../../projections/facts/bonds.ts";
import type { AlertLevel, BondState } from "../../projections/facts/factsState.ts";
import { holderOf, sittingIn } from "../../projections/facts/seats.ts";
import { nervousnessOf } from "../../projections/nervousness/nervousness.ts";
import { settledAt } from "../../projections/nervousness/nervousnessState.ts";
import { lnPower } from "../../projections/power/powerState.ts";
import { ownersIn, rulersIn } from "../../projections/territory/rulers.ts";
import { YEAR } from "../randomness/atoms.ts";
import { mistakenBy } from "./estimates.ts";
import { remembered, rememberedOfTwo } from "./remembered.ts";
import type { SimWorld } from "./simWorld.ts";
import { append, getOrMake } from "../../idioms/multimap.ts";

/** What rates are made of. Each is clipped to the range that it declares, so that rates have bounds. */

export const clip = (x: number, low: number, high: number): number => Math.min(high, Math.max(low, x));

const settled = remembered("now", ({ states, at }) => settledAt(states.nervousness, at, undefined));

/** How nervous a power is by what it knows: 0 to 1. */
export const nerves = remembered(
  "now",
  (world, power) => (nervousnessOf(settled(world, ""), power, world.at, world.states) ?? 0) / 100,
);

/** The power that a formation, an office or an agency belongs to by now; nobody's, and of what is no more, "". */
export const powerBehind = remembered("quiet", ({ states: { facts } }, id) =>
  facts.gone.get(id) === "ends" ? "" : (factionsBehind(facts, id)[0] ?? ""),
);

/** Covert factions that are there by now. */
const hiddenByNow = remembered("quiet", ({ cast, states }) =>
  cast.covert.filter((group) => states.facts.factions.get(group)?.exists === true),
);
export const hidden = (world: SimWorld): readonly EntityId[] => hiddenByNow(world, "");

const LEAST = -5;

const ownStrength = remembered("now", ({ states, at }, of) => {
  const faction = states.power.factions.get(of);
  return faction === undefined ? LEAST : Math.max(LEAST, lnPower(faction, at));
});

/** ln P of a faction in the eyes of another, who may be mistaken. */
const strength = (world: SimWorld, of: EntityId, seenBy: EntityId): number =>
  ownStrength(world, of) + mistakenBy(world.states.estimates, seenBy, of);

/** By how much one is stronger than another in its own eyes: ln of the ratio of power, −1.5 to 1.5. */
export const advantage = rememberedOfTwo("now", (world, one, other) =>
  clip(ownStrength(world, one) - strength(world, other, one), -MOST_ADVANTAGE, MOST_ADVANTAGE),
);

export const MOST_ADVANTAGE = 1.5;

export type Neighbours = ReadonlyMap<EntityId, readonly EntityId[]>;

const frontiers = remembered("borders", ({ states }): ReadonlyMap<EntityId, Neighbours> => {
  const { systems, lanes } = states.territory;
  const found = new Map<EntityId, Map<EntityId, EntityId[]>>();
  for (const [id, system] of systems) {
    const { controller } = system;
    if (controller === undefined) continue;
    const beside = new Set<EntityId>();
    for (const other of lanes.get(id) ?? []) {
      const near = systems.get(other);
      for (const power of near === undefined ? [] : rulersIn(near)) beside.add(power);
    }
    // Who rules it together with others has no border there.
    for (const ruler of rulersIn(system)) beside.delete(ruler);
    for (const power of beside) {
      const neighbours = getOrMake(found, power, () => new Map());
      append(neighbours, controller, id);
    }
  }
  return found;
});

/** The systems of others that lie beside a power's own, by who rules them. */
export const frontier = (world: SimWorld, power: EntityId): Neighbours => frontiers(world, "").get(power) ?? NOBODY;

const NOBODY: Neighbours = new Map();

/** Systems that a power rules and that are another's by treaty. */
export const occupied = remembered("quiet", ({ states }, power): readonly EntityId[] =>
  [...states.territory.systems]
    .filter(
      ([, system]) =>
        system.controller === power && system.sovereign !== undefined && !ownersIn(system).includes(power),
    )
    .map(([id]) => id),
);

/** What a system gives, in coding-book units. */
export function worth(world: SimWorld, system: EntityId): number {
  const { states } = world;
  const value = states.territory.systems.get(system)?.value;
  return value === undefined ? 0 : value.yards + value.energy + value.population + value.worlds;
}

/** Whether a power says that a system, or its region, is its own. */
export function wants(world: SimWorld, power: EntityId, system: EntityId): boolean {
  const {
    states: { territory },
  } = world;
  const known = territory.systems.get(system);
  if (known !== undefined && ownersIn(known).includes(power)) return true;
  for (const { by, over } of territory.claims)
    if (by === power && (over === system || territory.regions.get(over)?.has(system) === true)) return true;
  return false;
}

/** A treaty in force, and those of its parties who are there and did not break it. */
export type InForce = readonly [id: EntityId, treaty: BondState];

const treatiesInForce = remembered("quiet", (world): readonly InForce[] => {
  const { facts } = world.states;
  const found: InForce[] = [];
  for (const [id, bond] of facts.bonds) {
    if (!isInForce(facts, id, world.at)) continue;
    found.push([id, { ...bond, parties: trustedParties(facts, bond) }]);
    world.quietUntil = Math.min(world.quietUntil, bond.until ?? Number.POSITIVE_INFINITY);
  }
  return found;
});

/** How many treaties are in force. */
export const treatyCount = (world: SimWorld): number => treatiesInForce(world, "").length;

const byParty = remembered("quiet", (world): ReadonlyMap<EntityId, readonly InForce[]> => {
  const found = new Map<EntityId, InForce[]>();
  for (const inForce of treatiesInForce(world, ""))
    for (const party of new Set(inForce[1].parties)) append(found, party, inForce);
  return found;
});

/** Talks that go on. */
export const openTalks = remembered("quiet", ({ states: { facts } }): readonly InForce[] =>
  [...facts.talks].flatMap((id): InForce[] => {
    const talks = facts.bonds.get(id);
    return talks === undefined ? [] : [[id, talks]];
  }),
);

/** Treaties in force that bind one. */
export const treatiesOf = (world: SimWorld, of: EntityId): readonly InForce[] => byParty(world, "").get(of) ?? [];

/** Treaties in force that bind both. */
export const pacts = rememberedOfTwo("quiet", (world, a, b): readonly InForce[] =>
  treatiesOf(world, a).filter(([, { parties }]) => parties.includes(b)),
);

/** Who has promised to fight beside a faction; the other party itself left out. */
export const allies = rememberedOfTwo("quiet", (world, of, against): readonly EntityId[] => {
  const found = new Set<EntityId>();
  for (const [, bond] of treatiesOf(world, of))
    if (isAlliance(bond)) for (const party of bond.parties) found.add(party);
  found.delete(of);
  found.delete(against);
  return [...found].sort();
});

const everybodysPeace = remembered("now", (world) => {
  const { states, at } = world;
  let fresh = 0;
  for (const [, { since }] of treatiesInForce(world, "")) if (at - since < 2 * YEAR) fresh++;
  const steps = states.facts.talks.size + fresh;
  return steps / (steps + 2);
});

/** How far a peace has come that somebody could spoil: talks that are open, and treaties of the last two years; 0 to 1. */
export const peaceProgress = (world: SimWorld): number => everybodysPeace(world, "");

/** How well a covert faction is known by now: 0 to 0.9. */
export function exposure(world: SimWorld, faction: EntityId): number {
  const { states } = world;
  const times = states.situation.exposures.get(faction) ?? 0;
  return Math.min(0.9, times / (times + 3));
}

/** How ready a formation is, where it is not at rest. */
export function alertOf(world: SimWorld, formation: EntityId): AlertLevel | undefined {
  const { states } = world;
  const alert = states.facts.alerts.get(formation);
  return alert === undefined || alert.rank === 0 ? undefined : alert;
}

/** How long the holder of an office has sat there, in years; 0 to 10. */
export function tenureYears(world: SimWorld, office: EntityId): number {
  const { states, at } = world;
  const holder = holderOf(states.facts, office);
  const since = sittingIn(states.facts, office).find((sitting) => sitting.holder === holder)?.since;
  if (since === undefined) return 0;
  return since === Number.NEGATIVE_INFINITY ? 10 : clip((at - since) / YEAR, 0, 10);
}

/** Whether a leader of a power has a motive of their own against somebody: 0 or 1. */
export const privateMotive = rememberedOfTwo("quiet", (world, power, against): number => {
  const { situation, facts } = world.states;
  for (const office of facts.seats.keys())
    if (powerBehind(world, office) === power) {
      const holder = holderOf(facts, office);
      for (const { person, regarding } of situation.motives) if (person === holder && regarding === against) return 1;
    }
  return 0;
});

/** How lately a power was attacked: from 1 at once down to 0 after two years. */
export function grievance(world: SimWorld, power: EntityId): number {
  const { states, at } = world;
  const last = states.situation.attacks.get(power);
  return last === undefined ? 0 : clip(1 - (at - last.at) / (2 * YEAR), 0, 1);
}

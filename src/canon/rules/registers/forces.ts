import { type Component, COMPONENTS } from "../../../events/component.ts";
import type { EntityId } from "../../../events/envelope.ts";
import type { Contribution } from "../../../projections/defineProjection.ts";
import type { ResolvedEvent } from "../../../timelines/resolvedEvent.ts";
import type { History } from "../history.ts";
import { isType } from "../knownType.ts";
import { all, type Likelihood } from "../likelihood.ts";
import { entityRegister } from "./entities.ts";
import { createForceChain, type ForceChain } from "./forceChain.ts";
import { type Asked, type ForceFold, foldForces, isFleet, isMeasure, type Measure } from "./forceFold.ts";
import type { Register, UseRegister } from "./register.ts";
import { standingBehind } from "./wars.ts";

/** What a faction has of a measure. */
export interface Level {
  /** By component: `military` has two, and so has nothing else. */
  readonly values: readonly number[];
  /** Whether it is canon's own, and the same in every order that the dates allow. */
  readonly likelihood: Likelihood;
  /** The last events behind it. */
  readonly by: readonly ResolvedEvent[];
}

/** What canon says of strength. */
export interface Forces {
  readonly factions: readonly EntityId[];
  /** Everything that changes what a faction has, beside what its systems give; in in-universe order. */
  changesOf(faction: EntityId): readonly ResolvedEvent[];
  /** Just before an event that says something of it; undefined where canon has reported no level by then. */
  before(event: ResolvedEvent, faction: EntityId, measure: Measure): Level | undefined;
  /** The values just after one that states a ratio. */
  after(event: ResolvedEvent, faction: EntityId): readonly number[] | undefined;
  /** What each event added, up to one; the lines sum to the values just after it. */
  ledger(event: ResolvedEvent, faction: EntityId, measure: Measure): readonly Contribution[];
}

/** How strong everybody is, where a text says something to compare it with. */
export const forceRegister: Register<Forces> = {
  name: "forces",
  build(history, use) {
    const { canonical } = use(entityRegister);
    const changes = changesByFaction(history, use);
    const chains = new Map<string, ForceChain>();
    const chainOf = (faction: EntityId, component: Component): ForceChain => {
      const key = `${component} ${faction}`;
      let chain = chains.get(key);
      if (chain === undefined) {
        const own = (changes.get(faction) ?? []).filter((event) => componentsIn(event).includes(component));
        chains.set(key, (chain = createForceChain(own, history)));
      }
      return chain;
    };
    let folded: ForceFold | undefined;
    const fold = (): ForceFold =>
      (folded ??= foldForces(changes.size === 0 ? [] : askedIn(history, canonical), history, use));

    return {
      factions: [...changes.keys()],
      changesOf: (faction) => changes.get(canonical(faction)) ?? [],
      before(event, id, measure) {
        const faction = canonical(id);
        const values = fold().before(event.id, faction);
        const components = componentsOf(measure);
        const known = components.map((component) => chainOf(faction, component).before(event));
        const grounds = known.flatMap((one) => one ?? []);
        if (values === undefined || grounds.length === 0) return undefined;
        const by = [...new Set(grounds.map(({ last }) => last))];
        // What systems give is by a coding book, and power by a formula: both are ours.
        if (!isFleet(measure)) return { values, by, likelihood: "possible" };
        if (grounds.length < components.length) return undefined;
        return { values, by, likelihood: all(...grounds.map(({ likelihood }) => likelihood)) };
      },
      after: (event, faction) => fold().after(event.id, canonical(faction)),
      ledger: (event, faction, measure) => fold().ledger(event.id, canonical(faction), measure),
    };
  },
};

const CHANGES = ["ForceReported", "ForceRaised", "ForceReduced", "ForceCrippled", "AssetsAssigned"] as const;

function changesByFaction({ eventsOf }: History, use: UseRegister): ReadonlyMap<EntityId, readonly ResolvedEvent[]> {
  const entities = use(entityRegister);
  const changes = new Map<EntityId, ResolvedEvent[]>();
  const add = (faction: EntityId, event: ResolvedEvent): void => {
    const own = changes.get(faction);
    if (own === undefined) changes.set(faction, [event]);
    else own.push(event);
  };
  // A formation may serve several in turn: whose it was at the time is left open.
  const served = new Map<EntityId, EntityId[]>();
  for (const event of eventsOf(["AllegianceChanged"])) {
    if (!isType(event, "AllegianceChanged") || event.data.to === undefined) continue;
    const subject = entities.canonical(event.data.subject);
    const own = served.get(subject);
    if (own === undefined) served.set(subject, [event.data.to]);
    else own.push(event.data.to);
  }
  for (const event of eventsOf(CHANGES))
    if (!isType(event, "AssetsAssigned")) for (const id of changedIn(event)) add(entities.canonical(id), event);
    else if (event.data.ships !== undefined) {
      const owners = [event.data.to, ...(served.get(entities.canonical(event.data.to)) ?? [])];
      for (const id of new Set(owners.flatMap((owner) => [...standingBehind(owner, entities)]))) add(id, event);
    }
  return changes;
}

const changedIn = (event: ResolvedEvent): readonly EntityId[] =>
  isType(event, "ForceReported") ||
  isType(event, "ForceRaised") ||
  isType(event, "ForceReduced") ||
  isType(event, "ForceCrippled")
    ? [event.data.faction]
    : [];

function componentsIn(event: ResolvedEvent): readonly Component[] {
  return isType(event, "ForceReported") ||
    isType(event, "ForceRaised") ||
    isType(event, "ForceReduced") ||
    isType(event, "ForceCrippled")
    ? componentsOf(event.data.component)
    : ["hulls"];
}

function componentsOf(measure: Measure): readonly Component[] {
  if (measure === "power") return COMPONENTS;
  return measure === "military" ? ["hulls", "crews"] : [measure];
}

/** Texts that rank or compare, and losses in numbers. */
function askedIn({ eventsOf }: History, canonical: (id: EntityId) => EntityId): Asked[] {
  return eventsOf(["ForceReported", "ForceRaised", "ForceReduced", "StandingStated", "ShipMissing"]).flatMap(
    (event): Asked[] => {
      if (isType(event, "StandingStated")) {
        const { faction, metric, among } = event.data;
        if (!isMeasure(metric)) return [];
        // A list names all that there are to compare with; a word may mean anybody.
        const factions = typeof among === "string" ? {} : { factions: [faction, ...among].map(canonical) };
        return [{ event, measure: metric, ...factions }];
      }
      if (isType(event, "ShipMissing")) {
        const { count, of: sides } = event.data.group ?? {};
        if (typeof count !== "number" || !Array.isArray(sides)) return [];
        return [{ event, measure: "hulls", factions: sides.map(canonical) }];
      }
      if (event.states?.ratio === undefined) return [];
      if (isType(event, "ForceReported") || isType(event, "ForceRaised") || isType(event, "ForceReduced"))
        return [{ event, measure: event.data.component, factions: [canonical(event.data.faction)] }];
      return [];
    },
  );
}

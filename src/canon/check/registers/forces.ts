import { type Component, COMPONENTS } from "../../../events/component.ts";
import type { EntityId } from "../../../events/envelope.ts";
import type { Contribution } from "../../../projections/defineProjection.ts";
import type { ResolvedEvent } from "../../../timelines/resolvedEvent.ts";
import type { IndexedChronicle } from "../kit/indexedChronicle.ts";
import { all, type Likelihood } from "../kit/likelihood.ts";
import { entityRegister } from "./entities.ts";
import { createForceChain, type ForceChain } from "./forceChain.ts";
import { type AskedStrength, type ForceFold, foldForces, isFleet, isMeasure, type ForceMeasure } from "./forceFold.ts";
import type { Register, UseRegister } from "../kit/register.ts";
import { standingBehind } from "./wars.ts";
import { append } from "../../../idioms/multimap.ts";

/** What a faction has of a measure. */
export interface ForceLevel {
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
  before(event: ResolvedEvent, faction: EntityId, measure: ForceMeasure): ForceLevel | undefined;
  /** The values just after one that states a ratio. */
  after(event: ResolvedEvent, faction: EntityId): readonly number[] | undefined;
  /** What each event added, up to one; the lines sum to the values just after it. */
  ledger(event: ResolvedEvent, faction: EntityId, measure: ForceMeasure): readonly Contribution[];
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
        const own = (changes.get(faction) ?? []).filter((event) => componentsIn(event, history).includes(component));
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

function changesByFaction(
  history: IndexedChronicle,
  use: UseRegister,
): ReadonlyMap<EntityId, readonly ResolvedEvent[]> {
  const entities = use(entityRegister);
  const changes = new Map<EntityId, ResolvedEvent[]>();
  const add = (faction: EntityId, event: ResolvedEvent): void => {
    const own = changes.get(faction);
    if (own === undefined) changes.set(faction, [event]);
    else if (own.at(-1) !== event) own.push(event);
  };
  // A formation may serve several in turn: whose it was at the time is left open.
  const served = new Map<EntityId, EntityId[]>();
  for (const { effect } of history.changesOf("belong")) {
    if (effect.to === undefined || effect.atFirst) continue;
    const subject = entities.canonical(effect.member);
    append(served, subject, effect.to);
  }
  for (const { effect, event } of history.changesOf("strength")) {
    const own = entities.canonical(effect.of);
    if (!effect.isMoved) add(own, event);
    else
      for (const id of new Set(
        [effect.of, ...(served.get(own) ?? [])].flatMap((owner) => [...standingBehind(owner, entities)]),
      ))
        add(id, event);
  }
  return changes;
}

const componentsIn = (event: ResolvedEvent, { changesIn }: IndexedChronicle): readonly Component[] =>
  changesIn(event, "strength").flatMap(({ component }) => componentsOf(component));

function componentsOf(measure: ForceMeasure): readonly Component[] {
  if (measure === "power") return COMPONENTS;
  return measure === "military" ? ["hulls", "crews"] : [measure];
}

/** Texts that rank or compare, and losses in numbers. */
const askedIn = ({ changesOf }: IndexedChronicle, canonical: (id: EntityId) => EntityId): AskedStrength[] =>
  changesOf("strength", "ranking", "loss").flatMap(({ effect, event }): AskedStrength[] => {
    if (effect.kind === "ranking") {
      const { faction, metric, among } = effect;
      if (!isMeasure(metric)) return [];
      // A list names all that there are to compare with; a word may mean anybody.
      const factions = typeof among === "string" ? {} : { factions: [faction, ...among].map(canonical) };
      return [{ event, measure: metric, ...factions }];
    }
    if (effect.kind === "loss") {
      if (effect.count === undefined || effect.of.length === 0) return [];
      return [{ event, measure: "hulls", factions: effect.of.map(canonical) }];
    }
    if (event.states?.ratio === undefined) return [];
    return [{ event, measure: effect.component, factions: [canonical(effect.of)] }];
  });

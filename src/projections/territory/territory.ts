import type * as effects from "../../events/effects.ts";
import type { EntityId } from "../../events/envelope.ts";
import {
  type BuiltInProjection,
  type Contribution,
  defineProjection,
  type Moment,
  type Sink,
} from "../defineProjection.ts";
import { actsFor } from "../facts/actsFor.ts";
import { facts } from "../facts/facts.ts";
import { claimKey, countRuler, indexesOf } from "./indexes.ts";
import { areSame, isHeld, ownersIn, rulersIn } from "./rulers.ts";
import type { ControlChange, StandingClaim, SystemState, TerritoryState } from "./territoryState.ts";
import { SYSTEM_DEFAULTS, TERRITORY_INDEX } from "./codingBook.ts";
import { addTo, getOrMake } from "../../idioms/multimap.ts";

export type SystemStatus = "held" | "contested" | "occupied" | "unclaimed";

export interface SystemView {
  /** The owner in law. */
  readonly sovereign: EntityId | null;
  /** Who rules in fact. */
  readonly controller: EntityId | null;
  /** Of a condominium, all who own it, and all who rule it; absent where there is one at most. */
  readonly sovereigns?: readonly EntityId[];
  readonly controllers?: readonly EntityId[];
  readonly status: SystemStatus;
  /** The event that made it so. */
  readonly by: string | null;
  readonly basis: string | null;
  readonly contestedBy: readonly EntityId[];
  readonly claimedBy: readonly EntityId[];
}

/** Who rules it in fact: several, where they do so together. */
export const rulersShown = ({
  controller,
  controllers,
}: Pick<SystemView, "controller" | "controllers">): readonly (EntityId | null)[] => controllers ?? [controller];

export interface TerritoryView {
  readonly systems: Readonly<Record<EntityId, SystemView>>;
  /** Territory index by faction: Σ value × share in each system. */
  readonly index: Readonly<Record<EntityId, number>>;
}

/** A state of a system, from one event to the next. */
export interface TenureEntry {
  readonly system: EntityId;
  readonly sovereign: EntityId | undefined;
  readonly controller: EntityId | undefined;
  /** Of those who rule it together, all. */
  readonly controllers?: readonly EntityId[];
  readonly event: Moment;
}

const newSystem = (): SystemState => ({
  value: SYSTEM_DEFAULTS,
  position: undefined,
  sovereign: undefined,
  controller: undefined,
  basis: undefined,
  by: undefined,
  contested: undefined,
});

function systemOf(state: TerritoryState, id: EntityId): SystemState {
  return getOrMake(state.systems, id, newSystem);
}

function addLane(state: TerritoryState, a: EntityId, b: EntityId): void {
  if (state.lanes.get(a)?.has(b) !== true) indexesOf(state).moves.lanes.push([a, b]);
  addTo(state.lanes, a, b);
  addTo(state.lanes, b, a);
  state.revision++;
}

/** Who owns a system and who rules it from now on; `sovereign` undefined: as it was. */
interface NewRule {
  readonly sovereign?: EntityId | null | undefined;
  readonly controller: EntityId | undefined;
  /** Beside them. */
  readonly coSovereigns?: readonly EntityId[];
  readonly coControllers?: readonly EntityId[];
  readonly basis: string | undefined;
  /** The owner that the event names; believed where canon has named none. */
  readonly from?: EntityId | undefined;
  readonly atFirst?: boolean;
}

function setRule(
  state: TerritoryState,
  id: EntityId,
  { sovereign, controller, coSovereigns, coControllers, basis, from, atFirst = false }: NewRule,
  at: Moment,
  sink: Sink<TenureEntry> | undefined,
): void {
  const system = systemOf(state, id);
  const indexes = indexesOf(state);
  peoples.delete(state);
  const ruled = rulersIn(system);
  if (sovereign !== undefined) {
    system.sovereign = sovereign ?? undefined;
    setBeside(system, "coSovereigns", coSovereigns);
  } else system.sovereign ??= from;
  system.controller = controller;
  setBeside(system, "coControllers", coControllers);
  system.basis = basis;
  system.by = { id: at.id, type: at.type, placed: at.placed };
  system.contested = undefined;
  indices.delete(state);
  const rulers = rulersIn(system);
  for (const holder of [...ownersIn(system), ...rulers]) addTo(indexes.held, holder, id);
  const isChanged = !areSame(ruled, rulers);
  if (isChanged) {
    for (const ruler of ruled) countRuler(indexes, ruler, -1);
    for (const ruler of rulers) countRuler(indexes, ruler, 1);
    indexes.moves.systems.add(id);
    state.revision++;
  }
  if (isChanged || atFirst) {
    if (state.changes.by !== at.id) state.changes = { by: at.id, made: [] };
    state.changes.made.push(...changesBetween(ruled, rulers).map((one) => ({ system: id, ...one, original: atFirst })));
  }
  const shared = rulers.length > 1 ? { controllers: rulers } : {};
  if (sink?.subject === id) sink.add({ system: id, sovereign: system.sovereign, controller, ...shared, event: at });
}

function setBeside(
  system: SystemState,
  field: "coSovereigns" | "coControllers",
  others: readonly EntityId[] | undefined,
): void {
  if (others !== undefined && others.length > 0) system[field] = others;
  else if (system[field] !== undefined) delete system[field];
}

/** Who loses it to whom; of several, each of them to all the others. */
function changesBetween(
  before: readonly EntityId[],
  after: readonly EntityId[],
): Pick<ControlChange, "from" | "to" | "part">[] {
  if (before.length < 2 && after.length < 2) return [{ from: before[0], to: after[0] }];
  return [
    ...before.filter((one) => !after.includes(one)).map((from) => ({ from, to: undefined })),
    ...after.map((to) => ({
      from: before.includes(to) ? to : undefined,
      to,
      ...(after.length > 1 ? { part: 1 / after.length } : {}),
    })),
  ];
}

/** Who holds which system, in law and in fact. */
export const territory: BuiltInProjection<"territory", TerritoryState, TerritoryView, readonly [typeof facts]> =
  defineProjection({
    name: "territory",
    version: 3,
    needs: [facts],
    // Who holds what says by which event.
    horizon: 0,
    initial: (): TerritoryState => ({
      systems: new Map(),
      lanes: new Map(),
      regions: new Map(),
      claims: new Set(),
      capitals: new Map(),
      changes: { by: undefined, made: [] },
      revision: 0,
    }),

    on: {
      chart(state, { system: id, value, position, lanes, region }) {
        const system = systemOf(state, id);
        system.position = position ?? system.position;
        if (value !== undefined) {
          peoples.delete(state);
          system.value = {
            yards: value.yards ?? system.value.yards,
            energy: value.energy ?? system.value.energy,
            population: value.population ?? system.value.population,
            worlds: value.worlds ?? system.value.worlds,
          };
          indices.delete(state);
        }
        for (const neighbour of lanes) addLane(state, id, neighbour);
        if (region !== undefined) addTo(state.regions, region, id);
      },
      rule(
        state,
        { system, sovereign, controller, jointly, from, basis, atFirst },
        at,
        sink: Sink<TenureEntry> | undefined,
        needed,
      ) {
        const power = (id: EntityId): EntityId => actsFor(needed.facts, id);
        const before = systemOf(state, system);
        const ruler =
          controller === "sovereign" ? before.sovereign : controller === undefined ? before.controller : controller;
        const first = typeof controller === "string" ? power(controller) : undefined;
        const others = [...new Set(jointly.map(power))].filter((id) => id !== first);
        setRule(
          state,
          system,
          {
            ...(typeof sovereign === "string" ? { coSovereigns: others } : {}),
            coControllers:
              controller === "sovereign"
                ? (before.coSovereigns ?? [])
                : controller === undefined
                  ? (before.coControllers ?? [])
                  : others,
            sovereign: typeof sovereign === "string" ? power(sovereign) : sovereign,
            controller: ruler === null || ruler === undefined ? undefined : power(ruler),
            from: from === undefined ? undefined : power(from),
            basis,
            atFirst,
          },
          at,
          sink,
        );
      },
      contest(state, effect, at, _sink, needed) {
        contest(state, effect, at, (id) => actsFor(needed.facts, id));
      },
      side(state, { conflict, change }) {
        if (change !== "ends") return;
        indices.delete(state);
        const { contested } = indexesOf(state);
        for (const id of contested.get(conflict) ?? []) {
          const system = state.systems.get(id);
          if (system?.contested?.conflict === conflict) system.contested = undefined;
        }
        contested.delete(conflict);
      },
      claim(state, { by, over, stands }, { id }) {
        const { claims } = indexesOf(state);
        const key = claimKey(by, over);
        if (stands) {
          const claim: StandingClaim = { by, over, event: id };
          addTo(claims, key, claim);
          state.claims.add(claim);
        } else {
          for (const claim of claims.get(key) ?? []) state.claims.delete(claim);
          claims.delete(key);
        }
      },
      capital(state, { faction, system }) {
        state.capitals.set(faction, system);
      },
      life(state, { entity, change, successor }, at, sink: Sink<TenureEntry> | undefined) {
        if (change === "ends") passOn(state, entity, successor, at, sink);
      },
    },

    view(state): TerritoryView {
      const systems: Record<EntityId, SystemView> = {};
      const claimantsIn = claimantsOf(state);
      for (const [id, system] of state.systems) systems[id] = viewSystem(system, claimantsIn(id));
      return { systems, index: Object.fromEntries(territoryIndex(state)) };
    },

    explain({ state, subject }) {
      const contributions: Contribution[] = [];
      for (const [id, system] of state.systems) {
        const maker = system.contested?.by ?? system.by;
        for (const [faction, part] of holdersOf(system))
          if (faction === subject && maker !== undefined)
            contributions.push({
              event: maker.id,
              type: maker.type,
              at: maker.placed,
              value: part * worth(system),
              note: `${id}: ${statusOf(system)}`,
            });
      }
      return { value: contributions.reduce((sum, { value }) => sum + value, 0), contributions };
    },
  });

/** What somebody who ends owned in law and ruled in fact is their successor's; nobody's where they have none. */
function passOn(
  state: TerritoryState,
  gone: EntityId,
  successor: EntityId | undefined,
  at: Moment,
  sink: Sink<TenureEntry> | undefined,
): void {
  // A successor comes to hold them while they are gone through.
  for (const id of Array.from(indexesOf(state).held.get(gone) ?? [])) {
    const system = systemOf(state, id);
    const [owners, rulers] = [ownersIn(system), rulersIn(system)];
    if (!owners.includes(gone) && !rulers.includes(gone)) continue;
    // Of those who hold it together, it is left to the others.
    const heirs = (holders: readonly EntityId[]): readonly EntityId[] => [
      ...new Set(holders.flatMap((holder) => (holder === gone ? (successor ?? []) : holder))),
    ];
    const [sovereign, ...coSovereigns] = heirs(owners);
    const [controller, ...coControllers] = heirs(rulers);
    const rule = { sovereign: sovereign ?? null, controller, coSovereigns, coControllers };
    setRule(state, id, { ...rule, basis: successor === undefined ? "dissolution" : "succession" }, at, sink);
  }
}

/** The index, until a system changes. */
const indices = new WeakMap<TerritoryState, ReadonlyMap<EntityId, number>>();

/** By faction: the value of what it holds, occupied and contested systems in part. */
export function territoryIndex(state: TerritoryState): ReadonlyMap<EntityId, number> {
  const known = indices.get(state);
  if (known !== undefined) return known;
  const index = new Map<EntityId, number>();
  for (const system of state.systems.values())
    for (const [faction, part] of holdersOf(system))
      index.set(faction, (index.get(faction) ?? 0) + part * worth(system));
  indices.set(state, index);
  return index;
}

const peoples = new WeakMap<TerritoryState, ReadonlyMap<EntityId, number>>();

/** By faction: the population of what it owns in law; an occupied people stays its own. */
export function peopleOf(state: TerritoryState): ReadonlyMap<EntityId, number> {
  const known = peoples.get(state);
  if (known !== undefined) return known;
  const people = new Map<EntityId, number>();
  for (const system of state.systems.values())
    for (const [owner, own] of inParts(ownersIn(system), system.value.population))
      people.set(owner, (people.get(owner) ?? 0) + own);
  peoples.set(state, people);
  return people;
}

/** Who controls any system. */
export const rulersOf = (state: TerritoryState): { has(faction: EntityId): boolean } => indexesOf(state).rulers;

/** A battle without a victor leaves its place contested; one with a victor settles it. */
function contest(
  state: TerritoryState,
  { place, victor, sides, conflict }: effects.Contest,
  { id, type, placed }: Moment,
  powerOf: (id: EntityId) => EntityId,
): void {
  if (place === undefined || state.regions.has(place)) return;
  const parties = [...new Set(sides.flat().map(powerOf))];
  systemOf(state, place).contested = victor === undefined ? { parties, conflict, by: { id, type, placed } } : undefined;
  if (victor === undefined && conflict !== undefined) addTo(indexesOf(state).contested, conflict, place);
  indices.delete(state);
}

export function statusOf(system: SystemState): SystemStatus {
  if (system.contested !== undefined) return "contested";
  if (system.sovereign === undefined && system.controller === undefined) return "unclaimed";
  return isHeld(system) ? "held" : "occupied";
}

const worth = ({ value }: SystemState): number => value.yards + value.energy + value.population + value.worlds;

/** Whose a system is, in parts of its value. */
function holdersOf(system: SystemState): [EntityId, number][] {
  const { contested } = system;
  if (contested !== undefined) return contested.parties.map((party) => [party, TERRITORY_INDEX.contested]);
  if (isHeld(system)) return inParts(rulersIn(system), TERRITORY_INDEX.held);
  const { occupied } = TERRITORY_INDEX;
  return [...inParts(rulersIn(system), occupied), ...inParts(ownersIn(system), occupied)];
}

const inParts = (factions: readonly EntityId[], whole: number): [EntityId, number][] =>
  factions.map((faction) => [faction, whole / factions.length]);

/** Who claims a system, or a region that it lies in, in the order of their claims. */
function claimantsOf({ claims, regions }: TerritoryState): (system: EntityId) => readonly EntityId[] {
  if (claims.size === 0) return () => [];
  /** By system or region: who claims it, and the place of their first claim among all. */
  const over = new Map<EntityId, Map<EntityId, number>>();
  let place = 0;
  for (const claim of claims) {
    const own = over.get(claim.over);
    if (own === undefined) over.set(claim.over, new Map([[claim.by, place++]]));
    else if (!own.has(claim.by)) own.set(claim.by, place++);
  }
  const claimedRegions = new Map<EntityId, Set<EntityId>>();
  for (const [region, systems] of regions)
    if (over.has(region)) for (const system of systems) addTo(claimedRegions, system, region);
  return (system) => {
    const found = [system, ...(claimedRegions.get(system) ?? [])].flatMap((one) => [...(over.get(one) ?? [])]);
    return [...new Set(found.sort(([, a], [, b]) => a - b).map(([by]) => by))];
  };
}

function viewSystem(system: SystemState, claimedBy: readonly EntityId[]): SystemView {
  return {
    sovereign: system.sovereign ?? null,
    controller: system.controller ?? null,
    ...(system.coSovereigns === undefined ? {} : { sovereigns: ownersIn(system) }),
    ...(system.coControllers === undefined ? {} : { controllers: rulersIn(system) }),
    status: statusOf(system),
    by: (system.contested?.by ?? system.by)?.id ?? null,
    basis: system.basis ?? null,
    contestedBy: system.contested?.parties ?? [],
    claimedBy,
  };
}

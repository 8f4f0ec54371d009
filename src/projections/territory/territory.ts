import { PROCEDURES } from "../../events/catalogue/territory.ts";
import type { KnownEvent } from "../../events/catalogue/catalogue.ts";
import type { EntityId } from "../../events/envelope.ts";
import type { ResolvedEvent } from "../../timelines/resolvedEvent.ts";
import { type Contribution, defineProjection, type Sink } from "../defineProjection.ts";
import { addTo, claimKey, countRuler, indexesOf } from "./indexes.ts";
import { SYSTEM_DEFAULTS, TERRITORY_INDEX } from "./codingBook.ts";
import type { Claim, SystemState, TerritoryState } from "./territoryState.ts";

export type { SystemState, TerritoryState } from "./territoryState.ts";

type Event = ResolvedEvent & KnownEvent;

export type SystemStatus = "held" | "contested" | "occupied" | "unclaimed";

export interface SystemView {
  /** The owner in law. */
  readonly sovereign: EntityId | null;
  /** Who rules in fact. */
  readonly controller: EntityId | null;
  readonly status: SystemStatus;
  /** The event that made it so. */
  readonly by: string | null;
  readonly basis: string | null;
  readonly contestedBy: readonly EntityId[];
  readonly claimedBy: readonly EntityId[];
}

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
  readonly event: Event;
}

const newSystem = (): SystemState => ({
  value: SYSTEM_DEFAULTS,
  sovereign: undefined,
  controller: undefined,
  basis: undefined,
  by: undefined,
  contested: undefined,
});

function systemOf(state: TerritoryState, id: EntityId): SystemState {
  let system = state.systems.get(id);
  if (system === undefined) state.systems.set(id, (system = newSystem()));
  return system;
}

function addLane(state: TerritoryState, a: EntityId, b: EntityId): void {
  if (state.lanes.get(a)?.has(b) !== true) indexesOf(state).moves.lanes.push([a, b]);
  addTo(state.lanes, a, b);
  addTo(state.lanes, b, a);
  state.revision++;
}

interface Rule {
  readonly sovereign?: EntityId | undefined;
  readonly controller: EntityId | undefined;
  readonly basis: string;
  /** The owner that the event names; believed where canon has named none. */
  readonly from?: EntityId | undefined;
  readonly original?: boolean;
}

function setRule(
  state: TerritoryState,
  id: EntityId,
  rule: Rule,
  event: Event,
  sink: Sink<TenureEntry> | undefined,
): void {
  const system = systemOf(state, id);
  const indexes = indexesOf(state);
  const ruled = system.controller;
  const former = ruled ?? system.sovereign ?? rule.from;
  if ("sovereign" in rule) system.sovereign = rule.sovereign;
  else system.sovereign ??= rule.from;
  system.controller = rule.controller;
  system.basis = rule.basis;
  system.by = { id: event.id, type: event.type, placed: event.placed };
  system.contested = undefined;
  if (ruled !== rule.controller) {
    countRuler(indexes, ruled, -1);
    countRuler(indexes, rule.controller, 1);
    indexes.moves.systems.add(id);
    state.revision++;
  }
  if (former !== rule.controller || rule.original === true)
    state.changes.push({ system: id, from: former, to: rule.controller, original: rule.original === true });
  if (sink?.subject === id) sink.add({ system: id, sovereign: system.sovereign, controller: system.controller, event });
}

/** Who holds which system, in law and in fact. */
export const territory = defineProjection({
  name: "territory",
  version: 2,
  // Who holds what says by which event.
  horizon: 0,
  initial: (): TerritoryState => ({
    systems: new Map(),
    lanes: new Map(),
    regions: new Map(),
    claims: new Set(),
    capitals: new Map(),
    changes: [],
    revision: 0,
  }),

  apply(state, resolved, sink: Sink<TenureEntry> | undefined) {
    const event = resolved as Event;
    const { type, data } = event;
    if (state.changes.length > 0) state.changes = [];
    if (SYSTEM_TYPES.has(type)) indices.delete(state);
    switch (type) {
      case "SystemCharted": {
        const system = systemOf(state, data.system);
        system.value = {
          yards: data.value?.yards ?? system.value.yards,
          energy: data.value?.energy ?? system.value.energy,
          population: data.value?.population ?? system.value.population,
          worlds: data.value?.worlds ?? system.value.worlds,
        };
        for (const neighbour of data.lanes ?? []) addLane(state, data.system, neighbour);
        if (data.region !== undefined) addToRegion(state, data.region, [data.system]);
        const { holder } = data;
        if (holder !== undefined)
          setRule(
            state,
            data.system,
            { sovereign: holder, controller: holder, basis: "charted", original: true },
            event,
            sink,
          );
        break;
      }
      case "RegionCharted":
        addToRegion(state, data.region, data.systems ?? []);
        break;
      case "TerritoryTransferred": {
        const basis = PROCEDURES[data.procedure];
        const inFactOnly = data.procedure === 1 || data.procedure === 6;
        const rule: Rule = {
          controller: data.to,
          basis,
          from: data.from,
          ...(inFactOnly ? {} : { sovereign: data.to }),
        };
        for (const system of data.systems) setRule(state, system, rule, event, sink);
        break;
      }
      case "ControlChanged":
        for (const id of data.systems) {
          const { sovereign } = systemOf(state, id);
          const controller = data.to ?? (data.withdrawn === true ? sovereign : undefined);
          setRule(
            state,
            id,
            { controller, basis: data.withdrawn === true ? "withdrawal" : "control", from: data.from },
            event,
            sink,
          );
        }
        break;
      case "BorderBreached":
        if (data.repelled !== true)
          for (const id of data.systems)
            setRule(state, id, { controller: data.by, basis: "breach", from: data.against }, event, sink);
        break;
      case "BattleFought":
        contest(state, data, event);
        break;
      case "ConflictEnded":
        for (const id of indexesOf(state).contested.get(data.conflict) ?? []) {
          const system = state.systems.get(id);
          if (system?.contested?.conflict === data.conflict) system.contested = undefined;
        }
        indexesOf(state).contested.delete(data.conflict);
        break;
      case "ClaimAsserted":
        for (const over of [data.over].flat()) {
          const claim: Claim = { by: data.by, over, event: event.id };
          addTo(indexesOf(state).claims, claimKey(data.by, over), claim);
          state.claims.add(claim);
        }
        break;
      case "ClaimRenounced":
        for (const over of [data.over].flat()) {
          const { claims } = indexesOf(state);
          for (const claim of claims.get(claimKey(data.by, over)) ?? []) state.claims.delete(claim);
          claims.delete(claimKey(data.by, over));
        }
        break;
      case "CapitalMoved":
        state.capitals.set(data.faction, data.system);
        break;
    }
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

function addToRegion(state: TerritoryState, region: EntityId, systems: readonly EntityId[]): void {
  const members = state.regions.get(region) ?? new Set();
  for (const system of systems) members.add(system);
  state.regions.set(region, members);
}

/** Types of event that can change who holds what, and what it is worth. */
const SYSTEM_TYPES: ReadonlySet<string> = new Set<KnownEvent["type"]>([
  "SystemCharted",
  "TerritoryTransferred",
  "ControlChanged",
  "BorderBreached",
  "BattleFought",
  "ConflictEnded",
]);

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

/** Who controls any system. */
export const rulersOf = (state: TerritoryState): { has(faction: EntityId): boolean } => indexesOf(state).rulers;

/** A battle without a victor leaves its place contested; one with a victor settles it. */
function contest(
  state: TerritoryState,
  { place, victor, sides, conflict }: Extract<KnownEvent, { type: "BattleFought" }>["data"],
  event: Event,
): void {
  if (place === undefined || state.regions.has(place)) return;
  const system = systemOf(state, place);
  const by = { id: event.id, type: event.type, placed: event.placed };
  system.contested = victor === undefined ? { parties: sides.flat(), conflict, by } : undefined;
  if (victor === undefined && conflict !== undefined) addTo(indexesOf(state).contested, conflict, place);
}

export function statusOf({ contested, sovereign, controller }: SystemState): SystemStatus {
  if (contested !== undefined) return "contested";
  if (sovereign === undefined && controller === undefined) return "unclaimed";
  return sovereign === controller ? "held" : "occupied";
}

const worth = ({ value }: SystemState): number => value.yards + value.energy + value.population + value.worlds;

/** Whose a system is, in parts of its value. */
function holdersOf(system: SystemState): [EntityId, number][] {
  const { sovereign, controller, contested } = system;
  const parts: [EntityId | undefined, number][] =
    contested !== undefined
      ? contested.parties.map((party) => [party, TERRITORY_INDEX.contested])
      : sovereign === controller
        ? [[controller, TERRITORY_INDEX.held]]
        : [
            [controller, TERRITORY_INDEX.occupied],
            [sovereign, TERRITORY_INDEX.occupied],
          ];
  return parts.flatMap(([faction, part]) => (faction === undefined ? [] : [[faction, part]]));
}

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
    status: statusOf(system),
    by: (system.contested?.by ?? system.by)?.id ?? null,
    basis: system.basis ?? null,
    contestedBy: system.contested?.parties ?? [],
    claimedBy,
  };
}

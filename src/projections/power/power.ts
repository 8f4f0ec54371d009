import type { KnownEvent, KnownType } from "../../events/catalogue/catalogue.ts";
import { type Component, COMPONENTS } from "../../events/catalogue/forces.ts";
import type { EntityId, EventId } from "../../events/envelope.ts";
import { exp, log } from "../../events/exactMath.ts";
import { tenureOf } from "../../timelines/entityEvents.ts";
import type { ResolvedEvent } from "../../timelines/resolvedEvent.ts";
import { affiliations, type AffiliationsState, factionsBehind, isPower } from "../affiliations/affiliations.ts";
import { type Contribution, defineProjection, type Sink } from "../defineProjection.ts";
import { territory, type TerritoryState } from "../territory/territory.ts";
import { LEGITIMACY, POWER_PARAMETERS } from "./codingBook.ts";
import { type Drifts, driftsOf } from "./drifts.ts";
import {
  addLegitimacy,
  fading,
  type FactionPower,
  changed,
  holdingValue,
  level,
  levels,
  lnPower,
  newFactionPower,
  type LegitimacyEffect,
  type Origin,
  setHolding,
} from "./powerState.ts";

export interface PowerState {
  readonly factions: Map<EntityId, FactionPower>;
  /** Levels of every faction just after an event that a reduction names as its baseline. */
  readonly baselines: Map<EventId, Map<EntityId, readonly number[]>>;
}

export interface FactionPowerView {
  /** Its part of the power of all powers, 0 to 1. */
  readonly share: number;
  readonly lnP: number;
  /** In coding-book units. */
  readonly components: Readonly<Record<Component, number>>;
  /** Composite Index of National Capability over the same components: the mean of its shares of each (Singer, Bremer & Stuckey 1972). */
  readonly cinc: number;
}

export type PowerView = Readonly<Record<EntityId, FactionPowerView>>;

/** What `apply` leaves for an explanation of ln P. */
export type PowerEntry =
  | {
      readonly kind: "fixed";
      readonly faction: EntityId;
      readonly by: Origin;
      readonly value: number;
      readonly note?: string;
    }
  | { readonly kind: "fading"; readonly faction: EntityId; readonly effect: LegitimacyEffect }
  | { readonly kind: "ramps"; readonly faction: EntityId; readonly drifts: Drifts };

interface Needed {
  readonly affiliations: AffiliationsState;
  readonly territory: TerritoryState;
}

/** Types of event that can move a share; between them only ramps and fading do. */
export const POWER_TYPES: ReadonlySet<string> = new Set<KnownType>([
  "FactionFounded",
  "FactionDissolved",
  "SystemCharted",
  "TerritoryTransferred",
  "ControlChanged",
  "BorderBreached",
  "ForceReported",
  "ForceRaised",
  "ForceReduced",
  "ForceCrippled",
  "AssetsAssigned",
  "LeaderReplaced",
  "DomoReplaced",
]);

/** How strong each power is: a weighted geometric mean of what it has. */
export const power = defineProjection({
  name: "power",
  version: 1,
  needs: [affiliations, territory],
  initial: (): PowerState => ({ factions: new Map(), baselines: new Map() }),

  apply(state, event: ResolvedEvent, sink: Sink<PowerEntry> | undefined, needed) {
    touchedBy.get(state)?.clear();
    if (POWER_TYPES.has(event.type)) applyToFactions(state, event as ResolvedEvent & KnownEvent, sink, needed);
    if (event.isBaseline === true)
      state.baselines.set(
        event.id,
        new Map([...state.factions].map(([id, faction]) => [id, levels(faction, event.placed)])),
      );
  },

  view: (state, at, needed): PowerView => viewPower(state, at, needed.affiliations),

  explain({ entries, state, subject, at }) {
    const faction = state.factions.get(subject);
    if (faction === undefined) return { value: 0, contributions: [] };
    const lines = entries.flatMap((entry): Contribution[] => {
      if (entry.kind === "fixed") return [line(entry.by, entry.value, entry.note)];
      if (entry.kind === "fading")
        return [line(entry.effect.by, entry.effect.amount * fading(entry.effect, at), "legitimacy, fading")];
      entry.drifts.pass(faction.touched, at);
      return [...entry.drifts.ramps()].map(([by, value]) => line(by, value, RAMP));
    });
    return { value: lnPower(faction, at), contributions: lines };
  },
});

const RAMP = "what it won gives more with time";

const line = ({ id, type, placed }: Origin, value: number, note?: string): Contribution => ({
  event: id,
  type,
  at: placed,
  value,
  ...(note === undefined ? {} : { note }),
});

/** The powers and their shares at t. */
export function shares(state: PowerState, at: number, factions: AffiliationsState): Map<EntityId, number> {
  const strengths = [...state.factions]
    .filter(([id]) => isPower(factions, id))
    .map(([id, faction]) => [id, exp(lnPower(faction, at))] as const);
  const total = strengths.reduce((sum, [, strength]) => sum + strength, 0);
  return new Map(strengths.map(([id, strength]) => [id, strength / total]));
}

function viewPower(state: PowerState, at: number, factions: AffiliationsState): PowerView {
  const share = shares(state, at, factions);
  const strengths = [...share.keys()].map((id) => {
    const faction = state.factions.get(id) ?? newFactionPower();
    return { id, faction, own: levels(faction, at) };
  });
  const totals = COMPONENTS.map((_, k) => strengths.reduce((sum, { own }) => sum + (own[k] ?? 0), 0));
  const counted = totals.filter((total) => total > 0).length;
  return Object.fromEntries(
    strengths.map(({ id, faction, own }) => {
      const [hulls = 0, crews = 0, yards = 0, energy = 0, population = 0, worlds = 0] = own;
      const parts = own.reduce((sum, x, k) => sum + ((totals[k] ?? 0) > 0 ? x / (totals[k] ?? 1) : 0), 0);
      return [
        id,
        {
          share: share.get(id) ?? 0,
          lnP: lnPower(faction, at),
          components: { hulls, crews, yards, energy, population, worlds },
          cinc: counted === 0 ? 0 : parts / counted,
        },
      ];
    }),
  );
}

/** What ramps add while a sink looks on; it is told of them once. */
const driftsIn = new WeakMap<Sink<PowerEntry>, Map<EntityId, Drifts>>();

function driftsFor(sink: Sink<PowerEntry>, id: EntityId, faction: FactionPower): Drifts {
  let known = driftsIn.get(sink);
  if (known === undefined) driftsIn.set(sink, (known = new Map()));
  let drifts = known.get(id);
  if (drifts === undefined) {
    known.set(id, (drifts = driftsOf(faction)));
    sink.add({ kind: "ramps", faction: id, drifts });
  }
  return drifts;
}

const touchedBy = new WeakMap<PowerState, Set<EntityId>>();

/** The factions that the event applied last has touched, from now on. */
export function watchTouched(state: PowerState): ReadonlySet<EntityId> {
  const touched = new Set<EntityId>();
  touchedBy.set(state, touched);
  return touched;
}

/** Changes one faction, and tells the sink what that did to its ln P: first the drift since it was last touched, then the jump. */
function touch(
  state: PowerState,
  id: EntityId,
  event: ResolvedEvent,
  sink: Sink<PowerEntry> | undefined,
  edit: (faction: FactionPower) => string | undefined | void,
): void {
  const before = state.factions.get(id);
  const faction = before ?? newFactionPower();
  if (before === undefined) state.factions.set(id, faction);
  touchedBy.get(state)?.add(id);
  const t = event.placed;
  const by: Origin = { id: event.id, type: event.type, placed: t };
  const wanted = sink !== undefined && (sink.subject === undefined || sink.subject === id);
  const change = (): string | undefined | void => {
    const note = edit(faction);
    changed(faction);
    return note;
  };
  if (!wanted) {
    change();
  } else {
    const drifts = driftsFor(sink, id, faction);
    drifts.pass(faction.touched, t);
    const start = before === undefined ? 0 : drifts.lnCapability(t);
    const note = change() ?? (before === undefined ? "nothing reported yet" : undefined);
    const value = drifts.lnCapability(t) - start;
    if (value !== 0) sink.add({ kind: "fixed", faction: id, by, value, ...(note === undefined ? {} : { note }) });
  }
  faction.touched = t;
}

function applyToFactions(
  state: PowerState,
  event: ResolvedEvent & KnownEvent,
  sink: Sink<PowerEntry> | undefined,
  needed: Needed,
): void {
  const { type, data } = event;
  const by: Origin = { id: event.id, type, placed: event.placed };
  switch (type) {
    case "FactionFounded":
      touch(state, data.faction, event, sink, () => {});
      break;
    case "ForceReported":
      touch(state, data.faction, event, sink, (faction) => {
        const units = data.unit === "share" ? data.value * POWER_PARAMETERS.shareTotal : data.value;
        const first = componentsOf(data.component).every((k) => faction.known[k] !== true);
        for (const k of componentsOf(data.component)) {
          faction.reported[k] = units;
          faction.factor[k] = 1;
          faction.known[k] = true;
        }
        return first ? "baseline" : undefined;
      });
      break;
    case "ForceRaised":
      touch(state, data.faction, event, sink, (faction) => {
        for (const k of componentsOf(data.component)) raise(faction, k, data.by);
      });
      break;
    case "ForceReduced": {
      const baseline = data.baseline === undefined ? undefined : state.baselines.get(data.baseline)?.get(data.faction);
      touch(state, data.faction, event, sink, (faction) => {
        for (const k of componentsOf(data.component)) {
          const current = level(faction, k, event.placed);
          const target = data.factor * (baseline?.[k] ?? current);
          scale(faction, k, baseline === undefined || current === 0 ? data.factor : target / current);
        }
      });
      break;
    }
    case "ForceCrippled":
      touch(state, data.faction, event, sink, (faction) => {
        for (const k of componentsOf(data.component)) scale(faction, k, POWER_PARAMETERS.crippledFactor);
        return "a prior, not canon: crippled is taken as 0.2 to 0.4 of what it was";
      });
      break;
    case "AssetsAssigned": {
      const ships = countShips(data.ships);
      if (ships > 0)
        for (const owner of factionsBehind(needed.affiliations, data.to))
          touch(state, owner, event, sink, (faction) => {
            raise(faction, COMPONENTS.indexOf("hulls"), ships);
            return data.ships === "several"
              ? `a prior, not canon: several is taken as ${POWER_PARAMETERS.several}`
              : undefined;
          });
      break;
    }
    case "LeaderReplaced":
    case "DomoReplaced": {
      const succession = tenureOf(event);
      const left = LEGITIMACY[succession?.manner ?? "appointed"];
      if (succession === undefined || left === undefined || succession.acting === true || succession.coRuler === true)
        break;
      for (const owner of factionsBehind(needed.affiliations, succession.office))
        touch(state, owner, event, sink, (faction) => {
          const effect: LegitimacyEffect = { amount: log(left), since: event.placed, by };
          addLegitimacy(faction, effect);
          if (sink !== undefined && (sink.subject ?? owner) === owner)
            sink.add({ kind: "fading", faction: owner, effect });
        });
      break;
    }
    default:
      moveHoldings(state, event, sink, needed.territory);
  }
}

/** Yards, energy, population and worlds follow whoever rules a system in fact. */
function moveHoldings(
  state: PowerState,
  event: ResolvedEvent,
  sink: Sink<PowerEntry> | undefined,
  { changes, systems }: TerritoryState,
): void {
  const by: Origin = { id: event.id, type: event.type, placed: event.placed };
  for (const { system, from, to, original } of changes) {
    if (from !== undefined && from !== to && state.factions.get(from)?.holdings.has(system))
      touch(state, from, event, sink, (faction) => {
        setHolding(faction, system, undefined);
        return `loses ${system}`;
      });
    if (to !== undefined)
      touch(state, to, event, sink, (faction) => {
        const value = holdingValue((systems.get(system) ?? { value: NOTHING }).value);
        setHolding(faction, system, { value, since: original ? Number.NEGATIVE_INFINITY : event.placed, by });
        return original ? `holds ${system}` : `wins ${system}`;
      });
  }
}

const NOTHING = { yards: 0, energy: 0, population: 0, worlds: 0 };

const INDICES: Readonly<Record<Component | "military", readonly number[]>> = {
  hulls: [0],
  crews: [1],
  yards: [2],
  energy: [3],
  population: [4],
  worlds: [5],
  military: [0, 1],
};

const componentsOf = (component: Component | "military"): readonly number[] => INDICES[component];

function scale(faction: FactionPower, k: number, factor: number): void {
  faction.factor[k] = (faction.factor[k] ?? 1) * factor;
}

/** Adds units on top of what reductions have left. */
function raise(faction: FactionPower, k: number, units: number): void {
  const factor = faction.factor[k] ?? 1;
  faction.reported[k] = (faction.reported[k] ?? 0) + (factor === 0 ? units : units / factor);
  if (factor === 0) faction.factor[k] = 1;
}

function countShips(ships: number | "several" | readonly string[] | undefined): number {
  if (ships === undefined) return 0;
  if (ships === "several") return POWER_PARAMETERS.several;
  return typeof ships === "number" ? ships : ships.length;
}

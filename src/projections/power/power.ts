import { type Component, COMPONENTS } from "../../events/component.ts";
import type * as effects from "../../events/effects.ts";
import type { EntityId, EventId } from "../../events/envelope.ts";
import { exp, log } from "../../idioms/exactMath.ts";
import {
  type BuiltInProjection,
  type Contribution,
  defineProjection,
  type Moment,
  type Sink,
} from "../defineProjection.ts";
import { factionsBehind, isPower } from "../facts/actsFor.ts";
import { facts } from "../facts/facts.ts";
import type { FactsState } from "../facts/factsState.ts";
import { territory } from "../territory/territory.ts";
import type { TerritoryState } from "../territory/territoryState.ts";
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
import { getOrMake } from "../../idioms/multimap.ts";
import { held } from "../../idioms/held.ts";

export interface PowerState {
  /** @internal */
  readonly factions: Map<EntityId, FactionPower>;
  /** Levels of every faction just after an event that a reduction names as its baseline. @internal */
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

/** As many events as are gone through in half a second. */
export const WHOLE = 50_000;

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

/** How strong each power is: a weighted geometric mean of what it has. */
export const power: BuiltInProjection<"power", PowerState, PowerView, readonly [typeof facts, typeof territory]> =
  defineProjection({
    name: "power",
    version: 2,
    needs: [facts, territory],
    // By then, of what was won all but a five-hundredth is had, and no change of leader is felt.
    horizon: 8 * POWER_PARAMETERS.extractionHalfLife,
    wholeUpTo: WHOLE,
    initial: (): PowerState => ({ factions: new Map(), baselines: new Map() }),

    on: {
      standing(state, { faction }, at, sink: Sink<PowerEntry> | undefined) {
        touch(state, faction, at, sink, () => {});
      },
      life(state, { entity, change }, at, sink: Sink<PowerEntry> | undefined) {
        if (change === "ends" && state.factions.has(entity)) touch(state, entity, at, sink, disband);
      },
      strength(state, effect, at, sink: Sink<PowerEntry> | undefined, needed) {
        if (needed.facts.gone.get(effect.of) === "ends") return;
        // What is said of a faction's level is of its own; what comes to it comes to the power that it acts for.
        const isOwn = effect.change !== "add" && needed.facts.factions.has(effect.of);
        for (const owner of isOwn ? [effect.of] : factionsBehind(needed.facts, effect.of))
          strengthen(state, owner, effect, at, sink);
      },
      seat(
        state,
        { office, comes, manner = "unknown", acting, coRuler, line },
        at,
        sink: Sink<PowerEntry> | undefined,
        needed,
      ) {
        const left = LEGITIMACY[manner];
        if (left === undefined || comes === undefined || acting || coRuler || line !== undefined) return;
        const by = originOf(at);
        for (const owner of factionsBehind(needed.facts, office))
          touch(state, owner, at, sink, (faction) => {
            const effect: LegitimacyEffect = { amount: log(left), since: at.placed, by };
            addLegitimacy(faction, effect);
            if (sink !== undefined && (sink.subject ?? owner) === owner)
              sink.add({ kind: "fading", faction: owner, effect });
          });
      },
    },

    each(state, event, sink: Sink<PowerEntry> | undefined, needed) {
      if (needed.territory.changes.by === event.id) moveHoldings(state, event, sink, needed.territory);
      if (event.isBaseline === true)
        state.baselines.set(
          event.id,
          new Map([...state.factions].map(([id, faction]) => [id, levels(faction, event.placed)])),
        );
    },

    view: (state, at, needed): PowerView => viewPower(state, at, needed.facts),

    explain({ entries, state, subject, at, isEarlier }) {
      const faction = state.factions.get(subject);
      if (faction === undefined) return { value: 0, contributions: [] };
      const lines = entries.flatMap((entry): Contribution[] => {
        if (entry.kind === "fixed") return [line(entry.by, entry.value, entry.note)];
        if (entry.kind === "fading")
          return [line(entry.effect.by, entry.effect.amount * fading(entry.effect, at), "legitimacy, fading")];
        entry.drifts.pass(faction.touched, at);
        return [...entry.drifts.ramps()].filter(([by]) => !isEarlier(by)).map(([by, value]) => line(by, value, RAMP));
      });
      return { value: lnPower(faction, at), contributions: lines };
    },
  });

const KINDS: ReadonlySet<effects.EffectKind> = new Set<effects.EffectKind>([
  "standing",
  "life",
  "strength",
  "seat",
  "rule",
]);

/** Whether effects can move a share; between such events only ramps and fading do. */
export const movePower = (made: readonly effects.Effect[]): boolean => made.some(({ kind }) => KINDS.has(kind));

const RAMP = "what it won gives more with time";

const line = ({ id, type, placed }: Origin, value: number, note?: string): Contribution => ({
  event: id,
  type,
  at: placed,
  value,
  ...(note === undefined ? {} : { note }),
});

/** The powers and their shares at t. */
export function shares(state: PowerState, at: number, factions: FactsState): Map<EntityId, number> {
  const strengths = [...state.factions]
    .filter(([id]) => isPower(factions, id))
    .map(([id, faction]) => [id, exp(lnPower(faction, at))] as const);
  const total = strengths.reduce((sum, [, strength]) => sum + strength, 0);
  return new Map(strengths.map(([id, strength]) => [id, strength / total]));
}

function viewPower(state: PowerState, at: number, factions: FactsState): PowerView {
  const share = shares(state, at, factions);
  const strengths = [...share.keys()].map((id) => {
    const faction = state.factions.get(id) ?? newFactionPower();
    return { id, faction, own: levels(faction, at) };
  });
  const totals = COMPONENTS.map((_, k) => strengths.reduce((sum, { own }) => sum + held(own[k]), 0));
  const counted = totals.filter((total) => total > 0).length;
  return Object.fromEntries(
    strengths.map(({ id, faction, own }) => {
      const [hulls = 0, crews = 0, yards = 0, energy = 0, population = 0, worlds = 0] = own;
      const parts = own.reduce((sum, x, k) => sum + (held(totals[k]) > 0 ? x / held(totals[k]) : 0), 0);
      return [
        id,
        {
          share: held(share.get(id)),
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
  const known = getOrMake(driftsIn, sink, () => new Map());
  let drifts = known.get(id);
  if (drifts === undefined) {
    known.set(id, (drifts = driftsOf(faction)));
    sink.add({ kind: "ramps", faction: id, drifts });
  }
  return drifts;
}

const touchedBy = new WeakMap<PowerState, Set<EntityId>>();

/** The factions that events touch from now on; whoever watches empties it. */
export function watchTouched(state: PowerState): Set<EntityId> {
  const touched = new Set<EntityId>();
  touchedBy.set(state, touched);
  return touched;
}

/** Changes one faction, and tells the sink what that did to its ln P: first the drift since it was last touched, then the jump. */
function touch(
  state: PowerState,
  id: EntityId,
  event: Moment,
  sink: Sink<PowerEntry> | undefined,
  edit: (faction: FactionPower) => string | undefined | void,
): void {
  const before = state.factions.get(id);
  const faction = before ?? newFactionPower();
  if (before === undefined) state.factions.set(id, faction);
  touchedBy.get(state)?.add(id);
  const t = event.placed;
  const by = originOf(event);
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

const originOf = ({ id, type, placed }: Moment): Origin => ({ id, type, placed });

function strengthen(
  state: PowerState,
  owner: EntityId,
  { component, change, amount, unit, baseline }: effects.Strength,
  at: Moment,
  sink: Sink<PowerEntry> | undefined,
): void {
  const which = componentsOf(component);
  if (change === "set")
    touch(state, owner, at, sink, (faction) => {
      const units = (amount ?? 0) * (unit === "share" ? POWER_PARAMETERS.shareTotal : 1);
      const first = which.every((k) => faction.known[k] !== true);
      for (const k of which) {
        faction.reported[k] = units;
        faction.factor[k] = 1;
        faction.known[k] = true;
      }
      return first ? "baseline" : undefined;
    });
  else if (change === "add")
    touch(state, owner, at, sink, (faction) => {
      for (const k of which) raise(faction, k, amount ?? POWER_PARAMETERS.several);
      return amount === undefined ? `a prior, not canon: several is taken as ${POWER_PARAMETERS.several}` : undefined;
    });
  else {
    const factor = amount ?? POWER_PARAMETERS.crippledFactor;
    const then = baseline === undefined ? undefined : state.baselines.get(baseline)?.get(owner);
    touch(state, owner, at, sink, (faction) => {
      for (const k of which) {
        const current = level(faction, k, at.placed);
        const target = factor * (then?.[k] ?? current);
        scale(faction, k, then === undefined || current === 0 ? factor : target / current);
      }
      return amount === undefined ? "a prior, not canon: crippled is taken as 0.2 to 0.4 of what it was" : undefined;
    });
  }
}

/** Of a faction that ends, no forces are left; what it held has passed on already. */
function disband(faction: FactionPower): string {
  for (const k of COMPONENTS.keys()) {
    faction.reported[k] = 0;
    faction.factor[k] = 1;
    faction.known[k] = false;
  }
  return "dissolved";
}

/** Yards, energy, population and worlds follow whoever rules a system in fact. */
function moveHoldings(
  state: PowerState,
  event: Moment,
  sink: Sink<PowerEntry> | undefined,
  { changes, systems }: TerritoryState,
): void {
  const by = originOf(event);
  for (const { system, from, to, part = 1, original } of changes.made) {
    if (from !== undefined && from !== to && state.factions.get(from)?.holdings.has(system))
      touch(state, from, event, sink, (faction) => {
        setHolding(faction, system, undefined);
        return `loses ${system}`;
      });
    if (to !== undefined)
      touch(state, to, event, sink, (faction) => {
        const whole = holdingValue((systems.get(system) ?? { value: NOTHING }).value);
        const value = part === 1 ? whole : whole.map((units) => units * part);
        // Of what is shared from now on, or no longer, the part that it keeps is not won anew.
        const kept = from === to && !original ? faction.holdings.get(system) : undefined;
        const since = original ? Number.NEGATIVE_INFINITY : (kept?.since ?? event.placed);
        setHolding(faction, system, { value, since, by: kept?.by ?? by });
        return part !== 1 ? `shares ${system}` : original ? `holds ${system}` : `wins ${system}`;
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
  faction.factor[k] = held(faction.factor[k]) * factor;
}

/** Adds units on top of what reductions have left. */
function raise(faction: FactionPower, k: number, units: number): void {
  const factor = held(faction.factor[k]);
  faction.reported[k] = held(faction.reported[k]) + (factor === 0 ? units : units / factor);
  if (factor === 0) faction.factor[k] = 1;
}

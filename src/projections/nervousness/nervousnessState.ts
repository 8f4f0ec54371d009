import type { EntityId, EventId } from "../../events/envelope.ts";
import type { Condition } from "../../events/tension.ts";
import { countWhile } from "../../idioms/sortedSearch.ts";
import { copyMemory, type Impression, type Memory, release, remember } from "./memory.ts";
import { addTo, getOrMake } from "../../idioms/multimap.ts";
import { held } from "../../idioms/held.ts";
import type { Origin } from "../power/powerState.ts";

/** An event of the instant that is not over: what it may do to each observer, once it is known which of an incident counts. */
export interface Arrival {
  readonly origin: Origin;
  readonly causes: readonly EventId[];
  readonly size: number;
  readonly halfLife: number;
  readonly threat: boolean;
  /** Who is alarmed or relieved by it, beside them by how much, and when they learn of it. */
  readonly observers: readonly EntityId[];
  readonly values: readonly number[];
  readonly learned: readonly number[];
}

/** An alarm that stands. */
export interface StandingAlarm {
  readonly origin: Origin;
  readonly halfLife: number;
  readonly threat: boolean;
  readonly floor: number;
  readonly conditions: readonly Condition[];
  /** Keys of `hanging` under which it is found. */
  readonly keys: Set<string>;
  /** The part of it that does not fade, by who feels it. */
  readonly stayed: Map<EntityId, number>;
}

/** Something that happened, and that an observer will only hear of later. */
interface Pending {
  readonly observer: EntityId;
  readonly learned: number;
  readonly effect: Impression;
  readonly origin: Origin;
}

export interface NervousnessState {
  /** @internal */
  readonly observers: Map<EntityId, Memory>;
  /** @internal */
  readonly alliances: Map<EntityId, readonly EntityId[]>;
  /** Alliances that run out by themselves, the next of them last; some were ended or renewed since. Absent until one does. @internal */
  runningOut?: { readonly treaty: EntityId; readonly until: number }[];
  /** Counts changes of `alliances`. @internal */
  allianceRevision: number;
  /** Types of the events that a weight may ask of its causes; the last few thousand of them. @internal */
  readonly causeTypes: Map<EventId, string>;
  /** The instant of the last event, ms. @internal */
  instant: number;
  /** Causes of that instant's events that weigh nothing: an incident may hang together through them. @internal */
  readonly links: Map<EventId, readonly EventId[]>;
  /** By event. @internal */
  readonly standing: Map<EventId, StandingAlarm>;
  /** The events whose alarms may end when something changes, by keys of standing.ts. @internal */
  readonly hanging: Map<string, Set<EventId>>;
  /** Who sits in each office, and the other way round. @internal */
  readonly seated: Map<EntityId, readonly EntityId[]>;
  /** @internal */
  readonly offices: Map<EntityId, readonly EntityId[]>;
  /** By conflict: who fights in it, or did until the event at hand. @internal */
  readonly belligerents: Map<EntityId, readonly EntityId[]>;
  /** Conflicts that the event at hand ended. @internal */
  over: EntityId[];
  /** Events of one instant, not yet settled. @internal */
  arrivals: Arrival[];
  /** By the instant at which they are learned. @internal */
  pending: Pending[];
}

export type NervousnessEntry =
  | {
      readonly kind: "felt";
      readonly observer: EntityId;
      readonly origin: Origin;
      readonly effect: Impression;
      readonly floor: number;
      readonly since: number;
    }
  /** Reliefs felt so far were scaled for good. */
  | { readonly kind: "clipped"; readonly observer: EntityId; readonly factor: number }
  /** It stands no more: what had not faded of it begins to. */
  | {
      readonly kind: "over";
      readonly observer: EntityId;
      readonly origin: Origin;
      readonly stayed: number;
      readonly halfLife: number;
      readonly since: number;
    }
  | { readonly kind: "counted once"; readonly observer: EntityId; readonly origin: Origin; readonly within: EventId };

export type ReportEntry = ((entry: NervousnessEntry) => void) | undefined;

export const newNervousnessState = (): NervousnessState => ({
  observers: new Map(),
  alliances: new Map(),
  allianceRevision: 0,
  causeTypes: new Map(),
  instant: Number.NEGATIVE_INFINITY,
  links: new Map(),
  standing: new Map(),
  hanging: new Map(),
  seated: new Map(),
  offices: new Map(),
  belligerents: new Map(),
  over: [],
  arrivals: [],
  pending: [],
});

/** A state that is settled at `t`, for reading: the fold's own where nothing is to be settled, else a copy of what changes. */
export function settledAt(state: NervousnessState, t: number, report: ReportEntry): NervousnessState {
  const [soonest] = state.pending;
  if (state.arrivals.length === 0 && (soonest === undefined || soonest.learned > t)) return state;
  const observers = new Map(state.observers);
  // What is heard after t is not read.
  const pending = state.pending.slice(0, heardBy(state.pending, t));
  const concerned = new Set(state.arrivals.flatMap((arrival) => arrival.observers));
  for (const { observer } of pending) concerned.add(observer);
  for (const id of concerned) {
    const memory = observers.get(id);
    if (memory !== undefined) observers.set(id, copyMemory(memory));
  }
  const settled = { ...state, observers, arrivals: [...state.arrivals], pending };
  settle(settled, t, report, false);
  return settled;
}

/** Ends the instant of the arrivals, and lets observers hear of what is known to them by `t`; who feels what stands is kept by the fold alone. */
export function settle(state: NervousnessState, t: number, report: ReportEntry, keeps = true): void {
  const { arrivals } = state;
  const [first] = arrivals;
  if (first !== undefined) {
    state.arrivals = [];
    hearPending(state, first.origin.placed, report, keeps);
    const incidents = findIncidents(arrivals, state.links);
    for (const [i, arrival] of arrivals.entries()) {
      const incident = incidents?.[i];
      const { observers, origin, halfLife, threat } = arrival;
      for (let k = 0; k < observers.length; k++) {
        const observer = held(observers[k]);
        const learned = arrival.learned[k] ?? origin.placed;
        const value = held(arrival.values[k]);
        const counts = incident?.get(observer) ?? arrival;
        if (counts !== arrival) report?.({ kind: "counted once", observer, origin, within: counts.origin.id });
        else if (learned <= origin.placed)
          feel(state, observer, origin, { value, halfLife, threat }, learned, report, keeps);
        else insertPending(state.pending, { observer, learned, effect: { value, halfLife, threat }, origin });
      }
    }
  }
  hearPending(state, t, report, keeps);
}

function hearPending(state: NervousnessState, t: number, report: ReportEntry, keeps: boolean): void {
  const [soonest] = state.pending;
  if (soonest === undefined || soonest.learned > t) return;
  for (const { observer, learned, effect, origin } of state.pending.splice(0, heardBy(state.pending, t)))
    feel(state, observer, origin, effect, learned, report, keeps);
}

/** An alarm stands from now on; whoever hears of it later hears of one that stands, unless it is over by then. */
export function begin(state: NervousnessState, alarm: StandingAlarm): void {
  state.standing.set(alarm.origin.id, alarm);
  for (const key of alarm.keys) addTo(state.hanging, key, alarm.origin.id);
}

/** It may also end with something that came later. */
export function hangOn(state: NervousnessState, event: EventId, key: string): void {
  state.standing.get(event)?.keys.add(key);
  addTo(state.hanging, key, event);
}

/** Of what an alarm stood for, one condition is another event's from now on. */
export function handOver(state: NervousnessState, event: EventId, is: (condition: Condition) => boolean): void {
  const alarm = state.standing.get(event);
  if (alarm === undefined) return;
  state.standing.set(event, { ...alarm, conditions: alarm.conditions.filter((condition) => !is(condition)) });
}

/** Ends an alarm that stood. */
export function end(state: NervousnessState, event: EventId, t: number, report: ReportEntry): void {
  const alarm = state.standing.get(event);
  if (alarm === undefined) return;
  state.standing.delete(event);
  for (const key of alarm.keys) {
    const others = state.hanging.get(key);
    others?.delete(event);
    if (others?.size === 0) state.hanging.delete(key);
  }
  const { origin, halfLife, threat } = alarm;
  for (const [observer, stayed] of alarm.stayed) {
    const memory = state.observers.get(observer);
    if (memory === undefined) continue;
    release(memory, stayed, halfLife, threat, t);
    report?.({ kind: "over", observer, origin, stayed, halfLife, since: t });
  }
}

const heardBy = (pending: readonly Pending[], t: number): number => countWhile(pending, ({ learned }) => learned <= t);

function feel(
  state: NervousnessState,
  observer: EntityId,
  origin: Origin,
  effect: Impression,
  since: number,
  report: ReportEntry,
  keeps: boolean,
): void {
  const memory = state.observers.get(observer);
  if (memory === undefined) return;
  const alarm = effect.value > 0 ? state.standing.get(origin.id) : undefined;
  const floor = alarm?.floor ?? 0;
  const factor = remember(memory, effect, floor, since);
  if (keeps) alarm?.stayed.set(observer, floor * effect.value);
  if (report === undefined) return;
  if (factor !== 1) report({ kind: "clipped", observer, factor });
  report({ kind: "felt", observer, origin, effect, floor, since });
}

/** Of an incident, for each who feels any of it, the event with the largest |w · m| among those; the first of equals. */
type Incident = Map<EntityId, Arrival>;

/** Events of one instant that are joined by `causes` are one incident; undefined where none are joined. */
function findIncidents(
  arrivals: readonly Arrival[],
  links: NervousnessState["links"],
): readonly Incident[] | undefined {
  if (arrivals.length === 1 || (links.size === 0 && arrivals.every(({ causes }) => causes.length === 0)))
    return undefined;
  const joined = [...arrivals.map(({ origin: { id }, causes }) => [id, causes] as const), ...links];
  const index = new Map(joined.map(([id], i) => [id, i]));
  const parent = joined.map((_, i) => i);
  // Each step halves the path (Tarjan & van Leeuwen 1984): events may name their causes in any order.
  const root = (i: number): number => {
    let at = i;
    for (let above = parent[at] ?? at; above !== at; above = parent[at] ?? at) at = parent[at] = parent[above] ?? above;
    return at;
  };
  for (const [i, [, causes]] of joined.entries())
    for (const cause of causes) {
      const other = index.get(cause);
      if (other !== undefined) parent[root(i)] = root(other);
    }
  const incidents = new Map<number, Incident>();
  return arrivals.map((arrival, i) => {
    const incident = getOrMake(incidents, root(i), () => new Map());
    for (const observer of arrival.observers) {
      const best = incident.get(observer);
      if (best === undefined || arrival.size > best.size) incident.set(observer, arrival);
    }
    return incident;
  });
}

/** Keeps the list in the order of hearing; of one instant, in the order of events. */
function insertPending(pending: Pending[], item: Pending): void {
  pending.splice(heardBy(pending, item.learned), 0, item);
}

import type { EntityId, EventId } from "../../events/envelope.ts";
import { copyMemory, type Effect, type Memory, remember } from "./memory.ts";

/** The event to which an effect is put down. */
export interface Origin {
  readonly id: EventId;
  readonly type: string;
  readonly placed: number;
}

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

/** Something that happened, and that an observer will only hear of later. */
interface Pending {
  readonly observer: EntityId;
  readonly learned: number;
  readonly effect: Effect;
  readonly origin: Origin;
}

export interface NervousnessState {
  readonly observers: Map<EntityId, Memory>;
  readonly alliances: Map<EntityId, readonly EntityId[]>;
  /** Counts changes of `alliances`. */
  allianceRevision: number;
  /** Types of the events that a weight may ask of its causes; the last few thousand of them. */
  readonly causeTypes: Map<EventId, string>;
  /** Events of one instant, not yet settled. */
  arrivals: Arrival[];
  /** By the instant at which they are learned. */
  pending: Pending[];
}

export type NervousnessEntry =
  | {
      readonly kind: "felt";
      readonly observer: EntityId;
      readonly origin: Origin;
      readonly effect: Effect;
      readonly since: number;
    }
  /** Reliefs felt so far were scaled for good. */
  | { readonly kind: "clipped"; readonly observer: EntityId; readonly factor: number }
  | { readonly kind: "counted once"; readonly observer: EntityId; readonly origin: Origin; readonly within: EventId };

export type Report = ((entry: NervousnessEntry) => void) | undefined;

export const newNervousnessState = (): NervousnessState => ({
  observers: new Map(),
  alliances: new Map(),
  allianceRevision: 0,
  causeTypes: new Map(),
  arrivals: [],
  pending: [],
});

/** A state that is settled at `t`, for reading: the fold's own where nothing is to be settled, else a copy of what changes. */
export function settledAt(state: NervousnessState, t: number, report: Report): NervousnessState {
  const [soonest] = state.pending;
  if (state.arrivals.length === 0 && (soonest === undefined || soonest.learned > t)) return state;
  const observers = new Map(state.observers);
  const concerned = new Set(state.arrivals.flatMap((arrival) => arrival.observers));
  for (const { observer, learned } of state.pending) if (learned <= t) concerned.add(observer);
  for (const id of concerned) {
    const memory = observers.get(id);
    if (memory !== undefined) observers.set(id, copyMemory(memory));
  }
  const settled = { ...state, observers, arrivals: [...state.arrivals], pending: [...state.pending] };
  settle(settled, t, report);
  return settled;
}

/** Ends the instant of the arrivals, and lets observers hear of what is known to them by `t`. */
export function settle(state: NervousnessState, t: number, report: Report): void {
  const { arrivals } = state;
  const [first] = arrivals;
  if (first !== undefined) {
    state.arrivals = [];
    hearPending(state, first.origin.placed, report);
    const incidents = findIncidents(arrivals);
    for (const [i, arrival] of arrivals.entries()) {
      const incident = incidents?.[i];
      const { observers, origin, halfLife, threat } = arrival;
      for (let k = 0; k < observers.length; k++) {
        const observer = observers[k] ?? "";
        const learned = arrival.learned[k] ?? origin.placed;
        const value = arrival.values[k] ?? 0;
        const counts = incident === undefined ? arrival : strongestFor(observer, incident);
        if (counts !== arrival) report?.({ kind: "counted once", observer, origin, within: counts.origin.id });
        else if (learned <= origin.placed) feel(state, observer, origin, value, halfLife, threat, learned, report);
        else insertPending(state.pending, { observer, learned, effect: { value, halfLife, threat }, origin });
      }
    }
  }
  hearPending(state, t, report);
}

function hearPending(state: NervousnessState, t: number, report: Report): void {
  let heard = 0;
  for (const { observer, learned, effect, origin } of state.pending) {
    if (learned > t) break;
    heard++;
    feel(state, observer, origin, effect.value, effect.halfLife, effect.threat, learned, report);
  }
  if (heard > 0) state.pending = state.pending.slice(heard);
}

function feel(
  state: NervousnessState,
  observer: EntityId,
  origin: Origin,
  value: number,
  halfLife: number,
  threat: boolean,
  since: number,
  report: Report,
): void {
  const memory = state.observers.get(observer);
  if (memory === undefined) return;
  const factor = remember(memory, value, halfLife, threat, since);
  if (report === undefined) return;
  if (factor !== 1) report({ kind: "clipped", observer, factor });
  report({ kind: "felt", observer, origin, effect: { value, halfLife, threat }, since });
}

/** Events of one instant that are joined by `causes` are one incident; undefined where none are joined. */
function findIncidents(arrivals: readonly Arrival[]): readonly (readonly Arrival[])[] | undefined {
  if (arrivals.length === 1 || arrivals.every(({ causes }) => causes.length === 0)) return undefined;
  const index = new Map(arrivals.map(({ origin }, i) => [origin.id, i]));
  const parent = arrivals.map((_, i) => i);
  const root = (i: number): number => {
    let at = i;
    while (parent[at] !== at) at = parent[at] ?? at;
    return at;
  };
  for (const [i, { causes }] of arrivals.entries())
    for (const cause of causes) {
      const other = index.get(cause);
      if (other !== undefined) parent[root(i)] = root(other);
    }
  const groups = new Map<number, Arrival[]>();
  for (const [i, arrival] of arrivals.entries()) {
    const group = groups.get(root(i));
    if (group === undefined) groups.set(root(i), [arrival]);
    else group.push(arrival);
  }
  return arrivals.map((_, i) => groups.get(root(i)) ?? []);
}

/** Of an incident, the event with the largest |w · m| among those that an observer feels at all; the first of equals. */
function strongestFor(observer: EntityId, incident: readonly Arrival[]): Arrival {
  const felt = incident.filter(({ observers }) => observers.includes(observer));
  return felt.reduce((best, arrival) => (arrival.size > best.size ? arrival : best));
}

/** Keeps the list in the order of hearing; of one instant, in the order of events. */
function insertPending(pending: Pending[], item: Pending): void {
  let at = pending.length;
  while (at > 0 && (pending[at - 1]?.learned ?? 0) > item.learned) at--;
  pending.splice(at, 0, item);
}

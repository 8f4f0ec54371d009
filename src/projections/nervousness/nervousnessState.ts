import type { EntityId, EventId } from "../../events/envelope.ts";
import { countWhile } from "../../idioms/sortedSearch.ts";
import { copyMemory, type Impression, type Memory, remember } from "./memory.ts";
import { getOrMake } from "../../idioms/multimap.ts";
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
  /** Counts changes of `alliances`. @internal */
  allianceRevision: number;
  /** Types of the events that a weight may ask of its causes; the last few thousand of them. @internal */
  readonly causeTypes: Map<EventId, string>;
  /** The instant of the last event, ms. @internal */
  instant: number;
  /** Causes of that instant's events that weigh nothing: an incident may hang together through them. @internal */
  readonly links: Map<EventId, readonly EventId[]>;
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
      readonly since: number;
    }
  /** Reliefs felt so far were scaled for good. */
  | { readonly kind: "clipped"; readonly observer: EntityId; readonly factor: number }
  | { readonly kind: "counted once"; readonly observer: EntityId; readonly origin: Origin; readonly within: EventId };

export type ReportEntry = ((entry: NervousnessEntry) => void) | undefined;

export const newNervousnessState = (): NervousnessState => ({
  observers: new Map(),
  alliances: new Map(),
  allianceRevision: 0,
  causeTypes: new Map(),
  instant: Number.NEGATIVE_INFINITY,
  links: new Map(),
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
  settle(settled, t, report);
  return settled;
}

/** Ends the instant of the arrivals, and lets observers hear of what is known to them by `t`. */
export function settle(state: NervousnessState, t: number, report: ReportEntry): void {
  const { arrivals } = state;
  const [first] = arrivals;
  if (first !== undefined) {
    state.arrivals = [];
    hearPending(state, first.origin.placed, report);
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
        else if (learned <= origin.placed) feel(state, observer, origin, value, halfLife, threat, learned, report);
        else insertPending(state.pending, { observer, learned, effect: { value, halfLife, threat }, origin });
      }
    }
  }
  hearPending(state, t, report);
}

function hearPending(state: NervousnessState, t: number, report: ReportEntry): void {
  const [soonest] = state.pending;
  if (soonest === undefined || soonest.learned > t) return;
  for (const { observer, learned, effect, origin } of state.pending.splice(0, heardBy(state.pending, t)))
    feel(state, observer, origin, effect.value, effect.halfLife, effect.threat, learned, report);
}

const heardBy = (pending: readonly Pending[], t: number): number => countWhile(pending, ({ learned }) => learned <= t);

function feel(
  state: NervousnessState,
  observer: EntityId,
  origin: Origin,
  value: number,
  halfLife: number,
  threat: boolean,
  since: number,
  report: ReportEntry,
): void {
  const memory = state.observers.get(observer);
  if (memory === undefined) return;
  const factor = remember(memory, value, halfLife, threat, since);
  if (report === undefined) return;
  if (factor !== 1) report({ kind: "clipped", observer, factor });
  report({ kind: "felt", observer, origin, effect: { value, halfLife, threat }, since });
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

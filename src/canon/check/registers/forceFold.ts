import { COMPONENTS, type Component } from "../../../events/component.ts";
import type { Catalogue } from "../../../events/createCatalogue.ts";
import type { EntityId, EventId } from "../../../events/envelope.ts";
import type { Contribution } from "../../../projections/defineProjection.ts";
import { createFold } from "../../../projections/fold.ts";
import { power, type PowerState } from "../../../projections/power/power.ts";
import { level, lnPower } from "../../../projections/power/powerState.ts";
import type { ResolvedEvent } from "../../../timelines/resolvedEvent.ts";
import type { IndexedChronicle } from "../kit/indexedChronicle.ts";
import { canonicalEvents } from "./canonicalEvents.ts";
import type { UseRegister } from "../kit/register.ts";

/** A component of force in coding-book units, hulls and crews together, or ln P of the power projection. */
export type ForceMeasure = Component | "military" | "power";

export const isMeasure = (name: string): name is ForceMeasure =>
  name === "military" || name === "power" || COMPONENTS.some((component) => component === name);

/** Of these there is what was reported, raised and reduced, and nothing else; systems add to the others. */
export const isFleet = (measure: ForceMeasure): measure is "hulls" | "crews" | "military" =>
  measure === "hulls" || measure === "crews" || measure === "military";

/** Places of its components; power has none of its own. */
const placesOf = (measure: ForceMeasure): readonly number[] => {
  if (measure === "military") return [0, 1];
  return measure === "power" ? [] : [COMPONENTS.indexOf(measure)];
};

/** An event at which somebody's strength is asked for; everybody's, where it names nobody. */
export interface AskedStrength {
  readonly event: ResolvedEvent;
  readonly measure: ForceMeasure;
  readonly factions?: readonly EntityId[];
}

/** The values of what was asked, just before an event and, where it states a ratio, just after it; nothing where nobody asked. */
export interface ForceFold {
  before(event: EventId, faction: EntityId): readonly number[] | undefined;
  after(event: EventId, faction: EntityId): readonly number[] | undefined;
  /** What each event added; the lines sum to the value just after the last one. */
  ledger(event: EventId, faction: EntityId, measure: ForceMeasure): Contribution[];
}

type Snapshot = ReadonlyMap<EntityId, readonly number[]>;

/** Fleets come from these alone, and these ask for them. */
const FLEET_KINDS = ["strength", "standing", "life", "belong", "ranking", "loss"] as const;

/**
 * Strength by the formulas of the power projection: one fold, as far as anybody asks, of whatever moves what they ask for. They ask in
 * in-universe order.
 */
export function foldForces(asked: readonly AskedStrength[], history: IndexedChronicle, use: UseRegister): ForceFold {
  const { chronicle, changesOf } = history;
  const canonicalOf = canonicalEvents(history, use);
  const wanted = new Map(asked.map((one) => [one.event.id, one]));
  const last = chronicle.indexOf(asked.at(-1)?.event.id ?? "");
  const isWhole = asked.some(({ measure }) => !isFleet(measure));
  const read = (): readonly ResolvedEvent[] => {
    if (last < 0) return [];
    const own = isWhole ? chronicle.events : new Set(changesOf(...FLEET_KINDS).map(({ event }) => event));
    return [...own].filter(({ id }) => chronicle.indexOf(id) <= last);
  };

  const before = new Map<EventId, Snapshot>();
  const after = new Map<EventId, Snapshot>();
  const state = createState(chronicle.catalogue);
  for (const event of read()) {
    const asks = wanted.get(event.id);
    if (asks !== undefined) before.set(event.id, state.snapshot(asks, event.placed));
    state.apply(canonicalOf(event));
    // Who states a ratio changes a level; the others only ask.
    if (asks !== undefined && event.states?.ratio !== undefined)
      after.set(event.id, state.snapshot(asks, event.placed));
  }

  return {
    before: (event, faction) => before.get(event)?.get(faction),
    after: (event, faction) => after.get(event)?.get(faction),
    ledger(event, faction, measure) {
      const until = chronicle.indexOf(event);
      const events = read().filter(({ id }) => chronicle.indexOf(id) <= until);
      return explain(events.map(canonicalOf), faction, measure, chronicle.catalogue);
    },
  };
}

function createState(catalogue: Catalogue) {
  const fold = createFold([power], { catalogue });
  // The state is that of the projection of its name.
  const state = fold.states()[power.name] as PowerState;
  const valuesOf = (faction: EntityId, measure: ForceMeasure, at: number): readonly number[] => {
    const own = state.factions.get(faction);
    if (own === undefined) return placesOf(measure).map(() => 0);
    return measure === "power" ? [lnPower(own, at)] : placesOf(measure).map((place) => level(own, place, at));
  };
  return {
    apply: (event: ResolvedEvent): void => fold.apply([event]),
    value: (faction: EntityId, measure: ForceMeasure, at: number): number =>
      valuesOf(faction, measure, at).reduce((sum, value) => sum + value, 0),
    snapshot: ({ factions, measure }: AskedStrength, at: number): Snapshot =>
      new Map([...(factions ?? state.factions.keys())].map((id) => [id, valuesOf(id, measure, at)])),
  };
}

function explain(
  events: readonly ResolvedEvent[],
  faction: EntityId,
  measure: ForceMeasure,
  catalogue: Catalogue,
): Contribution[] {
  const state = createState(catalogue);
  const lines: Contribution[] = [];
  let value = 0;
  const add = ({ id, type, placed }: ResolvedEvent, note?: string): void => {
    const now = state.value(faction, measure, placed);
    const line = { event: id, type, at: placed, value: now - value };
    if (now !== value) lines.push(note === undefined ? line : { ...line, note });
    value = now;
  };
  for (const event of events) {
    add(event, "ramps and fading since");
    state.apply(event);
    add(event);
  }
  return lines;
}

import { type Component, COMPONENTS } from "../../../events/catalogue/forces.ts";
import type { EntityId, EventId } from "../../../events/envelope.ts";
import { type AffiliationsState, powers } from "../../../projections/affiliations/affiliations.ts";
import type { Contribution } from "../../../projections/defineProjection.ts";
import { createFold } from "../../../projections/fold.ts";
import { power, POWER_TYPES, type PowerState } from "../../../projections/power/power.ts";
import { levels, lnPower } from "../../../projections/power/powerState.ts";
import type { ResolvedEvent } from "../../../timelines/resolvedEvent.ts";
import type { History } from "../history.ts";
import type { Register } from "./register.ts";

/** A component of force in coding-book units, hulls and crews together, or ln P of the power projection. */
export type Measure = Component | "military" | "power";

export const isMeasure = (name: string): name is Measure =>
  name === "military" || name === "power" || COMPONENTS.some((component) => component === name);

/** What each faction has. */
export interface Levels {
  readonly powers: readonly EntityId[];
  of(faction: EntityId, measure: Measure): number;
}

export interface ForceLevels {
  /** Just before an event, and just after it; of events that say something of numbers. */
  around(event: EventId): { readonly before: Levels; readonly after: Levels } | undefined;
  /** What each event added to a level, up to an event; the lines sum to the level just after it. */
  ledger(faction: EntityId, measure: Measure, until: EventId): readonly Contribution[];
}

/**
 * How strong everybody is where canon says something of numbers: one fold, by the formulas of the power projection, as far as the last such
 * event; none where there is none.
 */
export const forceLevelRegister: Register<ForceLevels> = {
  name: "force levels",
  build(history) {
    const { chronicle } = history;
    const asked = askedEvents(history);
    const last = Math.max(-1, ...[...asked].map((id) => chronicle.indexOf(id)));
    const around = new Map<EventId, { before: Levels; after: Levels }>();
    const fold = createLevels();
    for (const event of chronicle.events.slice(0, last + 1))
      if (asked.has(event.id)) {
        const before = fold.levels(event.placed);
        fold.apply(event);
        around.set(event.id, { before, after: fold.levels(event.placed) });
      } else fold.apply(event);
    return {
      around: (event) => around.get(event),
      ledger: (faction, measure, until) =>
        explain(chronicle.events.slice(0, chronicle.indexOf(until) + 1), faction, measure),
    };
  },
};

/** Events with a ratio or a standing, losses in numbers, and what they are measured against. */
function askedEvents({ chronicle, eventsOf }: History): ReadonlySet<EventId> {
  const asked = new Set<EventId>();
  for (const { id, states, isBaseline } of chronicle.events)
    if (states?.ratio !== undefined || isBaseline === true) asked.add(id);
  for (const { id } of eventsOf(["StandingStated", "ShipMissing"])) asked.add(id);
  return asked;
}

function createLevels() {
  const fold = createFold([power]);
  // Each state is that of the projection of its name.
  const states = fold.states() as { readonly power: PowerState; readonly affiliations: AffiliationsState };
  return {
    apply: (event: ResolvedEvent): void => fold.apply([event]),
    levels(at: number): Levels {
      const found = new Map(
        [...states.power.factions].map(([id, faction]) => [id, [...levels(faction, at), lnPower(faction, at)]]),
      );
      return { powers: powers(states.affiliations), of: (faction, measure) => sumOf(found.get(faction), measure) };
    },
    level: (faction: EntityId, measure: Measure, at: number): number => {
      const own = states.power.factions.get(faction);
      return sumOf(own && [...levels(own, at), lnPower(own, at)], measure);
    },
  };
}

function sumOf(own: readonly number[] | undefined, measure: Measure): number {
  if (measure === "military") return (own?.[0] ?? 0) + (own?.[1] ?? 0);
  return own?.[measure === "power" ? COMPONENTS.length : COMPONENTS.indexOf(measure)] ?? 0;
}

function explain(events: readonly ResolvedEvent[], faction: EntityId, measure: Measure): Contribution[] {
  const fold = createLevels();
  const lines: Contribution[] = [];
  let last = 0;
  for (const event of events) {
    fold.apply(event);
    if (!POWER_TYPES.has(event.type)) continue;
    const level = fold.level(faction, measure, event.placed);
    if (level !== last) lines.push({ event: event.id, type: event.type, at: event.placed, value: level - last });
    last = level;
  }
  const end = events.at(-1);
  const now = end === undefined ? 0 : fold.level(faction, measure, end.placed);
  const line = lines.at(-1);
  if (line !== undefined && now !== last)
    lines.push({ ...line, value: now - last, note: "what it won gives more with time" });
  return lines;
}

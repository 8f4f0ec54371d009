import { SECOND } from "../../events/dates/span.ts";
import { effectsOf } from "../../events/effectsOf.ts";
import type { EntityId } from "../../events/envelope.ts";
import { eventsUntil, type Chronicle } from "../../timelines/chronicle.ts";
import { chronicleAt, endPlace, type Point } from "../../timelines/point.ts";
import type { ResolvedEvent } from "../../timelines/resolvedEvent.ts";
import { createFold } from "../fold.ts";
import { power, movePower, type PowerState } from "./power.ts";
import { drift, fading, lnPower } from "./powerState.ts";

/** A moment at which one of two became the stronger. */
export interface ParityCrossing {
  /** ms. */
  readonly at: number;
  readonly stronger: EntityId;
  /** The event that crossed parity; or, between events, those whose ramps and fading did. */
  readonly by: readonly string[];
  readonly between: boolean;
}

/**
 * When the ratio of two powers crossed 1, up to a point. A ratio, not a share: what happens to a third power fakes no transition
 * (Kadera & Sorokin 2004).
 */
export function parityCrossings(chronicle: Chronicle, a: EntityId, b: EntityId, point: Point = {}): ParityCrossing[] {
  const read = chronicleAt(chronicle, point);
  const { index, instant } = endPlace(read, point.occurred);
  const fold = createFold([power], { catalogue: read.catalogue });
  const { factions } = fold.states()["power"] as PowerState;
  const lead = (t: number): number | undefined => {
    const [first, second] = [factions.get(a), factions.get(b)];
    return first === undefined || second === undefined ? undefined : lnPower(first, t) - lnPower(second, t);
  };

  const crossings: ParityCrossing[] = [];
  let ahead: number | undefined;
  let last = Number.NEGATIVE_INFINITY;
  const note = (now: number | undefined, crossing: (stronger: EntityId) => ParityCrossing): void => {
    if (now === undefined || now === 0) return;
    if (ahead !== undefined && ahead > 0 !== now > 0) crossings.push(crossing(now > 0 ? a : b));
    ahead = now;
  };
  const driftUntil = (t: number): void => {
    if (Number.isFinite(last) && t > last)
      note(lead(t), (stronger) => ({
        at: crossingBetween(lead, last, t),
        stronger,
        by: drifting(last, t),
        between: true,
      }));
    last = t;
  };
  const drifting = (from: number, to: number): string[] => {
    const origins = [a, b].flatMap((id) => {
      const faction = factions.get(id);
      if (faction === undefined) return [];
      const fades = faction.legitimacy
        .filter((effect) => fading(effect, from) !== fading(effect, to))
        .map(({ by }) => by);
      return [...drift(faction, from, to).keys(), ...fades];
    });
    return [...new Set(origins.map(({ id }) => id))];
  };

  let waiting: ResolvedEvent[] = [];
  for (const event of eventsUntil(read, index)) {
    if (!movePower(effectsOf(event, read.catalogue))) {
      waiting.push(event);
      continue;
    }
    fold.apply(waiting);
    waiting = [];
    driftUntil(event.placed);
    fold.apply([event]);
    // What held since the beginning is one moment: who is ahead there has overtaken nobody.
    if (Number.isFinite(event.placed))
      note(lead(event.placed), (stronger) => ({ at: event.placed, stronger, by: [event.id], between: false }));
    else ahead = lead(event.placed) ?? ahead;
  }
  driftUntil(instant);
  return crossings;
}

/** The instant by which the sign has changed, to a second. */
function crossingBetween(lead: (t: number) => number | undefined, from: number, to: number): number {
  const sign = (lead(from) ?? 0) > 0;
  let [before, after] = [from, to];
  while (after - before > SECOND) {
    const middle = Math.floor((before + after) / 2);
    if ((lead(middle) ?? 0) > 0 === sign) before = middle;
    else after = middle;
  }
  return after;
}

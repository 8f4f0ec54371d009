import type { EntityId } from "../../events/envelope.ts";
import { exp, log } from "../../events/exactMath.ts";
import { eventsUntil, type History } from "../../timelines/history.ts";
import { chronicleAt, endPlace, type Point } from "../../timelines/point.ts";
import type { ResolvedEvent } from "../../timelines/resolvedEvent.ts";
import { type AffiliationsState, isPower } from "../affiliations/affiliations.ts";
import { type Because, mergeLines } from "../because.ts";
import type { Contribution } from "../defineProjection.ts";
import { createFold } from "../fold.ts";
import { power, POWER_TYPES, type PowerState, shares } from "./power.ts";
import { drift, fading, type FactionPower, lnPower, type Origin } from "./powerState.ts";

/**
 * Explains a share of power. An event adds the share after it less the share before it; between events, ramps and fading
 * move the shares of all, and what that does to one is split by the logarithmic mean Divisia index (Ang 2004, Energy Policy
 * 32:1131), which leaves no residue.
 */
export function explainShare(chronicle: History, subject: EntityId, point: Point = {}): Because {
  const read = chronicleAt(chronicle, point);
  const { index, instant } = endPlace(read, point.occurred);
  const fold = createFold([power]);
  const states = fold.states() as { readonly power: PowerState; readonly affiliations: AffiliationsState };
  const shareAt = (t: number): number => shares(states.power, t, states.affiliations).get(subject) ?? 0;

  const lines: Contribution[] = [];
  let last = Number.NEGATIVE_INFINITY;
  let waiting: ResolvedEvent[] = [];
  const driftUntil = (t: number): void => {
    if (t > last && last !== Number.NEGATIVE_INFINITY)
      lines.push(...shareDrift(states.power, states.affiliations, subject, last, t));
    last = t;
  };
  for (const event of eventsUntil(read, index)) {
    if (!POWER_TYPES.has(event.type)) {
      waiting.push(event);
      continue;
    }
    fold.apply(waiting);
    waiting = [];
    driftUntil(event.placed);
    const before = shareAt(event.placed);
    fold.apply([event]);
    const value = shareAt(event.placed) - before;
    if (value !== 0) lines.push({ event: event.id, type: event.type, at: event.placed, value });
  }
  fold.apply(waiting);
  driftUntil(instant);
  return { metric: "share", subject, at: instant, value: shareAt(instant), contributions: mergeLines(lines) };
}

/** What drift from a to b does to one share, by the events whose ramps and fading it is. */
function shareDrift(
  { factions }: PowerState,
  known: AffiliationsState,
  subject: EntityId,
  a: number,
  b: number,
): Contribution[] {
  const powers = [...factions].filter(([id]) => isPower(known, id));
  const strength = (t: number): Map<EntityId, number> =>
    new Map(powers.map(([id, faction]) => [id, exp(lnPower(faction, t))]));
  const before = strength(a);
  const after = strength(b);
  const total = (of: Map<EntityId, number>): number => [...of.values()].reduce((sum, p) => sum + p, 0);
  const [totalBefore, totalAfter] = [total(before), total(after)];
  const own = factions.get(subject);
  const ownBefore = (before.get(subject) ?? 0) / totalBefore;
  const ownAfter = (after.get(subject) ?? 0) / totalAfter;
  if (own === undefined || !before.has(subject)) return [];

  const shareMean = logarithmicMean(ownAfter, ownBefore);
  const totalMean = logarithmicMean(totalAfter, totalBefore);
  return powers.flatMap(([id, faction]) => {
    const weight = logarithmicMean(after.get(id) ?? 0, before.get(id) ?? 0) / totalMean;
    const effect = shareMean * ((id === subject ? 1 : 0) - weight);
    return [...lnDrift(faction, a, b)].map(([{ id: event, type, placed }, change]) => ({
      event,
      type,
      at: placed,
      value: effect * change,
      note: "ramps and fading since",
    }));
  });
}

function lnDrift(faction: FactionPower, a: number, b: number): Map<Origin, number> {
  const parts = drift(faction, a, b);
  for (const effect of faction.legitimacy) {
    const change = effect.amount * (fading(effect, b) - fading(effect, a));
    if (change !== 0) parts.set(effect.by, (parts.get(effect.by) ?? 0) + change);
  }
  return parts;
}

/** (x − y) / ln(x / y); x where they are equal. */
const logarithmicMean = (x: number, y: number): number => (x === y ? x : (x - y) / log(x / y));

import { effectsOf } from "../../events/effectsOf.ts";
import type { EntityId } from "../../events/envelope.ts";
import { exp, log } from "../../events/exactMath.ts";
import { eventsUntil, type History } from "../../timelines/history.ts";
import { chronicleAt, endPlace, type Point } from "../../timelines/point.ts";
import type { ResolvedEvent } from "../../timelines/resolvedEvent.ts";
import { type Because, createLedger } from "../because.ts";
import type { Contribution } from "../defineProjection.ts";
import { isPower } from "../facts/actsFor.ts";
import type { FactsState } from "../facts/factsState.ts";
import { createFold } from "../fold.ts";
import { movePower, power, type PowerState } from "./power.ts";
import { drift, fading, type FactionPower, lnPower, type Origin } from "./powerState.ts";

/**
 * Explains a share of power. An event adds the share after it less the share before it; between events, ramps and fading
 * move the shares of all, and what that does to one is split by the logarithmic mean Divisia index (Ang 2004, Energy Policy
 * 32:1131), which leaves no residue.
 */
export function explainShare(chronicle: History, subject: EntityId, point: Point = {}): Because {
  const read = chronicleAt(chronicle, point);
  const { index, instant } = endPlace(read, point.occurred);
  const { catalogue } = read;
  const fold = createFold([power], { catalogue });
  const states = fold.states() as { readonly power: PowerState; readonly facts: FactsState };
  const strengthOf = (faction: FactionPower, t: number): number => exp(lnPower(faction, t));
  const strengthsAt = (t: number): Strengths =>
    new Map(
      [...states.power.factions]
        .filter(([id]) => isPower(states.facts, id))
        .map(([id, faction]) => [id, strengthOf(faction, t)]),
    );

  const ledger = createLedger();
  let last = Number.NEGATIVE_INFINITY;
  /** Strengths of the powers at `last`. */
  let strengths: Strengths = new Map();
  const driftUntil = (t: number): void => {
    if (t > last) {
      const later = strengthsAt(t);
      if (last !== Number.NEGATIVE_INFINITY)
        shareDrift(states.power, subject, { at: last, strengths }, { at: t, strengths: later }, ledger.add);
      strengths = later;
    }
    last = t;
  };
  let waiting: ResolvedEvent[] = [];
  for (const event of eventsUntil(read, index)) {
    const made = effectsOf(event, catalogue);
    if (!movePower(made)) {
      waiting.push(event);
      continue;
    }
    fold.apply(waiting);
    waiting = [];
    driftUntil(event.placed);
    const before = shareIn(strengths, subject);
    fold.apply([event]);
    // Others are as strong as they were at this instant.
    if (made.some(({ kind }) => kind === "life" || kind === "standing")) strengths = strengthsAt(event.placed);
    else
      for (const id of strengths.keys()) {
        const faction = states.power.factions.get(id);
        if (faction?.touched === event.placed) strengths.set(id, strengthOf(faction, event.placed));
      }
    const value = shareIn(strengths, subject) - before;
    if (value !== 0) ledger.add({ event: event.id, type: event.type, at: event.placed, value });
  }
  fold.apply(waiting);
  driftUntil(instant);
  return {
    metric: "share",
    subject,
    at: instant,
    value: shareIn(strengths, subject),
    contributions: ledger.lines(),
  };
}

type Strengths = Map<EntityId, number>;

const totalOf = (strengths: Strengths): number => [...strengths.values()].reduce((sum, p) => sum + p, 0);

const shareIn = (strengths: Strengths, subject: EntityId): number => {
  const own = strengths.get(subject);
  return own === undefined ? 0 : own / totalOf(strengths);
};

interface Moment {
  readonly at: number;
  readonly strengths: Strengths;
}

/** What drift from one moment to another does to one share, by the events whose ramps and fading it is. */
function shareDrift(
  { factions }: PowerState,
  subject: EntityId,
  a: Moment,
  b: Moment,
  add: (line: Contribution) => void,
): void {
  if (!a.strengths.has(subject) || !b.strengths.has(subject)) return;
  const shareMean = logarithmicMean(shareIn(b.strengths, subject), shareIn(a.strengths, subject));
  const totalMean = logarithmicMean(totalOf(b.strengths), totalOf(a.strengths));
  for (const [id, after] of b.strengths) {
    const faction = factions.get(id);
    if (faction === undefined) continue;
    const weight = logarithmicMean(after, a.strengths.get(id) ?? 0) / totalMean;
    const effect = shareMean * ((id === subject ? 1 : 0) - weight);
    for (const [{ id: event, type, placed: at }, change] of lnDrift(faction, a.at, b.at))
      add({ event, type, at, value: effect * change, note: "ramps and fading since" });
  }
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

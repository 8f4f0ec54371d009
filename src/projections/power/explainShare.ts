import type { Effect } from "../../events/effects.ts";
import { effectsOf } from "../../events/effectsOf.ts";
import type { EntityId } from "../../events/envelope.ts";
import { exp, log } from "../../idioms/exactMath.ts";
import { eventsUntil, type Chronicle } from "../../timelines/chronicle.ts";
import { chronicleAt, endPlace, type Point } from "../../timelines/point.ts";
import type { ResolvedEvent } from "../../timelines/resolvedEvent.ts";
import { type Because, mergeLines, startBefore } from "../because.ts";
import type { Contribution } from "../defineProjection.ts";
import { isPower } from "../facts/actsFor.ts";
import type { FactsState } from "../facts/factsState.ts";
import { type Drifts, driftsOf } from "./drifts.ts";
import { movePower, power, type PowerState, watchTouched } from "./power.ts";
import type { FactionPower } from "./powerState.ts";
import { getOrMake } from "../../idioms/multimap.ts";

/**
 * Explains a share of power. An event adds the share after it less the share before it; between events, ramps and fading
 * move the shares of all, and what that does to one is split by the logarithmic mean Divisia index (Ang 2004, Energy Policy
 * 32:1131), which leaves no residue.
 */
export function explainShare(
  chronicle: Chronicle,
  subject: EntityId,
  point: Point = {},
  from: typeof power = power,
): Because {
  const read = chronicleAt(chronicle, point);
  const { index, instant } = endPlace(read, point.occurred);
  const { catalogue } = read;
  const { fold, isEarlier, withRest } = startBefore(read, from, instant);
  const states = fold.states() as { readonly power: PowerState; readonly facts: FactsState };
  const touched = watchTouched(states.power);
  const drifts = new Map<EntityId, Drifts>();
  const driftsIn = (id: EntityId, faction: FactionPower): Drifts => getOrMake(drifts, id, () => driftsOf(faction));

  const lines: Contribution[] = [];
  let last = Number.NEGATIVE_INFINITY;
  /** Strengths of the powers at `last`, and what they come to. */
  let strengths: Strengths = new Map();
  let total = 0;
  const shareNow = (): number => (strengths.get(subject) ?? 0) / (total === 0 ? 1 : total);
  const update = (id: EntityId, t: number): void => {
    total -= strengths.get(id) ?? 0;
    strengths.delete(id);
    const faction = states.power.factions.get(id);
    if (faction === undefined || !isPower(states.facts, id)) return;
    const strength = exp(driftsIn(id, faction).lnPower(t));
    strengths.set(id, strength);
    total += strength;
  };
  const driftUntil = (t: number): void => {
    if (t > last) {
      const before = { at: last, strengths };
      strengths = new Map([...strengths.keys()].map((id) => [id, exp(drifts.get(id)?.lnPower(t) ?? 0)]));
      total = totalOf(strengths);
      if (last !== Number.NEGATIVE_INFINITY) shareDrift(drifts, subject, before, { at: t, strengths });
    }
    last = t;
  };
  const begun = fold.count;
  if (begun > 0) {
    // What the powers were at a keyframe, which is put down to all before it.
    last = read.events.at(begun - 1)?.placed ?? last;
    for (const id of states.power.factions.keys()) update(id, last);
  }
  let waiting: ResolvedEvent[] = [];
  for (const event of eventsUntil(read, index, begun)) {
    const effects = effectsOf(event, catalogue);
    if (!movePower(effects)) {
      waiting.push(event);
      continue;
    }
    fold.apply(waiting);
    waiting = [];
    driftUntil(event.placed);
    const before = shareNow();
    touched.clear();
    fold.apply([event]);
    // Others are as strong as they were at this instant.
    for (const id of new Set([...touched, ...factionsIn(effects)])) update(id, event.placed);
    const value = shareNow() - before;
    if (value !== 0) lines.push({ event: event.id, type: event.type, at: event.placed, value });
  }
  fold.apply(waiting);
  driftUntil(instant);
  for (const one of drifts.values())
    for (const [by, value] of [...one.ramps(), ...one.fades()])
      if (!isEarlier(by))
        lines.push({ event: by.id, type: by.type, at: by.placed, value, note: "ramps and fading since" });
  const value = shareIn(strengths, subject);
  return { metric: "share", subject, at: instant, value, contributions: mergeLines(withRest(value, lines)) };
}

/** Who is a power from then on, or is none any more. */
const factionsIn = (effects: readonly Effect[]): EntityId[] =>
  effects.flatMap((effect) =>
    effect.kind === "standing" ? [effect.faction] : effect.kind === "life" ? [effect.entity] : [],
  );

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

/** What drift from one moment to another does to one share: how much each ln P counts in it. */
function shareDrift(drifts: ReadonlyMap<EntityId, Drifts>, subject: EntityId, a: Moment, b: Moment): void {
  if (!a.strengths.has(subject) || !b.strengths.has(subject)) return;
  const shareMean = logarithmicMean(shareIn(b.strengths, subject), shareIn(a.strengths, subject));
  const totalMean = logarithmicMean(totalOf(b.strengths), totalOf(a.strengths));
  for (const [id, after] of b.strengths) {
    const weight = logarithmicMean(after, a.strengths.get(id) ?? 0) / totalMean;
    drifts.get(id)?.pass(a.at, b.at, shareMean * ((id === subject ? 1 : 0) - weight));
  }
}

/** (x − y) / ln(x / y); x where they are equal. */
const logarithmicMean = (x: number, y: number): number => (x === y ? x : (x - y) / log(x / y));

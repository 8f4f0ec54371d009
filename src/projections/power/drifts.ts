import { exp2, log } from "../../idioms/exactMath.ts";
import type { EntityId } from "../../events/envelope.ts";
import { COMPONENT_WEIGHTS, POWER_PARAMETERS } from "./codingBook.ts";
import {
  type FactionPower,
  fading,
  followChanges,
  type Holding,
  type LegitimacyEffect,
  type Origin,
} from "./powerState.ts";

/**
 * What ramps and fading add to ln P of one faction, put down to the events that began them. However many hold and fade at once, a
 * stretch of time costs the same: all holdings grow with one half-life and all effects fade at one rate, so that the part of each is a
 * difference of running sums.
 */
export interface Drifts {
  /** Time passes from a to b, and counts so many times. Nothing may have changed between. */
  pass(a: number, b: number, times?: number): void;
  /** As in powerState.ts, to rounding; at or after the last change. */
  lnCapability(t: number): number;
  lnPower(t: number): number;
  /** All that passed, by the event to which it is put down. */
  ramps(): ReadonlyMap<Origin, number>;
  fades(): ReadonlyMap<Origin, number>;
}

const { extractionAtOnce, extractionHalfLife, legitimacyFades } = POWER_PARAMETERS;

export function driftsOf(faction: FactionPower): Drifts {
  const ramps = createRamps(faction);
  const fades = createFades();
  const take = followChanges(faction);
  let lnCapability: number | undefined;

  const update = (): void => {
    for (const { system, holding, effect } of take()) {
      lnCapability = undefined;
      if (system !== undefined) ramps.hold(system, holding);
      if (effect !== undefined) fades.begin(effect);
    }
  };
  const capabilityAt = (t: number): number => {
    update();
    if (lnCapability !== undefined) return lnCapability;
    const sum = ramps.lnCapability(t);
    if (!ramps.isGrowing()) lnCapability = sum;
    return sum;
  };
  return {
    pass(a, b, times = 1) {
      update();
      if (!(b > a)) return;
      ramps.pass(a, b, times);
      fades.pass(a, b, times);
    },
    lnCapability: capabilityAt,
    lnPower: (t) => capabilityAt(t) + fades.at(t),
    ramps: ramps.lines,
    fades: fades.lines,
  };
}

function createSums() {
  const sums = new Map<Origin, number>();
  return {
    sums,
    add(origin: Origin, value: number): void {
      if (value !== 0) sums.set(origin, (sums.get(origin) ?? 0) + value);
    },
  };
}

interface Held {
  readonly holding: Holding;
  /** Of the stretches that are not settled: how many had passed when it was won, and when it was lost. */
  begun: number;
  ended: number | undefined;
}

/** Stretches after which they are put down to holdings: those that last cost as little then as those that come and go. */
const SETTLED_AFTER = 512;

/** The part of a ramp that is left to grow after ms, when it was all at first. */
const left = (elapsed: number): number => (elapsed === 0 ? 1 : exp2(-elapsed / extractionHalfLife));

function createRamps(faction: FactionPower) {
  const { sums, add } = createSums();
  const size = COMPONENT_WEIGHTS.length;
  /** By component: what holdings give when grown, and Σ value · 2^(−age / half-life) of those that grow, at an instant. */
  const whole = new Float64Array(size);
  const growing = new Float64Array(size);
  let at = Number.NEGATIVE_INFINITY;
  let ramping = 0;
  const held = new Map<EntityId, Held>();
  let lost: Held[] = [];
  /** Where stretches begin, and by component what they added to ln P, by what was growing when they began. */
  let starts: number[] = [];
  let rates: Float64Array[] = [];

  const moveTo = (t: number): void => {
    if (!(t > at)) return;
    const part = left(t - at);
    for (let k = 0; k < size; k++) growing[k] = (growing[k] ?? 0) * part;
    at = t;
  };
  const count = ({ value, since }: Holding, sign: 1 | -1): void => {
    for (let k = 0; k < size; k++) whole[k] = (whole[k] ?? 0) + sign * (value[k] ?? 0);
    if (since === Number.NEGATIVE_INFINITY) return;
    moveTo(since);
    ramping += sign;
    const part = left(at - since);
    for (let k = 0; k < size; k++) growing[k] = (growing[k] ?? 0) + sign * (value[k] ?? 0) * part;
    // What rounding has left of sums is not there.
    if (ramping === 0) growing.fill(0);
  };
  const levels = (t: number): number[] => {
    const rest = ramping === 0 ? 0 : (1 - extractionAtOnce) * left(t - at);
    return faction.reported.map(
      (own, k) => (own + (whole[k] ?? 0) - rest * (growing[k] ?? 0)) * (faction.factor[k] ?? 1),
    );
  };
  const hold = (system: EntityId, holding: Holding | undefined): void => {
    const before = held.get(system);
    if (before !== undefined) {
      held.delete(system);
      count(before.holding, -1);
      lost.push({ ...before, ended: starts.length });
      if (held.size === 0) whole.fill(0);
    }
    if (holding === undefined) return;
    count(holding, 1);
    held.set(system, { holding, begun: starts.length, ended: undefined });
  };
  for (const [system, holding] of faction.holdings) hold(system, holding);

  const settle = (): void => {
    // Backwards, so that what came last, and weighs least by then, is not lost among what came before.
    const after: Float64Array[] = [new Float64Array(size)];
    for (let j = starts.length - 1; j >= 0; j--) {
      const later = after.at(-1);
      const part = j + 1 < starts.length ? left((starts[j + 1] ?? 0) - (starts[j] ?? 0)) : 0;
      after.push(Float64Array.from(rates[j] ?? [], (rate, k) => rate + part * (later?.[k] ?? 0)));
    }
    after.reverse();
    for (const one of [...lost, ...held.values()]) {
      const { holding, begun, ended = starts.length } = one;
      const { value, since, by } = holding;
      if (since !== Number.NEGATIVE_INFINITY && begun < ended) {
        const first = starts[begun] ?? 0;
        const then = ended < starts.length ? left((starts[ended] ?? 0) - first) : 0;
        let sum = 0;
        for (let k = 0; k < size; k++)
          sum += (value[k] ?? 0) * ((after[begun]?.[k] ?? 0) - then * (after[ended]?.[k] ?? 0));
        add(by, sum * left(first - since));
      }
      one.begun = 0;
    }
    lost = [];
    starts = [];
    rates = [];
  };

  return {
    hold,
    lines(): ReadonlyMap<Origin, number> {
      settle();
      return sums;
    },
    isGrowing: () => ramping > 0,
    /** Σ_k w_k · ln max(x_k, ε_k). */
    lnCapability(t: number): number {
      const x = levels(t);
      let sum = 0;
      for (const [k, { weight, floor }] of COMPONENT_WEIGHTS.entries()) sum += weight * log(Math.max(x[k] ?? 0, floor));
      return sum;
    },
    pass(a: number, b: number, times: number): void {
      if (ramping === 0 || times === 0) return;
      moveTo(a);
      const [from, to] = [levels(a), levels(b)];
      const rate = new Float64Array(size);
      for (const [k, { weight, floor }] of COMPONENT_WEIGHTS.entries()) {
        const all = growing[k] ?? 0;
        if (all > 0)
          rate[k] = (times * weight * log(Math.max(to[k] ?? 0, floor) / Math.max(from[k] ?? 0, floor))) / all;
      }
      starts.push(a);
      rates.push(rate);
      if (starts.length >= SETTLED_AFTER) settle();
    },
  };
}

function createFades() {
  const { sums, add } = createSums();
  const effects: { readonly effect: LegitimacyEffect; readonly begun: number }[] = [];
  /** Those before it have faded, as far as time has passed; and as far as it was asked for. */
  let passed = 0;
  let asked = 0;
  /** Of two years, the part that has passed. */
  let gone = 0;
  /** Σ amount, and Σ amount · since, of those that are felt when it is asked for. */
  let amounts = 0;
  let weighted = 0;
  const origin = (): number => effects[0]?.effect.since ?? 0;

  return {
    begin(effect: LegitimacyEffect): void {
      // What was so from the beginning has faded since.
      if (effect.since === Number.NEGATIVE_INFINITY) return;
      effects.push({ effect, begun: gone });
      amounts += effect.amount;
      weighted += effect.amount * (effect.since - origin());
    },
    at(t: number): number {
      for (; asked < effects.length; asked++) {
        const { effect } = effects[asked] ?? {};
        if (effect === undefined || effect.since + legitimacyFades > t) break;
        amounts -= effect.amount;
        weighted -= effect.amount * (effect.since - origin());
      }
      if (asked === effects.length) return (amounts = weighted = 0);
      return amounts * (1 - (t - origin()) / legitimacyFades) + weighted / legitimacyFades;
    },
    pass(a: number, b: number, times: number): void {
      for (; passed < effects.length; passed++) {
        const { effect, begun = 0 } = effects[passed] ?? {};
        if (effect === undefined || effect.since + legitimacyFades > b) break;
        add(effect.by, -effect.amount * (gone - begun) - effect.amount * fading(effect, a) * times);
      }
      gone += (times * (b - a)) / legitimacyFades;
    },
    lines(): ReadonlyMap<Origin, number> {
      for (; passed < effects.length; passed++) {
        const { effect, begun = 0 } = effects[passed] ?? {};
        if (effect !== undefined) add(effect.by, -effect.amount * (gone - begun));
      }
      return sums;
    },
  };
}

import { exp2 } from "../../idioms/exactMath.ts";
import { DAY } from "../../events/dates/span.ts";

/** What is remembered with one half-life: sums at the memory's instant. */
interface Traces {
  /** Days. */
  readonly halfLife: number;
  alarm: number;
  relief: number;
  /** The part of `alarm` that was talk of force. */
  threat: number;
}

/** What an observer remembers: no list of events, only a sum a half-life, so that it does not grow with history. */
export interface Memory {
  readonly traces: Traces[];
  /** Alarms that stand: the parts of them that do not fade, how many they are, and the part that is talk of force. */
  standing: { readonly count: number; readonly alarm: number; readonly threat: number };
  /** The instant that the sums are for, ms. */
  at: number;
}

/** What an event does to an observer when it is learned. */
export interface Impression {
  /** Above 0 alarms, below 0 relieves. */
  readonly value: number;
  readonly halfLife: number;
  readonly threat: boolean;
}

export interface Sums {
  readonly alarm: number;
  readonly relief: number;
  readonly threat: number;
}

export const newMemory = (): Memory => ({ traces: [], standing: NOTHING, at: Number.NEGATIVE_INFINITY });

const NOTHING = { count: 0, alarm: 0, threat: 0 };

export const copyMemory = ({ traces, standing, at }: Memory): Memory => ({
  at,
  standing,
  traces: traces.map((trace) => ({ ...trace })),
});

/** The part that is left of a trace after ms. */
export function remaining(halfLife: number, elapsed: number): number {
  if (elapsed === 0) return 1;
  // All observers of an event ask the same.
  const last = lastAsked.get(halfLife);
  if (last?.elapsed === elapsed) return last.left;
  const left = exp2(-elapsed / (halfLife * DAY));
  if (last === undefined) lastAsked.set(halfLife, { elapsed, left });
  else {
    last.elapsed = elapsed;
    last.left = left;
  }
  return left;
}

/** There are as many half-lives as the coding book has. */
const lastAsked = new Map<number, { elapsed: number; left: number }>();

/** The sums at an instant at or after the memory's own. */
export function sumsAt(memory: Memory, t: number): Sums {
  let { alarm, threat } = memory.standing;
  let relief = 0;
  for (const trace of memory.traces) {
    const left = remaining(trace.halfLife, t - memory.at);
    alarm += trace.alarm * left;
    relief += trace.relief * left;
    threat += trace.threat * left;
  }
  return { alarm, relief, threat };
}

/**
 * Adds an effect at an instant, of an alarm that stands the part `floor` so that it does not fade. No goodwill is banked: just before an alarm, relief beyond the alarm that it answers is gone for
 * good. Returns the factor by which live reliefs were scaled; 1 if they were not.
 */
export function remember(memory: Memory, { value, halfLife, threat }: Impression, floor: number, t: number): number {
  advance(memory, t);
  let factor = 1;
  if (value > 0) {
    let { alarm } = memory.standing;
    let relief = 0;
    for (const trace of memory.traces) {
      alarm += trace.alarm;
      relief += trace.relief;
    }
    if (relief > alarm) {
      factor = alarm / relief;
      for (const trace of memory.traces) trace.relief *= factor;
    }
  }
  const own = traceOf(memory, halfLife);
  if (value < 0) own.relief -= value;
  else {
    const stays = floor * value;
    own.alarm += value - stays;
    if (threat) own.threat += value - stays;
    if (floor > 0) memory.standing = plus(memory.standing, stays, threat, 1);
  }
  return factor;
}

/** What did not fade of an alarm begins to, as it stands no more. */
export function release(memory: Memory, stayed: number, halfLife: number, threat: boolean, t: number): void {
  advance(memory, t);
  const own = traceOf(memory, halfLife);
  own.alarm += stayed;
  if (threat) own.threat += stayed;
  memory.standing = plus(memory.standing, -stayed, threat, -1);
}

function advance(memory: Memory, t: number): void {
  if (memory.traces.length > 0 && t > memory.at)
    for (const trace of memory.traces) {
      const left = remaining(trace.halfLife, t - memory.at);
      trace.alarm *= left;
      trace.relief *= left;
      trace.threat *= left;
    }
  memory.at = t;
}

function traceOf(memory: Memory, halfLife: number): Traces {
  for (const trace of memory.traces) if (trace.halfLife === halfLife) return trace;
  const own = { halfLife, alarm: 0, relief: 0, threat: 0 };
  memory.traces.push(own);
  return own;
}

/** Exactly nothing where nothing stands: what rounding left must not stay for good. */
function plus(
  { count, alarm, threat }: Memory["standing"],
  by: number,
  isThreat: boolean,
  more: 1 | -1,
): Memory["standing"] {
  return count + more === 0
    ? NOTHING
    : { count: count + more, alarm: alarm + by, threat: Math.max(0, threat + (isThreat ? by : 0)) };
}

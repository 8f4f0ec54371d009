import { exp, log } from "../../idioms/exactMath.ts";
import { checkEnough, checkNumber } from "./checkNumbers.ts";
import type { Interval } from "./interval.ts";
import { criticalValue } from "./normal.ts";

/** When a run saw an event; or, where it never `happened`, until when it was watched. */
export interface EventTime {
  readonly time: number;
  readonly happened: boolean;
}

/** From this time until the next step's, the share of runs that have not seen the event, and where its true value lies. */
export interface SurvivalStep extends Interval {
  readonly time: number;
  readonly survival: number;
}

/**
 * How many runs are still without an event as time goes by, of which some were watched longer than others: a step for each time at
 * which it happened, before which the share is 1 (E. L. Kaplan & P. Meier 1958, J. Am. Stat. Assoc. 53:457). The interval at each time is by
 * Greenwood's variance (1926) of ln(−ln S), which stays within [0, 1] (Kalbfleisch & Prentice 1980, §1.3).
 * Where none are left that formula says nothing: the upper bound stays where it was, as a share that only falls allows.
 * @throws ValorisError `sim/too-few` for no runs, `sim/not-a-number`, `sim/not-a-probability`
 */
export function kaplanMeier(times: readonly EventTime[], level = 0.95): SurvivalStep[] {
  checkEnough(times.length, 1, "A survival curve");
  for (const { time } of times) checkNumber(time, "A time to an event");
  const z = criticalValue(level);
  const sorted = times.toSorted((a, b) => a.time - b.time);
  const steps: SurvivalStep[] = [];
  let survival = 1;
  /** Σ d/(n(n − d)): Greenwood's, of S's own square. */
  let greenwood = 0;
  let high = 1;
  for (let i = 0; i < sorted.length; ) {
    const time = sorted[i]?.time ?? Number.NaN;
    const atRisk = sorted.length - i;
    let happened = 0;
    for (; sorted[i]?.time === time; i++) if (sorted[i]?.happened === true) happened++;
    if (happened === 0) continue;
    survival *= 1 - happened / atRisk;
    if (happened === atRisk) {
      steps.push({ time, survival: 0, low: 0, high });
      break;
    }
    greenwood += happened / (atRisk * (atRisk - happened));
    const logSurvival = log(survival);
    const reach = (z * Math.sqrt(greenwood)) / -logSurvival;
    high = exp(logSurvival * exp(-reach));
    steps.push({ time, survival, low: exp(logSurvival * exp(reach)), high });
  }
  return steps;
}

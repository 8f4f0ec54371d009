import { checkCount, checkEnough } from "./checkNumbers.ts";
import type { Interval } from "./interval.ts";
import { criticalValue } from "./normal.ts";

/** In how many runs an outcome was seen in both histories, in one of them, in neither. */
export interface PairedCounts {
  readonly both: number;
  readonly onlyA: number;
  readonly onlyB: number;
  readonly neither: number;
}

export interface PairedDifference extends Interval {
  /** As it was seen, from −1 to 1. */
  readonly difference: number;
}

/**
 * P(B) − P(A) where the same runs were made in both histories: Wald's interval with half a run added to each of the four counts
 * (A. Agresti & Y. Min 2005, Stat. Med. 24:729), which also says something where no run differs.
 * @throws ValorisError `sim/not-a-count`, `sim/too-few` for no runs, `sim/not-a-probability`
 */
export function pairedDifference({ both, onlyA, onlyB, neither }: PairedCounts, level = 0.95): PairedDifference {
  checkCount(both, "The number of runs with both");
  checkCount(onlyA, "The number of runs with only the first");
  checkCount(onlyB, "The number of runs with only the second");
  checkCount(neither, "The number of runs with neither");
  const runs = both + onlyA + onlyB + neither;
  checkEnough(runs, 1, "A difference of probabilities");
  const n = runs + 2;
  const centre = (onlyB - onlyA) / n;
  const discordant = (onlyA + onlyB + 1) / n;
  const reach = criticalValue(level) * Math.sqrt((discordant - centre * centre) / n);
  return {
    difference: (onlyB - onlyA) / runs,
    low: Math.max(-1, centre - reach),
    high: Math.min(1, centre + reach),
  };
}

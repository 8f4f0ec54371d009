import { ValorisError } from "../../events/valorisError.ts";
import { checkCount } from "./checkNumbers.ts";
import type { Interval } from "./interval.ts";
import { criticalValue } from "./normal.ts";

/**
 * Where a probability lies of which `successes` out of `n` runs were seen: all that a score test at this level would not reject,
 * which is sensible down to none and up to all (E. B. Wilson 1927, J. Am. Stat. Assoc. 22:209). Of no runs, [0, 1].
 * @throws ValorisError `sim/not-a-count`, `sim/not-a-probability`
 */
export function wilson(successes: number, n: number, level = 0.95): Interval {
  checkCount(successes, "The number of successes");
  checkCount(n, "The number of runs");
  if (successes > n)
    throw new ValorisError("sim/not-a-count", `${successes} of ${n} runs cannot have succeeded.`, {
      help: "Count successes among the runs that finished.",
      details: { successes, n },
    });
  const z = criticalValue(level);
  if (n === 0) return { low: 0, high: 1 };
  const p = successes / n;
  const share = (z * z) / n;
  const centre = p + share / 2;
  const reach = z * Math.sqrt((p * (1 - p) + share / 4) / n);
  // None and all reach to the end; rounding would leave a gap, or a probability below 0.
  return {
    low: successes === 0 ? 0 : (centre - reach) / (1 + share),
    high: successes === n ? 1 : (centre + reach) / (1 + share),
  };
}

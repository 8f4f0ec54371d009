import { ValorisError } from "../../events/valorisError.ts";

/**
 * A number that is one and is finite: a NaN that got into a mean would come out as somebody's result.
 * @throws ValorisError `sim/not-a-number`
 */
export function checkNumber(x: number, what: string): void {
  if (Number.isFinite(x)) return;
  throw new ValorisError("sim/not-a-number", `${what} is ${x}, which is no number to reckon with.`, {
    help: "Look for the first place where it arises, such as a division by zero or a logarithm of one; runs that never saw an event are censored, not infinite.",
    details: { value: x },
  });
}

/** @throws ValorisError `sim/not-a-number` */
export function checkNumbers(values: ArrayLike<number>, what: string): void {
  for (let i = 0; i < values.length; i++) checkNumber(values[i] ?? Number.NaN, what);
}

/** @throws ValorisError `sim/not-a-probability` */
export function checkProbability(p: number, what: string): void {
  if (p >= 0 && p <= 1) return;
  throw new ValorisError("sim/not-a-probability", `${what} is ${p}, which is no probability.`, {
    help: "Give a number from 0 to 1; 95 % is 0.95.",
    details: { value: p },
  });
}

/**
 * How likely an interval is to cover, strictly between 0 and 1.
 * @throws ValorisError `sim/not-a-probability`
 */
export function checkLevel(level: number): void {
  if (level > 0 && level < 1) return;
  throw new ValorisError("sim/not-a-probability", `No interval has the level ${level}.`, {
    help: "Give a number between 0 and 1; 95 % is 0.95.",
    details: { value: level },
  });
}

/** @throws ValorisError `sim/not-a-count` */
export function checkCount(n: number, what: string): void {
  if (Number.isSafeInteger(n) && n >= 0) return;
  throw new ValorisError("sim/not-a-count", `${what} is ${n}, which counts nothing.`, {
    help: "Give a whole number from 0.",
    details: { value: n },
  });
}

/** @throws ValorisError `sim/too-few` */
export function checkEnough(n: number, least: number, what: string): void {
  if (n >= least) return;
  throw new ValorisError(
    "sim/too-few",
    `${what} needs at least ${least} values; there ${n === 1 ? "is" : "are"} ${n}.`,
    {
      help: "Run more.",
      details: { n, least },
    },
  );
}

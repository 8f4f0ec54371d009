import { ValorisError } from "../../events/valorisError.ts";
import { checkNumbers } from "./checkNumbers.ts";
import { createMoments } from "./moments.ts";

/**
 * The variance (n − 1) of b − a when the smallest meets the smallest, and so on up: the least that any pairing of the two samples
 * reaches (Hoeffding 1940 and Fréchet 1951; S. Cambanis, G. Simons & W. Stout 1976, Z. Wahrscheinlichkeitstheorie 36:285). How
 * near paired runs come to it says how much of their noise they share. The samples stay in the order they had.
 * @throws ValorisError `sim/unpaired` where one is longer, `sim/too-few` below two, `sim/not-a-number`
 */
export function comonotoneVariance(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length)
    throw new ValorisError("sim/unpaired", `${a.length} runs cannot be paired with ${b.length}.`, {
      help: "Compare the same runs in both histories.",
      details: { a: a.length, b: b.length },
    });
  const [lower, upper] = [sorted(a), sorted(b)];
  const differences = createMoments();
  for (let i = 0; i < lower.length; i++) differences.add((upper[i] ?? Number.NaN) - (lower[i] ?? Number.NaN));
  return differences.variance;
}

function sorted(values: ArrayLike<number>): Float64Array {
  checkNumbers(values, "A value of the sample");
  return Float64Array.from(values).sort();
}

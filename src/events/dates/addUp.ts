/**
 * a + b for whole milliseconds, rounded up where it is not a double. Bounds so added are never tighter than the true ones:
 * going round statements that fit together never gains anything by rounding, and the search for contradictions ends.
 */
export function addUp(a: number, b: number): number {
  const sum = a + b;
  return sum <= Number.MAX_SAFE_INTEGER && sum >= Number.MIN_SAFE_INTEGER ? sum : roundedUp(a, b, sum);
}

function roundedUp(a: number, b: number, sum: number): number {
  // The error of a floating-point sum is a double itself (Knuth 1969, vol. 2, 4.2.2, theorem B).
  const part = sum - a;
  const error = a - (sum - part) + (b - part);
  if (!(error > 0)) return sum;
  // At least the next double above, at most two.
  return sum + Math.abs(sum) * Number.EPSILON;
}

import type { FanPoint, Observation } from "./fan.ts";

/**
 * Straight between two values, and never beyond them for rounding. Weighted in this way, of two pairs the greater never comes out as
 * the lesser: bands stay nested.
 */
const mix = (a: number, b: number, part: number): number =>
  Math.max(Math.min(a, b), Math.min(Math.max(a, b), a * (1 - part) + b * part));

/** The neighbours of an instant, and how far it is from one to the other; nothing before the first and after the last. */
function neighbours<P extends { readonly at: number }>(
  points: readonly P[],
  at: number,
): { a: P; b: P; part: number } | undefined {
  const next = points.findIndex((point) => point.at >= at);
  const b = points[next];
  if (b === undefined) return undefined;
  const a = b.at === at ? b : points[next - 1];
  return a === undefined ? undefined : { a, b, part: a === b ? 0 : (at - a.at) / (b.at - a.at) };
}

/** Where the runs are at any instant of their course. */
export function fanBetween(points: readonly FanPoint[], at: number): FanPoint | undefined {
  const found = neighbours(points, at);
  if (found === undefined) return undefined;
  const { a, b, part } = found;
  const band = (which: 0 | 1 | 2) => ({
    low: mix(a.bands[which].low, b.bands[which].low, part),
    high: mix(a.bands[which].high, b.bands[which].high, part),
  });
  return { at, median: mix(a.median, b.median, part), bands: [band(0), band(1), band(2)] };
}

export function valueBetween(points: readonly Observation[], at: number): number | undefined {
  const found = neighbours(points, at);
  return found === undefined ? undefined : mix(found.a.value, found.b.value, found.part);
}

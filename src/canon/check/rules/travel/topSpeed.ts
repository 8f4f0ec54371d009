import { civilOf } from "../../../../events/dates/gregorian.ts";
import { DAY, type Span } from "../../../../events/dates/span.ts";
import type { RouteLength } from "../../registers/routes.ts";

/**
 * Light years a day at the top speed of an era, by the year in which it begins: warp 5 and 8 on the scale of the 22nd and 23rd
 * century, v = w³ · c, then warp 9.6 on that of the 24th, 1909 c (Okuda & Sternbach 1991, “Technical Manual”, p. 55).
 */
export const SPEEDS = {
  speeds: {
    default: { "2151": 0.34, "2245": 1.4, "2364": 5.23 },
    about: "Units of `position` (light years) that a ship can travel in a day at most, by the year from which on.",
  },
  lanesPerDay: { default: 4, about: "Lanes that a ship can travel in a day at most." },
} as const;

export interface SpeedParameters {
  readonly speeds: Readonly<Record<string, number>>;
  readonly lanesPerDay: number;
}

interface Way {
  /** The least that it takes, ms. */
  readonly time: number;
  readonly far: string;
}

/**
 * The fastest way, at the top speed of any era that a span touches. Where canon draws lanes as well as positions, a lane may be a
 * short cut. Undefined where a speed is not known.
 */
export function fastestWay(
  { units, hops }: RouteLength,
  during: Span,
  { speeds, lanesPerDay }: SpeedParameters,
): Way | undefined {
  const ways: Way[] = [];
  if (units !== undefined) {
    const speed = topSpeed(during, speeds);
    if (speed === undefined || speed <= 0) return undefined;
    ways.push({ time: (units / speed) * DAY, far: `${Number(units.toPrecision(3))} light years` });
  }
  if (hops !== undefined) {
    if (lanesPerDay <= 0) return undefined;
    ways.push({ time: (hops / lanesPerDay) * DAY, far: `${hops} lanes` });
  }
  return ways.reduce(
    (least: Way | undefined, way) => (least === undefined || way.time < least.time ? way : least),
    undefined,
  );
}

function topSpeed({ earliest, latest }: Span, speeds: SpeedParameters["speeds"]): number | undefined {
  if (!Number.isFinite(earliest) || !Number.isFinite(latest)) return undefined;
  const [first, last] = [civilOf(earliest).year, civilOf(latest).year];
  const eras = Object.keys(speeds)
    .map(Number)
    .filter((from) => from <= last);
  const era = Math.max(...eras.filter((from) => from <= first));
  if (!Number.isFinite(era)) return undefined;
  return Math.max(...eras.filter((from) => from >= era).map((from) => speeds[String(from)] ?? 0));
}

import { civilOf } from "../../../events/dates/gregorian.ts";
import { DAY } from "../../../events/dates/span.ts";
import type { Distance } from "../registers/routes.ts";

/**
 * Light years a day at the top speed of an era, by the year in which it begins: warp 5 and 8 on the scale of the 22nd and 23rd
 * century, v = w³ · c, then warp 9.6 on that of the 24th, 1909 c (Okuda & Sternbach 1991, “Technical Manual”, p. 55).
 */
export const SPEEDS = {
  speeds: {
    default: { "2151": 0.34, "2245": 1.4, "2364": 5.23 },
    about: "Units of `position` (light years) that a ship can travel in a day at most, by the year from which on.",
  },
  lanesPerDay: { default: 4, about: "Lanes that a ship can travel in a day, where systems have no positions." },
} as const;

export interface SpeedParameters {
  readonly speeds: Readonly<Record<string, number>>;
  readonly lanesPerDay: number;
}

/** The least time that a way takes, ms; undefined where no speed is known for the era. */
export function leastTime(
  distance: Distance,
  instant: number,
  { speeds, lanesPerDay }: SpeedParameters,
): number | undefined {
  if (distance.by === "lanes") return (distance.hops / lanesPerDay) * DAY;
  const year = Number.isFinite(instant) ? civilOf(instant).year : undefined;
  const eras = Object.keys(speeds).map(Number);
  const era = Math.max(...eras.filter((from) => year !== undefined && from <= year));
  const speed = speeds[String(era)];
  return speed === undefined || speed === 0 ? undefined : (distance.units / speed) * DAY;
}

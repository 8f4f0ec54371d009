import { ValorisError } from "../../events/valorisError.ts";
import { checkEnough, checkNumber } from "../statistics/checkNumbers.ts";
import type { Interval } from "../statistics/interval.ts";

/** Where the runs are at one instant. */
export interface FanPoint {
  /** ms. */
  readonly at: number;
  readonly median: number;
  /** What holds the middle 50, 80 and 95 % of the runs, each within the next. */
  readonly bands: readonly [half: Interval, fourFifths: Interval, most: Interval];
}

/**
 * How one number goes in many simulated histories: a fan chart (E. Britton, P. Fisher & J. Whitley 1998, Bank of England Quarterly
 * Bulletin 38:30), whose bands say where the runs are and not how sure anybody is of the model.
 */
export interface Fan {
  readonly metric: "nervousness" | "share" | "territory";
  /** An id. */
  readonly subject: string;
  /** What the subject is called. */
  readonly name: string;
  readonly points: readonly FanPoint[];
  /** The other side of a comparison, drawn as its median with its 80 % band outlined. */
  readonly against?: { readonly name: string; readonly points: readonly FanPoint[] };
  /** What canon says, up to where it was observed: drawn as a solid line. */
  readonly observed?: readonly Observation[];
  readonly runs: number;
}

export interface Observation {
  /** ms. */
  readonly at: number;
  readonly value: number;
}

const TITLES = { nervousness: "Nervousness", share: "Share of power", territory: "Territory" } as const;

export const fanTitle = ({ metric, name }: Fan): string => `${TITLES[metric]} of ${name}`;

export const runsOf = ({ runs }: Fan): string => (runs === 1 ? "1 run" : `${runs} runs`);

/** From the first instant to the last. */
export function timeOf({ points }: Fan): { readonly from: number; readonly until: number } {
  return { from: points[0]?.at ?? Number.NaN, until: points.at(-1)?.at ?? Number.NaN };
}

/** What canon says within the time that is drawn. */
export function observedWithin(fan: Fan): readonly Observation[] {
  const { from, until } = timeOf(fan);
  return (fan.observed ?? []).filter(({ at }) => at >= from && at <= until);
}

/** All that has to find room in a picture. */
export function valuesIn(fan: Fan): number[] {
  const { points, against } = fan;
  return [
    ...points.flatMap(({ bands: [, , most] }) => [most.low, most.high]),
    ...(against?.points ?? []).flatMap(({ bands: [, fourFifths] }) => [fourFifths.low, fourFifths.high]),
    ...observedWithin(fan).map(({ value }) => value),
  ];
}

/**
 * Refuses what cannot be drawn truly, before it becomes a line that nobody questions.
 * @throws ValorisError `sim/too-few` for no runs or fewer than two instants, `sim/not-a-number`, `sim/not-sorted` for instants that do
 * not follow each other, `sim/not-nested` for a band that leaves the wider one
 */
export function checkFan(fan: Fan): void {
  const title = fanTitle(fan);
  checkEnough(fan.runs, 1, `A fan of ${title}`);
  checkNumber(fan.runs, `How many runs there are of ${title}`);
  checkPoints(fan.points, title);
  if (fan.against !== undefined) checkPoints(fan.against.points, `${title} in ${fan.against.name}`);
  checkOrder(fan.observed ?? [], `${title} as observed`);
  for (const { value } of fan.observed ?? []) checkNumber(value, `${title} as observed`);
}

function checkPoints(points: readonly FanPoint[], title: string): void {
  if (points.length < 2)
    throw new ValorisError("sim/too-few", `${title} has ${points.length} instants: a course needs two.`, {
      help: "Measure at two instants or more.",
      details: { instants: points.length },
    });
  checkOrder(points, title);
  for (const { at, median, bands } of points) {
    let within: Interval = { low: median, high: median };
    checkNumber(median, `The median of ${title}`);
    for (const band of bands) {
      checkNumber(band.low, `A band of ${title}`);
      checkNumber(band.high, `A band of ${title}`);
      if (band.low > within.low || band.high < within.high)
        throw new ValorisError("sim/not-nested", `A band of ${title} does not hold the narrower one within it.`, {
          help: "Give the median, then the bands of 50, 80 and 95 %, in this order.",
          details: { at, band, within },
        });
      within = band;
    }
  }
}

function checkOrder(points: readonly { readonly at: number }[], title: string): void {
  let last = Number.NEGATIVE_INFINITY;
  for (const { at } of points) {
    checkNumber(at, `An instant of ${title}`);
    if (at <= last)
      throw new ValorisError("sim/not-sorted", `The instants of ${title} do not follow each other.`, {
        help: "Sort them by time, each once.",
        details: { at, last },
      });
    last = at;
  }
}

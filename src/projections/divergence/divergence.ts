import { batchesOf, type Chronicle } from "../../timelines/chronicle.ts";
import type { ChronicleDiff } from "../../timelines/diff.ts";
import type { WithProjections } from "../defineProjection.ts";
import { projectionsFor, statesOf } from "../expressions/vocabulary.ts";
import type { Fold } from "../fold.ts";
import { foldOn } from "../keyframes.ts";
import { isSame, numbersOf, type Series, seriesOf } from "./series.ts";

/** A number in both histories at an instant (ms). */
export interface Apart {
  readonly at: number;
  readonly a: number;
  readonly b: number;
}

/** How one number ran in both histories; it differs somewhere. */
export interface Curve extends Series {
  /** At the instants that were looked at; where all were, just before each of them as well, so that a jump is one. */
  readonly points: readonly Apart[];
  readonly first: Apart;
  readonly largest: Apart;
}

/** How the numbers of two histories part. */
export interface Divergence {
  /** ms: what lies before is the same in both. */
  readonly from: number;
  readonly until: number;
  /** Every instant at which something happened was looked at; otherwise some of them, and all around what is told here. */
  readonly isComplete: boolean;
  /** Numbers that differ, those that differ most first, family by family. */
  readonly curves: readonly Curve[];
}

export interface DivergenceOptions {
  /** Instants to look at, at most, where there are more; 128 if absent. */
  readonly samples?: number;
}

/** Up to so many instants, all of them are looked at. */
const ALL = 2000;

/**
 * What a difference of events does to power, territory and nervousness over time. Both histories are folded once, from where they
 * begin to differ. Undefined where no event differs.
 */
export function divergence(
  a: WithProjections,
  b: WithProjections,
  diff: ChronicleDiff,
  { samples = 128 }: DivergenceOptions = {},
): Divergence | undefined {
  const touched = [...diff.onlyInA, ...diff.onlyInB].map(({ event }) => event.placed);
  for (const { a: one, b: other } of [...diff.altered, ...diff.moved]) touched.push(one.placed, other.placed);
  if (touched.length === 0) return undefined;
  const from = touched.reduce((least, placed) => Math.min(least, placed), Number.POSITIVE_INFINITY);
  const isComplete = [a, b].every((history) => history.events.length - startOf(history, from) <= ALL);
  const instants = isComplete
    ? instantsBetween([a, b], from, Number.POSITIVE_INFINITY)
    : chosen([a, b], from, touched, samples);
  const rows = look(a, b, isComplete ? withBefore(instants) : instants);
  const curves = isComplete
    ? curvesOf(rows, new Set(instants))
    : curvesOf(merge(rows, look(a, b, around([a, b], curvesOf(rows), instants))));
  const [first = 0, last = 0] = [instants[0], instants.at(-1)];
  return { from: Number.isFinite(from) ? from : first, until: last, isComplete, curves };
}

const startOf = (history: Chronicle, from: number): number => history.countWhile((placed) => placed < from);

/** Instants at which anything happens in either, each once; what held since the beginning shows at the first. */
function instantsBetween(histories: readonly Chronicle[], from: number, to: number): number[] {
  const instants = new Set<number>();
  for (const history of histories) {
    const end = history.countWhile((placed) => placed <= to);
    for (const batch of batchesOf(history.events, startOf(history, from), end))
      for (const { placed } of batch) if (Number.isFinite(placed)) instants.add(placed);
  }
  return [...Float64Array.from(instants).sort()];
}

/** Instants of the events that differ, as far as there is room, and as many spread evenly over time: no event need be read for them. */
function chosen(histories: readonly Chronicle[], from: number, touched: readonly number[], samples: number): number[] {
  const lasts = histories.map(({ events }) => events.at(-1)?.placed ?? 0);
  const wanted = [...Float64Array.from(new Set(touched.filter(Number.isFinite))).sort()];
  const firsts = histories.map(
    (history) => history.events.at(history.countWhile((placed) => !Number.isFinite(placed)))?.placed ?? 0,
  );
  const begin = Number.isFinite(from) ? from : Math.min(...firsts);
  const end = Math.max(...lasts);
  const half = Math.max(2, Math.floor(samples / 2));
  const picked = new Set([begin, end]);
  for (let i = 0; i < half; i++) {
    const one = wanted[Math.floor((i * wanted.length) / half)];
    if (one !== undefined) picked.add(one);
    picked.add(Math.floor(begin + (i * (end - begin)) / half));
  }
  return [...Float64Array.from(picked).sort()];
}

function withBefore(instants: readonly number[]): number[] {
  const known = new Set(instants);
  return instants.flatMap((at, i) => (i > 0 && !known.has(at - 1) ? [at - 1, at] : [at]));
}

interface Row {
  readonly at: number;
  readonly a: ReadonlyMap<string, number>;
  readonly b: ReadonlyMap<string, number>;
}

/** All numbers of both at some instants, in one pass over each. */
function look(a: WithProjections, b: WithProjections, instants: readonly number[]): Row[] {
  const [readA, readB] = [reader(a), reader(b)];
  return instants.map((at) => ({ at, a: readA(at), b: readB(at) }));
}

/** Reads the numbers of a history at instants that do not go back. */
function reader(history: WithProjections): (at: number) => ReadonlyMap<string, number> {
  const projections = projectionsFor(["nervousness"], history.projections ?? []);
  let fold: Fold | undefined;
  return (at) => {
    fold = foldOn(
      fold,
      history,
      projections,
      history.countWhile((placed) => placed <= at),
    );
    return numbersOf(statesOf(fold), at);
  };
}

/** How many instants around a sample are looked at again, so that what is told is told of an event and not of a sample. */
const CLOSE = 64;

/** Instants of events beside the first difference of all, and beside the largest of each family. */
function around(histories: readonly Chronicle[], curves: readonly Curve[], looked: readonly number[]): number[] {
  const [first] = curves.map((curve) => curve.first.at).sort((x, y) => x - y);
  const largest = FAMILIES.flatMap((family) => curves.find(({ metric }) => metric === family)?.largest.at ?? []);
  const found = new Set<number>();
  for (const at of first === undefined ? largest : [first, ...largest]) {
    const place = looked.indexOf(at);
    const instants = instantsBetween(histories, looked[place - 1] ?? at, looked[place + 1] ?? at);
    const step = Math.max(1, Math.ceil(instants.length / CLOSE));
    for (const [i, instant] of instants.entries()) if (i % step === 0) found.add(instant);
  }
  for (const at of looked) found.delete(at);
  return [...Float64Array.from(found).sort()];
}

const merge = (rows: readonly Row[], more: readonly Row[]): Row[] => [...rows, ...more].sort((x, y) => x.at - y.at);

function curvesOf(rows: readonly Row[], events?: ReadonlySet<number>): Curve[] {
  const keys = new Set(rows.flatMap(({ a, b }) => [...a.keys(), ...b.keys()]));
  return [...keys].flatMap((key) => curveOf(key, rows, events)).sort(byFamily);
}

/** What is told of it is told of instants at which something happens. */
function curveOf(key: string, rows: readonly Row[], events: ReadonlySet<number> | undefined): Curve[] {
  let first: Apart | undefined;
  let largest: Apart | undefined;
  const points = rows.map(({ at, a, b }): Apart => ({ at, a: a.get(key) ?? 0, b: b.get(key) ?? 0 }));
  for (const point of points) {
    if (isSame(point.a, point.b) || events?.has(point.at) === false) continue;
    first ??= point;
    if (largest === undefined || gap(point) > gap(largest)) largest = point;
  }
  return first === undefined || largest === undefined ? [] : [{ ...seriesOf(key), points, first, largest }];
}

export const gap = ({ a, b }: Apart): number => Math.abs(a - b);

const FAMILIES = ["nervousness", "share", "territory"];

/** The quadrant before its powers, then by how far they part. */
const byFamily = (x: Curve, y: Curve): number =>
  FAMILIES.indexOf(x.metric) - FAMILIES.indexOf(y.metric) ||
  Number(y.subject === "quadrant") - Number(x.subject === "quadrant") ||
  gap(y.largest) - gap(x.largest);

import { countWhile, type History } from "../../timelines/history.ts";
import type { HistoryDiff } from "../../timelines/diff.ts";
import { nervousness } from "../nervousness/nervousness.ts";
import { power } from "../power/power.ts";
import { territory } from "../territory/territory.ts";
import type { AnyProjection } from "../defineProjection.ts";
import type { Fold } from "../fold.ts";
import { foldUntil } from "../keyframes.ts";
import { isSame, numbersOf, type Series, seriesOf, type Views } from "./series.ts";

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
  /** Instants to look at, at most, where there are more; 512 if absent. */
  readonly samples?: number;
}

/** Up to so many instants, all of them are looked at. */
const ALL = 2000;

type BoundHistory = History & { readonly projections?: readonly AnyProjection[] };

/**
 * What a difference of events does to power, territory and nervousness over time. Both histories are folded once, from where they
 * begin to differ. Undefined where no event differs.
 */
export function divergence(
  a: BoundHistory,
  b: BoundHistory,
  diff: HistoryDiff,
  { samples = 512 }: DivergenceOptions = {},
): Divergence | undefined {
  const touched = [...diff.onlyInA, ...diff.onlyInB].map(({ event }) => event.placed);
  for (const { a: one, b: other } of [...diff.altered, ...diff.moved]) touched.push(one.placed, other.placed);
  if (touched.length === 0) return undefined;
  const from = touched.reduce((least, placed) => Math.min(least, placed), Number.POSITIVE_INFINITY);
  const instants = instantsFrom([a, b], from);
  const looked = instants.length <= ALL ? instants : chosen(instants, touched, samples);
  const rows = look(a, b, looked === instants ? withBefore(instants) : looked);
  const curves =
    looked === instants
      ? curvesOf(rows, new Set(instants))
      : curvesOf(merge(rows, look(a, b, around(curvesOf(rows), looked, instants))));
  const [first = 0, last = 0] = [instants[0], instants.at(-1)];
  return {
    from: Number.isFinite(from) ? from : first,
    until: last,
    isComplete: looked === instants,
    curves,
  };
}

/** Instants at which anything happens in either, from one on, each once; what held since the beginning shows at the first. */
function instantsFrom(histories: readonly History[], from: number): number[] {
  const instants = new Set<number>();
  for (const { events, countWhile: count } of histories) {
    const start = count((placed) => placed < from);
    for (let at = start; at < events.length; at += 4096)
      for (const { placed } of events.slice(at, Math.min(events.length, at + 4096)))
        if (Number.isFinite(placed)) instants.add(placed);
  }
  return Float64Array.from(instants)
    .sort()
    .reduce<number[]>((list, at) => (list.push(at), list), []);
}

/** Those of the events that differ, as far as there is room, and others spread evenly. */
function chosen(instants: readonly number[], touched: readonly number[], samples: number): number[] {
  const wanted = [...new Set(touched)].filter(Number.isFinite).sort((x, y) => x - y);
  const picked = new Set([instants[0] ?? 0, instants.at(-1) ?? 0]);
  for (let i = 0; i < samples / 2; i++) {
    const one = wanted[Math.floor((i * wanted.length) / (samples / 2))];
    const other = instants[Math.floor((i * instants.length) / (samples / 2))];
    if (one !== undefined) picked.add(one);
    if (other !== undefined) picked.add(other);
  }
  return [...picked].sort((x, y) => x - y);
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
function look(a: BoundHistory, b: BoundHistory, instants: readonly number[]): Row[] {
  if (instants.length === 0) return [];
  const [readA, readB] = [reader(a), reader(b)];
  return instants.map((at) => ({ at, a: readA(at), b: readB(at) }));
}

/** Reads the numbers of a history at instants that do not go back. */
function reader(history: BoundHistory): (at: number) => ReadonlyMap<string, number> {
  const own = history.projections ?? [];
  const projections = [territory, power, nervousness].map(
    (builtIn) => own.find(({ name }) => name === builtIn.name) ?? builtIn,
  );
  let fold: Fold | undefined;
  return (at) => {
    const end = history.countWhile((placed) => placed <= at);
    if (fold === undefined) fold = foldUntil(history, projections, end);
    else
      for (let next = fold.count; next < end; next = fold.count)
        fold.apply(history.events.slice(next, Math.min(end, next + 4096)));
    const current = fold;
    return numbersOf({
      power: current.view("power", at) as Views["power"],
      territory: current.view("territory", at) as Views["territory"],
      nervousness: current.view("nervousness", at) as Views["nervousness"],
    });
  };
}

/** How many instants around a sample are looked at again, so that what is told is told of an event and not of a sample. */
const CLOSE = 64;

/** Instants beside the first difference of all, and beside the largest of each family. */
function around(curves: readonly Curve[], looked: readonly number[], instants: readonly number[]): number[] {
  const [first] = curves.map((curve) => curve.first.at).sort((x, y) => x - y);
  const largest = FAMILIES.flatMap((family) => curves.find(({ metric }) => metric === family)?.largest.at ?? []);
  const found = new Set<number>();
  for (const at of first === undefined ? largest : [first, ...largest]) {
    const place = looked.indexOf(at);
    const start = countWhile(instants, (one) => one <= (looked[place - 1] ?? Number.NEGATIVE_INFINITY));
    const end = countWhile(instants, (one) => one < (looked[place + 1] ?? Number.POSITIVE_INFINITY));
    const step = Math.max(1, Math.ceil((end - start) / CLOSE));
    for (let i = start; i < end; i += step) found.add(instants[i] ?? at);
  }
  for (const at of looked) found.delete(at);
  return [...found].sort((x, y) => x - y);
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

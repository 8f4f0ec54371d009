import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import { createMoments, createPairs, type Moments, type Pairs } from "../statistics/moments.ts";
import type { PairedCounts } from "../statistics/pairedProportions.ts";
import { type Block, FATES, type Measured, type Recipe } from "./measure.ts";
import type { Columns } from "./columns.ts";
import { held } from "../../idioms/held.ts";

/** So many runs are kept whole, for what cannot be summed up as it comes. */
export const KEPT_RUNS = 4096;

/** Of something that may or may not be so, on both sides. */
export type Crossed = { -readonly [K in keyof PairedCounts]: number };

/** All that is known of the runs so far; it does not grow with their number. */
export interface Tally {
  readonly runs: number;
  /** Runs that count: those that ended before `until`, as they had too many events, count for nothing but their number. */
  readonly counted: number;
  add(block: Block): void;
  /** SHA-256 of the hashes of all runs, in order. */
  resultHash(): string;
  /** By column; absent where canon was not simulated beside it. */
  readonly pairs: readonly Pairs[];
  readonly edited: readonly Moments[];
  /** By column: above 0, on the edited side (a count, a truth), beside canon's. */
  readonly crossed: readonly Crossed[];
  /** By event of the script: how often it was altered, and how often removed. */
  readonly altered: Int32Array;
  readonly removed: Int32Array;
  /** Of all runs. */
  readonly events: Moments;
  /** Numbers of the first runs, by column. */
  readonly kept: { readonly edited: readonly number[][]; readonly canon: readonly number[][] };
  /** Samples of the runs that are drawn, block by block. */
  readonly samples: { readonly edited: readonly Float64Array[]; readonly canon: readonly Float64Array[] };
}

export function createTally({ width, metrics }: Columns, { instants }: Recipe, scriptLength: number): Tally {
  const perRun = instants.length * metrics.length;
  const digest = sha256.create();
  const columns = Array.from({ length: width }, (_, i) => i);
  const pairs = columns.map(() => createPairs());
  const edited = columns.map(() => createMoments());
  const crossed = columns.map((): Crossed => ({ both: 0, onlyA: 0, onlyB: 0, neither: 0 }));
  const altered = new Int32Array(scriptLength);
  const removed = new Int32Array(scriptLength);
  const events = createMoments();
  const kept = { edited: columns.map((): number[] => []), canon: columns.map((): number[] => []) };
  const samples: { edited: Float64Array[]; canon: Float64Array[] } = { edited: [], canon: [] };
  let runs = 0;
  let counted = 0;

  /** Samples of the runs that count, in order; all of them in most blocks. */
  const sampled = (all: Float64Array, counts: readonly boolean[]): Float64Array =>
    counts.every(Boolean) ? all : all.filter((_, i) => counts[Math.floor(i / perRun)] === true);

  const addRun = (own: Measured, canon: Measured | undefined, i: number): void => {
    for (const column of columns) {
      const value = own.numbers[i * width + column] ?? 0;
      const before = canon?.numbers[i * width + column];
      if (Number.isFinite(value)) edited[column]?.add(value);
      if (before !== undefined && Number.isFinite(value) && Number.isFinite(before)) pairs[column]?.add(before, value);
      if (counted < KEPT_RUNS) {
        kept.edited[column]?.push(value);
        if (before !== undefined) kept.canon[column]?.push(before);
      }
      const cell = crossed[column];
      if (cell === undefined) continue;
      // A is canon, B the edited side.
      const [a, b] = [(before ?? 0) > 0, value > 0];
      if (a) cell[b ? "both" : "onlyA"]++;
      else cell[b ? "onlyB" : "neither"]++;
    }
    for (let k = 0; k < scriptLength; k++) {
      const fate = own.fates[i * scriptLength + k];
      if (fate === FATES.altered) altered[k] = held(altered[k]) + 1;
      if (fate === FATES.removed) removed[k] = held(removed[k]) + 1;
    }
    counted++;
  };

  return {
    get runs() {
      return runs;
    },
    get counted() {
      return counted;
    },
    add({ edited: own, canon, runs: count }) {
      const counts = Array.from({ length: count }, (_, i) => own.runaway[i] !== 1 && canon?.runaway[i] !== 1);
      for (const [i, isCounted] of counts.entries()) {
        digest.update(utf8ToBytes(held(own.hashes[i])));
        if (canon !== undefined) digest.update(utf8ToBytes(canon.hashes[i] ?? ""));
        events.add(held(own.events[i]));
        runs++;
        if (isCounted) addRun(own, canon, i);
      }
      if (own.samples.length > 0) samples.edited.push(sampled(own.samples, counts));
      if (canon !== undefined && canon.samples.length > 0) samples.canon.push(sampled(canon.samples, counts));
    },
    resultHash: () => bytesToHex(digest.clone().digest()),
    pairs,
    edited,
    crossed,
    altered,
    removed,
    events,
    kept,
    samples,
  };
}

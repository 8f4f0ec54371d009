import { exp } from "../../idioms/exactMath.ts";
import { ValorisError } from "../../events/valorisError.ts";
import { addressOf, PURPOSE, type RunKey } from "./address.ts";
import { philox } from "./philox.ts";

/** ms; rates are per year. */
export const YEAR = 31_557_600_000;
export const DAYS_A_YEAR = 365.25;

/**
 * The atoms of a unit-rate Poisson process on the (t, z) plane: instants by rates. A source of events fires at an atom when its rate
 * is at least z there, so that whoever has a higher rate fires at all of the atoms of one with a lower rate (Lewis & Shedler 1979;
 * embedding: Brémaud & Massoulié 1996). The plane is cut into cells of area 1: z in [0, 1) by a year, and z in [2^(j−1), 2^j) by a
 * year / 2^(j−1) for j ≥ 1. A cell's atoms depend on the run, the source and the cell alone, not on who looks, or when.
 */
export interface AtomStream {
  /** From now on the atoms of this run. */
  reset(key: RunKey): void;
  /**
   * The instant (ms, whole) of the first atom after another instant, no later than `until`, with z ≤ `bound`; +∞ where none is.
   * Of several in one ms the lowest counts.
   */
  next(after: number, bound: number, until: number): number;
  /** Of the atom found last. */
  readonly z: number;
  /** 64 bits that no other atom of this source and run has. */
  readonly placeLow: number;
  readonly placeHigh: number;
}

/** The cells change what is drawn: raised with the engine's version. */
const HIGHEST_BAND = 20;
export const HIGHEST_RATE = 1 << HIGHEST_BAND;
const MOST_ATOMS = 16;

/** P(N ≤ n) of a Poisson variable with mean 1, in units of 2⁻³². */
const COUNTS = ((): number[] => {
  const thresholds: number[] = [];
  let term = exp(-1);
  let sum = 0;
  for (let n = 0; n < MOST_ATOMS; n++) {
    sum += term;
    thresholds.push(Math.floor(sum * 4_294_967_296));
    term /= n + 1;
  }
  return thresholds;
})();

/**
 * What a stream keeps, side by side in memory: of the atom found last its z and its place, of the last question the bound and the
 * instant; then a block for each band.
 */
const Z = 0;
const LOW = 1;
const HIGH = 2;
const BOUND = 3;
const AFTER = 4;
const BLOCKS = 5;

/** Of a block: no atom of the band counts before this, ms; where the one stands that counts then, or −1; and which cell the atoms are of. */
const EARLIEST = 0;
const FOUND = 1;
const CELL = 2;
const COUNT = 3;
const ATOMS = 4;
/** Of each atom its instant, its z, and where it stands in the order drawn, which is part of its address. */
const SIZE = 3;
const BLOCK = ATOMS + SIZE * MOST_ATOMS;

const blockOf = (band: number): number => BLOCKS + band * BLOCK;

/** Where a band begins, and how high it is; its cells are a year / height long. */
const lowest = (band: number): number => (band === 0 ? 0 : 1 << (band - 1));
const heightOf = (band: number): number => (band === 0 ? 1 : 1 << (band - 1));

const out = new Uint32Array(4);

/** @throws ValorisError `sim/out-of-range` for a bound above 2²⁰ a year, and for instants that no cell has */
export function createAtoms(source: string): AtomStream {
  const address = addressOf(source);
  let kept = new Float64Array(blockOf(1));
  let bands = 1;
  let seed = 0;
  let keyed = 0;
  /** Whose numbers count after an instant. */
  let parts: readonly { readonly after: number; readonly low: number; readonly high: number }[] = [];

  const reach = (bound: number): void => {
    while (bands <= HIGHEST_BAND && lowest(bands) < bound) {
      const larger = new Float64Array(blockOf(bands + 1));
      larger.set(kept);
      larger[blockOf(bands) + CELL] = Number.NaN;
      kept = larger;
      bands++;
    }
  };

  const drawFrom = (block: number, band: number, part: number, from: number, to: number): void => {
    const { low: partLow, high: partHigh } = parts[part] ?? address;
    const cell = kept[block + CELL] ?? 0;
    const height = heightOf(band);
    const length = YEAR / height;
    const start = cell * length;
    philox(partLow, partHigh, cell, band << 8, seed, keyed, out);
    const drawn = out[0] ?? 0;
    let n = 0;
    while (n < MOST_ATOMS - 1 && drawn >= (COUNTS[n] ?? 0)) n++;
    let count = kept[block + COUNT] ?? 0;
    for (let i = 0; i < n; i++) {
      if (i > 0) philox(partLow, partHigh, cell, (band << 8) | i, seed, keyed, out);
      const u = ((out[1] ?? 0) * 2_097_152 + ((out[3] ?? 0) >>> 11)) / 9_007_199_254_740_992;
      const t = Math.max(Math.ceil(start), Math.floor(start + u * length));
      const z = lowest(band) + ((out[2] ?? 0) + 0.5) * (height / 4_294_967_296);
      if (t <= from || t > to) continue;
      // In order of time, and of z within a ms.
      const first = block + ATOMS;
      let at = first + SIZE * count++;
      while (at > first && ((kept[at - 3] ?? 0) > t || (kept[at - 3] === t && (kept[at - 2] ?? 0) > z))) {
        kept.copyWithin(at, at - SIZE, at);
        at -= SIZE;
      }
      kept[at] = t;
      kept[at + 1] = z;
      kept[at + 2] = ((part + 1) << 4) | i;
    }
    kept[block + COUNT] = count;
  };

  const fill = (block: number, band: number, cell: number): void => {
    kept[block + CELL] = cell;
    kept[block + COUNT] = 0;
    if (!(Math.abs(cell) < 2_147_483_648))
      throw new ValorisError("sim/out-of-range", "This is too far from 1970 to be simulated.", {
        help: "Simulate years between -60000 and 60000.",
      });
    if (parts.length === 0) {
      drawFrom(block, band, -1, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY);
      return;
    }
    const length = YEAR / heightOf(band);
    const [start, end] = [cell * length, (cell + 1) * length];
    for (let i = -1; i < parts.length; i++) {
      const from = parts[i]?.after ?? Number.NEGATIVE_INFINITY;
      const until = parts[i + 1]?.after ?? Number.POSITIVE_INFINITY;
      if (from < end && until >= start) drawFrom(block, band, i, from, until);
    }
  };

  /** Looks on for the first atom of a band that counts after an instant. */
  const search = (block: number, band: number, after: number, bound: number, until: number): void => {
    const length = YEAR / heightOf(band);
    const last = Math.floor(until / length);
    for (let cell = Math.floor((after + 1) / length); cell <= last; cell++) {
      if (kept[block + CELL] !== cell) fill(block, band, cell);
      const first = block + ATOMS;
      const end = first + SIZE * (kept[block + COUNT] ?? 0);
      for (let at = first; at < end; at += SIZE) {
        const t = kept[at] ?? 0;
        if (t <= after || (kept[at + 1] ?? 0) > bound) continue;
        kept[block + EARLIEST] = t;
        kept[block + FOUND] = at;
        return;
      }
    }
    kept[block + EARLIEST] = until + 1;
    kept[block + FOUND] = -1;
  };

  return {
    get z() {
      return kept[Z] ?? 0;
    },
    get placeLow() {
      return kept[LOW] ?? 0;
    },
    get placeHigh() {
      return kept[HIGH] ?? 0;
    },
    reset(key) {
      seed = key.seed;
      keyed = (PURPOSE.atoms << 28) | key.run;
      parts = (key.clones ?? []).map(({ after, clone }) => {
        const salt = addressOf(clone);
        return { after, low: address.low ^ salt.low, high: address.high ^ salt.high };
      });
      for (let band = 0; band < bands; band++) kept[blockOf(band) + CELL] = Number.NaN;
      kept[BOUND] = Number.NaN;
    },
    next(after, bound, until) {
      if (bound > HIGHEST_RATE)
        throw new ValorisError("sim/out-of-range", `${source} may fire up to ${bound} times a year.`, {
          help: `Rates above ${HIGHEST_RATE} a year are not simulated: lower its parameters.`,
        });
      if (bound !== kept[BOUND] || !(after >= (kept[AFTER] ?? 0))) {
        reach(bound);
        for (let band = 0; band < bands; band++) kept[blockOf(band) + EARLIEST] = Number.NEGATIVE_INFINITY;
      }
      kept[BOUND] = bound;
      kept[AFTER] = after;
      let first = Number.POSITIVE_INFINITY;
      let found = -1;
      for (let band = 0; band < bands && lowest(band) < bound; band++) {
        const block = blockOf(band);
        const limit = Math.min(until, first);
        const known = kept[block + EARLIEST] ?? 0;
        if (known <= after) search(block, band, after, bound, limit);
        else if (known <= limit && (kept[block + FOUND] ?? 0) < 0) search(block, band, known - 1, bound, limit);
        const t = kept[block + EARLIEST] ?? 0;
        // Of equal ones, the lower band has the lower z.
        if (t > limit || t === first || (kept[block + FOUND] ?? 0) < 0) continue;
        first = t;
        found = band;
      }
      if (found < 0) return first;
      const block = blockOf(found);
      const at = kept[block + FOUND] ?? 0;
      kept[Z] = kept[at + 1] ?? 0;
      kept[LOW] = (kept[block + CELL] ?? 0) | 0;
      kept[HIGH] = (found << 16) | (kept[at + 2] ?? 0);
      return first;
    },
  };
}

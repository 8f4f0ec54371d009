import { exp } from "../../events/exactMath.ts";
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

interface Cells {
  readonly low: number;
  readonly height: number;
  /** ms. */
  readonly length: number;
  /** Which cell the atoms below are of. */
  cell: number;
  count: number;
  /** Of each atom its instant, its z, and where it stands in the order drawn, which is part of its address: side by side in memory. */
  readonly atoms: Float64Array;
}

/** Numbers of an atom. */
const SIZE = 3;

const NO_CELL = Number.NaN;

const newCells = (band: number): Cells => {
  const height = band === 0 ? 1 : 1 << (band - 1);
  return {
    low: lowest(band),
    height,
    length: YEAR / height,
    cell: NO_CELL,
    count: 0,
    atoms: new Float64Array(SIZE * MOST_ATOMS),
  };
};

/** Where a band begins. */
const lowest = (band: number): number => (band === 0 ? 0 : 1 << (band - 1));

const out = new Uint32Array(4);

/** @throws ValorisError `sim/out-of-range` for a bound above 2²⁰ a year, and for instants that no cell has */
export function createAtoms(source: string): AtomStream {
  const address = addressOf(source);
  const bands: Cells[] = [];
  /** For the bound and the instant of the last question, by band: no atom counts before this, ms; and the one that does then, or −1. */
  const earliest = new Float64Array(HIGHEST_BAND + 1);
  const places = new Int16Array(HIGHEST_BAND + 1);
  let lastBound = Number.NaN;
  let lastAfter = Number.NaN;
  let seed = 0;
  let keyed = 0;
  /** Whose numbers count after an instant. */
  let parts: readonly { readonly after: number; readonly low: number; readonly high: number }[] = [];
  let z = Number.NaN;
  let placeLow = 0;
  let placeHigh = 0;

  const drawFrom = (cells: Cells, band: number, part: number, from: number, to: number): void => {
    const { low: partLow, high: partHigh } = parts[part] ?? address;
    const { cell, length, atoms } = cells;
    const start = cell * length;
    philox(partLow, partHigh, cell, band << 8, seed, keyed, out);
    const drawn = out[0] ?? 0;
    let n = 0;
    while (n < MOST_ATOMS - 1 && drawn >= (COUNTS[n] ?? 0)) n++;
    for (let i = 0; i < n; i++) {
      if (i > 0) philox(partLow, partHigh, cell, (band << 8) | i, seed, keyed, out);
      const u = ((out[1] ?? 0) * 2_097_152 + ((out[3] ?? 0) >>> 11)) / 9_007_199_254_740_992;
      const t = Math.max(Math.ceil(start), Math.floor(start + u * length));
      const rate = cells.low + ((out[2] ?? 0) + 0.5) * (cells.height / 4_294_967_296);
      if (t <= from || t > to) continue;
      // In order of time, and of z within a ms.
      let at = SIZE * cells.count++;
      while (at > 0 && ((atoms[at - 3] ?? 0) > t || (atoms[at - 3] === t && (atoms[at - 2] ?? 0) > rate))) {
        atoms.copyWithin(at, at - SIZE, at);
        at -= SIZE;
      }
      atoms[at] = t;
      atoms[at + 1] = rate;
      atoms[at + 2] = ((part + 1) << 4) | i;
    }
  };

  const fill = (cells: Cells, band: number, cell: number): void => {
    cells.cell = cell;
    cells.count = 0;
    if (!(Math.abs(cell) < 2_147_483_648))
      throw new ValorisError("sim/out-of-range", "This is too far from 1970 to be simulated.", {
        help: "Simulate years between -60000 and 60000.",
      });
    if (parts.length === 0) {
      drawFrom(cells, band, -1, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY);
      return;
    }
    const [start, end] = [cell * cells.length, (cell + 1) * cells.length];
    for (let i = -1; i < parts.length; i++) {
      const from = parts[i]?.after ?? Number.NEGATIVE_INFINITY;
      const until = parts[i + 1]?.after ?? Number.POSITIVE_INFINITY;
      if (from < end && until >= start) drawFrom(cells, band, i, from, until);
    }
  };

  /** Looks on for the first atom of a band that counts after an instant. */
  const search = (band: number, after: number, bound: number, until: number): void => {
    let cells = bands[band];
    if (cells === undefined) bands[band] = cells = newCells(band);
    const { atoms, length } = cells;
    const last = Math.floor(until / length);
    for (let cell = Math.floor((after + 1) / length); cell <= last; cell++) {
      if (cells.cell !== cell) fill(cells, band, cell);
      const end = SIZE * cells.count;
      for (let place = 0; place < end; place += SIZE) {
        const t = atoms[place] ?? 0;
        if (t <= after || (atoms[place + 1] ?? 0) > bound) continue;
        earliest[band] = t;
        places[band] = place;
        return;
      }
    }
    earliest[band] = until + 1;
    places[band] = -1;
  };

  return {
    get z() {
      return z;
    },
    get placeLow() {
      return placeLow;
    },
    get placeHigh() {
      return placeHigh;
    },
    reset(key) {
      seed = key.seed;
      keyed = (PURPOSE.atoms << 28) | key.run;
      parts = (key.clones ?? []).map(({ after, clone }) => {
        const salt = addressOf(clone);
        return { after, low: address.low ^ salt.low, high: address.high ^ salt.high };
      });
      for (const cells of bands) cells.cell = NO_CELL;
      lastBound = Number.NaN;
    },
    next(after, bound, until) {
      if (bound > HIGHEST_RATE)
        throw new ValorisError("sim/out-of-range", `${source} may fire up to ${bound} times a year.`, {
          help: `Rates above ${HIGHEST_RATE} a year are not simulated: lower its parameters.`,
        });
      if (bound !== lastBound || !(after >= lastAfter)) earliest.fill(Number.NEGATIVE_INFINITY);
      lastBound = bound;
      lastAfter = after;
      let first = Number.POSITIVE_INFINITY;
      let found = -1;
      for (let band = 0; band <= HIGHEST_BAND; band++) {
        if (lowest(band) >= bound) break;
        const limit = Math.min(until, first);
        const known = earliest[band] ?? 0;
        if (known <= after) search(band, after, bound, limit);
        else if (known <= limit && (places[band] ?? 0) < 0) search(band, known - 1, bound, limit);
        const t = earliest[band] ?? 0;
        // Of equal ones, the lower band has the lower z.
        if (t > limit || t === first || (places[band] ?? 0) < 0) continue;
        first = t;
        found = band;
      }
      const cells = bands[found];
      if (cells === undefined) return first;
      const place = places[found] ?? 0;
      z = cells.atoms[place + 1] ?? 0;
      placeLow = cells.cell | 0;
      placeHigh = (found << 16) | (cells.atoms[place + 2] ?? 0);
      return first;
    },
  };
}

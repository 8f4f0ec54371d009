import { sha256 } from "@noble/hashes/sha2.js";
import { utf8ToBytes } from "@noble/hashes/utils.js";
import { log } from "../../idioms/exactMath.ts";
import { ValorisError } from "../../events/valorisError.ts";
import { philox } from "./philox.ts";

/** 64 bits that stand for a name: of a source of events, of an alternative, of an event. */
export interface Address {
  readonly low: number;
  readonly high: number;
}

const known = new Map<string, Address>();

/** The first 64 bits of a name's SHA-256. */
export function addressOf(name: string): Address {
  let address = known.get(name);
  if (address === undefined) {
    const bytes = new DataView(sha256(utf8ToBytes(name)).buffer);
    address = { low: bytes.getUint32(0), high: bytes.getUint32(4) };
    if (known.size > MOST_NAMES) known.clear();
    known.set(name, address);
  }
  return address;
}

const MOST_NAMES = 100_000;

/** What a draw is for: draws for different purposes never share a counter and a key. */
export const PURPOSE = { atoms: 0, marks: 1, ids: 2, abduction: 3, resampling: 4 } as const;
export type Purpose = (typeof PURPOSE)[keyof typeof PURPOSE];

export const MOST_RUNS = 268_435_456;

/** Which random numbers a run gets: those of its seed and its own number, and of the clone that it is from some instant on. */
export interface RunKey {
  /** 0 to 2³² − 1. */
  readonly seed: number;
  /** 0 to 2²⁸ − 1. */
  readonly run: number;
  /** In order of time; after each instant (ms), the numbers of that clone. */
  readonly clones?: readonly { readonly after: number; readonly clone: string }[];
}

/** What a name stands for at an instant: a clone has numbers of its own after it parted. */
export function addressIn({ clones }: RunKey, address: Address, at: number): Address {
  const own = clones?.findLast(({ after }) => after < at);
  if (own === undefined) return address;
  const salt = addressOf(own.clone);
  return { low: address.low ^ salt.low, high: address.high ^ salt.high };
}

/** @throws ValorisError `sim/seed`, `sim/run` */
export function checkRunKey({ seed, run }: RunKey): void {
  if (!Number.isInteger(seed) || seed < 0 || seed > 4_294_967_295)
    throw new ValorisError("sim/seed", `${seed} is no seed.`, { help: "Give a whole number from 0 to 4294967295." });
  if (!Number.isInteger(run) || run < 0 || run >= MOST_RUNS)
    throw new ValorisError("sim/run", `${run} is no run.`, { help: `Runs are numbered from 0 to ${MOST_RUNS - 1}.` });
}

const words = new Uint32Array(4);

/** A uniform number in (0, 1), 52 bits, of a name under another name. */
export function uniformAt(
  { seed, run }: RunKey,
  purpose: Purpose,
  { low, high }: Address,
  { low: low2, high: high2 }: Address,
): number {
  philox(low, high, low2, high2, seed, (purpose << 28) | run, words);
  return unit(words[0] ?? 0, words[1] ?? 0);
}

/** 52 bits of two words, as the middle of their cell: never 0, never 1. */
export const unit = (a: number, b: number): number =>
  ((a >>> 6) * 67_108_864 + (b >>> 6) + 0.5) / 4_503_599_627_370_496;

/** A standard Gumbel variable: −ln(−ln u). */
export const gumbelOf = (u: number): number => -log(-log(u));

/** The id of a simulated event, which no other draw has: 80 bits, in base 32. */
export function eventIdAt({ seed, run }: RunKey, { low, high }: Address, a: number, b: number): string {
  philox(low, high, a, b, seed, (PURPOSE.ids << 28) | run, words);
  for (let i = 0; i < 16; i++)
    letters[PREFIX.length + i] = DIGITS.charCodeAt(((words[i >> 2] ?? 0) >>> (5 * (i & 3))) & 31);
  return String.fromCharCode.apply(undefined, letters);
}

const DIGITS = "0123456789abcdefghjkmnpqrstvwxyz";
const PREFIX = "sim-";
const letters = Array.from(PREFIX.padEnd(20), (letter) => letter.charCodeAt(0));

import type { Random } from "./random.ts";

/** Something that happens to a file: what, in words, and the file after it. */
export interface Corruption {
  readonly what: string;
  readonly bytes: Buffer;
}

/** LMDB's, where the system's is 4096. */
const PAGE = 4096;
/** `MDB_page` in LMDB's mdb.c: a header, then the places of the nodes; the two first pages hold `MDB_meta` after it. */
const HEADER = 64;
const META = 168;

type Corrupt = (bytes: Buffer, random: Random) => string;

const xor = (bytes: Buffer, at: number, mask: number): void => {
  bytes[at] = (bytes[at] ?? 0) ^ mask;
};
const pageOf = (bytes: Buffer, random: Random): number => random.below(Math.ceil(bytes.length / PAGE));
const page = (bytes: Buffer, number: number): Buffer => bytes.subarray(number * PAGE, (number + 1) * PAGE);

/** A place that matters more often than chance would have it: in the heads of the file and of its pages. */
function placeIn(bytes: Buffer, random: Random): number {
  const [from, length] = random.chance(0.2)
    ? [PAGE * random.below(2), META]
    : random.chance(0.4)
      ? [PAGE * pageOf(bytes, random), HEADER]
      : [0, bytes.length];
  return Math.min(from + random.below(length), bytes.length - 1);
}

function flipBit(bytes: Buffer, random: Random): string {
  const [at, bit] = [placeIn(bytes, random), random.below(8)];
  xor(bytes, at, 1 << bit);
  return `bit ${bit} of byte ${at} flipped`;
}

function alterByte(bytes: Buffer, random: Random): string {
  const at = placeIn(bytes, random);
  xor(bytes, at, 1 + random.below(255));
  return `byte ${at} is ${bytes[at]}`;
}

function zeroPage(bytes: Buffer, random: Random): string {
  const number = pageOf(bytes, random);
  page(bytes, number).fill(0);
  return `page ${number} zeroed`;
}

/** As when a disk writes to the wrong place, or never writes, and what was there before is still there. */
function copyPage(bytes: Buffer, random: Random): string {
  const [from, to] = [pageOf(bytes, random), pageOf(bytes, random)];
  page(bytes, from).copy(bytes, to * PAGE);
  return `page ${from} copied over page ${to}`;
}

function swapPages(bytes: Buffer, random: Random): string {
  const [one, other] = [pageOf(bytes, random), pageOf(bytes, random)];
  const kept = Buffer.from(page(bytes, one));
  page(bytes, other).copy(bytes, one * PAGE);
  kept.copy(bytes, other * PAGE);
  return `pages ${one} and ${other} swapped`;
}

function fillRange(bytes: Buffer, random: Random): string {
  const from = placeIn(bytes, random);
  const to = Math.min(bytes.length, from + 1 + random.below(600));
  bytes.fill(random.pick([0, 255]), from, to);
  return `bytes ${from} to ${to} are ${bytes[from]}`;
}

const IN_PLACE: readonly Corrupt[] = [flipBit, flipBit, flipBit, alterByte, zeroPage, copyPage, swapPages, fillRange];

/** Flips, bytes, whole pages, and ends that are missing. */
export function corrupt(sound: Buffer, random: Random): Corruption {
  if (random.chance(0.15)) {
    const left = random.chance(0.5) ? random.below(sound.length) : PAGE * random.below(sound.length / PAGE);
    return { what: `cut after ${left} bytes`, bytes: Buffer.from(sound.subarray(0, left)) };
  }
  const bytes = Buffer.from(sound);
  const what = random.pick(IN_PLACE)(bytes, random);
  return { what, bytes };
}

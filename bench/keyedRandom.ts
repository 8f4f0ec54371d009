/** Draws from a stream of numbers that belongs to a key: equal keys draw equal numbers, whatever was drawn before. */
export interface Draw {
  /** A whole number from 0 up to, not including, `below`. */
  (below: number): number;
}

/** The n-th draw is a hash of (seed, key, n): MurmurHash3's steps and finalizer (Appleby 2011) over 32-bit words. */
export function keyedRandom(seed: number, key: number): Draw {
  const start = step(step(0, seed), key);
  let drawn = 0;
  return (below) => Math.floor((finish(step(start, drawn++)) / 4_294_967_296) * below);
}

function step(hash: number, word: number): number {
  let mixed = Math.imul(word, 0xcc9e2d51);
  mixed = Math.imul((mixed << 15) | (mixed >>> 17), 0x1b873593);
  const next = hash ^ mixed;
  return (Math.imul((next << 13) | (next >>> 19), 5) + 0xe6546b64) | 0;
}

function finish(hash: number): number {
  let mixed = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

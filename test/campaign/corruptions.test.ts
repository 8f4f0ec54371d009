import { expect, test } from "vitest";
import { corrupt } from "./corruptions.ts";
import { randomAt } from "./random.ts";

const sound = Buffer.from(Array.from({ length: 20_000 }, (_, i) => (i * 7) % 251));
const cases = Array.from({ length: 400 }, (_, n) => corrupt(sound, randomAt(1, "test", n)));

test("a case is the same again, and another seed makes another", () => {
  const again = (seed: number): string[] => cases.map((_, n) => corrupt(sound, randomAt(seed, "test", n)).what);
  expect(again(1)).toEqual(cases.map(({ what }) => what));
  expect(again(2)).not.toEqual(cases.map(({ what }) => what));
});

test("each says what it did to the file, and leaves the sound one as it is", () => {
  expect(sound[300]).toBe((300 * 7) % 251);
  const kinds = new Set(cases.map(({ what }) => what.replaceAll(/\d+/g, "…")));
  expect(kinds.size).toBeGreaterThan(6);
  const unaltered = cases.filter(({ bytes }) => bytes.equals(sound)).map(({ what }) => what);
  // A page copied to where it is already, and the like.
  expect(unaltered.length).toBeLessThan(cases.length / 5);
  expect(cases.filter(({ what }) => what.startsWith("bit")).every(({ bytes }) => bitsApart(bytes) === 1)).toBe(true);
});

function bitsApart(bytes: Buffer): number {
  let apart = 0;
  for (const [i, byte] of sound.entries()) for (let rest = byte ^ (bytes[i] ?? 0); rest > 0; rest &= rest - 1) apart++;
  return apart;
}

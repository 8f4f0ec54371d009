import { expect, test } from "vitest";
import { philox } from "./philox.ts";

/** Counter, key and answer, as published with Random123 (kat_vectors: philox4x32 10). */
const KNOWN = [
  ["00000000 00000000 00000000 00000000", "00000000 00000000", "6627e8d5 e169c58d bc57ac4c 9b00dbd8"],
  ["ffffffff ffffffff ffffffff ffffffff", "ffffffff ffffffff", "408f276d 41c83b0e a20bc7c6 6d5451fd"],
  ["243f6a88 85a308d3 13198a2e 03707344", "a4093822 299f31d0", "d16cfe09 94fdcceb 5001e420 24126ea1"],
] as const;

const words = (text: string): number[] => text.split(" ").map((word) => Number.parseInt(word, 16));

test.each(KNOWN)("counter %s under key %s gives the published words", (counter, key, answer) => {
  const [c0 = 0, c1 = 0, c2 = 0, c3 = 0] = words(counter);
  const [k0 = 0, k1 = 0] = words(key);
  const out = new Uint32Array(4);
  philox(c0, c1, c2, c3, k0, k1, out);
  expect([...out]).toEqual(words(answer));
});

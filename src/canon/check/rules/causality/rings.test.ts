import fc from "fast-check";
import { expect, test } from "vitest";
import { type CauseLink, ringsOf } from "./rings.ts";

const links = fc
  .array(fc.tuple(fc.nat(12), fc.nat(12)), { maxLength: 40 })
  .map((drawn) => drawn.map(([from, to]): CauseLink => ({ from: `e${from}`, to: `e${to}` })));

/** Whether what is left after taking away whatever leads nowhere is nothing (Kahn 1962). */
function hasRing(all: readonly CauseLink[]): boolean {
  for (let left = all; ; ) {
    const kept = left.filter(({ to }) => left.some(({ from }) => from === to));
    if (kept.length === left.length) return kept.length > 0;
    left = kept;
  }
}

test("rings are closed, share no event, and leave no ring without one of their events", () => {
  fc.assert(
    fc.property(links, (all) => {
      const rings = ringsOf(all);
      const events = rings.flatMap((ring) => ring.map(({ from }) => from));
      expect(new Set(events).size).toBe(events.length);
      for (const ring of rings)
        expect(ring.map(({ to }) => to)).toEqual([...ring.slice(1), ...ring.slice(0, 1)].map(({ from }) => from));
      for (const link of rings.flat()) expect(all).toContain(link);
      expect(hasRing(all.filter(({ from, to }) => !events.includes(from) && !events.includes(to)))).toBe(false);
    }),
  );
});

test("a ring of 200 000, and a way of as many into it, are followed once", () => {
  const size = 200_000;
  const ring = Array.from({ length: size }, (_, i): CauseLink => ({ from: `r${i}`, to: `r${(i + 1) % size}` }));
  const way = Array.from(
    { length: size },
    (_, i): CauseLink => ({ from: `w${i}`, to: i + 1 === size ? "r7" : `w${i + 1}` }),
  );
  expect(ringsOf([...way, ...ring]).map(({ length }) => length)).toEqual([size]);
});

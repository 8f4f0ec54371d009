import fc from "fast-check";
import { expect, test } from "vitest";
import type { ResolvedEvent } from "../../../../timelines/resolvedEvent.ts";
import { type RingLink, ringFrom, ringsIn } from "./ring.ts";

const event = { id: "e" } as ResolvedEvent;
const bondsTo = (tos: readonly number[]): Map<string, RingLink> =>
  new Map(tos.map((to, id) => [`f${id}`, { to: `f${to}`, event, path: ["partOf"] }]));
const membersOf = (rings: Iterable<ReturnType<typeof ringFrom>>): string[][] =>
  [...rings].flatMap((ring) => (ring === undefined ? [] : [ring.map(([id]) => id)]));

test("the rings among bonds are those that a walk from each of their members finds, each once", () => {
  fc.assert(
    fc.property(fc.array(fc.nat(12), { maxLength: 12 }), (tos) => {
      const bonds = bondsTo(tos);
      const seen = new Set<string>();
      const expected = [...bonds.keys()].flatMap((id) => {
        const ring = seen.has(id) ? undefined : ringFrom(id, bonds);
        for (const [member] of ring ?? []) seen.add(member);
        return ring === undefined ? [] : [ring];
      });
      expect(membersOf(ringsIn(bonds))).toEqual(membersOf(expected));
    }),
    { numRuns: 2000 },
  );
});

test("a chain of thousands is walked once", () => {
  const bonds = bondsTo(Array.from({ length: 5000 }, (_, i) => i + 1));
  let asked = 0;
  const counted = Object.assign(new Map(bonds), {
    get: (id: string) => {
      asked++;
      return bonds.get(id);
    },
  });
  expect(ringsIn(counted)).toEqual([]);
  expect(asked).toBeLessThan(10_001);
});

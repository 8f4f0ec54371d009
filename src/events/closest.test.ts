import fc from "fast-check";
import { expect, test } from "vitest";
import { closest } from "./closest.ts";

/** Optimal string alignment, cell by cell as it is defined. */
function distance(a: string, b: string): number {
  const of = (i: number, j: number): number => {
    if (Math.min(i, j) === 0) return Math.max(i, j);
    const swap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? of(i - 2, j - 2) + 1 : i + j;
    return Math.min(of(i - 1, j) + 1, of(i, j - 1) + 1, of(i - 1, j - 1) + Number(a[i - 1] !== b[j - 1]), swap);
  };
  return of(a.length, b.length);
}

const word = fc.string({ unit: fc.constantFrom("a", "b", "c"), minLength: 1, maxLength: 7 });

test("the word that is the fewest letters away, the first of several", () => {
  fc.assert(
    fc.property(word, fc.array(word, { maxLength: 5 }), (wanted, candidates) => {
      const most = Math.max(1, Math.floor(wanted.length / 3));
      const near = candidates.map((candidate) => distance(wanted, candidate)).filter((d) => d <= most);
      const found = closest(wanted, candidates);
      if (near.length === 0) expect(found).toBeUndefined();
      else expect(found).toBe(candidates.find((candidate) => distance(wanted, candidate) === Math.min(...near)));
    }),
    { numRuns: 2000 },
  );
});

test("case does not count", () => expect(closest("Gor", ["gul", "gor"])).toBe("gor"));

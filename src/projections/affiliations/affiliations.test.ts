import fc from "fast-check";
import { expect, test } from "vitest";
import { chronicleOf, type Flat } from "../../../test/support/chronicles.ts";
import { createFold } from "../fold.ts";
import { affiliations, type AffiliationsState, factionsBehind } from "./affiliations.ts";

const id = fc.constantFrom("a", "b", "c", "d", "e");
const step: fc.Arbitrary<Flat> = fc.oneof(
  fc.record({
    type: fc.constant("FactionFounded"),
    faction: id,
    standing: fc.constantFrom("major", "covert", "organisation", "organisation", "organisation"),
    partOf: id,
  }),
  fc.record({ type: fc.constant("AllegianceChanged"), subject: id, to: id }),
  fc.record({ type: fc.constant("AllegianceChanged"), subject: id }),
  fc.record({ type: fc.constant("TreatyRatified"), treaty: id, parties: fc.array(id, { minLength: 2, maxLength: 3 }) }),
);

/** Every way up, one by one, without going in a ring. */
function plainly({ factions, owners }: AffiliationsState, start: string): string[] {
  const found: string[] = [];
  const climb = (current: string, path: readonly string[]): void => {
    if (path.includes(current)) return;
    const standing = factions.get(current)?.standing;
    const own = owners.get(current) ?? [];
    if (standing !== undefined && (standing !== "organisation" || own.length === 0)) found.push(current);
    else for (const owner of own) climb(owner, [...path, current]);
  };
  climb(start, []);
  return [...new Set(found)];
}

test("who stands behind something is who every way up leads to, whatever was asked before", () => {
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 15 }), (steps) => {
      const { events } = chronicleOf(steps.map((fields, i) => ({ ...fields, id: `e${i}`, at: 2000 + i })));
      const fold = createFold([affiliations]);
      for (const event of events) {
        fold.apply([event]);
        const state = fold.states()["affiliations"] as AffiliationsState;
        for (const one of ["a", "b", "c", "d", "e"]) expect(factionsBehind(state, one)).toEqual(plainly(state, one));
      }
    }),
    { numRuns: 500 },
  );
});

test("100 000 organisations within one another have the same power behind them", () => {
  const owners = new Map(Array.from({ length: 100_000 }, (_, i) => [`o${i + 1}`, [`o${i}`]]));
  const factions = new Map([["o0", { standing: "major" as const }]]);
  expect(factionsBehind({ owners, factions }, "o100000")).toEqual(["o0"]);
});

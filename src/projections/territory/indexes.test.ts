import fc from "fast-check";
import { expect, test } from "vitest";
import { chronicleOf, histories, WORLD } from "../../../test/support/chronicles.ts";
import { createFold } from "../fold.ts";
import { indexesOf } from "./indexes.ts";
import { borders, supplied } from "./laneGraph.ts";
import { rulersOf, territory, type TerritoryState } from "./territory.ts";

const stateAfter = (events: Parameters<typeof chronicleOf>[0]): TerritoryState => {
  const fold = createFold([territory]);
  fold.apply(chronicleOf(events).events);
  return fold.states()["territory"] as TerritoryState;
};

const claim = fc.record({
  by: fc.constantFrom("alpha", "beta"),
  over: fc.subarray(["s0", "s1", "rim"], { minLength: 1 }),
  given: fc.boolean(),
});

test("indexes that are kept in step are those that one walk makes", () => {
  fc.assert(
    fc.property(histories, fc.array(claim, { maxLength: 12 }), (events, claims) => {
      const state = stateAfter([
        ...events,
        ...claims.map(({ by, over, given }, i) => ({
          id: `claim-${i}`,
          type: given ? "ClaimRenounced" : "ClaimAsserted",
          at: 2050 + i,
          by,
          over,
        })),
      ]);
      // A copy has no indexes yet.
      const fresh = indexesOf(structuredClone(state));
      const kept = indexesOf(state);
      expect(kept.rulers).toEqual(fresh.rulers);
      expect(kept.claims).toEqual(fresh.claims);
      for (const [conflict, systems] of fresh.contested)
        expect([...(kept.contested.get(conflict) ?? [])]).toEqual(expect.arrayContaining([...systems]));
      for (const faction of borders(state).keys()) expect(rulersOf(state).has(faction)).toBe(true);

      const standing = claims.flatMap(({ by, over, given }, i) =>
        given ? [] : over.map((one) => ({ by, over: one, i })),
      );
      const left = standing.filter(
        ({ by, over, i }) => !claims.some((c, k) => c.given && k > i && c.by === by && c.over.some((o) => o === over)),
      );
      expect([...state.claims].filter(({ event }) => event.startsWith("claim-"))).toEqual(
        left.map(({ by, over, i }) => ({ by, over, event: `claim-${i}` })),
      );
    }),
    { numRuns: 200 },
  );
});

test("who claims a system, or the region that it lies in, is listed once, the first claim first", () => {
  const asserts = (id: string, by: string, over: string, at: number) => ({ id, type: "ClaimAsserted", at, by, over });
  const { systems } = chronicleOf([
    ...WORLD,
    { id: "rim", type: "RegionCharted", region: "rim", systems: ["s1", "s2"] },
    asserts("a", "gamma", "rim", 2001),
    asserts("b", "alpha", "s1", 2002),
    asserts("c", "gamma", "s1", 2003),
    asserts("d", "beta", "rim", 2004),
  ]).worldAt().territory;
  expect(systems["s1"]?.claimedBy).toEqual(["gamma", "alpha", "beta"]);
  expect(systems["s2"]?.claimedBy).toEqual(["gamma", "beta"]);
  expect(systems["s3"]?.claimedBy).toEqual([]);
});

test("without a capital, a faction supplies all that it holds; with one, what lanes through its own lead to", () => {
  const state = stateAfter([
    ...WORLD,
    { id: "far", type: "SystemCharted", system: "far", holder: "alpha" },
    { id: "moves", type: "CapitalMoved", at: 2001, faction: "alpha", system: "s0" },
    { id: "taken", type: "ControlChanged", at: 2002, systems: ["far"], to: "beta" },
    { id: "back", type: "ControlChanged", at: 2003, systems: ["far"], to: "alpha" },
  ]);
  expect([...supplied(state, "alpha")].sort()).toEqual(["s0", "s1"]);
  expect([...supplied(state, "beta")].sort()).toEqual(["s2", "s3"]);
});

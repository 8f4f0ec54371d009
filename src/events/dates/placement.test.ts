import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  allDistances,
  anyNetwork,
  brokenBy,
  feasibleNetwork,
  type RandomNetwork,
} from "../../../test/support/randomNetworks.ts";
import {
  ORIGIN,
  type PlacementHint,
  type Preference,
  solveTemporalNetwork,
  type TemporalConstraint,
} from "./temporalNetwork.ts";

const open = Number.POSITIVE_INFINITY;
const after = (from: number, to: number): TemporalConstraint => ({ from, to, min: 1, max: open });
const within = (to: number, min: number, max: number): TemporalConstraint => ({ from: ORIGIN, to, min, max });
const instant = fc.integer({ min: -40, max: 40 });
const hintsFor = (nodeCount: number): fc.Arbitrary<PlacementHint[]> =>
  fc.array(fc.record({ node: fc.integer({ min: 0, max: nodeCount - 1 }), at: instant }), {
    maxLength: 12,
  });
const preferencesFor = (nodeCount: number): fc.Arbitrary<Preference[]> =>
  fc.array(
    fc
      .record({
        node: fc.integer({ min: 0, max: nodeCount - 1 }),
        from: instant,
        width: fc.integer({ min: 0, max: 30 }),
      })
      .map(({ node, from, width }) => ({ node, within: { earliest: from, latest: from + width } })),
    { maxLength: 8 },
  );
const withHints = (networks: fc.Arbitrary<RandomNetwork>) =>
  networks.chain((network) =>
    fc.tuple(fc.constant(network), hintsFor(network.nodeCount), preferencesFor(network.nodeCount)),
  );

describe("every placement", () => {
  it.each([
    ["feasible", feasibleNetwork],
    ["contradictory", anyNetwork],
  ])("satisfies every constraint that was not set aside: %s networks", (_kind, networks) => {
    fc.assert(
      fc.property(withHints(networks), ([{ nodeCount, constraints }, hints, preferences]) => {
        const network = solveTemporalNetwork(nodeCount, constraints);
        const kept = constraints.filter((_, index) => !network.isSetAside(index));
        const placements = [
          network.place(),
          network.place(hints),
          network.place(hints, { fallback: -7 }),
          network.place([], { preferences }),
          network.place(hints, { preferences }),
        ];
        for (const { at } of placements) {
          expect(brokenBy(at, kept)).toEqual([]);
          expect(at[ORIGIN]).toBe(0);
        }
      }),
      { numRuns: 4000 },
    );
  });

  it("is where it is preferred, wherever all preferences can hold together", () => {
    let together = 0;
    fc.assert(
      fc.property(withHints(feasibleNetwork), ([{ nodeCount, constraints }, , preferences]) => {
        const wanted = preferences.map(({ node, within: { earliest, latest } }) => within(node, earliest, latest));
        const network = solveTemporalNetwork(nodeCount, constraints);
        if (solveTemporalNetwork(nodeCount, [...constraints, ...wanted]).conflicts.length > 0) return;
        if (wanted.length > 0) together++;
        expect(brokenBy(network.place([], { preferences }).at, [...constraints, ...wanted])).toEqual([]);
      }),
      { numRuns: 4000 },
    );
    expect(together).toBeGreaterThan(100);
  });

  it("puts hints into what the ones before them leave, one after the other", () => {
    fc.assert(
      fc.property(withHints(fc.oneof(feasibleNetwork, anyNetwork)), ([{ nodeCount, constraints }, hints]) => {
        const network = solveTemporalNetwork(nodeCount, constraints);
        const { at } = network.place(hints);
        const known = constraints.filter((_, index) => !network.isSetAside(index));
        const hinted = new Set([ORIGIN]);
        for (const hint of hints) {
          if (hinted.has(hint.node)) continue;
          hinted.add(hint.node);
          const distance = allDistances({ nodeCount, constraints: known });
          const earliest = 0 - (distance[hint.node]?.[ORIGIN] ?? 0);
          const latest = distance[ORIGIN]?.[hint.node] ?? 0;
          const expected = Math.min(Math.max(hint.at, earliest), latest);
          expect(at[hint.node]).toBe(expected + 0);
          known.push(within(hint.node, expected, expected));
        }
      }),
      { numRuns: 2000 },
    );
  });
});

describe("a placement without hints", () => {
  const at = (nodeCount: number, constraints: TemporalConstraint[], fallback?: number): number[] =>
    [...solveTemporalNetwork(nodeCount, constraints).place([], fallback === undefined ? {} : { fallback }).at].slice(1);

  it("puts closed spans at the floor of their midpoint, before 1970 too", () => {
    expect(at(3, [within(1, 0, 5), within(2, -5, 0)])).toEqual([2, -3]);
  });

  it("puts what is open upwards as early, then what is open downwards as late as possible", () => {
    expect(at(4, [within(1, 10, 20), after(1, 2), after(3, 1)])).toEqual([15, 16, 14]);
  });

  it("puts what hangs on those next to them", () => {
    // 1 is dated; 2 is after it; 3 is before 2, and nothing else; 4 is after 3, and nothing else.
    expect(at(5, [within(1, 10, 10), after(1, 2), after(3, 2), after(3, 4)])).toEqual([10, 11, 10, 11]);
  });

  it("puts what nothing ties to the calendar at the first date there is, as early as possible", () => {
    const constraints = [within(1, 50, 60), { from: ORIGIN, to: 2, min: -open, max: 40 }, after(3, 4), after(4, 5)];
    expect(at(6, constraints)).toEqual([55, 40, 40, 41, 42]);
    expect(at(6, constraints, 7)).toEqual([55, 40, 7, 8, 9]);
    expect(solveTemporalNetwork(6, constraints).place().unanchored).toEqual([3, 4, 5]);
    expect(at(2, [])).toEqual([0]);
  });
});

describe("preferences", () => {
  const placed = (
    constraints: readonly TemporalConstraint[],
    ...preferred: readonly (readonly [number, number, number])[]
  ) => {
    const preferences = preferred.map(([node, earliest, latest]) => ({ node, within: { earliest, latest } }));
    return [...solveTemporalNetwork(4, constraints).place([], { preferences }).at].slice(1);
  };

  it("narrow a span to what of it is free", () => {
    expect(placed([within(1, 0, 30)], [1, 10, 19])[0]).toBe(14);
    expect(placed([within(1, 0, 30), within(1, 16, 99)], [1, 10, 19])[0]).toBe(17);
  });

  it("count for nothing where what is stated leaves no room for them", () => {
    expect(placed([within(1, 22, 30)], [1, 10, 19])[0]).toBe(26);
    expect(placed([within(1, 0, 7)], [1, 10, 19])[0]).toBe(3);
  });

  it("that exclude each other meet half-way", () => {
    expect(placed([within(1, 0, 30), within(2, 0, 30), after(1, 2)], [1, 20, 20], [2, 10, 10])).toEqual([14, 15, 0]);
  });

  it("push what has to come before or after", () => {
    expect(placed([within(1, 0, 30), within(2, 0, 30), after(1, 2)], [2, 5, 5])).toEqual([2, 5, 0]);
  });

  it("place what is open at its end as early as they allow", () => {
    expect(placed([{ from: ORIGIN, to: 1, min: 0, max: open }], [1, 10, open])[0]).toBe(10);
  });
});

describe("hints", () => {
  it("are clipped into the span, and the first of a node counts", () => {
    const network = solveTemporalNetwork(3, [within(1, 10, 20), after(1, 2)]);
    expect([
      ...network.place([
        { node: 1, at: 99 },
        { node: 1, at: 12 },
      ]).at,
    ]).toEqual([0, 20, 21]);
    expect([...network.place([{ node: 2, at: 15 }]).at]).toEqual([0, 12, 15]);
  });

  it("tie what has no date to the calendar", () => {
    const network = solveTemporalNetwork(4, [after(1, 2), after(2, 3)]);
    expect(network.place([{ node: 2, at: 1000 }])).toMatchObject({
      unanchored: [],
      at: new Float64Array([0, 999, 1000, 1001]),
    });
  });

  it("at one instant for a whole chain follow each other", () => {
    const chain = Array.from({ length: 99 }, (_, index) => after(index + 1, index + 2));
    const hints = Array.from({ length: 100 }, (_, index) => ({ node: index + 1, at: 500 }));
    const placed = [...solveTemporalNetwork(101, chain).place(hints).at].slice(1);
    expect(placed).toEqual(Array.from({ length: 100 }, (_, index) => 500 + index));
  });
});

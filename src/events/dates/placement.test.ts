import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  allDistances,
  anyNetwork,
  brokenBy,
  feasibleNetwork,
  type RandomNetwork,
} from "../../../test/support/randomNetworks.ts";
import { ORIGIN, type PlacementHint, solveTemporalNetwork, type TemporalConstraint } from "./temporalNetwork.ts";

const open = Number.POSITIVE_INFINITY;
const after = (from: number, to: number): TemporalConstraint => ({ from, to, min: 1, max: open });
const within = (to: number, min: number, max: number): TemporalConstraint => ({ from: ORIGIN, to, min, max });
const hintsFor = (nodeCount: number): fc.Arbitrary<PlacementHint[]> =>
  fc.array(fc.record({ node: fc.integer({ min: 0, max: nodeCount - 1 }), at: fc.integer({ min: -40, max: 40 }) }), {
    maxLength: 12,
  });
const withHints = (networks: fc.Arbitrary<RandomNetwork>) =>
  networks.chain((network) => fc.tuple(fc.constant(network), hintsFor(network.nodeCount)));

describe("every placement", () => {
  it.each([
    ["feasible", feasibleNetwork],
    ["contradictory", anyNetwork],
  ])("satisfies every constraint that was not set aside: %s networks", (_kind, networks) => {
    fc.assert(
      fc.property(withHints(networks), ([{ nodeCount, constraints }, hints]) => {
        const network = solveTemporalNetwork(nodeCount, constraints);
        const kept = constraints.filter((_, index) => !network.isSetAside(index));
        for (const { at } of [network.place(), network.place(hints), network.place(hints, { fallback: -7 })]) {
          expect(brokenBy(at, kept)).toEqual([]);
          expect(at[ORIGIN]).toBe(0);
        }
      }),
      { numRuns: 4000 },
    );
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

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseEdtf } from "./edtf.ts";
import { allDistances, anyNetwork, feasibleNetwork, type RandomNetwork } from "../../../test/support/randomNetworks.ts";
import { held } from "../../idioms/held.ts";
import { DAY } from "./span.ts";
import { ORIGIN, solveTemporalNetwork, type TemporalConstraint, type TemporalNetwork } from "./temporalNetwork.ts";

const open = Number.POSITIVE_INFINITY;
const after = (from: number, to: number): TemporalConstraint => ({ from, to, min: 1, max: open });
const within = (to: number, min: number, max: number): TemporalConstraint => ({ from: ORIGIN, to, min, max });

/** The network without what was set aside. */
const remaining = ({ nodeCount, constraints }: RandomNetwork, network: TemporalNetwork): RandomNetwork => ({
  nodeCount,
  constraints: constraints.filter((_, index) => !network.isSetAside(index)),
});

describe("spans", () => {
  it("are what is stated where nothing else is", () => {
    const network = solveTemporalNetwork(3, [within(1, 10, 20), { from: ORIGIN, to: 2, min: -open, max: 5 }]);
    expect(network.span(1)).toEqual({ earliest: 10, latest: 20 });
    expect(network.span(2)).toEqual({ earliest: -open, latest: 5 });
    expect(network.span(ORIGIN)).toEqual({ earliest: 0, latest: 0 });
  });

  it("follow from all statements together, in whatever order they are made", () => {
    const chain = [
      within(1, 0, 100),
      after(1, 2),
      { from: 2, to: 3, min: 21 * DAY, max: 21 * DAY },
      within(3, 0, 21 * DAY + 50),
    ];
    for (const constraints of [chain, chain.toReversed()])
      expect(solveTemporalNetwork(4, constraints).span(2)).toEqual({ earliest: 1, latest: 50 });
  });

  it("are those of Floyd and Warshall's algorithm, and so are distances and comparisons", () => {
    fc.assert(
      fc.property(anyNetwork, (random) => {
        const network = solveTemporalNetwork(random.nodeCount, random.constraints);
        const distance = allDistances(remaining(random, network));
        for (const [a, row] of distance.entries()) {
          expect(network.span(a)).toEqual({ earliest: 0 - (row[ORIGIN] ?? 0), latest: distance[ORIGIN]?.[a] });
          for (const [b, expected] of row.entries()) {
            expect(network.distance(a, b)).toBe(expected);
            const isBefore = (distance[b]?.[a] ?? 0) <= -1;
            expect(network.compare(a, b)).toBe(isBefore ? "before" : expected <= -1 ? "after" : "cannot tell");
          }
        }
      }),
      { numRuns: 3000 },
    );
  });
});

describe("contradictions", () => {
  it("are negative cycles, edge by edge as stated", () => {
    const network = solveTemporalNetwork(4, [after(1, 2), within(3, 0, 9), after(2, 3), after(3, 1)]);
    expect(network.conflicts).toHaveLength(1);
    const [conflict] = network.conflicts;
    expect(conflict?.excess).toBe(3);
    expect(conflict?.edges.map(({ constraint }) => constraint).toSorted((a, b) => a - b)).toEqual([0, 2, 3]);
    expect(conflict?.edges.every(({ bound, weight }) => bound === "min" && weight === -1)).toBe(true);
    expect(network.span(3)).toEqual({ earliest: 0, latest: 9 });
  });

  it("are found exactly where there are some, in true cycles of stated bounds", () => {
    fc.assert(
      fc.property(anyNetwork, ({ nodeCount, constraints }) => {
        const { conflicts } = solveTemporalNetwork(nodeCount, constraints);
        const contradicts = allDistances({ nodeCount, constraints }).some((row, node) => (row[node] ?? 0) < 0);
        expect(conflicts.length > 0).toBe(contradicts);
        for (const { edges, excess } of conflicts) {
          expect(edges.reduce((sum, { weight }) => sum + weight, 0)).toBe(-excess);
          expect(excess).toBeGreaterThan(0);
          for (const [index, { constraint, bound, from, to, weight }] of edges.entries()) {
            const stated = constraints[constraint];
            const edge = { from: stated?.from, to: stated?.to, weight: stated?.max };
            const reversed = { from: stated?.to, to: stated?.from, weight: 0 - (stated?.min ?? 0) };
            expect({ from, to, weight: weight + 0 }).toEqual(bound === "max" ? edge : reversed);
            expect(to).toBe(edges[(index + 1) % edges.length]?.from);
          }
        }
      }),
      { numRuns: 3000 },
    );
  });

  it("are set aside, and nothing contradicts in what is left", () => {
    fc.assert(
      fc.property(anyNetwork, (random) => {
        const network = solveTemporalNetwork(random.nodeCount, random.constraints);
        const distance = allDistances(remaining(random, network));
        expect(distance.every((row, node) => row[node] === 0)).toBe(true);
        const isByCalendar = (index: number): boolean => {
          const { from, to } = random.constraints[index] ?? { from: 0, to: 0 };
          return from === ORIGIN || to === ORIGIN;
        };
        const blamed = new Set(
          network.conflicts.flatMap(({ edges }) => {
            const stated = edges.map(({ constraint }) => constraint);
            // What the calendar dates stands, but where it contradicts itself.
            return stated.every(isByCalendar) ? stated : stated.filter((index) => !isByCalendar(index));
          }),
        );
        for (const index of random.constraints.keys()) expect(network.isSetAside(index)).toBe(blamed.has(index));
      }),
      { numRuns: 3000 },
    );
  });

  it("are as many as there are statements that contradict a history, each of which names its own", () => {
    let most = 0;
    fc.assert(
      fc.property(feasibleNetwork, fc.array(fc.nat(), { maxLength: 12 }), ({ nodeCount, constraints }, chosen) => {
        const distance = allDistances({ nodeCount, constraints });
        const pairs = distance.flatMap((row, a) =>
          [...row.entries()].flatMap(([b, gap]) =>
            a !== b && b !== ORIGIN && Number.isFinite(gap) ? [{ a, b, gap }] : [],
          ),
        );
        // Later than the latest that it can be, by a node of its own or without one.
        const wrong = pairs.length === 0 ? [] : chosen.map((at) => held(pairs[at % pairs.length]));
        const statements = wrong.flatMap(({ a, b, gap }, index): TemporalConstraint[] =>
          index % 2 === 0 && a !== ORIGIN
            ? [{ from: a, to: b, min: gap + 1, max: open }]
            : [
                { from: a, to: nodeCount + index, min: gap + 1, max: open },
                { from: nodeCount + index, to: b, min: 0, max: open },
              ],
        );
        const dates = wrong.flatMap(({ a }, index) => (index % 2 === 0 && a !== ORIGIN ? [index] : [index, index]));
        const network = solveTemporalNetwork(nodeCount + wrong.length, [...constraints, ...statements], () => ({
          rank: (index) =>
            index < constraints.length ? index : constraints.length + held(dates[index - constraints.length]),
          yields: () => false,
        }));
        most = Math.max(most, wrong.length);
        expect(network.conflicts).toHaveLength(wrong.length);
      }),
      { numRuns: 3000 },
    );
    expect(most).toBeGreaterThan(5);
  });

  it("are none where a history satisfies all", () => {
    fc.assert(
      fc.property(feasibleNetwork, ({ nodeCount, constraints }) => {
        expect(solveTemporalNetwork(nodeCount, constraints).conflicts).toEqual([]);
      }),
      { numRuns: 3000 },
    );
  });

  it("are shown by the short way round", () => {
    const long = Array.from({ length: 50 }, (_, index) => after(index + 1, index + 2));
    const { conflicts } = solveTemporalNetwork(60, [...long, after(51, 1), after(30, 29)]);
    expect(conflicts.map(({ edges }) => edges.length).sort()).toEqual([2, 51]);
  });

  it("are shown until a long list of statements is full; the rest is set aside all the same", () => {
    const chain = Array.from({ length: 2000 }, (_, index) => after(index + 1, index + 2));
    const wrong = Array.from({ length: 200 }, (_, index) => [after(2001, 2002 + index), after(2002 + index, 1)]);
    const network = solveTemporalNetwork(2202, [...chain, ...wrong.flat(), within(1, 0, 9)]);
    expect(network.conflicts.length).toBeGreaterThan(50);
    expect(network.conflicts.length).toBeLessThan(200);
    expect(wrong.every((_, index) => network.isSetAside(chain.length + 2 * index + 1))).toBe(true);
    expect(network.span(1)).toEqual({ earliest: 0, latest: 9 });
  });

  it("can be one statement with itself", () => {
    expect(solveTemporalNetwork(2, [after(1, 1)]).conflicts).toMatchObject([{ excess: 1, edges: [{ constraint: 0 }] }]);
    expect(solveTemporalNetwork(2, [within(1, 5, 3)]).conflicts).toMatchObject([{ excess: 2 }]);
  });
});

describe("comparison", () => {
  const network = solveTemporalNetwork(8, [
    after(1, 2),
    after(2, 3),
    within(4, 0, 10),
    within(5, 11, 20),
    within(6, 5, 15),
  ]);

  it("is certain between undated events that a chain connects", () => {
    expect(network.compare(1, 3)).toBe("before");
    expect(network.compare(3, 1)).toBe("after");
  });

  it("is certain between spans that do not overlap, by a millisecond", () => {
    expect(network.compare(4, 5)).toBe("before");
    expect(network.compare(5, 4)).toBe("after");
    expect(network.compare(4, 6)).toBe("cannot tell");
  });

  it("cannot tell of what nothing connects, nor of one and the same", () => {
    expect(network.compare(1, 4)).toBe("cannot tell");
    expect(network.compare(7, 3)).toBe("cannot tell");
    expect(network.compare(3, 3)).toBe("cannot tell");
  });

  it("is connected by statements, not by the calendar", () => {
    expect([network.connected(1, 3), network.connected(4, 5), network.connected(1, 4)]).toEqual([true, false, false]);
    expect(network.notAfter(3)).toEqual([2]);
  });
});

describe("beyond the exact range of doubles", () => {
  const { earliest, latest } = parseEdtf("Y-4000000000").span;

  it("dates are rounded, and nothing contradicts by rounding", () => {
    const chain = Array.from({ length: 2000 }, (_, index) => after(index + 1, index + 2));
    const network = solveTemporalNetwork(2002, [
      within(1, earliest, earliest),
      ...chain,
      within(2001, earliest, earliest),
    ]);
    expect(network.conflicts).toEqual([]);
    const ordinary = solveTemporalNetwork(3, [within(1, earliest, latest), after(1, 2), within(2, 0, 9)]);
    expect(ordinary.conflicts).toEqual([]);
    expect(ordinary.span(2)).toEqual({ earliest: 0, latest: 9 });
    expect(ordinary.compare(1, 2)).toBe("before");
  });

  it("real contradictions are still found", () => {
    const later = parseEdtf("Y-3999999000").span;
    expect(
      solveTemporalNetwork(3, [within(1, later.earliest, later.latest), within(2, earliest, latest), after(1, 2)])
        .conflicts,
    ).toHaveLength(1);
  });

  it("the search ends whatever the rounding, and keeps the order of ordinary events", () => {
    const amount = fc.constantFrom(1, 1000, DAY, 1e15 + 1, 9.1e15, 1.3e17 + 16, 1.26e20);
    const link = fc.record({
      from: fc.integer({ min: 0, max: 7 }),
      to: fc.integer({ min: 0, max: 7 }),
      gap: fc.tuple(amount, fc.constantFrom(1, -1)).map(([size, sign]) => size * sign),
      width: fc.constantFrom(0, 1, DAY, 1e17),
    });
    fc.assert(
      fc.property(fc.array(link, { maxLength: 20 }), (links) => {
        const constraints = links.map(({ from, to, gap, width }) => ({ from, to, min: gap, max: gap + width }));
        const network = solveTemporalNetwork(10, [...constraints, after(8, 9), within(8, 5, 9)]);
        expect(network.compare(8, 9)).toBe("before");
        expect(network.place().at).toHaveLength(10);
        network.distance(1, 7);
      }),
      { numRuns: 2000 },
    );
  });
});

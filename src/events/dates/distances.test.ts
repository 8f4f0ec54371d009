import fc from "fast-check";
import { expect, test } from "vitest";
import { allDistances, feasibleNetwork, type RandomNetwork } from "../../../test/support/randomNetworks.ts";
import { createDistances } from "./distances.ts";
import { eliminate } from "./elimination.ts";
import { findPotential } from "./feasiblePotential.ts";
import { held } from "../../idioms/held.ts";
import { createPlacedBounds } from "./placedBounds.ts";
import { buildGraph, ORIGIN, type TemporalConstraint, type TemporalGraph } from "./temporalGraph.ts";

const withoutCalendar = ({ nodeCount, constraints }: RandomNetwork): RandomNetwork => ({
  nodeCount,
  constraints: constraints.filter(({ from, to }) => from !== ORIGIN && to !== ORIGIN),
});

test("are those of Floyd and Warshall's algorithm, however few nodes are taken out beforehand", () => {
  fc.assert(
    fc.property(feasibleNetwork, fc.integer({ min: -1, max: 16 }), (random, mostNeighbours) => {
      const graph = buildGraph(random.nodeCount, random.constraints);
      const distance = createDistances(eliminate(graph, mostNeighbours), held(findPotential(graph)));
      const expected = allDistances(withoutCalendar(random));
      const found = expected.map((row, a) =>
        row.map((most, b) => (a === b || a === ORIGIN || b === ORIGIN ? most : distance(a, b) + 0)),
      );
      expect(found).toEqual(expected);
    }),
    { numRuns: 3000 },
  );
});

const after = (from: number, to: number): TemporalConstraint => ({ from, to, min: 1, max: Number.POSITIVE_INFINITY });
const one = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1);

/** Nodes that are looked at to find out all that lies above one. */
function wayUp({ nodeCount }: TemporalGraph, { links }: ReturnType<typeof eliminate>): number {
  let longest = 0;
  for (let start = 1; start < nodeCount; start++) {
    const seen = new Set([start]);
    for (const node of seen) for (const { other } of links(node)) seen.add(other);
    longest = Math.max(longest, seen.size);
  }
  return longest;
}

test.each([
  ["a chain", one(4000).map((node) => after(node, node + 1))],
  ["a star", one(4000).map((node) => after(4001, node))],
  ["a tree", one(4000).map((node) => after(node >> 1 || 4001, node))],
  ["a ladder", one(4000).flatMap((node) => [after(node, node + 1), after(Math.max(1, node - 1), node + 1)])],
])("lead up over few nodes in %s of thousands", (_, constraints) => {
  const graph = buildGraph(4002, constraints);
  const elimination = eliminate(graph);
  expect(one(4001).filter((node) => elimination.rank(node) === undefined)).toEqual([]);
  expect(wayUp(graph, elimination)).toBeLessThan(100);
});

test("what placed nodes leave of others is what the least of their distances leaves", () => {
  fc.assert(
    fc.property(
      feasibleNetwork,
      fc.integer({ min: -1, max: 16 }),
      fc.array(fc.nat(), { maxLength: 6 }),
      (random, mostNeighbours, chosen) => {
        const graph = buildGraph(random.nodeCount, random.constraints);
        const bounds = createPlacedBounds(eliminate(graph, mostNeighbours), held(findPotential(graph)));
        const distance = allDistances(withoutCalendar(random));
        const placed = chosen.map((n, i) => ({ node: 1 + (n % (random.nodeCount - 1)), at: 1000 * i }));
        for (const { node, at } of placed) bounds.place(node, at);
        for (const [node, row] of distance.entries()) {
          if (node === ORIGIN) continue;
          const highs = placed.map((one) => one.at + (distance[one.node]?.[node] ?? 0));
          const lows = placed.map((one) => one.at - (row[one.node] ?? 0));
          expect(bounds.high(node) + 0).toBe(Math.min(Number.POSITIVE_INFINITY, ...highs));
          expect(bounds.low(node) + 0).toBe(Math.max(Number.NEGATIVE_INFINITY, ...lows));
        }
      },
    ),
    { numRuns: 2000 },
  );
});

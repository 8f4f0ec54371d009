import fc from "fast-check";
import { expect, test } from "vitest";
import { allDistances, feasibleNetwork, type RandomNetwork } from "../../../test/support/randomNetworks.ts";
import { createDistances } from "./distances.ts";
import { eliminate } from "./elimination.ts";
import { findPotential } from "./feasiblePotential.ts";
import { buildGraph, ORIGIN, type TemporalConstraint, type TemporalGraph } from "./temporalGraph.ts";

const withoutCalendar = ({ nodeCount, constraints }: RandomNetwork): RandomNetwork => ({
  nodeCount,
  constraints: constraints.filter(({ from, to }) => from !== ORIGIN && to !== ORIGIN),
});

test("are those of Floyd and Warshall's algorithm, however few nodes are taken out beforehand", () => {
  fc.assert(
    fc.property(feasibleNetwork, fc.integer({ min: -1, max: 16 }), (random, mostNeighbours) => {
      const graph = buildGraph(random.nodeCount, random.constraints);
      const distance = createDistances(graph, findPotential(graph).potential, mostNeighbours);
      for (const [a, row] of allDistances(withoutCalendar(random)).entries())
        for (const [b, expected] of row.entries())
          if (a !== b && a !== ORIGIN && b !== ORIGIN) expect(distance(a, b) + 0).toBe(expected);
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

import fc from "fast-check";
import { expect, test } from "vitest";
import { solveTemporalNetwork, type TemporalNetwork } from "../events/dates/temporalNetwork.ts";
import { type Placing, sortChronicle } from "./chronicleOrder.ts";

const COUNT = 9;
const node = fc.integer({ min: 1, max: COUNT });
/** `to` is no earlier than `from`, or at the same instant. */
const statement = fc.record({ from: node, to: node, same: fc.boolean() });

const networkOf = (statements: readonly { from: number; to: number; same: boolean }[]): TemporalNetwork =>
  solveTemporalNetwork(
    COUNT + 1,
    statements.map(({ from, to, same }) => ({ from, to, min: 0, max: same ? 0 : Number.POSITIVE_INFINITY })),
  );

/** Again and again, the earliest recorded of those for which nothing stated before them is left. */
function plainly(items: readonly Placing[], network: TemporalNetwork): Placing[] {
  const left = [...items].sort((a, b) => a.position - b.position);
  const isBefore = (a: Placing, b: Placing): boolean =>
    a !== b &&
    a.node !== undefined &&
    b.node !== undefined &&
    network.notAfter(b.node).includes(a.node) &&
    !network.notAfter(a.node).includes(b.node);
  const order: Placing[] = [];
  while (left.length > 0) {
    const ready = left.findIndex((item) => !left.some((other) => isBefore(other, item)));
    order.push(...left.splice(Math.max(0, ready), 1));
  }
  return order;
}

test("ties are ordered as if, for each, all others were looked at", () => {
  fc.assert(
    fc.property(
      fc.array(statement, { maxLength: 14 }),
      fc.shuffledSubarray(Array.from({ length: COUNT }, (_, i) => i + 1)),
      fc.nat(3),
      (statements, nodes, outside) => {
        const network = networkOf(statements);
        const items = [...nodes, ...new Array<undefined>(outside)].map(
          (node, position): Placing => ({ id: `e${position}`, placed: 7, position, node }),
        );
        expect(sortChronicle([...items], network)).toEqual(plainly(items, network));
      },
    ),
    { numRuns: 500 },
  );
});

test("130 000 events of one instant, one stated to be the last, are no more than a call may have arguments", () => {
  const count = 130_000;
  const items = Array.from(
    { length: count },
    (_, i): Placing => ({ id: `e${i}`, placed: 7, position: i, node: i + 1 }),
  );
  const network = solveTemporalNetwork(count + 1, [{ from: count, to: 1, min: 0, max: Number.POSITIVE_INFINITY }]);
  const order = sortChronicle(items, network);
  expect(order.slice(-2).map(({ id }) => id)).toEqual([`e${count - 1}`, "e0"]);
});

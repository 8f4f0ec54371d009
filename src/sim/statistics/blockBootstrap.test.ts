import fc from "fast-check";
import { expect, test } from "vitest";
import { addressOf, PURPOSE, uniformAt } from "../randomness/address.ts";
import { blockBootstrap } from "./blockBootstrap.ts";
import { createMoments } from "./moments.ts";
import { normalQuantile } from "./normal.ts";
import { meanInterval } from "./student.ts";

const series = addressOf("series");
const at =
  (run: number) =>
  (i: number): number =>
    uniformAt({ seed: 1, run }, PURPOSE.resampling, series, { low: i, high: 0 });

/** Normal numbers, each of which keeps a share of the one before (AR(1)); their mean is 0. */
function dependent(run: number, n: number, kept: number): number[] {
  const draw = (i: number) => normalQuantile(uniformAt({ seed: 2, run }, PURPOSE.marks, series, { low: i, high: 0 }));
  let last = draw(n) / Math.sqrt(1 - kept * kept);
  return Array.from({ length: n }, (_, i) => (last = kept * last + draw(i)));
}

test("blocks of one are the ordinary bootstrap, which is nearly Student's interval", () => {
  const values = dependent(1, 400, 0);
  const moments = createMoments();
  for (const x of values) moments.add(x);
  const { low, high } = blockBootstrap(values, { block: 1, draws: 4000, uniform: at(1) });
  const expected = meanInterval(moments);
  const width = expected.high - expected.low;
  expect(Math.abs(low - expected.low)).toBeLessThan(0.05 * width);
  expect(Math.abs(high - expected.high)).toBeLessThan(0.05 * width);
});

const covered = (kept: number, n: number, block: number, runs: number): number => {
  let hits = 0;
  for (let run = 0; run < runs; run++) {
    const { low, high } = blockBootstrap(dependent(run, n, kept), { block, draws: 400, uniform: at(run) });
    if (low <= 0 && 0 <= high) hits++;
  }
  return hits / runs;
};

// Standard error of a coverage: 0.013 of 0.92 by 400 runs, 0.045 of 0.73 by 100.
test("neighbours that depend on one another are covered 9 times in 10 by blocks, and far less without", () => {
  expect(covered(0.5, 300, 12, 400)).toBeGreaterThan(0.88);
  expect(covered(0.5, 300, 1, 100)).toBeLessThan(0.85);
});

test("it moves with the origin and the unit, and holds the mean", () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: -100, max: 100 }), { minLength: 8, maxLength: 40 }),
      fc.integer({ min: 1, max: 4 }),
      fc.integer({ min: -50, max: 50 }),
      (values, block, shift) => {
        const options = { block, draws: 200, uniform: at(3) };
        const { low, high } = blockBootstrap(values, options);
        const moved = blockBootstrap(
          values.map((x) => 2 * x + shift),
          options,
        );
        expect(moved.low).toBeCloseTo(2 * low + shift, 8);
        expect(moved.high).toBeCloseTo(2 * high + shift, 8);
        const mean = values.reduce((sum, x) => sum + x, 0) / values.length;
        expect(low).toBeLessThanOrEqual(mean + 1e-9);
        expect(high).toBeGreaterThanOrEqual(mean - 1e-9);
      },
    ),
  );
});

test("a series that is always the same has no spread, also where the last block is cut", () => {
  const { low, high } = blockBootstrap(Array(11).fill(0.1), { block: 4, draws: 100, uniform: at(1) });
  expect([low, high]).toEqual([0.1, 0.1]);
});

test("by hand: 1 to 7 in blocks of 3, all from the first place, or from the last", () => {
  // 1 2 3 1 2 3 1 has the mean 13/7, 5 6 7 5 6 7 5 has 41/7; expected of such series is 27/7, of the mean 28/7.
  const ends = (u: number) => blockBootstrap([1, 2, 3, 4, 5, 6, 7], { block: 3, draws: 50, uniform: () => u });
  expect(ends(0).low).toBeCloseTo(2, 14);
  expect(ends(0).high).toBeCloseTo(2, 14);
  expect(ends(0.9999).low).toBeCloseTo(6, 14);
});

test("ends that differ from the rest, and are in fewer blocks, do not move the interval away", () => {
  const { low, high } = blockBootstrap([100, ...Array<number>(38).fill(0), 100], {
    block: 10,
    draws: 400,
    uniform: at(4),
  });
  expect(low).toBeLessThan(5);
  expect(high).toBeGreaterThan(5);
});

test("each number that is asked for is asked for once, and has its place", () => {
  const asked: number[] = [];
  blockBootstrap([1, 2, 3, 4, 5, 6, 7], { block: 3, draws: 50, uniform: (i) => (asked.push(i), 0.5) });
  expect(asked).toEqual(Array.from({ length: 150 }, (_, i) => i));
});

test.each([
  ["sim/too-few", [1, 2, 3], { block: 2, draws: 100, uniform: at(1) }],
  ["sim/too-few", [1, 2, 3], { block: 0, draws: 100, uniform: at(1) }],
  ["sim/too-few", [1, 2, 3], { block: 1, draws: 30, uniform: at(1) }],
  ["sim/not-a-count", [1, 2, 3], { block: 1.5, draws: 100, uniform: at(1) }],
  ["sim/not-a-number", [1, Number.NaN], { block: 1, draws: 100, uniform: at(1) }],
  ["sim/not-a-probability", [1, 2, 3], { block: 1, draws: 100, level: 95, uniform: at(1) }],
  ["sim/not-a-probability", [1, 2, 3], { block: 1, draws: 100, uniform: () => Number.NaN }],
])("refused as %s", (code, values, options) => {
  expect(() => blockBootstrap(values, options)).toThrow(expect.objectContaining({ code }));
});

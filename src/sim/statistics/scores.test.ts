import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addressOf, PURPOSE, uniformAt } from "../randomness/address.ts";
import { createMoments } from "./moments.ts";
import { normalCdf, normalQuantile } from "./normal.ts";
import { brier, fairCrps, logScore, poissonCrps } from "./scores.ts";

test("a forecast that was sure and right scores 0, one that was sure and wrong the worst", () => {
  expect([brier(1, true), brier(0, false), brier(0, true), brier(1, false)]).toEqual([0, 0, 1, 1]);
  expect([logScore(1, true), logScore(0, false)]).toEqual([0, 0]);
  expect([logScore(0, true), logScore(1, false)]).toEqual([Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY]);
  expect(brier(0.7, true)).toBeCloseTo(0.09, 15);
  expect(logScore(0.5, true)).toBeCloseTo(Math.LN2, 15);
});

const chance = fc.double({ min: 0.001, max: 0.999, noNaN: true });

test("nobody scores better, on average, than by saying what they believe", () => {
  fc.assert(
    fc.property(chance, chance, (truth, said) => {
      for (const score of [brier, logScore]) {
        const expected = (p: number): number => truth * score(p, true) + (1 - truth) * score(p, false);
        expect(expected(said)).toBeGreaterThanOrEqual(expected(truth) - 1e-12);
      }
    }),
  );
});

test("a forecast that is no probability is refused", () => {
  for (const score of [brier, logScore])
    for (const p of [-0.1, 1.1, Number.NaN])
      expect(() => score(p, true)).toThrow(expect.objectContaining({ code: "sim/not-a-probability" }));
});

const value = fc.integer({ min: -1000, max: 1000 });
const ensemble = fc.array(value, { minLength: 2, maxLength: 40 });

/** From the definition, over all pairs. */
const slowly = (sample: readonly number[], observed: number): number => {
  const n = sample.length;
  const pairs = sample.flatMap((x) => sample.map((y) => Math.abs(x - y)));
  const distance = sample.reduce((sum, x) => sum + Math.abs(x - observed), 0);
  return distance / n - pairs.reduce((sum, d) => sum + d, 0) / (2 * n * (n - 1));
};

test("sorting gives what the definition gives over all pairs", () => {
  fc.assert(
    fc.property(ensemble, value, (sample, observed) => {
      expect(fairCrps(sample, observed)).toBeCloseTo(slowly(sample, observed), 8);
    }),
  );
});

test("it is never negative, and moves with the unit and not with the origin", () => {
  fc.assert(
    fc.property(ensemble, value, value, fc.integer({ min: 1, max: 9 }), (sample, observed, shift, unit) => {
      const score = fairCrps(sample, observed);
      expect(slowly(sample, observed)).toBeGreaterThanOrEqual(-1e-9);
      const moved = sample.map((x) => unit * x + shift);
      expect(fairCrps(moved, unit * observed + shift)).toBeCloseTo(unit * score, 8);
    }),
  );
});

test("by hand: 0 and 4 around 1 score 0; 0, 2 and 4 score 5/3 at 5 and 0 at 2", () => {
  expect(fairCrps([0, 4], 1)).toBe(0);
  expect(fairCrps([4, 0, 2], 5)).toBeCloseTo(5 / 3, 14);
  expect(fairCrps([0, 2, 4], 2)).toBe(0);
});

/** Of a standard normal distribution: T. Gneiting & A. Raftery (2007), J. Am. Stat. Assoc. 102:359, §4.2. */
const normalCrps = (y: number): number =>
  y * (2 * normalCdf(y) - 1) + (2 * Math.exp((-y * y) / 2)) / Math.sqrt(2 * Math.PI) - 1 / Math.sqrt(Math.PI);

test.each([2, 5, 50])("of %i members it is on average the score of their distribution", (n) => {
  const observed = 0.7;
  const runs = 4000;
  let sum = 0;
  let squares = 0;
  for (let run = 0; run < runs; run++) {
    const at = (i: number) => uniformAt({ seed: 1, run }, PURPOSE.marks, addressOf("crps"), { low: i, high: n });
    const score = fairCrps(
      Array.from({ length: n }, (_, i) => normalQuantile(at(i))),
      observed,
    );
    sum += score;
    squares += score * score;
  }
  const mean = sum / runs;
  const standardError = Math.sqrt((squares / runs - mean * mean) / runs);
  expect(Math.abs(mean - normalCrps(observed))).toBeLessThan(3 * standardError);
});

test("one member, and what is no number, are refused", () => {
  expect(() => fairCrps([1], 1)).toThrow(expect.objectContaining({ code: "sim/too-few" }));
  expect(() => fairCrps([1, Number.NaN], 1)).toThrow(expect.objectContaining({ code: "sim/not-a-number" }));
  expect(() => fairCrps([1, 2], Number.NaN)).toThrow(expect.objectContaining({ code: "sim/not-a-number" }));
});

describe("of a Poisson distribution", () => {
  test("the score is what ensembles drawn from it score on average", () => {
    const [mean, observed, n, runs] = [2.5, 4, 8, 4000];
    const scores = createMoments();
    for (let run = 0; run < runs; run++) {
      const at = (i: number) => uniformAt({ seed: 2, run }, PURPOSE.marks, addressOf("poisson"), { low: i, high: 0 });
      const draw = (u: number): number => {
        let [k, term, sum] = [0, Math.exp(-mean), Math.exp(-mean)];
        for (; sum < u; sum += term) term *= mean / ++k;
        return k;
      };
      scores.add(
        fairCrps(
          Array.from({ length: n }, (_, i) => draw(at(i))),
          observed,
        ),
      );
    }
    expect(Math.abs(poissonCrps(mean, observed) - scores.mean)).toBeLessThan(3 * scores.standardError);
  });

  test("by hand: that nothing comes is certain where the mean is 0; of large means it does not vanish", () => {
    expect(poissonCrps(0, 0)).toBe(0);
    expect(poissonCrps(0, 3)).toBe(3);
    expect(poissonCrps(2000, 2000) / Math.sqrt(2000)).toBeCloseTo((Math.SQRT2 - 1) / Math.sqrt(Math.PI), 3);
  });
});

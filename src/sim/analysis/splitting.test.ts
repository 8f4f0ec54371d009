import { describe, expect, test } from "vitest";
import { plainKernel, plainRequest, type PlainSource, type PlainWorld } from "../../../test/support/plainKernel.ts";
import { createEngine } from "../engine/engine.ts";
import type { RunKey } from "../randomness/address.ts";
import { YEAR } from "../randomness/atoms.ts";
import { createMoments } from "../statistics/moments.ts";
import { wilson } from "../statistics/wilson.ts";
import { type Rises, createClimber } from "./climb.ts";
import { type RareOutcome, splitting } from "./splitting.ts";

const countOf = ({ counts }: PlainWorld): number => counts.get("a") ?? 0;

/** How many events there have been, as they come. */
const counting = (source: PlainSource, years: number, score = countOf): ((key: RunKey) => Rises) =>
  createClimber({ engine: createEngine(plainKernel([source])), request: requestOf(years), score });

const requestOf = (years: number) => {
  const { keyOf: _, ...request } = plainRequest({ seed: 0, run: 0 }, 0, years * YEAR);
  return request;
};

/** P(N ≥ k) of a Poisson variable, added up from k. */
function poissonTail(mean: number, k: number): number {
  let term = Math.exp(-mean);
  let tail = 0;
  for (let n = 0; n < k + 100; term *= mean / ++n) if (n >= k) tail += term;
  return tail;
}

/** How far from the truth, in standard errors of its trees. */
function errorsFrom(truth: number, { replicates }: RareOutcome): number {
  const trees = createMoments();
  for (const p of replicates) trees.add(p);
  return Math.abs(trees.mean - truth) / trees.standardError;
}

function relativeVariance({ replicates }: RareOutcome): number {
  const trees = createMoments();
  for (const p of replicates) trees.add(p);
  return (trees.standardError / trees.mean) ** 2;
}

describe("what hardly ever happens has the probability that it has", () => {
  test.each([
    { mu: 2, years: 1, k: 10, order: 1e-5 },
    { mu: 0.5, years: 2, k: 9, order: 1e-6 },
  ])("of a source with $mu a year: $k events or more in $years", ({ mu, years, k, order }) => {
    const truth = poissonTail(mu * years, k);
    expect(truth).toBeLessThan(10 * order);
    const found = splitting({ climb: counting({ key: "a", mu }, years), threshold: k, seed: 5, effort: 100 });
    expect(errorsFrom(truth, found)).toBeLessThan(4);
    expect(found.probability / truth).toBeGreaterThan(0.6);
    expect(found.probability / truth).toBeLessThan(1.6);
    // Plain runs would have to be (1 − p)/p by the square of the relative error.
    expect(found.runs).toBeLessThan(0.25 / truth / relativeVariance(found));
  });

  test("of many events in a year, by a score that counts those that are still to be expected", () => {
    const [mu, k] = [8, 22];
    const truth = poissonTail(mu, k);
    const nearness = (world: PlainWorld): number =>
      countOf(world) >= k ? DONE : countOf(world) + mu * (1 - world.at / YEAR);
    const found = splitting({ climb: counting({ key: "a", mu }, 1, nearness), threshold: DONE, seed: 5, effort: 100 });
    expect(truth).toBeLessThan(1e-4);
    expect(errorsFrom(truth, found)).toBeLessThan(4);
    expect(found.probability / truth).toBeGreaterThan(0.6);
    expect(found.probability / truth).toBeLessThan(1.6);
    // The bare count looks for those who began early, which tells little of who will get far.
    const counted = splitting({ climb: counting({ key: "a", mu }, 1), threshold: k, seed: 5, effort: 100 });
    expect(counted.high / counted.low).toBeGreaterThan(2 * (found.high / found.low));
  });

  test("where it hangs on what events come to, and not on how many there are", () => {
    const engine = createEngine(plainKernel([{ key: "a", mu: 10, marks: { bad: 1, good: 9 } }]));
    const climb = (key: RunKey): Rises => ({
      rises: engine(plainRequest(key, 0, YEAR))
        .events.filter(({ mark }) => mark === "bad")
        .map(({ placed }, i) => ({ at: placed, score: i + 1 })),
      runaway: false,
    });
    expect(errorsFrom(poissonTail(1, 8), splitting({ climb, threshold: 8, seed: 2, effort: 100 }))).toBeLessThan(4);
  });

  test("where events excite each other: as often as in a long plain count", () => {
    const climb = counting({ key: "a", mu: 1, decay: 5, excitedBy: { a: 0.5 } }, 2);
    const [runs, k] = [40_000, 16];
    let seen = 0;
    for (let run = 0; run < runs; run++) if (climb({ seed: 77, run }).rises.some(({ score }) => score >= k)) seen++;
    const plain = wilson(seen, runs, 0.99);
    const found = splitting({ climb, threshold: k, seed: 6, effort: 200 });
    expect(seen / runs).toBeGreaterThan(5e-4);
    expect(found.low).toBeLessThan(plain.high);
    expect(found.high).toBeGreaterThan(plain.low);
  });
});

const DONE = 1000;
const climb = counting({ key: "a", mu: 2 }, 1);

test("its intervals at 95 % hold the truth 90 times in a hundred, or more often", () => {
  const truth = poissonTail(2, 6);
  const intervals = Array.from({ length: 40 }, (_, seed) => splitting({ climb, threshold: 6, seed, effort: 60 }));
  const right = intervals.filter(({ low, high }) => low <= truth && truth <= high);
  expect(right.length).toBeGreaterThanOrEqual(36);
});

test("levels that are given serve as those that are found, and a coarse ladder is right, too", () => {
  const found = splitting({ climb, threshold: 9, seed: 3, effort: 100 });
  const scores = found.levels.map(({ score }) => score);
  const given = splitting({ climb, threshold: 9, seed: 3, effort: 100, levels: scores.slice(0, -1) });
  expect(given).toEqual({ ...found, runs: given.runs });
  expect(given.runs).toBeLessThan(found.runs);
  expect(scores).toEqual([...scores].sort((a, b) => a - b));
  const coarse = splitting({ climb, threshold: 9, seed: 3, levels: [0, 4, 7] });
  expect(errorsFrom(poissonTail(2, 9), coarse)).toBeLessThan(3);
  expect(coarse.levels[0]?.share).toBe(1);
});

test("a run that leaps over levels has reached them all at once", () => {
  const leaping = (key: RunKey): Rises => ({
    rises: climb(key).rises.map(({ at, score }) => ({ at, score: 3 * score })),
    runaway: false,
  });
  const ladder = Array.from({ length: 26 }, (_, i) => i + 1);
  const found = splitting({ climb: leaping, threshold: 27, levels: ladder, seed: 4, effort: 80 });
  expect(errorsFrom(poissonTail(2, 9), found)).toBeLessThan(3);
});

test("what no run comes near to is 0, at most what as many plain runs allow, and says which level stopped them", () => {
  const never = splitting({ climb, threshold: 1000, levels: [2, 500], seed: 1, effort: 50 });
  expect(never).toMatchObject({ probability: 0, low: 0, unreached: 500 });
  expect(never.high).toBe(wilson(0, 20 * 50).high);
  expect(never.levels.map(({ share }) => share !== undefined)).toEqual([true, true, false]);
  const stuck = splitting({
    climb: () => ({ rises: [{ at: 0, score: 1 }], runaway: false }),
    threshold: 2,
    seed: 1,
    effort: 9,
  });
  expect(stuck).toMatchObject({ probability: 0, unreached: 2 });
});

test("what always happens is 1, at least what as many plain runs allow", () => {
  const always = splitting({ climb, threshold: 0, seed: 1, effort: 10 });
  expect(always).toMatchObject({ probability: 1, high: 1 });
  expect(always.low).toBe(wilson(200, 200).low);
});

test("runs that were cut short are counted", () => {
  const capped = createClimber({
    engine: createEngine(plainKernel([{ key: "a", mu: 2 }])),
    request: { ...requestOf(1), mostEvents: 4 },
    score: countOf,
  });
  const { probability, runaways } = splitting({ climb: capped, threshold: 6, seed: 1, effort: 50 });
  expect(probability).toBe(0);
  expect(runaways).toBeGreaterThan(0);
});

test("the same seed gives the same trees, and another seed gives others", () => {
  const of = (seed: number) => splitting({ climb, threshold: 7, seed, trees: 6, effort: 40 });
  expect(of(1)).toEqual(of(1));
  expect(of(1).replicates).not.toEqual(of(2).replicates);
});

test.each([
  [{ levels: [5, 4] }, "sim/levels"],
  [{ levels: [3, 9] }, "sim/levels"],
  [{ levels: [Number.NaN] }, "sim/not-a-number"],
  [{ threshold: Number.NaN }, "sim/not-a-number"],
  [{ trees: 5 }, "sim/too-few"],
  [{ effort: 1.5 }, "sim/not-a-count"],
  [{ seed: -1 }, "sim/seed"],
  [{ trees: 600_000 }, "sim/run"],
])("%o is refused", (options, code) => {
  expect(() => splitting({ climb, threshold: 9, seed: 1, ...options })).toThrow(expect.objectContaining({ code }));
});

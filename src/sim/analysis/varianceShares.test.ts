import { describe, expect, test } from "vitest";
import { plainKernel, plainRequest } from "../../../test/support/plainKernel.ts";
import { createEngine } from "../engine/engine.ts";
import { addressOf, PURPOSE, type RunKey, uniformAt } from "../randomness/address.ts";
import { YEAR } from "../randomness/atoms.ts";
import { varianceShares, type VarianceShares } from "./varianceShares.ts";

type Keys = (channel: string) => RunKey;

/** A uniform number that is the luck of a channel. */
const luckOf = (keyOf: Keys, channel: string): number =>
  uniformAt(keyOf(channel), PURPOSE.marks, addressOf(channel), { low: 0, high: 0 });

const of = ({ shares }: VarianceShares, channel: string) => {
  const found = shares.find((share) => share.channel === channel);
  if (found === undefined) throw new Error(`there is no ${channel}`);
  return found;
};

const VARIANCE = 1 / 12;
const CHANNELS = ["a", "b", "idle"];

test("what adds up, shares the variance as its parts vary", () => {
  const outcome = (keyOf: Keys): number => 3 * luckOf(keyOf, "a") + luckOf(keyOf, "b");
  const found = varianceShares({ channels: CHANNELS, outcome, seed: 1, runs: 2000 });
  expect(found.mean.value).toBeCloseTo(2, 1);
  expect(found.mean.low).toBeLessThan(2);
  expect(found.mean.high).toBeGreaterThan(2);
  expect(found.variance / (10 * VARIANCE)).toBeCloseTo(1, 1);
  expect(of(found, "a").total.value).toBeCloseTo(0.9, 1);
  expect(of(found, "a").alone.value).toBeCloseTo(0.9, 1);
  expect(of(found, "b").total.value).toBeCloseTo(0.1, 1);
  expect(of(found, "idle")).toEqual({
    channel: "idle",
    total: { value: 0, low: 0, high: 0 },
    alone: expect.objectContaining({ value: expect.closeTo(0, 0) as number }) as object,
    changed: 0,
  });
  expect(found.shares.map(({ channel }) => channel)).toEqual(["a", "b", "idle"]);
  expect(found.runs).toBe(2000 * 5);
});

test("what only works together: totals sum to more than 1, and what is each one's alone is less", () => {
  const outcome = (keyOf: Keys): number => (luckOf(keyOf, "a") - 0.5) * (luckOf(keyOf, "b") - 0.5);
  const found = varianceShares({ channels: CHANNELS, outcome, seed: 2, runs: 2000 });
  // Both variances are all of it: neither tells anything without the other.
  for (const channel of ["a", "b"]) {
    expect(Math.abs(of(found, channel).total.value - 1)).toBeLessThan(0.15);
    expect(Math.abs(of(found, channel).alone.value)).toBeLessThan(0.15);
  }
});

test("what rarely happens, and in few runs, is not put down to one luck many times over", () => {
  const outcome = (keyOf: Keys): number => (luckOf(keyOf, "a") > 0.8 && luckOf(keyOf, "b") > 0.8 ? 1 : 0);
  const totals = Array.from({ length: 200 }, (_, seed) => {
    try {
      return varianceShares({ channels: ["a", "b"], outcome, seed, runs: 20 }).shares.map(({ total }) => total.value);
    } catch {
      return [];
    }
  });
  expect(Math.max(...totals.flat())).toBeLessThan(2);
});

test("its intervals hold the truth about as often as they say", () => {
  const outcome = (keyOf: Keys): number => 2 * luckOf(keyOf, "a") + luckOf(keyOf, "b");
  const seeds = 100;
  let [total, alone] = [0, 0];
  for (let seed = 0; seed < seeds; seed++) {
    const a = of(varianceShares({ channels: ["a", "b"], outcome, seed, runs: 60 }), "a");
    if (a.total.low <= 0.8 && a.total.high >= 0.8) total++;
    if (a.alone.low <= 0.8 && a.alone.high >= 0.8) alone++;
  }
  expect(total / seeds).toBeGreaterThan(0.85);
  expect(alone / seeds).toBeGreaterThan(0.85);
});

describe("in the engine", () => {
  const engine = createEngine(
    plainKernel([
      { key: "a", mu: 4 },
      { key: "b", mu: 9 },
    ]),
  );
  const counts = (keyOf: Keys): ReadonlyMap<string, number> =>
    engine({ ...plainRequest({ seed: 0, run: 0 }, 0, YEAR), keyOf: ({ channel }) => keyOf(channel) }).world.counts;

  test("the luck of a class that is not counted changes nothing", () => {
    const found = varianceShares({
      channels: ["a", "b"],
      outcome: (keyOf) => counts(keyOf).get("a") ?? 0,
      seed: 3,
      runs: 200,
    });
    expect(of(found, "b")).toMatchObject({ total: { value: 0, low: 0, high: 0 }, changed: 0 });
    expect(Math.abs(of(found, "a").total.value - 1)).toBeLessThan(0.25);
  });

  test("of two Poisson counts, each has the share of its rate", () => {
    const found = varianceShares({
      channels: ["a", "b"],
      outcome: (keyOf) => (counts(keyOf).get("a") ?? 0) + (counts(keyOf).get("b") ?? 0),
      seed: 4,
      runs: 1000,
    });
    for (const [channel, share] of [["a", 4 / 13] as const, ["b", 9 / 13] as const]) {
      const { low, high } = of(found, channel).total;
      expect([low <= share, high >= share]).toEqual([true, true]);
      expect(high - low).toBeLessThan(0.3);
    }
  });
});

const plain = { channels: ["a"], outcome: (keyOf: Keys) => luckOf(keyOf, "a"), seed: 1, runs: 20 };

test("the same seed gives the same shares, and another gives others", () => {
  expect(varianceShares(plain)).toEqual(varianceShares(plain));
  expect(varianceShares(plain).variance).not.toBe(varianceShares({ ...plain, seed: 2 }).variance);
});

test("all histories are counted as they are run", () => {
  const seen: number[] = [];
  varianceShares({ ...plain, onProgress: (done, total) => void seen.push(done / total) });
  expect([seen.length, seen.at(-1)]).toEqual([60, 1]);
});

test.each([
  [{ outcome: () => 3 }, "sim/no-variance"],
  [{ outcome: () => Number.NaN }, "sim/not-a-number"],
  [{ runs: 19 }, "sim/too-few"],
  [{ runs: 20.5 }, "sim/not-a-count"],
  [{ seed: -1 }, "sim/seed"],
])("%o is refused", (options, code) => {
  expect(() => varianceShares({ ...plain, ...options })).toThrow(expect.objectContaining({ code }));
});

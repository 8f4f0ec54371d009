import fc from "fast-check";
import { expect, test } from "vitest";
import { addressOf, PURPOSE, uniformAt } from "../randomness/address.ts";
import { type EventTime, kaplanMeier } from "./survival.ts";

const seen = (...times: number[]): EventTime[] => times.map((time) => ({ time, happened: true }));
const notSeen = (...times: number[]): EventTime[] => times.map((time) => ({ time, happened: false }));

// Weeks in remission under 6-MP: Freireich et al. (1963), Blood 21:699, the textbook case of censoring.
const REMISSIONS = [...seen(6, 6, 6, 7, 10, 13, 16, 22, 23), ...notSeen(6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35)];

test("remission of leukaemia under 6-mercaptopurine, as the textbooks have it", () => {
  const steps = kaplanMeier(REMISSIONS);
  expect(steps.map(({ time }) => time)).toEqual([6, 7, 10, 13, 16, 22, 23]);
  const rounded = steps.map(({ survival, low, high }) => [survival, low, high].map((x) => Math.round(1000 * x) / 1000));
  expect(rounded).toEqual([
    [0.857, 0.62, 0.952],
    [0.807, 0.563, 0.923],
    [0.753, 0.503, 0.889],
    [0.69, 0.432, 0.849],
    [0.627, 0.368, 0.805],
    [0.538, 0.268, 0.747],
    [0.448, 0.188, 0.68],
  ]);
});

const eventTime = fc.record({ time: fc.integer({ min: 0, max: 20 }), happened: fc.boolean() });

test("with nobody lost before the end it is the share still without", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 20 }), { minLength: 1, maxLength: 40 }), (times) => {
      const horizon = 15;
      const runs = times.map((time) => ({ time: Math.min(time, horizon), happened: time <= horizon }));
      for (const { time, survival } of kaplanMeier(runs))
        expect(survival).toBeCloseTo(times.filter((t) => t > time).length / times.length, 12);
    }),
  );
});

test("it falls at each step, within an interval of probabilities, in whatever order the runs come", () => {
  fc.assert(
    fc.property(fc.array(eventTime, { minLength: 1, maxLength: 60 }), (runs) => {
      let last = 1;
      for (const { survival, low, high } of kaplanMeier(runs)) {
        expect(survival).toBeLessThan(last);
        expect(low).toBeGreaterThanOrEqual(0);
        expect(low).toBeLessThanOrEqual(survival);
        expect(high).toBeGreaterThanOrEqual(survival);
        expect(high).toBeLessThanOrEqual(1);
        last = survival;
      }
      expect(kaplanMeier(runs.toReversed())).toEqual(kaplanMeier(runs));
    }),
  );
});

test("a run that was watched until the time at which others saw the event was still at risk then", () => {
  expect(kaplanMeier([...notSeen(5), ...seen(5)])[0]?.survival).toBe(0.5);
});

test("where none are left the share is 0, and its upper bound stays", () => {
  const [first, last] = kaplanMeier(seen(1, 2));
  expect(last).toEqual({ time: 2, survival: 0, low: 0, high: first?.high });
  expect(kaplanMeier(seen(3))).toEqual([{ time: 3, survival: 0, low: 0, high: 1 }]);
});

test("runs that never saw it leave no step", () => {
  expect(kaplanMeier(notSeen(1, 2, 3))).toEqual([]);
});

test("it covers 95 %: exponential times of mean 1, watched for uniform times up to 3, at time 1", () => {
  const runs = 1000;
  let covered = 0;
  for (let run = 0; run < runs; run++) {
    const at = (i: number) => uniformAt({ seed: 1, run }, PURPOSE.marks, addressOf("survival"), { low: i, high: 0 });
    const times = Array.from({ length: 100 }, (_, i) => {
      const event = -Math.log(at(2 * i));
      const watched = 3 * at(2 * i + 1);
      return { time: Math.min(event, watched), happened: event <= watched };
    });
    const step = kaplanMeier(times).findLast(({ time }) => time <= 1);
    const { low, high } = step ?? { low: 1, high: 1 };
    if (low <= Math.exp(-1) && Math.exp(-1) <= high) covered++;
  }
  expect(Math.abs(covered / runs - 0.95)).toBeLessThan(3 * Math.sqrt((0.95 * 0.05) / runs));
});

test("no runs, and times that are none, are refused", () => {
  expect(() => kaplanMeier([])).toThrow(expect.objectContaining({ code: "sim/too-few" }));
  for (const time of [Number.NaN, Number.POSITIVE_INFINITY])
    expect(() => kaplanMeier(seen(time))).toThrow(expect.objectContaining({ code: "sim/not-a-number" }));
});

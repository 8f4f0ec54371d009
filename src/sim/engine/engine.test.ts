import { describe, expect, test } from "vitest";
import {
  plainKernel,
  type PlainEvent,
  plainRequest,
  type PlainSource,
  type PlainWorld,
} from "../../../test/support/plainKernel.ts";
import { createMoments } from "../statistics/moments.ts";
import { exponentialCdf, kolmogorovSmirnov } from "../statistics/kolmogorov.ts";
import { YEAR } from "../randomness/atoms.ts";
import { createEngine } from "./engine.ts";
import type { RateSource } from "./source.ts";

const runsOf = (sources: readonly PlainSource[], years: number, runs: number, seed = 1) => {
  const engine = createEngine(plainKernel(sources));
  return Array.from({ length: runs }, (_, run) => engine(plainRequest({ seed, run }, 0, years * YEAR)).events);
};

test("a source without history is a Poisson process: its mean count is μT", () => {
  const counts = createMoments();
  for (const events of runsOf([{ key: "a", mu: 3 }], 4, 4000)) counts.add(events.length);
  expect(Math.abs(counts.mean - 12)).toBeLessThan(3 * counts.standardError);
  expect(counts.variance / counts.mean).toBeGreaterThan(0.9);
  expect(counts.variance / counts.mean).toBeLessThan(1.1);
});

/** From empty: μT/(1 − n) − μn(1 − e^(−β(1−n)T))/(β(1−n)²). */
const hawkesMean = (mu: number, n: number, beta: number, years: number): number =>
  (mu * years) / (1 - n) - (mu * n * (1 - Math.exp(-beta * (1 - n) * years))) / (beta * (1 - n) ** 2);

test.each([
  { mu: 2, n: 0.5, decay: 6 },
  { mu: 1, n: 0.8, decay: 3 },
])("a source that excites itself has the mean count of a Hawkes process: $mu, $n, $decay", ({ mu, n, decay }) => {
  const counts = createMoments();
  for (const events of runsOf([{ key: "a", mu, decay, excitedBy: { a: n } }], 5, 4000)) counts.add(events.length);
  expect(Math.abs(counts.mean - hawkesMean(mu, n, decay, 5))).toBeLessThan(3 * counts.standardError);
});

/** Gaps in operational time, which are exponential if the model is right (Brown et al. 2002, Neural Comput. 14:325). */
function rescaledGaps(times: readonly number[], mu: number, n: number, beta: number): number[] {
  let last = 0;
  let excited = 0;
  return times.map((ms) => {
    const t = ms / YEAR;
    const faded = Math.exp(-beta * (t - last));
    const gap = mu * (t - last) + (excited * (1 - faded)) / beta;
    excited = excited * faded + n * beta;
    last = t;
    return gap;
  });
}

test("gaps rescaled by the rate are exponential, and are not with β off by 10 %", () => {
  const [mu, n, beta] = [4, 0.6, 8];
  const gaps = (b: number) =>
    runsOf([{ key: "a", mu, decay: beta, excitedBy: { a: n } }], 200, 60).flatMap((events) =>
      rescaledGaps(
        events.map(({ placed }) => placed),
        mu,
        n,
        b,
      ),
    );
  expect(kolmogorovSmirnov(gaps(beta), exponentialCdf).p).toBeGreaterThan(0.01);
  expect(kolmogorovSmirnov(gaps(beta * 1.1), exponentialCdf).p).toBeLessThan(0.01);
});

test("of a linear model with a raised rate, every channel keeps its events, and has more", () => {
  const model = (mu: number): PlainSource[] => [
    { key: "a", mu, decay: 4, excitedBy: { a: 0.2, b: 0.3 } },
    { key: "b", mu: 1, decay: 2, excitedBy: { a: 0.4 } },
    { key: "c", mu: 0.5, decay: 3, excitedBy: { b: 0.3 }, slope: 0.5 },
  ];
  const [low, high] = [runsOf(model(1), 6, 300), runsOf(model(1.6), 6, 300)];
  let more = 0;
  for (const [run, events] of low.entries()) {
    const ids = new Set(high[run]?.map(({ id }) => id));
    expect(events.filter(({ id }) => !ids.has(id))).toEqual([]);
    more += ids.size - events.length;
  }
  expect(more).toBeGreaterThan(300);
});

test("where events relieve, more of them take others away", () => {
  const model = (mu: number): PlainSource[] => [
    { key: "peace", mu },
    { key: "war", mu: 4, relievedBy: { peace: 0.7 } },
  ];
  const [few, many] = [runsOf(model(0.2), 5, 200), runsOf(model(1), 5, 200)];
  const wars = (events: (typeof few)[number]) => events.filter(({ source }) => source === "war").map(({ id }) => id);
  let gone = 0;
  for (const [run, events] of few.entries()) {
    const left = new Set(wars(many[run] ?? []));
    gone += wars(events).filter((id) => !left.has(id)).length;
    expect([...left].every((id) => wars(events).includes(id))).toBe(true);
  }
  expect(gone).toBeGreaterThan(100);
});

test("a block that nothing connects to the rest is the same whatever happens there", () => {
  const block: PlainSource[] = [
    { key: "x", mu: 2, decay: 5, excitedBy: { y: 0.4 }, marks: { red: 1, blue: 2 } },
    { key: "y", mu: 1, decay: 5, excitedBy: { x: 0.4 } },
  ];
  const others = (mu: number): PlainSource[] => [{ key: "a", mu, decay: 5, excitedBy: { a: 0.5 } }];
  const of = (list: PlainSource[]) =>
    runsOf(list, 5, 100).map((events) => events.filter(({ source }) => source === "x" || source === "y"));
  expect(of([...others(1), ...block])).toEqual(of([...others(9), ...block]));
});

test("marks come out with their weights", () => {
  const marks = runsOf([{ key: "a", mu: 20, marks: { red: 1, green: 2, blue: 5 } }], 10, 100).flat();
  const share = (name: string) => marks.filter(({ mark }) => mark === name).length / marks.length;
  for (const [name, p] of [
    ["red", 1 / 8],
    ["green", 2 / 8],
    ["blue", 5 / 8],
  ] as const)
    expect(Math.abs(share(name) - p)).toBeLessThan(4 * Math.sqrt((p * (1 - p)) / marks.length));
});

test("a run that would never end is ended, and says so", () => {
  const engine = createEngine(plainKernel([{ key: "a", mu: 1, decay: 50, excitedBy: { a: 1.5 } }]));
  const run = engine({ ...plainRequest({ seed: 1, run: 0 }, 0, 40 * YEAR), mostEvents: 500 });
  expect(run.runaway).toBe(true);
  expect(run.events).toHaveLength(500);
});

test("what rates may not be is refused with the name of the source", () => {
  const kernel = plainKernel([{ key: "a", mu: 1 }]);
  const [source] = kernel.sources;
  const withRate = (rate: number) => () => {
    const broken = { ...kernel, sources: source === undefined ? [] : [{ ...source, rate: () => rate, bound: 2 }] };
    return createEngine(broken)(plainRequest({ seed: 1, run: 0 }, 0, 50 * YEAR));
  };
  expect(withRate(Number.NaN)).toThrowError(expect.objectContaining({ code: "sim/rate" }));
  expect(withRate(-1)).toThrowError(/The rate of a is -1/);
  expect(withRate(3)).toThrowError(expect.objectContaining({ code: "sim/bound" }));
});

describe("a ceiling or a bound that is too low is refused, and is no silence", () => {
  const kernel = plainKernel([{ key: "a", mu: 4 }]);
  const withSource = (more: Partial<RateSource<PlainWorld, PlainEvent>>) =>
    createEngine({ ...kernel, sources: kernel.sources.map((source) => ({ ...source, ...more })) });

  test.each([
    ["a ceiling below the rate", { ceiling: () => 1 }],
    ["a ceiling that is no number", { ceiling: () => Number.NaN }],
    ["a bound below the rate", { bound: 1 }],
    ["a bound of 0 beside a rate that is not", { bound: 0 }],
  ])("%s", (_what, more) => {
    expect(() => withSource(more)(plainRequest({ seed: 1, run: 0 }, 0, 4 * YEAR))).toThrow(
      expect.objectContaining({ code: "sim/bound" }),
    );
  });

  test("one that is right changes nothing", () => {
    const request = plainRequest({ seed: 1, run: 0 }, 0, 4 * YEAR);
    expect(withSource({ ceiling: () => 4 })(request).events).toEqual(createEngine(kernel)(request).events);
  });
});

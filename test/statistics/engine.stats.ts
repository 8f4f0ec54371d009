import { describe, expect, test } from "vitest";
import { createEngine } from "../../src/sim/engine/engine.ts";
import { YEAR } from "../../src/sim/randomness/atoms.ts";
import { exponentialCdf, kolmogorovSmirnov } from "../../src/sim/statistics/kolmogorov.ts";
import { createMoments } from "../../src/sim/statistics/moments.ts";
import { plainKernel, plainRequest, type PlainSource } from "../support/plainKernel.ts";
import { drawnCanon, FROM, INTERVENED, MODEL, OBSERVED, retell } from "../support/plainWhatIf.ts";

const SEEDS = Array.from({ length: 20 }, (_, i) => 1000 + i);

const countsOf = (source: PlainSource, years: number, seed: number, runs: number) => {
  const engine = createEngine(plainKernel([source]));
  const counts = createMoments();
  for (let run = 0; run < runs; run++) counts.add(engine(plainRequest({ seed, run }, 0, years * YEAR)).events.length);
  return counts;
};

/** How far z-scores lie from standard ones: their squares sum to a χ² of as many degrees; in its standard deviations. */
function offStandard(scores: readonly number[]): number {
  const sum = scores.reduce((total, z) => total + z * z, 0);
  const n = scores.length;
  return Math.abs(sum - n) / Math.sqrt(2 * n);
}

describe("over many seeds", () => {
  test.each([0.2, 1, 7.5, 60])("Poisson counts of rate %d have mean μT and as large a variance", (mu) => {
    const found = SEEDS.map((seed) => countsOf({ key: "a", mu }, 3, seed, 2000));
    expect(offStandard(found.map(({ mean, standardError }) => (mean - 3 * mu) / standardError))).toBeLessThan(3);
    expect(
      offStandard(found.map(({ mean, variance, n }) => (variance / mean - 1) / Math.sqrt((2 + 1 / (3 * mu)) / n))),
    ).toBeLessThan(3);
  });

  test.each([
    [2, 0.3, 12],
    [2, 0.5, 6],
    [1, 0.8, 3],
    [5, 0.7, 1],
  ])("Hawkes counts of μ = %d, n = %d, β = %d have the mean of the formula", (mu, n, beta) => {
    const years = 5;
    const mean = (mu * years) / (1 - n) - (mu * n * (1 - Math.exp(-beta * (1 - n) * years))) / (beta * (1 - n) ** 2);
    const source = { key: "a", mu, decay: beta, excitedBy: { a: n } };
    expect(
      offStandard(
        SEEDS.map((seed) => {
          const counts = countsOf(source, years, seed, 2000);
          return (counts.mean - mean) / counts.standardError;
        }),
      ),
    ).toBeLessThan(3);
  });

  test("rescaled gaps are exponential: their p-values are uniform", () => {
    const [mu, n, beta] = [4, 0.6, 8];
    const engine = createEngine(plainKernel([{ key: "a", mu, decay: beta, excitedBy: { a: n } }]));
    const values = SEEDS.flatMap((seed) =>
      [0, 1, 2].map((run) => {
        let last = 0;
        let excited = 0;
        const gaps = engine(plainRequest({ seed, run }, 0, 100 * YEAR)).events.map(({ placed }) => {
          const t = placed / YEAR;
          const faded = Math.exp(-beta * (t - last));
          const gap = mu * (t - last) + (excited * (1 - faded)) / beta;
          excited = excited * faded + n * beta;
          last = t;
          return gap;
        });
        return kolmogorovSmirnov(gaps, exponentialCdf).p;
      }),
    );
    expect(kolmogorovSmirnov(values, (p) => Math.min(1, Math.max(0, p))).p).toBeGreaterThan(0.001);
  });
});

describe("over 20 000 canons that the model drew", () => {
  const kernel = plainKernel(INTERVENED);
  const engine = createEngine(kernel);
  const consistency = (canons: number, emptied: boolean): number[] => {
    const [counter, direct] = [MODEL.map(() => createMoments()), MODEL.map(() => createMoments())];
    for (let run = 0; run < canons; run++) {
      const counted = retell(drawnCanon(run), { kernel, emptied })({ seed: 12, run }).events;
      const free = engine(plainRequest({ seed: 13, run }, FROM, OBSERVED)).events;
      for (const [i, { key }] of MODEL.entries()) {
        counter[i]?.add(counted.filter(({ source }) => source === key).length);
        direct[i]?.add(free.filter(({ source }) => source === key).length);
      }
    }
    return counter.map((a, i) => {
      const b = direct[i] ?? a;
      return (a.mean - b.mean) / Math.sqrt(a.standardError ** 2 + b.standardError ** 2);
    });
  };

  test("the counterfactual and the interventional distribution have one mean", () => {
    for (const z of consistency(20_000, true)) expect(Math.abs(z)).toBeLessThan(2);
  });

  test("an engine that forgot to empty the strip is found out beyond doubt", () => {
    expect(Math.max(...consistency(20_000, false).map(Math.abs))).toBeGreaterThan(100);
  });
});

import { expect, test } from "vitest";
import { plainKernel, plainRequest, type PlainEvent } from "../../../test/support/plainKernel.ts";
import { drawnCanon, FROM, INTERVENED, MODEL, OBSERVED, retell } from "../../../test/support/plainWhatIf.ts";
import { addressOf, PURPOSE, uniformAt } from "../randomness/address.ts";
import { createMoments } from "../statistics/moments.ts";
import { createEngine } from "./engine.ts";

const LOGS = 200;
const RUNS = 99;

/** How much of the time was left when each event of a source happened. */
const outcome = (events: readonly PlainEvent[], source: string): number =>
  events.reduce(
    (sum, event) => (event.source === source ? sum + (OBSERVED - event.placed) / (OBSERVED - FROM) : sum),
    0,
  );

/**
 * Of a log that the model itself drew, it is known what would have been: the same atoms under the other rates. What the engine says
 * without seeing those atoms must be right on the average, and its intervals must hold as often as they claim: the truth's rank among
 * the guesses is uniform, ties broken at random (simulation-based calibration: Talts et al. 2018).
 */
function calibrate(emptied: boolean) {
  const kernel = plainKernel(INTERVENED);
  const engine = createEngine(kernel);
  const biases = MODEL.map(() => createMoments());
  const covered = MODEL.map(() => 0);
  for (let log = 0; log < LOGS; log++) {
    const truth = engine(plainRequest({ seed: 11, run: log }, FROM, OBSERVED)).events;
    const tell = retell(drawnCanon(log), { kernel, emptied });
    const guesses = Array.from({ length: RUNS }, (_, run) => tell({ seed: 40 + log, run }).events);
    for (const [i, { key }] of MODEL.entries()) {
      const [own, others] = [outcome(truth, key), guesses.map((events) => outcome(events, key))];
      biases[i]?.add(others.reduce((sum, guess) => sum + guess, 0) / RUNS - own);
      const below = others.filter((guess) => guess < own).length;
      const ties = others.filter((guess) => guess === own).length;
      const broken = uniformAt({ seed: 1, run: log }, PURPOSE.resampling, addressOf(key), addressOf("tie"));
      const rank = (below + broken * (ties + 1)) / (RUNS + 1);
      if (rank >= 0.05 && rank <= 0.95) covered[i] = (covered[i] ?? 0) + 1;
    }
  }
  return biases.map((bias, i) => ({ z: bias.mean / bias.standardError, coverage: (covered[i] ?? 0) / LOGS }));
}

test("of 200 logs, what would have been is told without bias, and intervals of 90 % hold 84 to 95 % of the time", () => {
  for (const [i, { z, coverage }] of calibrate(true).entries()) {
    // c is touched in a few logs only, and then much: a mean over 200 has no normal error.
    if (MODEL[i]?.key !== "c") expect(Math.abs(z)).toBeLessThan(3);
    expect(coverage).toBeGreaterThanOrEqual(0.84);
    expect(coverage).toBeLessThanOrEqual(0.95);
  }
}, 120_000);

test("an engine that forgot to empty the strip is biased, and its intervals do not hold", () => {
  const worst = calibrate(false).map(({ z, coverage }) => [Math.abs(z), coverage] as const);
  expect(Math.max(...worst.map(([z]) => z))).toBeGreaterThan(10);
  expect(Math.min(...worst.map(([, coverage]) => coverage))).toBeLessThan(0.7);
}, 120_000);

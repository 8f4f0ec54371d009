import { lastValueFrom } from "rxjs";
import { describe, expect, test } from "vitest";
import { canonOfTwo } from "../../../test/support/simulated.ts";
import { simulate } from "../ensemble/simulate.ts";
import { planWhatIf } from "../plan.ts";
import { buildScenario } from "../scenario.ts";
import { outcomeOf, wayTo } from "./outcome.ts";
import { rare } from "./rare.ts";

const { canon, branch } = canonOfTwo();
const plan = planWhatIf({ timeline: branch, canon, until: "2103" });
const scenario = buildScenario(plan);
const RUNS = 64;
const keys = Array.from({ length: RUNS }, (_, run) => ({ seed: 3, run }));

describe("an outcome of single runs is that of an ensemble", () => {
  test.each([
    "nervousness.quadrant > 45",
    "share.east < 0.3",
    "finally nervousness.quadrant >= 10",
    "not at-war(east, west)",
  ])("%s", async (what) => {
    const { outcomes } = await lastValueFrom(simulate(plan, { runs: RUNS, seed: 3, outcomes: [what] }));
    const [asked] = outcomes;
    const of = outcomeOf(scenario, what, false);
    const seen = keys.filter((key) => of(() => key) === 1).length;
    expect(seen / RUNS).toBeCloseTo(asked?.edited.value ?? Number.NaN, 12);
    const apart = outcomeOf(scenario, what, true);
    const difference = keys.reduce((sum, key) => sum + apart(() => key), 0) / RUNS;
    expect(difference).toBeCloseTo(asked?.difference?.value ?? Number.NaN, 12);
  });

  test("of a number, its mean at the end", async () => {
    const { numbers } = await lastValueFrom(simulate(plan, { runs: RUNS, seed: 3, outcomes: ["share.east"] }));
    const of = outcomeOf(scenario, "share.east", true);
    const mean = keys.reduce((sum, key) => sum + of(() => key), 0) / RUNS;
    expect(mean).toBeCloseTo(numbers[0]?.difference?.value ?? Number.NaN, 12);
  });
});

describe("the way to an outcome ends where the outcome is", () => {
  test.each([
    "nervousness.quadrant > 45",
    "share.east < 0.3",
    "finally nervousness.quadrant >= 10",
    "finally share.west < 0.3",
  ])("%s", (what) => {
    const { climb, threshold } = wayTo(scenario, what, "edited");
    const of = outcomeOf(scenario, what, false);
    const seen = keys.map((key) => of(() => key) === 1);
    expect(seen).toContain(true);
    expect(seen).toContain(false);
    expect(keys.map((key) => (climb(key).rises.at(-1)?.score ?? 0) >= threshold)).toEqual(seen);
  });

  test("to meet a number is not to pass it", () => {
    const score = (what: string) => wayTo(scenario, what, "edited").climb({ seed: 3, run: 0 }).rises.at(-1)?.score;
    expect(score("hulls.east >= 0")).toBeGreaterThanOrEqual(0);
    expect(score("hulls.nobody > 0")).toBeLessThan(0);
  });
});

test("what one run in a hundred comes to is as likely as a long plain count has it, on both sides", async () => {
  const outcome = "nervousness.quadrant > 66";
  const { outcomes } = await lastValueFrom(simulate(plan, { runs: 1280, seed: 11, outcomes: [outcome] }));
  const found = rare(plan, { outcome, seed: 3, trees: 8, effort: 40 });
  for (const side of ["edited", "canon"] as const) {
    const plain = outcomes[0]?.[side];
    const { probability = Number.NaN, low = Number.NaN, high = Number.NaN } = found[side] ?? {};
    expect(plain?.value).toBeLessThan(0.05);
    expect(plain?.value).toBeGreaterThan(0.002);
    const error = Math.hypot((high - low) / 4, ((plain?.high ?? 0) - (plain?.low ?? 0)) / 4);
    expect(Math.abs(probability - (plain?.value ?? Number.NaN))).toBeLessThan(3 * error);
  }
});

test.each([
  ["share.east", "sim/no-way"],
  ["at-war(east, west)", "sim/no-way"],
  ["share.east > share.west", "sim/no-way"],
  ["share.eats > 0.2", "expression/unknown-subject"],
])("“%s” is refused", (outcome, code) => {
  expect(() => rare(plan, { outcome })).toThrow(expect.objectContaining({ code }));
});

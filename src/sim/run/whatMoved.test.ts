import { describe, expect, test } from "vitest";
import { canonOfTwo } from "../../../test/support/simulated.ts";
import { simulateOne } from "../ensemble/simulate.ts";
import { prepareScenario } from "../scenario.ts";
import { whatMoved } from "./whatMoved.ts";

const { canon, branch } = canonOfTwo();
const edited = prepareScenario({ timeline: branch, canon, until: "2102" });
const untouched = prepareScenario({ timeline: canon, until: "2102" });

/** All events of some runs whose rate can be held against canon's. */
const compared = (scenario: typeof edited, runs: number) =>
  Array.from({ length: runs }, (_, run) => simulateOne(scenario, { seed: 5, run })).flatMap((run) => [
    ...run.fates.flatMap((fate) =>
      fate.kind === "removed" && fate.because.kind === "rate"
        ? [{ moves: whatMoved(scenario, run, fate), by: fate.because.rate.rate - fate.because.inCanon }]
        : [],
    ),
    ...run.added.flatMap((one) =>
      one.inCanon > 0 && !one.follows
        ? [{ moves: whatMoved(scenario, run, one), by: one.rate.rate - one.inCanon }]
        : [],
    ),
  ]);

describe("why a rate is not canon's", () => {
  const all = compared(edited, 100);

  test("is told of each event that differs, and sums to the difference", () => {
    expect(all.length).toBeGreaterThan(20);
    for (const { moves, by } of all) {
      expect(moves.reduce((sum, move) => sum + move.by, 0)).toBeCloseTo(by, 7);
      expect(moves.length).toBeGreaterThan(0);
    }
  });

  test("without the truce, treaties are among what moves them, with how many there are", () => {
    const treaties = all.flatMap(({ moves }) => moves).filter(({ part }) => part === "treaties");
    expect(treaties.length).toBeGreaterThan(0);
    const inForce = treaties.flatMap(({ readings }) => readings).filter(({ what }) => what === "in force");
    expect(inForce.length).toBeGreaterThan(0);
    for (const { here, inCanon } of inForce) expect(here).toBeLessThan(inCanon);
  });
});

test("where nothing was edited, no rate has moved", () => {
  expect(compared(untouched, 50)).toEqual([]);
});

test("of what stays as it was, and of what comes after canon's end, nothing is told", () => {
  const run = simulateOne(edited, { seed: 5, run: 0 });
  const [unchanged] = run.fates.filter(({ kind }) => kind === "unchanged");
  const later = run.added.find(({ event }) => event.placed > edited.plan.observedUntil);
  if (unchanged === undefined || later === undefined) throw new Error("the fixture is too small");
  expect([whatMoved(edited, run, unchanged), whatMoved(edited, run, later)]).toEqual([[], []]);
});

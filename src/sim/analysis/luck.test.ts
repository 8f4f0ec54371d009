import { expect, test } from "vitest";
import { canonOfTwo } from "../../../test/support/simulated.ts";
import { readModel } from "../model/readModel.ts";
import { planWhatIf } from "../plan.ts";
import { buildScenario } from "../scenario.ts";
import { luck } from "./luck.ts";

const { canon, branch } = canonOfTwo();
/** Nobody is ever put on alert, and nothing excites anything. */
const model = readModel({ model: "no-alerts", parameters: { alert: { rate: 0 } }, excitation: [] });

test("luck of every class is asked, and that of what cannot happen changes nothing", () => {
  const plan = planWhatIf({ timeline: branch, canon, until: "2102", model });
  const { shares, variance, runs } = luck(plan, { outcome: "nervousness.quadrant", seed: 2, runs: 40, against: false });
  const classes = [...new Set(buildScenario(plan).canon.kernel.sources.map(({ channel }) => channel))];
  expect(shares.map(({ channel }) => channel).sort()).toEqual(classes.sort());
  expect(runs).toBe(40 * (2 + classes.length));
  expect(variance).toBeGreaterThan(0);
  expect(shares.find(({ channel }) => channel === "alert")).toMatchObject({
    total: { value: 0, low: 0, high: 0 },
    changed: 0,
  });
  expect(shares.filter(({ changed }) => changed > 0).length).toBeGreaterThan(3);
});

test("of a branch, it is about what is more than in canon: where nothing can differ, there is no luck in it", () => {
  const plan = planWhatIf({ timeline: branch, canon, until: "2102", model });
  const apart = luck(plan, { outcome: "share.east", seed: 2, runs: 20 });
  const alone = luck(plan, { outcome: "share.east", seed: 2, runs: 20, against: false });
  expect(Math.abs(apart.mean.value)).toBeLessThan(alone.mean.value);
  expect(() =>
    luck(planWhatIf({ timeline: canon, until: "2102" }), { outcome: "share.east", runs: 20, against: true }),
  ).toThrow(expect.objectContaining({ code: "sim/no-variance" }));
});

import { expect, test } from "vitest";
import { canonOfTwo } from "../../../test/support/simulated.ts";
import { lnProbability } from "../engine/marks.ts";
import { defaultModel } from "../model/model.ts";
import { YEAR } from "../randomness/atoms.ts";
import { prepareScenario } from "../scenario.ts";
import { surprise } from "./surprise.ts";

const { canon } = canonOfTwo();
const scenario = prepareScenario({ timeline: canon, from: "2100-01-01", until: "2101" });

test("all that is said of events, and of the time after the last, sums to the log-likelihood ratio", () => {
  const { events, total, afterLast } = surprise(scenario);
  const { reference, plan } = scenario;
  const years = (plan.observedUntil - plan.from) / YEAR;
  // Over the whole time, as many events are expected under the constant rates: only the densities are left.
  let ratio = 0;
  for (const [id, { source, alternatives, mark }] of reference.modelled) {
    const told = events.find(({ event }) => event === id);
    const mean = reference.expected(source, plan.from, plan.observedUntil) / years;
    ratio += Math.log((told?.rate ?? 0) / mean);
    if (mark !== undefined) ratio += lnProbability(alternatives, mark) + Math.log(alternatives.length);
  }
  expect(events.length).toBeGreaterThanOrEqual(3);
  expect(total).toBeCloseTo(ratio, 9);
  expect(events.reduce((sum, { when, what }) => sum + when + what, afterLast)).toBeCloseTo(total, 9);
});

test("what is to be expected of a source is the integral of its rate", () => {
  const { reference, plan, canon: side } = scenario;
  const steps = 20_000;
  const width = (plan.observedUntil - plan.from) / steps;
  for (const [source, { key }] of side.kernel.sources.entries()) {
    let sum = 0;
    for (let i = 0; i < steps; i++) sum += (reference.rateAt(source, plan.from + (i + 0.5) * width) * width) / YEAR;
    const expected = reference.expected(source, plan.from, plan.observedUntil);
    expect([key, Math.abs(expected - sum) < 1e-3 * Math.max(0.01, sum)]).toEqual([key, true]);
  }
});

test("an event at a rate above its mean is less surprising than one below it", () => {
  const { events } = surprise(scenario);
  const score = ({ when, what }: (typeof events)[number]) => when + what;
  expect(events.map(score)).toEqual(events.map(score).toSorted((a, b) => a - b));
});

test("what the model says cannot have been, is told apart from what it does not know", () => {
  const model = defaultModel();
  const none = { ...model.parameters["missing"]?.["rate"], value: 0 };
  const { impossible, scripted } = surprise(
    prepareScenario({
      timeline: canon,
      from: "2100-01-01",
      until: "2101",
      model: {
        ...model,
        parameters: { ...model.parameters, missing: { ...model.parameters["missing"], rate: none as never } },
      },
    }),
  );
  expect(impossible.map(({ event }) => event)).toContain("ships-vanish");
  expect(scripted.map(({ event }) => event)).toContain("east-disarms");
});

test("where the model knows of nothing, nothing is said", () => {
  expect(() => surprise(prepareScenario({ timeline: canon, until: "2101" }))).toThrowError(
    expect.objectContaining({ code: "sim/too-little" }),
  );
});

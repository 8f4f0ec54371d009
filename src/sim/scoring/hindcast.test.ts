import { describe, expect, test } from "vitest";
import { canonOfTwo } from "../../../test/support/simulated.ts";
import { simulatedCanon } from "../../../test/support/simulatedCanon.ts";
import { defaultModel, type Model } from "../model/model.ts";
import { hindcast } from "./hindcast.ts";

const { canon } = canonOfTwo();
/** Twenty years, as the model itself tells them. */
const told = simulatedCanon(canon, 4, "2120");

/** The model with some rates multiplied. */
function scaled(factor: number, ...channels: string[]): Model {
  const model = defaultModel();
  const parameters = Object.fromEntries(
    Object.entries(model.parameters).map(([name, own]) => {
      const { rate } = own;
      return [
        name,
        rate !== undefined && channels.includes(name) ? { ...own, rate: { ...rate, value: rate.value * factor } } : own,
      ];
    }),
  );
  return { ...model, parameters };
}

describe("of a canon that the model itself drew", () => {
  test("the model foretells at least as well as constant rates", () => {
    const { scores, scored, origins, classes } = hindcast(told, { runs: 64, seed: 3 });
    expect(scored).toBeGreaterThan(60);
    expect(origins).toBeGreaterThan(15);
    expect(classes.length).toBeGreaterThan(10);
    for (const { verdict, model, baseline, difference } of scores) {
      expect(verdict).not.toBe("worse");
      expect(difference.value).toBeCloseTo(model - baseline, 12);
      expect(difference.low).toBeLessThanOrEqual(difference.value);
    }
    // How many there are of each class, it knows better than the first years can tell.
    expect(scores.find(({ score }) => score === "crps")?.verdict).toBe("better");
  });

  test("a model that is wrong by much is found to be worse, and it is said", () => {
    const wrong = scaled(12, "alert", "sabotage", "missing", "expose", "plant", "assign");
    const { scores } = hindcast(told, { runs: 48, seed: 3, model: wrong });
    expect(scores.map(({ verdict }) => verdict)).toEqual(["worse", "worse", "worse"]);
  });
});

test("equal seeds give equal scores", () => {
  const options = { runs: 8, seed: 5 };
  expect(hindcast(told, options)).toEqual(hindcast(told, options));
  expect(hindcast(told, { ...options, seed: 6 })).not.toEqual(hindcast(told, options));
});

test("too little to be scored is refused, with what would help", () => {
  expect(() => hindcast(canon)).toThrowError(expect.objectContaining({ code: "sim/too-little" }));
  expect(() => hindcast(told, { horizon: -1 })).toThrowError(expect.objectContaining({ code: "sim/horizon" }));
});

import { lastValueFrom } from "rxjs";
import { expect, test } from "vitest";
import { canonOfTwo } from "../../../test/support/simulated.ts";
import type { Parameter } from "../channels/defineChannel.ts";
import { simulate } from "../ensemble/simulate.ts";
import { defaultModel, type Model } from "../model/model.ts";
import { readModel } from "../model/readModel.ts";
import { planWhatIf } from "../plan.ts";
import { sensitivity } from "./sensitivity.ts";

const { canon, branch } = canonOfTwo();

/** A model in which everything is known but what is said. */
function knownBut(priors: Readonly<Record<string, readonly [number, number]>>): Model {
  const model = defaultModel();
  const known = (name: string, parameter: Parameter): Parameter => {
    const { value } = parameter;
    return { ...parameter, prior: priors[name] ?? [value, value] };
  };
  const named = (group: string, own: Readonly<Record<string, Parameter>>) =>
    Object.fromEntries(Object.entries(own).map(([name, one]) => [name, known(`${group}.${name}`, one)]));
  return {
    ...model,
    parameters: Object.fromEntries(Object.entries(model.parameters).map(([group, own]) => [group, named(group, own)])),
    excitation: model.excitation.map((one) => ({ ...one, n: known("", one.n) })),
    memory: named("memory", model.memory),
  };
}

test("what costs more, is done less: the effect has the sign that it must have, and nothing else that is unknown does more", () => {
  const model = knownBut({ "breach.cost": [2, 6], "breach.lossRepelled": [0.85, 0.86], "memory.plant": [20, 200] });
  const plan = planWhatIf({ timeline: branch, canon, until: "2102", model });
  const { effects, evaluations } = sensitivity(plan, {
    outcome: "nervousness.quadrant",
    seed: 3,
    trajectories: 6,
    runs: 24,
    against: false,
  });
  expect(effects.map(({ name }) => name).sort()).toEqual(["breach.cost", "breach.lossRepelled", "memory.plant"]);
  expect(effects[0]?.name).toBe("breach.cost");
  expect(effects[0]?.mean).toBeLessThan(0);
  expect(effects[0]?.low).toBeGreaterThan(0);
  // Nothing excites a planted report: how long it would remember cannot matter.
  expect(effects.find(({ name }) => name === "memory.plant")?.strength).toBe(0);
  expect(evaluations).toBe(6 * 4);
});

test("each model is what simulate makes of it: an effect is the difference of two ensembles", async () => {
  const model = knownBut({ "breach.cost": [2, 6] });
  const outcome = "nervousness.quadrant > 30";
  const plan = planWhatIf({ timeline: branch, canon, until: "2102", model });
  const found = sensitivity(plan, { outcome, seed: 3, trajectories: 6, runs: 16, against: true });
  const differenceAt = async (cost: number): Promise<number> => {
    const changed = readModel({ model: "x", parameters: { breach: { cost } } });
    const own = planWhatIf({ timeline: branch, canon, until: "2102", model: changed });
    const { outcomes } = await lastValueFrom(simulate(own, { runs: 16, seed: 3, outcomes: [outcome] }));
    return outcomes[0]?.difference?.value ?? Number.NaN;
  };
  const third = 4 / 3;
  const [a, b, c, d] = await Promise.all([0, 1, 2, 3].map((level) => differenceAt(2 + level * third)));
  const possible = [((c ?? 0) - (a ?? 0)) * 1.5, ((d ?? 0) - (b ?? 0)) * 1.5];
  const [{ mean, n } = { mean: Number.NaN, n: 0 }] = found.effects;
  const means = Array.from({ length: n + 1 }, (_, k) => (k * (possible[0] ?? 0) + (n - k) * (possible[1] ?? 0)) / n);
  expect(Math.min(...means.map((one) => Math.abs(one - mean)))).toBeLessThan(1e-9);
});

test("only those that are named are moved, and a name that none has is refused", () => {
  const plan = planWhatIf({ timeline: branch, canon, until: "2101" });
  const asked = { outcome: "nervousness.quadrant", trajectories: 6, runs: 1 };
  const { effects } = sensitivity(plan, { ...asked, only: "excitation breach" });
  expect(effects.length).toBeGreaterThan(2);
  expect(effects.every(({ name }) => name.startsWith("excitation breach → "))).toBe(true);
  expect(() => sensitivity(plan, { ...asked, only: "braech" })).toThrow(
    expect.objectContaining({ code: "sim/no-number" }),
  );
});

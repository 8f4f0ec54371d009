import { describe, expect, test } from "vitest";
import { ValorisError } from "../../events/valorisError.ts";
import { type Ranged, screen, type ScreeningOptions } from "./screening.ts";

const unit = (...names: string[]): Ranged[] => names.map((name) => ({ name, low: 0, high: 1 }));

const byName = (options: Omit<ScreeningOptions, "seed">, seed = 1) => {
  const found = screen({ seed, ...options });
  return { ...found, of: new Map(found.effects.map((effect) => [effect.name, effect])) };
};

test("of a linear outcome, each effect is its slope over its range, wherever the others are", () => {
  const { effects, of, evaluations } = byName({
    parameters: [
      { name: "a", low: 2, high: 4 },
      { name: "b", low: -1, high: 0 },
      { name: "c", low: 0, high: 10 },
    ],
    outcome: ([a = 0, b = 0, c = 0]) => 3 * a - 7 * b + 0.1 * c,
  });
  expect(effects.map(({ name }) => name)).toEqual(["b", "a", "c"]);
  for (const [name, slope] of [["a", 6] as const, ["b", -7] as const, ["c", 1] as const]) {
    const { strength = 0, mean, spread = 1, n, low = 0, high = 0 } = of.get(name) ?? {};
    expect([strength, mean]).toEqual([expect.closeTo(Math.abs(slope), 10), expect.closeTo(slope, 10)]);
    expect(spread).toBeLessThan(1e-9);
    expect(n).toBe(10);
    expect(high - low).toBeLessThan(1e-9);
  }
  expect(evaluations).toBe(10 * 4);
});

test("what does nothing has no effect at all", () => {
  const { of } = byName({ parameters: unit("a", "b"), outcome: ([a = 0]) => Math.sqrt(a) });
  expect(of.get("b")).toMatchObject({ strength: 0, mean: 0, spread: 0, low: 0, high: 0 });
  expect(of.get("a")?.strength).toBeGreaterThan(0.9);
});

test("what works through another is told by its spread; what works both ways, by its strength", () => {
  const { of } = byName({
    parameters: unit("a", "b", "alone"),
    trajectories: 40,
    outcome: ([a = 0, b = 0, alone = 0]) => (a - 0.5) * (b - 0.5) + alone,
  });
  expect(of.get("a")?.spread).toBeGreaterThan(0.2);
  expect(Math.abs(of.get("a")?.mean ?? 1)).toBeLessThan(0.2);
  expect(of.get("a")?.strength).toBeGreaterThan(0.2);
  expect(of.get("alone")?.spread).toBeLessThan(1e-9);
});

test("parameters of Sobol's g-function come out in the order of their weights", () => {
  const weights = [0, 0.5, 3, 9, 99];
  const g = (values: readonly number[]): number =>
    values.reduce(
      (product, x, i) => (product * (Math.abs(4 * x - 2) + (weights[i] ?? 0))) / (1 + (weights[i] ?? 0)),
      1,
    );
  // Where ends and thirds of a range come to the same, its middle tells: the grid is shifted off symmetry.
  const shifted = unit("first", "second", "third", "fourth", "fifth").map((one) => ({ ...one, high: 0.9 }));
  const { effects } = byName({ parameters: shifted, trajectories: 100, outcome: g });
  expect(effects.map(({ name }) => name)).toEqual(["first", "second", "third", "fourth", "fifth"]);
});

describe("values that are refused", () => {
  const refusing = (where: (a: number, b: number) => boolean, code = "sim/unstable") =>
    byName({
      parameters: unit("a", "b"),
      trajectories: 30,
      outcome: ([a = 0, b = 0]) => {
        if (where(a, b)) throw new ValorisError(code, "refused");
        return 2 * a + b;
      },
    });

  test("are counted, and steps between the others tell what they would have", () => {
    const { of, refused } = refusing((a, b) => a > 0.9 && b > 0.9);
    expect(refused).toBeGreaterThan(0);
    expect(of.get("a")).toMatchObject({ strength: expect.closeTo(2, 10) as number });
    expect(of.get("a")?.n).toBeLessThan(30);
  });

  test("leave unknown what no two of the others tell", () => {
    const { effects, unknown, refused } = refusing((a) => a > 0.5);
    expect(effects.map(({ name }) => name)).toEqual(["b"]);
    expect(unknown).toEqual(["a"]);
    expect(refused).toBeGreaterThan(0);
  });

  test("are nothing else that goes wrong", () => {
    expect(() => refusing(() => true, "expression/syntax")).toThrow(
      expect.objectContaining({ code: "expression/syntax" }),
    );
  });
});

test("equal seeds try equal values, and others others", () => {
  const tried = (seed: number): string[] => {
    const all: string[] = [];
    screen({ parameters: unit("a", "b", "c"), seed, outcome: (values) => all.push(values.join()) });
    return all;
  };
  expect(tried(1)).toEqual(tried(1));
  expect(tried(1)).not.toEqual(tried(2));
});

test("each trajectory moves each parameter once, within its range, and one that has none never", () => {
  const all: (readonly number[])[] = [];
  const { effects } = screen({
    parameters: [...unit("a", "b"), { name: "fixed", low: 3, high: 3 }],
    seed: 4,
    trajectories: 6,
    outcome: (values) => all.push(values),
  });
  expect(effects.map(({ name }) => name).sort()).toEqual(["a", "b"]);
  expect(all).toHaveLength(6 * 3);
  for (const [i, values] of all.entries()) {
    expect(values[2]).toBe(3);
    expect(values.every((value, k) => value >= 0 && value <= (k === 2 ? 3 : 1 + 1e-12))).toBe(true);
    const before = all[i - 1];
    if (i % 3 !== 0) expect(values.filter((value, k) => value !== before?.[k])).toHaveLength(1);
  }
});

test.each([
  [{ trajectories: 5 }, "sim/too-few"],
  [{ trajectories: 7.5 }, "sim/not-a-count"],
  [{ seed: -1 }, "sim/seed"],
  [{ outcome: () => Number.NaN }, "sim/not-a-number"],
])("%o is refused", (options, code) => {
  const usual = { parameters: unit("a"), seed: 1, outcome: () => 1 };
  expect(() => screen({ ...usual, ...options })).toThrow(expect.objectContaining({ code }));
});

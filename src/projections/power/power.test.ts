import { describe, expect, test } from "vitest";
import { COMPONENTS } from "../../events/component.ts";
import { chronicleOf, type Flat, WORLD } from "../../../test/support/chronicles.ts";

const powerAt = (events: readonly Flat[], occurred: string | number) =>
  chronicleOf([...WORLD, ...events]).worldAt({ occurred }).power;
const alpha = (events: readonly Flat[], occurred: string | number) => {
  const view = powerAt(events, occurred)["alpha"];
  if (view === undefined) throw new Error("alpha is a power");
  return view;
};

const halved = {
  id: "halved",
  type: "ForceReduced",
  at: "2001-06-01",
  faction: "alpha",
  component: "military",
  factor: 0.5,
};

describe("strength", () => {
  test("ln P is the weighted sum of the logarithms of its components", () => {
    const { lnP, components } = alpha([], 2000);
    expect(components).toEqual({ hulls: 10, crews: 10, yards: 1, energy: 3, population: 4, worlds: 2 });
    expect(lnP).toBeCloseTo(
      0.25 * Math.log(10) + 0.2 * Math.log(10) + 0.15 * (Math.log(1) + Math.log(3) + Math.log(4)) + 0.1 * Math.log(2),
      12,
    );
  });

  test("shares of all powers sum to 1; covert factions and organisations have none", () => {
    const cell = { id: "cell", type: "FactionFounded", faction: "cell", standing: "covert", partOf: "alpha" };
    const view = powerAt([cell], 2000);
    expect(Object.values(view).reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 12);
    expect(view["cell"]).toBeUndefined();
  });

  test("the index of the Correlates of War is the mean of the shares of each component", () => {
    const more = { id: "more", type: "ForceReported", at: 1999, faction: "beta", component: "hulls", value: 70 };
    const view = powerAt([more], 2000);
    const sum = (component: "hulls" | "crews" | "yards" | "energy" | "population" | "worlds"): number =>
      Object.values(view).reduce((total, { components }) => total + components[component], 0);
    const { components, cinc = Number.NaN } = view["beta"] ?? {};
    const parts = COMPONENTS.map((component) => (components?.[component] ?? Number.NaN) / sum(component));
    expect(cinc).toBeCloseTo(parts.reduce((total, part) => total + part, 0) / COMPONENTS.length, 12);
    expect(Object.values(view).reduce((total, { cinc: each }) => total + each, 0)).toBeCloseTo(1, 12);
  });

  test("a level stated as a share is that share of 100 units, whatever the others have", () => {
    const share = {
      id: "s",
      type: "ForceReported",
      at: 2000,
      faction: "alpha",
      component: "hulls",
      unit: "share",
      value: 0.3,
    };
    const others = { id: "o", type: "ForceReported", at: 1999, faction: "beta", component: "hulls", value: 500 };
    expect(alpha([share], 2001).components.hulls).toBe(30);
    expect(alpha([share, others], 2001).components.hulls).toBe(30);
  });

  test("a reduction multiplies, exactly and once however many causes it has", () => {
    const before = alpha([halved], "2001-05-31");
    const after = alpha([{ ...halved, causes: ["t1", "t2"] }], "2001-06-01");
    expect(after.components.hulls).toBe(before.components.hulls / 2);
    expect(after.components.crews).toBe(before.components.crews / 2);
    expect(after.lnP - before.lnP).toBeCloseTo(0.45 * Math.log(0.5), 12);
  });

  test("a reduction of the level at a baseline ignores what came between", () => {
    const treaty = {
      id: "treaty",
      type: "TreatyRatified",
      at: "2001-01-01",
      treaty: "limits",
      parties: ["alpha", "beta"],
    };
    const raised = {
      id: "raised",
      type: "ForceRaised",
      at: "2001-03-01",
      faction: "alpha",
      component: "hulls",
      by: 30,
    };
    const events = [treaty, raised, { ...halved, component: "hulls", baseline: "treaty" }];
    expect(alpha(events, "2001-06-01").components.hulls).toBeCloseTo(5, 12);
    expect(alpha([treaty, raised, { ...halved, component: "hulls" }], "2001-06-01").components.hulls).toBeCloseTo(
      20,
      12,
    );
  });

  test("crippled is taken as 0.3 of what it was, and says that this is a prior", () => {
    const crippled = { id: "c", type: "ForceCrippled", at: 2001, faction: "alpha", component: "hulls" };
    expect(alpha([crippled], 2001).components.hulls).toBeCloseTo(3, 12);
    const lines = chronicleOf([...WORLD, crippled]).because("power", "alpha").contributions;
    expect(lines.find(({ event }) => event === "c")?.note).toMatch(/prior/);
  });
});

describe("what systems give follows who rules them", () => {
  const taken = { id: "taken", type: "ControlChanged", at: "2001-01-01T00:00:00.000Z", systems: ["s0"], to: "beta" };

  test("half at once, three quarters after a year, and the loser has nothing of it", () => {
    const population = (occurred: string) => powerAt([taken], occurred)["beta"]?.components.population ?? 0;
    expect(population("2001-01-01T00:00:00.000Z")).toBeCloseTo(5, 9);
    expect(population("2002-01-01T06:00:00.000Z")).toBeCloseTo(5.5, 9);
    expect(alpha([taken], "2001-01-01").components.population).toBe(2);
  });

  test("a later cession moves no capability", () => {
    const ceded = {
      id: "ceded",
      type: "TerritoryTransferred",
      at: 2003,
      systems: ["s0"],
      to: "beta",
      from: "alpha",
      procedure: 3,
    };
    const at = "2004-01-01";
    expect(powerAt([taken, ceded], at)["beta"]?.lnP).toBe(powerAt([taken], at)["beta"]?.lnP);
  });
});

test("a faction that comes to another standing is a power from then on, or none any more", () => {
  const stands = (id: string, at: number, faction: string, standing: string): Flat => ({
    id,
    type: "StandingChanged",
    at,
    faction,
    standing,
  });
  const cell = { id: "cell", type: "FactionFounded", faction: "cell", standing: "covert" };
  const events = [cell, stands("rises", 2001, "cell", "minor"), stands("falls", 2002, "alpha", "organisation")];
  const powers = (at: number): string[] => Object.keys(powerAt(events, at)).sort();
  expect(powers(2000)).toEqual(["alpha", "beta", "delta", "gamma"]);
  expect(powers(2001)).toEqual(["alpha", "beta", "cell", "delta", "gamma"]);
  expect(powers(2002)).toEqual(["beta", "cell", "delta", "gamma"]);
});

describe("a change of leader", () => {
  const seat = (manner: string | undefined): Flat => ({
    id: "new",
    type: "LeaderReplaced",
    at: "2001-01-01T00:00:00.000Z",
    office: "seat-of-alpha",
    successor: "a",
    ...(manner === undefined ? {} : { manner }),
  });

  test.each([
    ["disgraced", 0.85],
    ["coup", 0.85],
    ["elected", 0.97],
    // Nobody says how: as much as any change of leader.
    [undefined, 0.97],
  ])("%s leaves %f of legitimacy, which is back after two years", (manner, left) => {
    const calm = alpha([], 2001).lnP;
    expect(alpha([seat(manner)], "2001-01-01T00:00:00.000Z").lnP - calm).toBeCloseTo(Math.log(left), 9);
    expect(alpha([seat(manner)], "2002-01-01T06:00:00.000Z").lnP - calm).toBeCloseTo(Math.log(left) / 2, 3);
    expect(alpha([seat(manner)], 2003).lnP).toBeCloseTo(calm, 9);
  });
});

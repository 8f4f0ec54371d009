import { describe, expect, test } from "vitest";
import { chronicleOf, type Flat, WORLD } from "../../../test/support/chronicles.ts";
import { compileExpression } from "../expressions/compile.ts";
import { createFold } from "../fold.ts";
import { tenure } from "../tenure.ts";
import { borders } from "./laneGraph.ts";
import { territory } from "./territory.ts";
import type { TerritoryState } from "./territoryState.ts";

const systemAt = (events: readonly Flat[], id: string, occurred: string | number) =>
  chronicleOf([...WORLD, ...events]).worldAt({ occurred }).territory.systems[id];

const breach = { id: "breach", type: "BorderBreached", at: 2001, by: "alpha", against: "beta", systems: ["s2"] };

test("a system may be ruled from the beginning by another than its owner, and a power have its seat", () => {
  const keep = { id: "keep", type: "SystemCharted", system: "keep", holder: "alpha", controller: "beta" };
  const ostra = { id: "o", type: "FactionFounded", faction: "ostra", standing: "minor", capital: "keep" };
  const fold = createFold([territory]);
  const chronicle = chronicleOf([...WORLD, keep, ostra]);
  fold.apply(chronicle.events);
  expect(chronicle.worldAt().territory.systems["keep"]).toMatchObject({
    sovereign: "alpha",
    controller: "beta",
    status: "occupied",
    by: "keep",
  });
  expect((fold.states()["territory"] as TerritoryState).capitals.get("ostra")).toBe("keep");
  // Ruled from the beginning, it gives all that it gives at once.
  const [without, withIt] = [chronicleOf(WORLD), chronicle].map((one) => one.worldAt({ occurred: 2000 }).power);
  expect((withIt?.["beta"]?.components.worlds ?? 0) - (without?.["beta"]?.components.worlds ?? 0)).toBe(1);
  expect(withIt?.["alpha"]?.components.worlds).toBe(without?.["alpha"]?.components.worlds);
});

describe("a person who owns a system", () => {
  const keep = { id: "keep", type: "SystemCharted", system: "keep", holder: "duke" };
  const dies = { id: "dies", type: "PersonDied", person: "duke", at: 2002 };
  const owner = (...events: readonly Flat[]) => systemAt([keep, ...events], "keep", 2003)?.sovereign;

  test("holds it on their own account, and leaves it to an heir, or to nobody", () => {
    expect(owner()).toBe("duke");
    expect(
      owner({ id: "sold", type: "TerritoryTransferred", at: 2001, systems: ["keep"], from: "duke", to: "alpha" }),
    ).toBe("alpha");
    expect(owner({ ...dies, heir: "duchess" })).toBe("duchess");
    expect(owner(dies)).toBeNull();
  });

  test("and serves a power, holds it for that power", () => {
    const serves = { id: "serves", type: "AllegianceChanged", subject: "duke", to: "alpha", at: 2001 };
    const given = { id: "given", type: "TerritoryTransferred", at: 2002, systems: ["keep"], to: "duke" };
    expect(owner(serves, given)).toBe("alpha");
  });
});

describe("a condominium", () => {
  const isle: Flat = {
    id: "isle",
    type: "SystemCharted",
    system: "isle",
    lanes: ["s4"],
    holder: ["alpha", "beta"],
    value: { worlds: 4 },
  };
  const gives = (id: string, at: number, to: unknown, more: Flat = {}): Flat => ({
    id,
    type: "TerritoryTransferred",
    at,
    systems: ["isle"],
    to,
    procedure: 3,
    ...more,
  });
  const worldAt = (events: readonly Flat[], occurred: number) =>
    chronicleOf([...WORLD, ...events]).worldAt({ occurred });
  const both = {
    sovereign: "alpha",
    controller: "alpha",
    sovereigns: ["alpha", "beta"],
    controllers: ["alpha", "beta"],
  };

  test("is held by both, each with half of it in territory and in power", () => {
    const [without, shared] = [worldAt([], 2000), worldAt([isle], 2000)];
    expect(shared.territory.systems["isle"]).toMatchObject({ ...both, status: "held" });
    for (const one of ["alpha", "beta"]) {
      // No yard, one of energy, one of population, four worlds.
      expect((shared.territory.index[one] ?? 0) - (without.territory.index[one] ?? 0)).toBeCloseTo(3);
      expect((shared.power[one]?.components.worlds ?? 0) - (without.power[one]?.components.worlds ?? 0)).toBeCloseTo(2);
    }
    expect(shared.territory.index["gamma"]).toBe(without.territory.index["gamma"]);
  });

  test("begins by an event, and ends by one", () => {
    const events = [
      { ...isle, holder: "alpha" },
      gives("shared", 2001, ["alpha", "beta"]),
      gives("sold", 2002, "gamma", { from: "beta" }),
    ];
    expect(worldAt(events, 2000).territory.systems["isle"]).not.toHaveProperty("sovereigns");
    expect(worldAt(events, 2001).territory.systems["isle"]).toMatchObject(both);
    expect(worldAt(events, 2002).territory.systems["isle"]).toMatchObject({ sovereign: "gamma", controller: "gamma" });
    expect(worldAt(events, 2002).territory.systems["isle"]).not.toHaveProperty("controllers");
    // Alpha's half is not won anew: it had all of it.
    const half = worldAt([events[0] ?? {}, events[1] ?? {}], 2001).power["alpha"]?.components.worlds ?? 0;
    expect(half - (worldAt([], 2001).power["alpha"]?.components.worlds ?? 0)).toBeCloseTo(2);
  });

  test("that is occupied is its owners' by law, and theirs again when the occupier leaves", () => {
    const taken = { id: "taken", type: "ControlChanged", at: 2001, systems: ["isle"], to: "delta" };
    const left = { id: "left", type: "ControlChanged", at: 2002, systems: ["isle"], from: "delta", withdrawn: true };
    const occupied = worldAt([isle, taken], 2001).territory;
    expect(occupied.systems["isle"]).toMatchObject({
      status: "occupied",
      controller: "delta",
      sovereigns: ["alpha", "beta"],
    });
    expect((occupied.index["delta"] ?? 0) - (worldAt([], 2001).territory.index["delta"] ?? 0)).toBeCloseTo(3);
    expect((occupied.index["beta"] ?? 0) - (worldAt([], 2001).territory.index["beta"] ?? 0)).toBeCloseTo(1.5);
    expect(worldAt([isle, taken, left], 2002).territory.systems["isle"]).toMatchObject({ ...both, status: "held" });
  });

  test("may be an occupation by several", () => {
    const taken = { id: "taken", type: "ControlChanged", at: 2001, systems: ["s4"], to: ["alpha", "beta"] };
    expect(worldAt([taken], 2001).territory.systems["s4"]).toMatchObject({
      sovereign: "gamma",
      controllers: ["alpha", "beta"],
      status: "occupied",
    });
  });

  test("is left to the others where one of them ends, or to its successor", () => {
    const ends = { id: "ends", type: "FactionDissolved", at: 2001, faction: "alpha" };
    expect(worldAt([isle, ends], 2001).territory.systems["isle"]).toMatchObject({ sovereign: "beta", status: "held" });
    expect(worldAt([isle, ends], 2001).territory.systems["isle"]).not.toHaveProperty("sovereigns");
    expect(worldAt([isle, { ...ends, successor: "gamma" }], 2001).territory.systems["isle"]).toMatchObject({
      sovereigns: ["gamma", "beta"],
    });
  });

  test("borders whom its owners do not rule, for each of them", () => {
    const fold = createFold([territory]);
    fold.apply(chronicleOf([...WORLD, isle]).events);
    const near = borders(fold.states()["territory"] as TerritoryState);
    expect([...(near.get("beta") ?? [])]).toContain("gamma");
    expect([...(near.get("alpha") ?? [])]).toContain("gamma");
  });

  test("is each of its owners' for a guard", () => {
    const fold = createFold([territory]);
    fold.apply(chronicleOf([...WORLD, isle]).events);
    const guard = (text: string) => compileExpression(text).evaluate(fold.states() as never, 0);
    for (const one of ["alpha", "beta"]) expect(guard(`control(isle) = ${one}`)).toBe(true);
    expect(guard("control(isle) = gamma")).toBe(false);
  });
});

describe("who holds a system", () => {
  test("a breach takes control, and leaves the owner in law", () => {
    expect(systemAt([breach], "s2", 2001)).toMatchObject({
      sovereign: "beta",
      controller: "alpha",
      status: "occupied",
      by: "breach",
    });
  });

  test("a breach that was repelled changes nothing", () => {
    expect(systemAt([{ ...breach, repelled: true }], "s2", 2001)).toMatchObject({ controller: "beta", status: "held" });
  });

  test.each([
    [1, "beta", "occupied"],
    [2, "alpha", "held"],
    [3, "alpha", "held"],
    [4, "alpha", "held"],
    [5, "alpha", "held"],
    [6, "beta", "occupied"],
  ])("procedure %i leaves %s sovereign: %s", (procedure, sovereign, status) => {
    const transfer = { id: "t", type: "TerritoryTransferred", at: 2001, systems: ["s2"], to: "alpha", procedure };
    expect(systemAt([transfer], "s2", 2001)).toMatchObject({ sovereign, controller: "alpha", status });
  });

  test("a transfer of which nobody says how it came about is one in law and in fact, and no conquest", () => {
    const transfer = { id: "t", type: "TerritoryTransferred", at: 2001, systems: ["s2"], to: "alpha" };
    const world = chronicleOf([...WORLD, transfer]).worldAt({ occurred: 2001 });
    expect(world.territory.systems["s2"]).toMatchObject({ sovereign: "alpha", status: "held", basis: null });
    expect(world.nervousness.quadrant).toBe(0);
  });

  test("a transfer whose earlier owner nobody stated is accepted", () => {
    const transfer = {
      id: "t",
      type: "TerritoryTransferred",
      at: 2001,
      systems: ["far"],
      to: "alpha",
      from: "beta",
      procedure: 1,
    };
    expect(systemAt([transfer], "far", 2001)).toMatchObject({
      sovereign: "beta",
      controller: "alpha",
      status: "occupied",
    });
  });

  test("one who withdraws leaves it to the owner", () => {
    const withdrawal = { id: "w", type: "ControlChanged", at: 2002, systems: ["s2"], from: "alpha", withdrawn: true };
    expect(systemAt([breach, withdrawal], "s2", 2002)).toMatchObject({ controller: "beta", status: "held", by: "w" });
  });

  test("a battle without a victor contests it until the conflict ends", () => {
    const war: Flat[] = [
      { id: "begins", type: "ConflictBegun", at: 2001, conflict: "war", sides: ["alpha", "beta"] },
      { id: "battle", type: "BattleFought", at: 2002, conflict: "war", sides: ["alpha", "beta"], place: "s2" },
      { id: "ends", type: "ConflictEnded", at: 2003, conflict: "war" },
    ];
    expect(systemAt(war, "s2", 2002)).toMatchObject({
      status: "contested",
      by: "battle",
      contestedBy: ["alpha", "beta"],
    });
    expect(systemAt(war, "s2", 2003)).toMatchObject({ status: "held", controller: "beta" });
  });

  test("the index: all of it to its holder, half to controller and owner each, a quarter to each who fights for it", () => {
    // s2 is worth 2 yards, 1 energy, 2 population, 1 world.
    const index = (events: readonly Flat[]) => chronicleOf([...WORLD, ...events]).worldAt().territory.index;
    const [calm, occupied] = [index([]), index([breach])];
    expect((occupied["alpha"] ?? 0) - (calm["alpha"] ?? 0)).toBe(3);
    expect((occupied["beta"] ?? 0) - (calm["beta"] ?? 0)).toBe(-3);
    const battle = { id: "b", type: "BattleFought", at: 2001, sides: ["alpha", "beta"], place: "s2" };
    expect((index([battle])["alpha"] ?? 0) - (calm["alpha"] ?? 0)).toBe(1.5);
  });
});

describe("tenure", () => {
  test("says who, from when until when, and by which event", () => {
    const back = {
      id: "back",
      type: "TerritoryTransferred",
      at: 2005,
      systems: ["s2"],
      to: "beta",
      from: "alpha",
      procedure: 3,
    };
    const spans = tenure(chronicleOf([...WORLD, breach, back]), "s2");
    expect(spans.map(({ controller, event }) => [controller, event])).toEqual([
      ["beta", "declare-s2"],
      ["alpha", "breach"],
      ["beta", "back"],
    ]);
    expect(spans[0]?.from).toBeNull();
    expect(spans[0]?.until).toBe(spans[1]?.from);
    expect(spans[2]?.until).toBeNull();
  });
});

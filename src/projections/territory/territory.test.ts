import { describe, expect, test } from "vitest";
import { chronicleOf, type Flat, WORLD } from "../../../test/support/chronicles.ts";
import { tenure } from "../tenure.ts";

const systemAt = (events: readonly Flat[], id: string, occurred: string | number) =>
  chronicleOf([...WORLD, ...events]).worldAt({ occurred }).territory.systems[id];

const breach = { id: "breach", type: "BorderBreached", at: 2001, by: "alpha", against: "beta", systems: ["s2"] };

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

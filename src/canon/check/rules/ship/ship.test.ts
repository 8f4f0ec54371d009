import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { findingsIn } from "../../../../../test/support/checkText.ts";
import { expectNoAlarmWhenVaguer, type Fields } from "../../../../../test/support/widening.ts";

const canon = (...events: readonly string[]): string => `
entities:
  starfleet: { kind: faction, standing: organisation }
  stirling: { kind: ship, of: starfleet, alias: ncc-1840 }
  decoy: { kind: ship, of: starfleet, sentinel: true }
  gor: { kind: person }
  bajor: { kind: system, position: [0, 0] }
  near: { kind: system, position: [3, 0] }
  mid: { kind: system, position: [12, 0] }
  far: { kind: system, position: [90, 0] }
  drawn: { kind: system, position: [90, 90], invented: [position] }
  worm: { kind: system, position: [70000, 0], lanes: [bajor] }
  first: { kind: system, lanes: [second] }
  second: { kind: system, lanes: [third] }
  third: { kind: system }
  lonely: { kind: system }
events:
${events.map((event) => `  - { ${event} }`).join("\n")}
`;
const rules = (...events: readonly string[]) => findingsIn(canon(...events), { include: ["ship", "travel"] });
const possible = (...events: readonly string[]) =>
  findingsIn(canon(...events), { include: ["ship", "travel"], possible: true });

const destroyed = (at: string, ship = "stirling") => `id: lost, type: ShipDestroyed, at: ${at}, ship: ${ship}`;
const assigned = (at: string, ship = "stirling") =>
  `id: joins, type: AssetsAssigned, at: ${at}, to: starfleet, ships: [${ship}]`;
const found = (at: string) => `id: found, type: ShipFound, at: ${at}, ship: stirling`;
const missing = (at: string, more = "", id = "gone") =>
  `id: ${id}, type: ShipMissing, at: ${at}, ship: stirling${more}`;
const seen = (id: string, at: string, place: string, who = "stirling") =>
  `id: ${id}, type: EncounterOccurred, at: ${at}, parties: [${who}], place: ${place}`;

describe("a ship that was destroyed", () => {
  test("is not at work afterwards, under any of its ids", async () => {
    expect(await rules(destroyed("2380"), assigned("2388", "ncc-1840"))).toEqual([
      "ship/active-after-loss | ncc-1840: at work here (2388) | stirling: was destroyed here (2380)",
    ]);
    expect(await rules(destroyed("2380"), seen("a", "2388", "bajor"))).toHaveLength(1);
  });

  test.each([
    ["it was found", [destroyed("2380"), found("2385"), assigned("2388")]],
    ["it was lost later", [destroyed("2390"), assigned("2388")]],
    ["both lie in one year", [destroyed("2388"), assigned("2388-03")]],
    ["it travels in time", [destroyed("2380"), `${assigned("2388")}, timeTravel: true`]],
    ["it is a stand-in", [destroyed("2380", "decoy"), assigned("2388", "decoy")]],
  ])("may be where %s", async (_, events) => expect(await rules(...events)).toEqual([]));

  test("is one although nothing declares it", async () => {
    expect(
      await findingsIn(canon(destroyed("2380", "nova"), assigned("2388", "nova")), { include: ["ship", "lifespan"] }),
    ).toEqual(["ship/active-after-loss | nova: at work here (2388) | nova: was destroyed here (2380)"]);
  });

  test("cannot go missing, nor can one that is out of service", async () => {
    expect(await rules(destroyed("2380"), missing("2384", ", presumed: lost"))).toEqual([
      "ship/impossible-transition | stirling: went missing here (2384) | stirling: was destroyed here (2380)",
    ]);
    const retired = "id: retired, type: ShipDecommissioned, at: 2380, ship: stirling";
    expect(await rules(retired, missing("2384", ", presumed: lost"))).toHaveLength(1);
    expect(await possible(retired, missing("2380", ", presumed: lost"))).toEqual([
      "ship/impossible-transition? | stirling: went missing here (2380) | stirling: was decommissioned here (2380)",
    ]);
  });
});

describe("a missing ship", () => {
  test("does not go missing again, unless it was found", async () => {
    const twice = [missing("2380", ", presumed: lost"), missing("2384", ", presumed: lost", "again")];
    expect(await rules(...twice)).toEqual([
      "ship/impossible-transition | stirling: went missing here (2384) | stirling: went missing here (2380)",
    ]);
    expect(await rules(...twice, found("2382"))).toEqual([]);
    expect(await rules(...twice, found("2370/2390"))).toEqual([]);
  });

  test("of which nobody ever says more is reported", async () => {
    const later = "id: later, type: Noted, at: 2388, about: starfleet";
    expect(await rules(missing("2380"), later)).toEqual([
      "ship/missing-unresolved | stirling: went missing here (2380)",
    ]);
    expect(await rules(missing("2388"), later)).toEqual([]);
    expect(await rules(missing("2380"), later, found("2386"))).toEqual([]);
    expect(await rules(missing("2380", ", presumed: destroyed"), later)).toEqual([]);
    const report =
      "id: told, type: ReportFiled, at: 2384, report: told, by: starfleet, reliability: high, claim: { type: ShipDestroyed, ship: stirling }";
    expect(await rules(missing("2380"), later, report)).toEqual([]);
  });
});

describe("a missing ship that is at work again", () => {
  const later = "id: later, type: Noted, at: 2388, about: starfleet";

  test("was found, whoever says so", async () => {
    const twice = [missing("2380", ", presumed: lost"), missing("2384", ", presumed: lost", "again")];
    expect(await rules(...twice, seen("a", "2382", "bajor"))).toEqual([]);
    expect(await rules(...twice, seen("a", "2380/2390", "bajor"))).toEqual([]);
    expect(await rules(...twice, assigned("2382", "ncc-1840"))).toEqual([]);
    expect(await rules(...twice, seen("a", "2386", "bajor"))).toHaveLength(1);
    expect(await rules(missing("2380"), later, seen("a", "2382", "bajor"))).toEqual([]);
    expect(await rules(missing("2380"), later, seen("a", "2379", "bajor"))).toHaveLength(1);
  });

  test("is not, where a question about it is open", async () => {
    const asked = "id: asked, type: QuestionOpened, at: 2381, question: fate, about: stirling, options: [lost, hidden]";
    expect(await rules(missing("2380"), later, asked)).toEqual([]);
  });
});

describe("a journey", () => {
  test("between two systems on one day is too far for a ship", async () => {
    expect(await rules(seen("a", "2388-10-10", "bajor"), seen("b", "2388-10-10", "far"))).toEqual([
      "ship/two-places | stirling: at bajor here (2388-10-10) | stirling: at far here (2388-10-10)",
    ]);
  });

  test("in less time than it takes is too fast, for ships and persons", async () => {
    expect(await rules(seen("a", "2388-10-10", "bajor"), seen("b", "2388-10-13", "far"))).toEqual([
      "travel/too-fast | stirling: at bajor here (2388-10-10) | stirling: at far here (2388-10-13)",
    ]);
    expect(await rules(seen("a", "2388-10-10", "bajor", "gor"), seen("b", "2388-10-10", "far", "gor"))).toHaveLength(1);
    expect(await rules(seen("a", "2155-10-10", "bajor"), seen("b", "2155-10-13", "near"))).toHaveLength(1);
    expect(await rules(seen("a", "2388-10-10", "bajor"), seen("b", "2388-10-13", "near"))).toEqual([]);
  });

  test("is as fast as the fastest era that its dates allow", async () => {
    const events = (at: string) => [
      seen("a", at, "bajor"),
      "id: b, type: EncounterOccurred, at: { after: a, atMost: P3D }, parties: [stirling], place: mid",
    ];
    expect(await rules(...events("2200/2350"))).toHaveLength(1);
    expect(await rules(...events("2300/2390"))).toEqual([]);
    expect(await rules(...events("2100/2350"))).toEqual([]);
  });

  test("goes along lanes where systems have no positions", async () => {
    const speeds = { parameters: { "travel/too-fast": { lanesPerDay: 0.1 } }, include: ["travel"] };
    const text = canon(seen("a", "2388-10-10", "first"), seen("b", "2388-10-13", "third"));
    expect(await findingsIn(text, speeds)).toHaveLength(1);
    expect(await findingsIn(text, { include: ["travel"] })).toEqual([]);
  });

  test.each([
    ["nothing says how far it is", seen("b", "2388-10-10", "lonely")],
    ["the place is the same", seen("b", "2388-10-10", "bajor")],
    ["another ship makes it", seen("b", "2388-10-10", "far", "decoy")],
    ["there is time in the year", seen("b", "2388", "far")],
    ["it leads through time", `${seen("b", "2388-10-10", "far")}, timeTravel: true`],
    ["a lane is a short cut", seen("b", "2388-10-12", "worm")],
    ["a dead man is carried", `${seen("b", "2388-10-10", "far")}, posthumous: true`],
    ["the position is ours", seen("b", "2388-10-10", "drawn")],
  ])("is fine where %s", async (_, second) =>
    expect(await rules(seen("a", "2388-10-10", "bajor"), second)).toEqual([]),
  );
});

describe("a ship's class", () => {
  const designed = (at: string) => `id: designed, type: ClassDeclared, at: ${at}, class: steamrunner`;
  const launched = (at: string) =>
    `id: launched, type: ShipLaunched, at: ${at}, ship: runner, of: starfleet, class: steamrunner`;

  test("is there before the ship", async () => {
    expect(await rules(designed("2370"), launched("2365"))).toEqual([
      "ship/before-its-class | steamrunner: in service here (2365) | steamrunner: was declared here (2370)",
    ]);
    expect(await rules(designed("2370"), launched("2370"))).toEqual([]);
    expect(await rules("id: designed, type: ClassDeclared, class: steamrunner", launched("2365"))).toEqual([]);
    expect(await rules(`${designed("2370")}, sentinel: true`, launched("2365"))).toEqual([]);
    expect(await rules(`${designed("2370")}, timeTravel: true`, launched("2365"))).toEqual([]);
  });
});

describe("charts", () => {
  const chart = (id: string, position: string, system = "moon") =>
    `id: ${id}, type: SystemCharted, system: ${system}, position: ${position}`;

  test("that place a system apart are reported", async () => {
    expect(await rules(chart("a", "[0, 0]"), chart("b", "[0, 9]"))).toEqual([
      "travel/coordinates-conflict | [0, 9]: here by one chart | [0, 0]: here by another",
    ]);
  });

  test("may round, and draw in two dimensions or three", async () => {
    expect(await rules(chart("a", "[0, 0]"), chart("b", "[0, 0.5, 0.5]"))).toEqual([]);
    expect(await rules(chart("a", "[0, 0]"), chart("b", "[0, 0, 50]"))).toEqual([]);
    expect(await rules(chart("a", "[0, 0, 50]"), chart("b", "[0, 0]"))).toEqual([]);
  });

  test("that differ make no way too long", async () => {
    const charts = [chart("x", "[0, 0]"), chart("y", "[90, 0]")];
    expect(await rules(...charts, seen("a", "2388-10-10", "moon"), seen("b", "2388-10-13", "far"))).toEqual([
      "travel/coordinates-conflict | [90, 0]: here by one chart | [0, 0]: here by another",
    ]);
  });
});

const WORLD: readonly Fields[] = [
  { id: "fleet", type: "FactionFounded", faction: "fleet", name: "Fleet", standing: "major" },
  { id: "a", type: "ShipLaunched", ship: "a", of: "fleet" },
  { id: "b", type: "ShipLaunched", ship: "b", of: "fleet" },
  { id: "x", type: "SystemCharted", system: "x", position: [0, 0] },
  { id: "y", type: "SystemCharted", system: "y", position: [2000, 0] },
];
const ship = fc.constantFrom("a", "b");
const happening: fc.Arbitrary<Fields> = fc.oneof(
  fc.record({ type: fc.constantFrom("ShipDestroyed", "ShipDecommissioned", "ShipFound", "ShipMissing"), ship }),
  fc.record({ type: fc.constant("ClassDeclared"), class: fc.constant("k") }),
  fc.record({
    type: fc.constant("ShipLaunched"),
    ship: fc.constant("c"),
    of: fc.constant("fleet"),
    class: fc.constant("k"),
  }),
  fc.record({ type: fc.constant("AssetsAssigned"), to: fc.constant("fleet"), ships: fc.tuple(ship) }),
  fc.record({ type: fc.constant("EncounterOccurred"), parties: fc.tuple(ship), place: fc.constantFrom("x", "y") }),
);

test("a canon without findings has none when one of its dates gets vaguer", async () => {
  expect(await expectNoAlarmWhenVaguer(WORLD, happening, 600)).toBeGreaterThan(50);
}, 120_000);

import { describe, expect, test } from "vitest";
import { chronicleOf, type Flat } from "../../../test/support/chronicles.ts";
import { type Hanging, whatHangsOn } from "./whatHangsOn.ts";

const WORLD: readonly Flat[] = [
  { id: "north", type: "FactionFounded", faction: "north", standing: "major" },
  { id: "south", type: "FactionFounded", faction: "south", standing: "major" },
  { id: "ford-charted", type: "SystemCharted", system: "ford", holder: "north" },
  { id: "throne-made", type: "OfficeEstablished", office: "throne", of: "north" },
];

/** Ids by grade, with what stands between each and the event that was asked for. */
function of(event: string, events: readonly Flat[]) {
  const hanging = whatHangsOn(chronicleOf([...WORLD, ...events]), event);
  const brief = (grade: keyof Hanging) => hanging[grade].map((one) => [one.event, ...one.chain].join(" < "));
  return {
    impossible: brief("impossible"),
    losesCause: brief("losesCause"),
    losesFooting: brief("losesFooting"),
    datedBy: brief("datedBy"),
  };
}
const NOTHING = { impossible: [], losesCause: [], losesFooting: [], datedBy: [] };

describe("a war that is written as people write it", () => {
  const war: readonly Flat[] = [
    { id: "crowned", type: "LeaderReplaced", at: "2390", office: "throne", successor: "ann", manner: "elected" },
    { id: "raid", type: "BorderBreached", at: "2400-01-01", by: "south", against: "north", systems: ["ford"] },
    { id: "ann-falls", type: "PersonDied", at: "2400-01-01", person: "ann", by: "south", causes: ["raid"] },
    {
      id: "bo-rises",
      type: "LeaderReplaced",
      at: { with: "ann-falls" },
      office: "throne",
      successor: "bo",
      predecessor: "ann",
      manner: "died",
    },
    {
      id: "war",
      type: "ConflictBegun",
      at: { after: "raid", atMost: "P10D" },
      conflict: "long-war",
      sides: ["south", "north"],
      causes: ["raid"],
    },
    {
      id: "battle",
      type: "BattleFought",
      at: "2400-06-01",
      conflict: "long-war",
      sides: ["south", "north"],
      place: "ford",
    },
    {
      id: "retaken",
      type: "TerritoryTransferred",
      at: "2401",
      systems: ["ford"],
      from: "south",
      to: "north",
      procedure: 3,
    },
    { id: "memorial", type: "Noted", at: { after: "raid", offset: "P10Y" }, about: "ford" },
    { id: "peace", type: "ConflictEnded", at: "2402", conflict: "long-war", causes: ["battle", "exhaustion"] },
    { id: "exhaustion", type: "Noted", at: "2401-12", about: "south" },
  ];

  test("hangs on its first strike, through others", () => {
    expect(of("raid", war)).toEqual({
      impossible: [],
      losesCause: ["ann-falls < raid", "war < raid"],
      losesFooting: ["bo-rises < ann-falls < raid", "battle < war < raid", "retaken < raid", "peace < war < raid"],
      datedBy: ["memorial < raid"],
    });
  });

  test("an event of which one cause is left does not hang on the other", () => {
    expect(of("exhaustion", war)).toEqual(NOTHING);
  });

  test("what has no footing in canon either, hangs on nothing", () => {
    const odd = { id: "odd", type: "OfficeVacated", at: "2403", office: "throne", holder: "zed" };
    expect(of("war", [...war, odd]).losesFooting).toEqual(["battle < war", "peace < war"]);
  });
});

test("who died in office by one succession is dead for the next", () => {
  const events = [
    { id: "in", type: "LeaderReplaced", at: "2390", office: "throne", successor: "ann" },
    { id: "dead", type: "OfficeVacated", at: "2395", office: "throne", manner: "died" },
    {
      id: "next",
      type: "LeaderReplaced",
      at: "2396",
      office: "chair",
      successor: "bo",
      predecessor: "ann",
      manner: "died",
    },
  ];
  expect(of("dead", events).losesFooting).toEqual(["next < dead"]);
});

test("what breaks a treaty hangs on its ratification only while that is in force", () => {
  const parties = ["north", "south"];
  const declared = { id: "declared", type: "EntityDeclared", entity: "peace", kind: "treaty" };
  const pact = { id: "pact", type: "TreatyRatified", at: "2400", treaty: "peace", parties, until: "P5Y" };
  const broken = (at: string) => ({
    id: "broken",
    type: "TreatyViolated",
    at,
    treaty: "peace",
    by: "south",
    act: "a raid",
  });
  expect(of("pact", [declared, pact, broken("2404")]).losesFooting).toEqual(["broken < pact"]);
  expect(of("pact", [declared, pact, broken("2406")])).toEqual(NOTHING);
});

test.each<[string, string, readonly Flat[], string]>([
  [
    "a treaty that was never ratified cannot be broken",
    "pact",
    [
      { id: "pact", type: "TreatyRatified", at: "2400", treaty: "peace", parties: ["north", "south"] },
      { id: "broken", type: "TreatyViolated", at: "2401", treaty: "peace", by: "south", act: "a raid" },
    ],
    "broken < pact",
  ],
  [
    "a ship that was not lost cannot be found",
    "lost",
    [
      { id: "lost", type: "ShipMissing", at: "2400", ship: "gull" },
      { id: "found", type: "ShipFound", at: "2401", ship: "gull" },
    ],
    "found < lost",
  ],
  [
    "a ship that was never built goes nowhere",
    "built",
    [
      { id: "built", type: "ShipLaunched", at: "2400", ship: "gull", of: "north" },
      { id: "sunk", type: "ShipDestroyed", at: "2401", ship: "gull" },
    ],
    "sunk < built",
  ],
  [
    "who never claimed, renounces nothing",
    "claim",
    [
      { id: "claim", type: "ClaimAsserted", at: "2400", by: "south", over: ["ford"] },
      { id: "renounced", type: "ClaimRenounced", at: "2401", by: "south", over: ["ford"] },
    ],
    "renounced < claim",
  ],
])("%s", (_, event, events, hung) => {
  expect(of(event, events)).toEqual({ ...NOTHING, losesFooting: [hung] });
});

test("of a chain of thousands, each is told with its nearest steps and the root, in linear time", () => {
  const chain = Array.from({ length: 3000 }, (_, i): Flat => {
    const causes = i === 0 ? {} : { causes: [`n${i - 1}`] };
    return { id: `n${i}`, type: "Noted", at: `${2000 + i}`, about: "ford", ...causes };
  });
  const { losesCause } = whatHangsOn(chronicleOf([...WORLD, ...chain]), "n0");
  expect(losesCause).toHaveLength(2999);
  expect(losesCause.at(-1)?.chain).toHaveLength(17);
  expect(losesCause.at(-1)?.chain.at(-1)).toBe("n0");
});

test("an event that is not there is refused", () => {
  expect(() => whatHangsOn(chronicleOf(WORLD), "nothing")).toThrow(expect.objectContaining({ code: "point/occurred" }));
});

test("what is recorded before its cause, and happens with it, hangs on it all the same", () => {
  const events: readonly Flat[] = [
    { id: "mourned", type: "Noted", at: { with: "fell" }, about: "north", causes: ["fell"] },
    { id: "fell", type: "PersonDied", at: { with: "fire" }, person: "ann", causes: ["fire"] },
    { id: "fled", type: "Noted", at: { with: "fire" }, about: "north", necessary: ["fire"] },
    { id: "fire", type: "Noted", at: "2400-03-01", about: "ford" },
  ];
  expect(of("fire", events)).toEqual({
    ...NOTHING,
    impossible: ["fled < fire"],
    losesCause: ["fell < fire", "mourned < fell < fire"],
  });
});

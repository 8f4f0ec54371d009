import { describe, expect, test } from "vitest";
import { checkText, findingsIn } from "../../../../../test/support/checkText.ts";

/** A person who dies, and an act; the rest as given. */
const act = (died: string, acts: string, more: { person?: string; act?: string; events?: string } = {}): string => `
entities:
  gor: { kind: person${more.person ?? ""} }
  breen: { kind: species }
events:
  - { id: gor-dies, type: PersonDied, at: ${died}, person: gor }
  - { id: gor-speaks, type: StatementMade, at: ${acts}, speaker: gor, about: breen, stance: no${more.act ?? ""} }
${more.events ?? ""}`;

const REPORTED = "lifespan/acts-after-end | gor: acts here (2388) | gor: died here (2387)";

describe("an act after the end", () => {
  test("shows both places", async () => {
    expect(await findingsIn(act("2387", "2388"))).toEqual([REPORTED]);
  });

  test.each([
    ["it is posthumous", act("2387", "2388", { act: ", posthumous: true" })],
    ["it looks back", act("2387", "2388", { act: ", retrospective: true" })],
    ["time is travelled", act("2387", "2388", { act: ", timeTravel: true" })],
    ["the death was in another time", act("2387", "2388").replace("person: gor }", "person: gor, timeTravel: true }")],
    ["the dead one is a stand-in", act('"0001"', "2388", { person: ", sentinel: true" })],
    [
      "somebody was restored before",
      act("2386", "2388", { events: "  - { id: back, type: PersonRestored, at: 2387, person: gor }" }),
    ],
    [
      "somebody was restored on the day of the death",
      act("2386-05-01", "2388", { events: "  - { id: back, type: PersonRestored, at: 2386-05-01, person: gor }" }),
    ],
    ["it is before", act("2388", "2387")],
    ["both are on one day", act("2387-02-11", "2387-02-11")],
    ["they are at one moment", act("{ with: gor-speaks }", "2387")],
    ["nothing is known of its date", act("2387", "../..")],
  ])("is none where %s", async (_, text) => {
    expect(await findingsIn(text, { possible: true })).toEqual([]);
  });

  test.each([
    ["a year against a day in it", act("2387", "2387-02-11")],
    ["a day against its year", act("2387-02-11", "2387")],
    ["about a year against the next", act("2387~", "2388")],
    ["an open end", act("2387/..", "2388")],
    [
      "a restoration whose date nobody knows",
      act("2386-05-01", "2388", {
        events: "  - { id: back, type: PersonRestored, at: { after: gor-dies }, person: gor }",
      }),
    ],
    [
      "a restoration that may lie before or after",
      act("2386", "2388", { events: "  - { id: back, type: PersonRestored, at: 2388, person: gor }" }),
    ],
  ])("is only possible: %s", async (_, text) => {
    expect(await findingsIn(text)).toEqual([]);
    expect((await findingsIn(text, { possible: true })).map((one) => one.split(" | ")[0])).toEqual([
      "lifespan/acts-after-end?",
    ]);
  });

  test("is certain where neither is dated, but one comes after the other", async () => {
    const text = act("../..", "{ after: gor-dies }");
    expect(await findingsIn(text)).toEqual([
      "lifespan/acts-after-end | gor: acts here (after gor-dies) | gor: died here (../..)",
    ]);
  });

  test("is certain where a placement alone would say the opposite", async () => {
    const text = act("2387", "{ after: gor-dies }").replace("stance: no", "stance: no, placed: 2380");
    expect((await findingsIn(text)).length).toBe(1);
  });

  test("is none where only the placements say so", async () => {
    const text = act("../..", "../..")
      .replace("stance: no", "stance: no, placed: 2390")
      .replace("person: gor }", "person: gor, placed: 2380 }");
    expect(await findingsIn(text, { possible: true })).toEqual([]);
  });

  test("counts for a ship, a power and an alias of either", async () => {
    const text = `
entities:
  enterprise: { kind: ship, of: starfleet, alias: ncc-1701 }
  starfleet: { kind: faction, standing: organisation }
  system: { kind: system }
events:
  - { id: lost, type: ShipDestroyed, at: 2285, ship: enterprise }
  - { id: met, type: EncounterOccurred, at: 2290, parties: [ncc-1701, starfleet] }
  - { id: gone, type: FactionDissolved, at: 2300, faction: starfleet }
  - { id: claimed, type: ClaimAsserted, at: 2301, by: starfleet, over: system }
`;
    expect(await findingsIn(text)).toEqual([
      "ship/active-after-loss | ncc-1701: at work here (2290) | enterprise: was destroyed here (2285)",
      "lifespan/acts-after-end | starfleet: acts here (2301) | starfleet: was dissolved here (2300)",
    ]);
  });

  test("is over with each restoration, and again with each end", async () => {
    const text = act("2380", "2390", {
      events: `
  - { id: back, type: PersonRestored, at: 2382, person: gor }
  - { id: dies-again, type: PersonDied, at: 2385, person: gor }
  - { id: speaks-between, type: StatementMade, at: 2384, speaker: gor, about: breen, stance: yes it is }
`,
    });
    expect(await findingsIn(text)).toEqual(["lifespan/acts-after-end | gor: acts here (2390) | gor: died here (2385)"]);
  });
});

describe("what is declared without a date, ends and begins again", () => {
  const restored = (events: string): string => `
entities:
  north: { kind: faction, standing: minor, name: North }
  host: { kind: formation, of: north }
  hulk: { kind: ship, of: north }
  gor: { kind: person }
events:
  - { id: host-gone, type: FormationDisbanded, at: 2310, formation: host }
  - { id: hulk-gone, type: ShipDestroyed, at: 2310, ship: hulk }
  - { id: north-gone, type: FactionDissolved, at: 2310, faction: north }
  - { id: north-again, type: FactionFounded, at: 2340, faction: north, standing: major, name: The new North }
  - { id: host-again, type: FormationRaised, at: 2341, formation: host, of: north }
  - { id: hulk-again, type: ShipLaunched, at: 2341, ship: hulk, of: north }
${events}`;
  const meet = (at: number): string =>
    `  - { id: meet, type: EncounterOccurred, at: ${at}, parties: [north, host, hulk] }`;

  test("was there from the beginning, and is there again, as another if need be", async () => {
    expect(await findingsIn(restored(meet(2305)), { possible: true })).toEqual([]);
    expect(await findingsIn(restored(meet(2345)), { possible: true })).toEqual([]);
  });

  test("is not there in between, nor after its second end", async () => {
    const gone = ["lifespan/acts-after-end", "lifespan/acts-after-end", "ship/active-after-loss"];
    const rulesIn = async (text: string) => (await findingsIn(text)).map((one) => one.split(" | ")[0]).sort();
    expect(await rulesIn(restored(meet(2320)))).toEqual(gone);
    const ends = "  - { id: north-ends, type: FactionDissolved, at: 2350, faction: north }";
    expect(await rulesIn(restored(`${ends}\n${meet(2360)}`))).toEqual(["lifespan/acts-after-end"]);
  });

  test("is no person: nobody is born anew", async () => {
    const born = "  - { id: born, type: PersonBorn, at: 2330, person: gor }";
    const died = "  - { id: died, type: PersonDied, at: 2320, person: gor }";
    expect(await findingsIn(restored(`${born}\n${died}`))).toEqual([
      "lifespan/ends-before-start | gor: died here (2320) | gor: was born here (2330)",
    ]);
  });
});

describe("an act before the beginning", () => {
  const born = (date: string, acts: string, more = ""): string => `
entities: { breen: { kind: species } }
events:
  - { id: gor-born, type: PersonBorn, at: ${date}, person: gor }
  - { id: gor-speaks, type: StatementMade, at: ${acts}, speaker: gor, about: breen, stance: no${more} }
`;

  test("shows both places", async () => {
    expect(await findingsIn(born("2330", "2329"))).toEqual([
      "lifespan/acts-before-start | gor: acts here (2329) | gor: was born here (2330)",
    ]);
  });

  test.each([
    ["time is travelled", born("2330", "2329", ", timeTravel: true")],
    ["the birth is not dated", born("../..", "2329")],
  ])("is none where %s", async (_, text) => {
    expect(await findingsIn(text, { possible: true })).toEqual([]);
  });

  test("is none where the declaration holds since the beginning", async () => {
    const text = `
entities: { gor: { kind: person }, breen: { kind: species } }
events: [{ id: gor-speaks, type: StatementMade, at: -4000, speaker: gor, about: breen, stance: no }]
`;
    expect(await findingsIn(text, { possible: true })).toEqual([]);
  });
});

describe("beginnings and ends", () => {
  test("a declaration since the beginning and a dated birth are one", async () => {
    const text = `
entities: { gor: { kind: person, name: Gor } }
events: [{ id: gor-born, type: PersonBorn, at: 2330, person: gor }]
`;
    expect(await findingsIn(text, { possible: true })).toEqual([]);
  });

  test("a person is born once, whatever lies between", async () => {
    const text = `
events:
  - { id: born, type: PersonBorn, at: 2330, person: gor }
  - { id: dies, type: PersonDied, at: 2340, person: gor }
  - { id: born-again, type: PersonBorn, at: 2350, person: gor }
`;
    expect(await findingsIn(text)).toEqual([
      "lifespan/twice-started | gor: was born here (2350) | gor: was born here (2330)",
    ]);
  });

  test("two dates for one birth that may be the same are only possibly two", async () => {
    const text = `
events:
  - { id: born, type: PersonBorn, at: 2330, person: gor }
  - { id: born-again, type: PersonBorn, at: 2330-05, person: gor }
`;
    expect(await findingsIn(text)).toEqual([]);
    expect(await findingsIn(text, { possible: true })).not.toEqual([]);
  });

  test("a treaty that is signed and then ratified begins once", async () => {
    const text = `
entities: { union: { kind: faction, standing: major } }
events:
  - { id: signed, type: TreatySigned, at: 2380, treaty: pact, parties: [union] }
  - { id: ratified, type: TreatyRatified, at: 2381, treaty: pact, parties: [union] }
`;
    expect(await findingsIn(text, { possible: true })).toEqual([]);
  });

  test("each party may abrogate a treaty for itself, and a decommissioned ship be destroyed", async () => {
    const text = `
entities:
  union: { kind: faction, standing: major }
  breen: { kind: faction, standing: major }
  ship: { kind: ship, of: union }
events:
  - { id: ratified, type: TreatyRatified, at: 2381, treaty: pact, parties: [union, breen] }
  - { id: first, type: TreatyAbrogated, at: 2382, treaty: pact, by: union }
  - { id: second, type: TreatyAbrogated, at: 2383, treaty: pact, by: breen }
  - { id: retired, type: ShipDecommissioned, at: 2382, ship: ship }
  - { id: scrapped, type: ShipDestroyed, at: 2383, ship: ship }
`;
    expect(await findingsIn(text)).toEqual([]);
  });

  test.each(["2383", "2370"])(
    "a party that abrogates a treaty twice does so whenever another does (%s)",
    async (at) => {
      const text = `
entities:
  union: { kind: faction, standing: major }
  breen: { kind: faction, standing: major }
events:
  - { id: ratified, type: TreatyRatified, at: 2361, treaty: pact, parties: [union, breen] }
  - { id: first, type: TreatyAbrogated, at: 2382, treaty: pact, by: union }
  - { id: second, type: TreatyAbrogated, at: ${at}, treaty: pact, by: breen }
  - { id: third, type: TreatyAbrogated, at: 2384, treaty: pact, by: union }
`;
      expect(await findingsIn(text)).toEqual([expect.stringContaining("lifespan/twice-ended")]);
    },
  );

  test("an end before every beginning is one before the beginning; between two it is none", async () => {
    const text = (end: number): string => `
events:
  - { id: founded, type: FactionFounded, at: 2161, faction: union, standing: major }
  - { id: ends, type: FactionDissolved, at: ${end}, faction: union }
  - { id: refounded, type: FactionFounded, at: 2170, faction: union, standing: major }
`;
    expect(await findingsIn(text(2165))).toEqual([]);
    expect(await findingsIn(text(2150))).toEqual([
      "lifespan/ends-before-start | union: was dissolved here (2150) | union: was founded here (2161)",
      "lifespan/twice-started | union: was founded here (2170) | union: was founded here (2161)",
    ]);
  });
});

describe("a stated date", () => {
  const stated = (at: string, says: string): string => `
entities: { breen: { kind: species } }
events: [{ id: noted, type: Noted, at: ${at}, about: breen, states: { date: ${says} } }]
`;

  test("disagrees where no reading of both is the same", async () => {
    expect(await findingsIn(stated("2386-05", "2387"))).toEqual([
      "lifespan/stated-date-disagrees | 2387: the text says 2387 | 2386-05: dated 2386-05",
    ]);
  });

  test.each([
    ["2386-05", "2386"],
    ["2386", "2386-05-03"],
    ["2386~", "2387"],
    ["../..", "2387"],
  ])("agrees: %s and %s", async (at, says) => {
    expect(await findingsIn(stated(at, says), { possible: true })).toEqual([]);
  });
});

describe("an age", () => {
  const lived = (species: string, born: string, died: string): string => `
entities:
  human: { kind: species }
  vulcan: { kind: species, lifespan: 220 }
  el-aurian: { kind: species }
events:
  - { id: born, type: PersonBorn, at: ${born}, person: x${species === "" ? "" : `, species: ${species}`} }
  - { id: dies, type: PersonDied, at: ${died}, person: x }
`;

  test("is implausible beyond what the species reaches; 120 years for a human", async () => {
    expect(await findingsIn(lived("human", "2200", "2330"))).toEqual([
      "lifespan/implausible-age | x: died here (2330) | x: was born here (2200)",
    ]);
    expect(
      await findingsIn(lived("human", "2200", "2330"), {
        settings: { lifespans: { human: 140 } },
      }),
    ).toEqual([]);
    expect(await findingsIn(lived("vulcan", "2200", "2430"))).not.toEqual([]);
    expect(await findingsIn(lived("vulcan", "2200", "2418"))).toEqual([]);
  });

  test("at the limit is only possibly beyond it", async () => {
    expect(await findingsIn(lived("human", "2200", "2320"))).toEqual([]);
    expect(await findingsIn(lived("human", "2200", "2320"), { possible: true })).toHaveLength(1);
  });

  test("of a species that nobody knows is not judged, and that is said once", async () => {
    expect(await findingsIn(lived("el-aurian", "1900", "2370"))).toEqual(["provenance/not-checked"]);
    expect(await findingsIn(lived("", "1900", "2370"))).toEqual(["provenance/not-checked"]);
    expect(await findingsIn(lived("", "2300", "2370"))).toEqual([]);
  });

  test("is that of the last act, where no death is recorded", async () => {
    const text = `
entities: { human: { kind: species } }
events:
  - { id: born, type: PersonBorn, at: 2200, person: x, species: human }
  - { id: speaks, type: StatementMade, at: 2340, speaker: x, about: human, stance: no }
`;
    expect(await findingsIn(text)).toEqual([
      "lifespan/implausible-age | x: acts here (2340) | x: was born here (2200)",
    ]);
  });
});

describe("parents", () => {
  const family = (mother: string, child: string): string => `
events:
  - { id: mother-born, type: PersonBorn, ${mother}, person: naprem }
  - { id: mother-dies, type: PersonDied, at: 2360, person: naprem }
  - { id: child-born, type: PersonBorn, ${child} }
`;

  test("a mother is alive at the birth, a father need not be", async () => {
    expect(await findingsIn(family("at: 2330", "at: 2361, person: ziyal, mother: naprem"))).toEqual([
      "lifespan/parent-order | naprem: mother of one born 2361 | naprem: died here (2360)",
    ]);
    expect(await findingsIn(family("at: 2330", "at: 2361, person: ziyal, father: naprem"))).toEqual([]);
    expect(await findingsIn(family("at: 2330", "at: 2360, person: ziyal, mother: naprem"))).toEqual([]);
  });

  test("a father may have died since the conception, and no earlier", async () => {
    expect(await findingsIn(family("at: 2330", "at: 2364, person: ziyal, father: naprem"))).toEqual([
      "lifespan/parent-order | naprem: father of one born 2364 | naprem: died here (2360)",
    ]);
    const posthumous = "at: 2364, posthumous: true, person: ziyal, father: naprem";
    expect(await findingsIn(family("at: 2330", posthumous))).toEqual([]);
  });

  test("a mother is not male, nor a father female: once, with all children", async () => {
    const text = (sex: string, as: string): string => `
entities:
  ro: { kind: person, sex: ${sex} }
  one: { kind: person, ${as}: ro }
  two: { kind: person, ${as}: ro }
`;
    expect(await findingsIn(text("male", "mother"))).toEqual([
      "lifespan/parent-sex | ro: mother of one | ro: mother of two | male: ro is male",
    ]);
    expect(await findingsIn(text("Female", "father"))).toHaveLength(1);
    for (const [sex, as] of [
      ["female", "mother"],
      ["male", "father"],
      ["hermaphrodite", "mother"],
      ["male, sentinel: true", "mother"],
    ] as const)
      expect(await findingsIn(text(sex, as)), sex).toEqual([]);
  });

  const young = (mother: string, child: string, species = "{ kind: species }"): string => `
entities:
  sort: ${species}
  child: { kind: person, mother: naprem }
events:
  - { id: mother-born, type: PersonBorn, at: ${mother}, person: naprem, species: sort }
  - { id: child-born, type: PersonBorn, at: ${child}, person: child }
`;
  const tooYoung = ["lifespan/parent-age | naprem: mother of child | naprem: was born here (2340)"];

  test("are grown up: at twelve, or where their species is", async () => {
    expect(await findingsIn(young("2340", "2350"))).toEqual(tooYoung);
    expect(await findingsIn(young("2340", "2352"))).toEqual([]);
    expect(await findingsIn(young("2340", "2355", "{ kind: species, adult: 20 }"))).toEqual(tooYoung);
    expect(await findingsIn(young("2340", "2342", "{ kind: species, adult: 1 }"))).toEqual([]);
    expect(await findingsIn(young("2340", "2342", "{ kind: species, lifespan: 9 }"))).toEqual([]);
    const parameters = { "lifespan/parent-age": { years: 8 } };
    expect(await findingsIn(young("2340", "2350"), { parameters })).toEqual([]);
  });

  test("who are born after the child are one finding, not two", async () => {
    expect((await findingsIn(young("2340", "2338"))).map((one) => one.split(" | ")[0])).toEqual([
      "lifespan/parent-order",
    ]);
  });

  test("a father is older than the child", async () => {
    expect(await findingsIn(family("at: 2350", "at: 2340, person: ziyal, father: naprem"))).toEqual([
      "lifespan/parent-order | naprem: father of one born 2340 | naprem: was born here (2350)",
    ]);
  });

  test("parents who are named where a child is declared are compared with its birth, once", async () => {
    const text = (again: string): string => `
entities:
  naprem: { kind: person }
  ziyal: { kind: person, mother: naprem }
events:
  - { id: ziyal-born, type: PersonBorn, at: 2353, person: ziyal${again} }
  - { id: naprem-born, type: PersonBorn, at: 2360, person: naprem }
`;
    expect(await findingsIn(text(""))).toEqual([
      "lifespan/parent-order | naprem: mother of ziyal | naprem: was born here (2360)",
    ]);
    expect(await findingsIn(text(", mother: naprem"))).toEqual([
      "lifespan/parent-order | naprem: mother of one born 2353 | naprem: was born here (2360)",
    ]);
  });

  test("nobody is their own ancestor: the ring is shown once, with every step", async () => {
    const text = `
entities:
  a: { kind: person, mother: b }
  b: { kind: person, mother: c }
  c: { kind: person, father: a }
  d: { kind: person, mother: a }
`;
    const findings = await findingsIn(text);
    expect(findings).toHaveLength(1);
    expect(findings[0]).toBe("lifespan/parent-order | b: mother of a | c: mother of b | a: father of c");
  });

  test("a line of twenty thousand ancestors is walked without a word", async () => {
    const entities = Array.from(
      { length: 20_000 },
      (_, i) => `{"id":"b${i}","type":"PersonBorn","person":"p${i}","mother":"p${i + 1}"}`,
    );
    const last = `{"id":"last","type":"PersonBorn","person":"p20000"}`;
    const { findings } = await checkText([{ path: "a.ndjson", text: [...entities, last].join("\n") }]);
    expect(findings).toEqual([]);
  });
});

describe("a restoration", () => {
  const found = (before: string): string => `
entities:
  union: { kind: faction, standing: major }
  stirling: { kind: ship, of: union }
  corridor: { kind: region }
events:
${before}
  - { id: found, type: ShipFound, at: 2380, ship: stirling }
`;

  test("needs a loss before it", async () => {
    expect(await findingsIn(found("  - { id: lost, type: ShipMissing, at: 2381, ship: stirling }"))).toEqual([
      "lifespan/restored-without-end | stirling: was found here (2380) | stirling: went missing here (2381)",
    ]);
  });

  test.each([
    ["it was destroyed", "  - { id: lost, type: ShipDestroyed, at: 2379, ship: stirling }"],
    [
      "it was among several of its side",
      "  - { id: lost, type: ShipMissing, at: 2379, group: { count: several, of: [union], region: corridor } }",
    ],
    [
      "it was only reported lost",
      "  - { id: lost, type: ReportFiled, at: 2379, report: r, by: union, claim: { type: ShipDestroyed, ship: stirling }, reliability: low }",
    ],
  ])("is right where %s", async (_, before) => {
    expect(await findingsIn(found(before), { possible: true })).toEqual([]);
  });
});

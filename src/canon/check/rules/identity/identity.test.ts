import { describe, expect, test } from "vitest";
import { checkText, findingsIn } from "../../../../../test/support/checkText.ts";

const POSSIBLE = { possible: true };

test("a name that something bears, or bore once, is answered with its id", async () => {
  const text = (place: string): string => `
entities:
  port: { kind: system, name: Old Haven }
events:
  - { id: renamed, type: EntityRenamed, entity: port, from: Old Haven, name: Newhaven, at: 2150 }
  - { id: seen, type: Noted, about: ${place}, at: 2160 }
`;
  expect(await findingsIn(text("port"), { possible: true })).toEqual([]);
  for (const name of ["old-haven", "newhaven", "Newhaven"]) {
    const { findings } = await checkText(text(name));
    expect(findings.map(({ rule, help }) => [rule, help])).toEqual([
      ["identity/unknown-reference", "Did you mean port?"],
    ]);
  }
});

test("persons may own, employ and fight on their own account, and a ship be nobody's", async () => {
  const text = `
entities:
  ostra: { kind: faction, standing: major }
  kess: { kind: person }
  duke: { kind: person }
  crew: { kind: formation, of: kess }
  gull: { kind: ship, of: kess }
  wreck: { kind: ship }
  isle: { kind: system, holder: kess }
events:
  - { id: hired, type: AllegianceChanged, subject: crew, from: kess, to: duke, at: 2100 }
  - { id: war, type: ConflictBegun, conflict: w, sides: [[ostra, duke], kess], at: 2101 }
  - { id: joins, type: BelligerentJoined, conflict: w, belligerent: crew, side: duke, at: 2102 }
  - { id: fight, type: BattleFought, conflict: w, sides: [kess, duke], place: isle, victor: duke, at: 2103 }
  - { id: taken, type: TerritoryTransferred, systems: [isle], to: duke, from: kess, procedure: conquest, at: 2104 }
  - { id: lost, type: ShipDestroyed, ship: wreck, at: 2105 }
`;
  expect(await findingsIn(text, { possible: true })).toEqual([]);
  expect((await findingsIn(text.replace("holder: kess", "holder: gull"))).map((one) => one.split(" | ")[0])).toEqual([
    "identity/wrong-kind",
  ]);
});

describe("a reference", () => {
  const world = (event: string): string => `
entities:
  union: { kind: faction, standing: major }
  gor: { kind: person, alias: thot-gor }
  dozaria: { kind: system }
events:
  - { id: founding, type: Noted, at: 2161, about: union }
  - ${event}
`;

  test.each([
    ["in the data", "{ id: e, type: PersonDied, at: 2380, person: gorr }", "gorr: nothing declares this"],
    [
      "in a list",
      "{ id: e, type: ControlChanged, at: 2380, systems: [dozaria, portas] }",
      "portas: nothing declares this",
    ],
    ["in a date", "{ id: e, type: Noted, at: { after: unheard }, about: union }", "unheard: nothing has this id"],
    [
      "to a cause",
      "{ id: e, type: Noted, at: 2380, about: union, causes: [unheard] }",
      "unheard: nothing declares this",
    ],
    [
      "to what is necessary",
      "{ id: e, type: Noted, at: 2380, about: union, necessary: [unheard] }",
      "unheard: nothing declares this",
    ],
    [
      "to who knows",
      "{ id: e, type: Noted, at: 2380, about: union, known: [{ who: nobody }] }",
      "nobody: nothing declares this",
    ],
    [
      "in a claim",
      "{ id: e, type: ReportFiled, at: 2380, report: r, by: union, claim: { not: { event: unheard } }, reliability: low }",
      "unheard: nothing declares this",
    ],
    [
      "in the data of a claim",
      "{ id: e, type: ReportFiled, at: 2380, report: r, by: union, claim: { type: PersonDied, person: gorr }, reliability: low }",
      "gorr: nothing declares this",
    ],
    [
      "in what a claim denies",
      "{ id: e, type: ReportFiled, at: 2380, report: r, by: union, claim: { not: { type: PersonDied, person: gorr } }, reliability: low }",
      "gorr: nothing declares this",
    ],
    [
      "to an event that is an entity",
      "{ id: e, type: Noted, at: 2380, about: union, causes: [gor] }",
      "gor: no event has this id",
    ],
    [
      "to an entity that is an event",
      "{ id: e, type: PersonDied, at: 2380, person: founding }",
      "founding: no entity has this id",
    ],
  ])("is unknown %s", async (_, event, place) => {
    expect(await findingsIn(world(event))).toEqual([`identity/unknown-reference | ${place}`]);
  });

  test.each([
    ["an alias", "{ id: e, type: PersonDied, at: 2380, person: thot-gor }"],
    ["an event, where a field takes anything", "{ id: e, type: Noted, at: 2380, about: founding }"],
    ["what the same event brings about", "{ id: e, type: TreatyRatified, at: 2380, treaty: pact, parties: [union] }"],
  ])("is known: %s", async (_, event) => {
    expect(await findingsIn(world(event), POSSIBLE)).toEqual([]);
  });

  test.each([
    ["{ after: circa 2260 }", "If a date is meant, write 2260~."],
    ["[{ after: founding }, { before: [10 October 2388] }]", "If a date is meant, write 2388-10-10."],
    ["{ after: some other time }", "Declare some other time."],
  ])("in a date may be another date: %s", async (at, help) => {
    const { findings } = await checkText(world(`{ id: e, type: Noted, at: ${at}, about: union }`));
    expect(findings.map(({ rule, help: advice }) => [rule, advice])).toEqual([["identity/unknown-reference", help]]);
  });

  test("to what was refused as invalid is not reported as well", async () => {
    const text = `
entities: { gor: { kind: person, specie: breen } }
events: [{ id: dies, type: PersonDied, at: 2380, person: gor }]
`;
    expect((await findingsIn(text)).map((one) => one.split(" | ")[0])).toEqual(["identity/invalid-event"]);
  });

  test("to something retracted is known", async () => {
    const text = `
entities: { union: { kind: faction, standing: major } }
events:
  - { id: cause, type: Noted, at: 2380, about: union }
  - { id: effect, type: Noted, at: 2381, about: union, causes: [cause] }
retract: [{ event: cause, reason: nobody believes it }]
`;
    expect(await findingsIn(text)).toEqual([]);
  });

  test("suggests what was meant", async () => {
    const { findings } = await checkText(world("{ id: e, type: PersonDied, at: 2380, person: gorr }"));
    expect(findings[0]?.help).toBe("Did you mean gor?");
    expect(findings[0]?.entities).toEqual(["gorr"]);
    expect(findings[0]?.events).toEqual(["e"]);
  });
});

describe("a kind", () => {
  test.each([
    ["a ship as Domo", "{ id: e, type: DomoReplaced, at: 2380, successor: stirling }", "stirling"],
    [
      "a system as party to a treaty",
      "{ id: e, type: TalksOpened, at: 2380, talks: t, parties: [dozaria] }",
      "dozaria",
    ],
    [
      "a treaty that is a system",
      "{ id: e, type: TreatyRatified, at: 2380, treaty: dozaria, parties: [union] }",
      "dozaria",
    ],
  ])("is wrong: %s", async (_, event, id) => {
    const text = `
entities:
  union: { kind: faction, standing: major }
  stirling: { kind: ship, of: union }
  dozaria: { kind: system }
events: [${event}]
`;
    const findings = await findingsIn(text);
    expect(findings).toHaveLength(1);
    expect(findings[0]).toMatch(/^identity\/wrong-kind \| /);
    expect(findings[0]).toContain(`${id}: a `);
    expect(findings[0]).toMatch(/(?:ship|system): a (?:ship|system), by this/);
  });
});

describe("a declaration", () => {
  test("of one id as two kinds is reported once, with both places", async () => {
    const text = `
entities: { union: { kind: faction, standing: major }, stirling: { kind: ship, of: union } }
events: [{ id: born, type: PersonBorn, at: 2330, person: stirling }]
`;
    const findings = await findingsIn(text);
    expect(findings).toHaveLength(1);
    expect(findings[0]).toMatch(/^identity\/duplicate-declaration \| stirling: declared again here \| /);
  });

  test("twice in two files, with different facts, is the reader's finding and no other's", async () => {
    const { findings } = await checkText([
      { path: "a.yaml", text: "entities: { gor: { kind: person, name: Gor } }" },
      { path: "b.yaml", text: "entities: { gor: { kind: person, name: Thot Gor } }" },
    ]);
    expect(findings.map(({ rule, locations }) => [rule, locations.map(({ path }) => path)])).toEqual([
      ["identity/duplicate-declaration", ["a.yaml", "b.yaml"]],
    ]);
  });

  test("twice with the same facts is one, and a warning", async () => {
    const { findings } = await checkText([
      { path: "a.yaml", text: "entities: { gor: { kind: person, name: Gor } }" },
      { path: "b.yaml", text: "entities: { gor: { kind: person, name: Gor } }" },
    ]);
    expect(findings.map(({ rule, severity }) => [rule, severity])).toEqual([["identity/declared-again", "warning"]]);
  });

  test("that differs in what never changes is of two", async () => {
    const text = `
entities: { a: { kind: species }, b: { kind: species }, gor: { kind: person, species: a } }
events: [{ id: born, type: PersonBorn, at: 2330, person: gor, species: b }]
`;
    expect(await findingsIn(text)).toEqual([
      "identity/one-id-two-entities | b: this one (2330) | a: and this one (since the beginning)",
    ]);
  });
});

describe("activity", () => {
  const acts = (species: string, first: string, last: string, more = ""): string => `
entities:
  human: { kind: species, lifespan: 120 }
  vulcan: { kind: species, lifespan: 220 }
  unheard: { kind: species }
  x: { kind: person, species: ${species} }
events:
  - { id: first, type: StatementMade, at: ${first}, speaker: x, about: human, stance: yes it is }
  - { id: last, type: StatementMade, at: ${last}, speaker: x, about: human, stance: no it is not${more} }
`;

  test("over more than a life is that of two", async () => {
    expect(await findingsIn(acts("human", "2150", "2290"))).toEqual([
      "identity/one-id-two-entities | x: acts first here (2150) | x: acts last here (2290)",
    ]);
  });

  test.each([
    ["the species lives longer", acts("vulcan", "2150", "2290")],
    ["nobody knows how long the species lives", acts("unheard", "2150", "2290")],
    ["the last is posthumous", acts("human", "2150", "2290", ", posthumous: true")],
    ["time is travelled", acts("human", "2150", "2290", ", timeTravel: true")],
  ])("is one person's where %s", async (_, text) => {
    expect(await findingsIn(text, POSSIBLE)).toEqual([]);
  });
});

describe("names", () => {
  test("of a ship that follows another of the name are its own by `successorOf`; persons have namesakes", async () => {
    const text = `
events:
  - { id: a-born, type: PersonBorn, at: 2200, person: a, name: Gor }
  - { id: a-dies, type: PersonDied, at: 2280, person: a }
  - { id: b-born, type: PersonBorn, at: 2330, person: b, name: Gor }
`;
    expect(await findingsIn(text, POSSIBLE)).toEqual([]);
  });

  test("of ships that were in service together are not reused", async () => {
    const text = `
entities: { union: { kind: faction, standing: major } }
events:
  - { id: a, type: ShipLaunched, at: 2370, ship: defiant, name: Defiant, of: union }
  - { id: b, type: ShipLaunched, at: 2374, ship: defiant-2, name: Defiant, of: union }
  - { id: c, type: ShipDestroyed, at: 2375, ship: defiant }
`;
    expect(await findingsIn(text)).toEqual([]);
  });

  test("of holders one after the other are two persons'", async () => {
    const text = `
entities:
  union: { kind: faction, standing: major }
  seat: { kind: office, of: union, seats: 2 }
  a: { kind: person, name: Gor }
  b: { kind: person, name: Gor }
events:
  - { id: in, type: LeaderReplaced, at: 2370, office: seat, successor: a, manner: elected }
  - { id: out, type: OfficeVacated, at: 2372, office: seat, holder: a }
  - { id: next, type: LeaderReplaced, at: 2372, office: seat, successor: b, manner: elected }
`;
    expect(await findingsIn(text)).toEqual([]);
  });
});

describe("aliases", () => {
  test("make one of two: what one declares, the other is", async () => {
    const text = `
entities:
  gor: { kind: person, name: Gor, alias: [thot-gor, the-veteran] }
events:
  - { id: born, type: PersonBorn, at: 2330, person: thot-gor, name: Thot Gor }
  - { id: dies, type: PersonDied, at: 2320, person: the-veteran }
`;
    expect(await findingsIn(text)).toEqual([
      "lifespan/ends-before-start | the-veteran: died here (2320) | thot-gor: was born here (2330)",
    ]);
  });

  test("conflict where they begin at different times", async () => {
    const text = `
events:
  - { id: a, type: PersonBorn, at: 2330, person: gor, alias: thot-gor }
  - { id: b, type: PersonBorn, at: 2340, person: thot-gor }
`;
    expect(await findingsIn(text)).toEqual([
      "identity/alias-conflict | thot-gor: was born here (2340) | gor: was born here (2330)",
    ]);
  });
});

describe("near duplicates", () => {
  const twice = (first: string, second: string): string => `
entities:
  union: { kind: faction, standing: major }
  breen: { kind: faction, standing: major }
  fen: { kind: system }
  moor: { kind: system }
events:
  - { id: a, type: BattleFought, sides: [union, breen], ${first} }
  - { id: b, type: BattleFought, sides: [union, breen], ${second} }
`;

  test.each([
    ["at one place, a day apart", "at: 2375-01-01, place: fen", "at: 2375-01-02, place: fen"],
    [
      "at one place, with the text of one",
      "at: 2375-01-01, place: fen",
      "at: 2375-01-01, place: fen, title: The battle of the fen",
    ],
    [
      "in much the same words",
      "at: 2375, title: Battle of the corridor",
      "at: 2375, title: The battle of the corridor",
    ],
  ])("are told: %s", async (_, first, second) => {
    expect(await findingsIn(twice(first, second))).toEqual(["identity/near-duplicate-event | b: here | a: and here"]);
  });

  test.each([
    ["weeks apart", "at: 2375-01-01, place: fen", "at: 2375-02-01, place: fen"],
    ["of one day, and no more is said", "at: 2375-01-01", "at: 2375-01-01"],
    ["of one year, and no more is said", "at: 2375", "at: 2375"],
    ["of one place and year", "at: 2375, place: fen", "at: 2375, place: fen"],
    ["at two places", "at: 2375-01-01, place: fen", "at: 2375-01-01, place: moor"],
    [
      "with another name",
      "at: 2375-01-01, title: The second battle of Lower Kerrin",
      "at: 2375-01-02, title: The second battle of Upper Kerrin",
    ],
    ["with another number", "at: 2375-01-01, title: Clash at relay 17", "at: 2375-01-02, title: Clash at relay 18"],
    ["with another text", "at: 2375-01-01, title: The first day", "at: 2375-01-02, title: Ships meet again"],
    ["with other data", "at: 2375-01-01, victor: union", "at: 2375-01-01, victor: breen"],
    ["of which nothing is known", "at: ../.., placed: 2370", "at: 2375"],
  ])("are two: %s", async (_, first, second) => {
    expect(await findingsIn(twice(first, second))).toEqual([]);
  });
});

test.each([
  ["that is like none", "WormholeColapsed", "info", "identity/unknown-type"],
  ["that is nearly a known one", "TreatyRatifed", "error", "identity/misspelt-type"],
])("a type %s is reported once, however many events have it", async (_, type, severity, rule) => {
  const text = `
events:
  - { id: a, type: ${type}, at: 2375 }
  - { id: b, type: ${type}, at: 2376 }
`;
  const { findings } = await checkText(text);
  expect(findings.map((found) => [found.severity, found.rule, found.events])).toEqual([[severity, rule, ["a", "b"]]]);
});

describe("what is claimed is held to the same", () => {
  const claiming = (claim: string): string => `
entities:
  union: { kind: faction, standing: major }
  bard: { kind: person }
  vela: { kind: person }
events:
  - { id: sung, type: ReportFiled, report: song, by: bard, claim: ${claim}, reliability: low, at: 2304 }
`;

  test.each([
    [
      "its type, however often it is denied",
      "{ not: { not: { type: PersonDyed, person: vela } } }",
      "misspelt-type | PersonDyed: used here",
    ],
    [
      "the kinds of what it names",
      "{ type: PersonDied, person: union }",
      "wrong-kind | union: a person is meant here | faction: a faction, by this",
    ],
    [
      "what its date counts from",
      "{ type: PersonDied, person: vela, at: { after: [vela, the-fall] } }",
      "unknown-reference | the-fall: nothing declares this",
    ],
    [
      "whose tenure that is",
      "{ type: PersonDied, person: vela, at: { during: velo@union } }",
      "unknown-reference | velo@union: nothing declares this",
    ],
    ["an event by its id", "{ not: { event: sang } }", "unknown-reference | sang: nothing declares this"],
  ])("%s", async (_, claim, expected) => {
    expect(await findingsIn(claiming(claim))).toEqual([`identity/${expected}`]);
  });

  test("and may be of a type that is like none", async () => {
    const text = claiming("{ type: WormholeSwallowedTheMoon, where: anywhere }");
    expect(await findingsIn(text)).toEqual(["identity/unknown-type | WormholeSwallowedTheMoon: used here"]);
  });
});
describe("a # in text without quotes", () => {
  const canon = (title: string): string => `
entities:
  union: { kind: faction, standing: major }
events:
  - id: e
    type: Noted
    at: 2380
    about: union # the old one
    title: ${title}
`;

  test.each(["Battle #3 of #12", "The raid #Twelve and after", "the moon #4"])("%s", async (title) => {
    const { findings } = await checkText(canon(title), { include: ["identity/cut-text"] });
    const [found] = findings;
    expect(findings).toHaveLength(1);
    expect(found?.fixes?.[0]?.edits.map(({ text }) => text)).toEqual([JSON.stringify(title)]);
  });

  test.each([
    "Battle # 3 is not the last",
    "Battle  #3 rather",
    "Battle #TODO",
    "Battle #see above",
    '"Battle #3"',
    "Battle#3",
  ])("is a remark, or none: %s", async (title) => {
    expect((await checkText(canon(title), { include: ["identity/cut-text"] })).findings).toEqual([]);
  });
});

describe("a name that nothing declares", () => {
  const help = async (speaker: string): Promise<string | undefined> => {
    const text = `
entities:
  union: { kind: faction, standing: major }
  bartholomew: { kind: person }
events:
  - { id: e, type: StatementMade, at: 2380, speaker: ${speaker}, about: union, stance: calm }
`;
    return (await checkText(text, { include: ["identity/unknown-reference"] })).findings[0]?.help;
  };

  test("may be the beginning of one that is declared", async () => {
    expect(await help("barth")).toBe("Did you mean bartholomew?");
  });

  test("may have signs around it that copied text brings", async () => {
    expect(await help("‘bartholomew’")).toMatch(/^Curly quotes .*: write bartholomew\.$/);
    expect(await help("bartholomew\u00a0")).toMatch(/non-breaking space .*: write bartholomew\.$/);
  });
});

test("a death that is told for two days is one finding", async () => {
  const text = `
entities: { union: { kind: faction, standing: major }, orin: { kind: person } }
events:
  - { id: dies, type: PersonDied, at: 2380-04-01, person: orin }
  - { id: dies-again, type: PersonDied, at: 2380-04-02, person: orin }
`;
  expect((await checkText(text, { include: ["identity", "lifespan"] })).findings.map(({ rule }) => rule)).toEqual([
    "lifespan/twice-ended",
  ]);
  const sameDay = text.replace("04-02", "04-01");
  expect((await checkText(sameDay, { include: ["identity", "lifespan"] })).findings.map(({ rule }) => rule)).toEqual([
    "identity/near-duplicate-event",
  ]);
});

test("many that are declared again are one finding", async () => {
  const text = `entities:\n${Array.from({ length: 40 }, (_, i) => `  person-${i}: { kind: person }\n`).join("")}`;
  const { findings } = await checkText(
    ["a.yaml", "b.yaml"].map((path) => ({ path, text })),
    { include: ["identity"] },
  );
  expect(findings.map(({ rule, severity, message, entities }) => [rule, severity, message, entities.length])).toEqual([
    ["identity/declared-again", "warning", "person-0 and 39 others are declared again, with the same facts.", 40],
  ]);
});

describe("over a canon that is not there", () => {
  const EVENTS = [
    { id: "e", type: "StatementMade", at: 2380, speaker: "somebody", about: "union", stance: "calm" },
    { id: "f", type: "Noted", at: { after: "elsewhere" }, about: ["union", "UNION", "nowhere"] },
  ];
  const UNION = { id: "u", type: "FactionFounded", faction: "union", standing: "major" };
  const lines = (header: object): string => [header, UNION, ...EVENTS].map((one) => JSON.stringify(one)).join("\n");

  test.each([
    ["YAML", "canon.yaml", JSON.stringify({ base: "not-loaded", events: [UNION, ...EVENTS] })],
    ["NDJSON", "canon.ndjson", lines({ canon: "own", base: "not-loaded" })],
  ])("what nothing declares is one notice, in %s", async (_, path, text) => {
    const { findings } = await checkText([{ path, text }], { include: ["identity/unknown-reference", "provenance"] });
    expect(findings.map(({ rule, message }) => [rule, message])).toEqual([
      // Only its capitals are wrong.
      ["identity/unknown-reference", "f (after elsewhere) names UNION, which nothing declares."],
      [
        "provenance/not-checked",
        "identity/unknown-reference could not be checked: the canon beneath is not loaded, and may declare nowhere, somebody, elsewhere.",
      ],
    ]);
  });
});

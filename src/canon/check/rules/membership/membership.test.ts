import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkText, findingsIn } from "../../../../../test/support/checkText.ts";
import { expectNoAlarmWhenVaguer, type Fields } from "../../../../../test/support/widening.ts";

const canon = (...events: readonly string[]): string => `
entities:
  league: { kind: faction, standing: organisation }
  breen: { kind: faction, standing: major, alias: confederacy }
  cardassia: { kind: faction, standing: major }
  guard: { kind: faction, standing: organisation, partOf: cardassia }
  romulus: { kind: faction, standing: major }
  anybody: { kind: faction, standing: major, sentinel: true }
  gor: { kind: person }
events:
${events.map((event) => `  - { ${event} }`).join("\n")}
`;
const rules = (...events: readonly string[]) => findingsIn(canon(...events), { include: ["membership"] });

const step = (type: "Joined" | "Left", at: string, who = "breen", body = "league") =>
  `id: ${type.toLowerCase()}-${at.replaceAll(/\D+/g, "-")}, type: Member${type}, at: ${at}, body: ${body}, member: ${who}`;
const pact = "id: pact-ratified, type: TreatyRatified, at: 2370, treaty: pact, parties: [breen, cardassia]";
const ended = (by: string, at = "2386") => `id: ended, type: TreatyAbrogated, at: ${at}, treaty: pact, by: ${by}`;

describe("whoever joins", () => {
  test("is not in already, under any name", async () => {
    expect(await rules(step("Joined", "2380"), step("Joined", "2385", "confederacy"))).toEqual([
      "membership/joined-twice | confederacy: joined here (2385) | breen: and here (2380)",
    ]);
  });

  test("may have left, or may have left for all that the dates say", async () => {
    expect(await rules(step("Joined", "2380"), step("Left", "2382"), step("Joined", "2385"))).toEqual([]);
    expect(await rules(step("Joined", "2380"), step("Left", "2370/2390"), step("Joined", "2385"))).toEqual([]);
    expect(await rules(step("Joined", "2380"), step("Joined", "2380~"))).toEqual([]);
    expect(await rules(step("Joined", "2380"), step("Joined", "2385", "romulus"))).toEqual([]);
  });
});

describe("whoever comes or goes twice", () => {
  const over = "id: over, type: FactionDissolved, at: 2383, faction: league";
  const again = "id: again, type: FactionFounded, at: 2384, faction: league, standing: organisation";

  test("may have been out with the end of the body, or in with its new beginning", async () => {
    const judged = async (...events: readonly string[]) =>
      (await rules(...events)).filter((finding) => !finding.includes("never-left"));
    expect(await judged(step("Joined", "2380"), over, again, step("Joined", "2385"))).toEqual([]);
    expect(await judged(step("Left", "2380"), over, again, step("Left", "2385"))).toEqual([]);
    expect(await judged(step("Joined", "2380"), over.replace("2383", "2379"), step("Joined", "2385"))).toHaveLength(1);
  });

  test("may be somebody else behind a stand-in", async () => {
    expect(await rules(step("Joined", "2380", "anybody"), step("Joined", "2385", "anybody"))).toEqual([]);
    expect(await rules(step("Joined", "2380", "breen", "anybody"), step("Joined", "2385", "breen", "anybody"))).toEqual(
      [],
    );
    expect(await rules(pact, step("Left", "2380", "anybody", "pact"))).toEqual([]);
  });

  test("may tell of it afterwards, or out of time", async () => {
    expect(await rules(step("Joined", "2380"), `${step("Joined", "2385")}, retrospective: true`)).toEqual([]);
    expect(
      await rules(step("Joined", "2380"), `${step("Left", "2390")}, timeTravel: true`, step("Joined", "2385")),
    ).toEqual([]);
  });
});

describe("whoever leaves", () => {
  test("has not left before", async () => {
    expect(await rules(step("Left", "2380"), step("Left", "2385"))).toEqual([
      "membership/left-without-joining | breen: left here (2385) | breen: and here (2380)",
    ]);
    expect(await rules(step("Left", "2380"), step("Joined", "2382"), step("Left", "2385"))).toEqual([]);
  });

  test("was in from the beginning, where nothing says when they joined", async () => {
    expect(await rules(step("Left", "2380"))).toEqual([]);
  });

  test("is a party to the treaty, or joined it", async () => {
    expect(await rules(pact, step("Left", "2380", "romulus", "pact"))).toEqual([
      "membership/left-without-joining | romulus: leaves here (2380) | [breen, cardassia]: the parties",
    ]);
    expect(await rules(pact, step("Left", "2380", "breen", "pact"))).toEqual([]);
    expect(
      await rules(pact, step("Joined", "2375", "romulus", "pact"), step("Left", "2380", "romulus", "pact")),
    ).toEqual([]);
  });
});

describe("whoever ends a treaty", () => {
  test("is bound by it", async () => {
    expect(await rules(pact, ended("romulus"))).toEqual([
      "membership/acts-as-non-member | romulus: by romulus here (2386) | [breen, cardassia]: these are bound",
    ]);
    expect(await rules(pact, ended("confederacy"))).toEqual([]);
    expect(await rules(pact, ended("guard"))).toEqual([]);
    expect(await rules(pact, step("Joined", "2380", "romulus", "pact"), ended("romulus"))).toEqual([]);
    expect(await rules(pact, step("Joined", "2380/2390", "romulus", "pact"), ended("romulus"))).toEqual([]);
  });

  test("has not left it before", async () => {
    expect(await rules(pact, step("Left", "2380", "breen", "pact"), ended("breen"))).toHaveLength(1);
    expect(await rules(pact, step("Left", "2386", "breen", "pact"), ended("breen"))).toEqual([]);
    const back = [step("Left", "2380", "breen", "pact"), step("Joined", "2383", "breen", "pact")];
    expect(await rules(pact, ...back, ended("breen"))).toEqual([]);
  });
});

describe("who is bound by a treaty", () => {
  const heir = "id: heir, type: FactionDissolved, at: 2380, faction: breen, successor: romulus";

  test("is whoever succeeds a party, or belongs to one", async () => {
    expect(await rules(pact, heir, ended("romulus"))).toEqual([]);
    expect(await rules(pact, heir, step("Left", "2385", "romulus", "pact"))).toEqual([]);
    expect(await rules(pact, step("Left", "2385", "guard", "pact"))).toEqual([]);
  });

  test("may be anybody, where a stand-in is a party", async () => {
    const open = pact.replace("cardassia", "anybody");
    expect(await rules(open, ended("romulus"))).toEqual([]);
    expect(await rules(open, step("Left", "2385", "romulus", "pact"))).toEqual([]);
  });

  test("is not judged by what is told afterwards", async () => {
    expect(await rules(pact, `${ended("romulus")}, retrospective: true`)).toEqual([]);
  });
});

describe("what is over", () => {
  const war = "id: war, type: ConflictBegun, at: 2380, conflict: border-war, sides: [breen, cardassia]";
  const over = "id: over, type: ConflictEnded, at: 2384, conflict: border-war";
  const out = (at: string) => `id: out, type: BelligerentLeft, at: ${at}, conflict: border-war, belligerent: breen`;

  test("is not left any more", async () => {
    expect(await rules(war, over, out("2386"))).toEqual([
      "membership/never-left | breen: leaves here (2386) | border-war: ended here (2384)",
    ]);
    expect(
      await rules("id: gone, type: FactionDissolved, at: 2380, faction: league", step("Joined", "2385")),
    ).toHaveLength(1);
  });

  test("was left in time, or by nobody", async () => {
    expect(await rules(war, over, out("2384"))).toEqual([]);
    expect(await rules(war, over, out("2384~"))).toEqual([]);
    expect(await rules(war, over)).toEqual([]);
  });
});

describe("whoever comes again", () => {
  const war = "id: war, type: ConflictBegun, at: 2380, conflict: border-war, sides: [[breen, romulus], cardassia]";
  const again = (side: string) =>
    `id: again, type: BelligerentJoined, at: 2382, conflict: border-war, belligerent: confederacy, side: ${side}`;

  test("is in a war that it began, unless it changes sides", async () => {
    expect(await rules(war, again("romulus"))).toEqual([
      "membership/joined-twice | confederacy: joined here (2382) | breen: and here (2380)",
    ]);
    expect(await rules(war, again("cardassia"))).toEqual([]);
    const anew = again("cardassia").replace("again", "anew").replace("2382", "2383");
    expect(await rules(war, again("romulus"), anew)).toHaveLength(1);
  });

  test("is in a treaty that it ratified, unless that ended", async () => {
    expect(await rules(pact, step("Joined", "2375", "breen", "pact"))).toEqual([
      "membership/joined-twice | breen: joined here (2375) | breen: and here (2370)",
    ]);
    expect(await rules(pact, step("Joined", "2370", "breen", "pact"))).toEqual([]);
    expect(await rules(pact, step("Joined", "2370~", "breen", "pact"))).toEqual([]);
    const left = step("Left", "2373", "breen", "pact");
    expect(await rules(pact, left, step("Joined", "2375", "breen", "pact"))).toEqual([]);
  });

  test("after its own end is another's business", async () => {
    const gone = "id: gone, type: FactionDissolved, at: 2382, faction: breen";
    expect(await rules(step("Joined", "2380"), gone, step("Joined", "2385"))).toEqual([]);
  });
});

describe("a war", () => {
  const begins = "id: begins, type: ConflictBegun, at: 2380, conflict: border-war, sides: [breen, cardassia]";
  const over = (at: string) => `id: over, type: ConflictEnded, at: ${at}, conflict: border-war`;
  const out = (who: string, at: string, more = "") =>
    `id: out-${who}, type: BelligerentLeft, at: ${at}, conflict: border-war, belligerent: ${who}${more}`;
  const into = (who: string, at: string) =>
    `id: into-${who}, type: BelligerentJoined, at: ${at}, conflict: border-war, belligerent: ${who}, side: breen`;
  const battle = (sides: string, more = "") =>
    `id: battle, type: BattleFought, at: 2381, conflict: border-war, sides: ${sides}${more}`;

  test("is left by nobody who is on no side of it, or joins it only later", async () => {
    expect(await rules(begins, out("romulus", "2382"))).toEqual([
      "membership/left-without-joining | romulus: leaves here (2382) | [breen, cardassia]: the sides",
    ]);
    expect(await rules(begins, out("romulus", "2382"), into("romulus", "2384"))).toEqual([
      "membership/left-without-joining | romulus: leaves here (2382) | romulus: joins here (2384)",
    ]);
  });

  test.each([
    ["has joined it", [begins, into("romulus", "2381"), out("romulus", "2382")]],
    ["may have joined it, for all that dates say", [begins, into("romulus", "2382"), out("romulus", "2382-05")]],
    ["fights a battle of it", [begins, battle("[romulus, cardassia]"), out("romulus", "2382")]],
    ["is a part of a side", [begins, out("guard", "2382")]],
    ["is a stand-in", [begins, out("anybody", "2382")]],
    ["tells of it afterwards", [begins, out("romulus", "2382", ", retrospective: true")]],
    [
      "leaves one of whose sides nothing is known",
      ["id: e, type: EntityDeclared, entity: border-war, kind: conflict", out("romulus", "2382")],
    ],
    ["leaves one in which somebody unknown stands", [begins.replace("cardassia", "anybody"), out("romulus", "2382")]],
  ])("may be left by whoever %s", async (_, events) => {
    expect(await rules(...events)).toEqual([]);
  });

  test("is not won by others, but by parts of a side, wholes and stand-ins", async () => {
    const won = (victor: string) => rules(begins, battle("[breen, [cardassia]]", `, victor: ${victor}`));
    expect(await won("romulus")).toEqual([
      "membership/victor-on-no-side | romulus: the victor | [breen, [cardassia]]: the sides",
    ]);
    for (const victor of ["confederacy", "cardassia", "guard", "anybody"])
      expect(await won(victor), victor).toEqual([]);
    expect(await rules(battle("[breen, anybody]", ", victor: romulus"))).toEqual([]);
  });

  test("and a battle have nobody on two sides", async () => {
    expect(await rules(battle("[breen, [cardassia, confederacy]]"))).toEqual([
      "membership/on-both-sides | breen: stands here | confederacy: stands here",
    ]);
    expect(await rules(begins.replace("cardassia", "[cardassia, breen]"))).toHaveLength(1);
    expect(await rules(battle("[[breen, breen], cardassia]"))).toEqual([]);
    expect(await rules(battle("[anybody, anybody]"))).toEqual([]);
  });

  const peace = (at: string, parties = "[breen, cardassia]") =>
    `id: peace, type: TreatyRatified, at: ${at}, treaty: peace, parties: ${parties}, terms: [{ peace: border-war }]`;

  test("goes on for nobody who makes peace and never leaves it", async () => {
    const three = [begins, into("romulus", "2381")];
    expect(await rules(...three, peace("2382"), over("2384"))).toEqual([
      "membership/never-left | breen: makes peace here (2382) | border-war: ended here (2384)",
      "membership/never-left | cardassia: makes peace here (2382) | border-war: ended here (2384)",
    ]);
    const left = [out("breen", "2382"), out("cardassia", "2382")];
    expect(await rules(...three, peace("2382"), ...left, over("2384"))).toEqual([]);
    expect(await rules(...three, peace("2384"), over("2384"))).toEqual([]);
    expect(await rules(...three, peace("2382", "[breen, cardassia, romulus]"), over("2384"))).toEqual([]);
    expect(await rules(begins, peace("2382"), over("2384"))).toEqual([]);
    const gone = ["breen", "cardassia"].map(
      (who) => `id: ${who}-gone, type: FactionDissolved, at: 2383, faction: ${who}`,
    );
    expect(await rules(...three, peace("2382"), ...gone, over("2384"))).toEqual([]);
  });

  test("is left by the last one as well, when all others have", async () => {
    const others = [begins, into("romulus", "2381"), out("romulus", "2382"), out("cardassia", "2383")];
    const later = "id: later, type: Noted, at: 2390, about: breen";
    expect(await rules(...others, later)).toEqual([
      "membership/never-left | breen: joined here (2380) | border-war: the last of the others leaves here (2383)",
    ]);
    expect(await rules(...others)).toEqual([]);
    expect(await rules(...others, over("2383"), later)).toEqual([]);
    expect(await rules(begins, out("cardassia", "2383"), later)).toEqual([]);
    const ofOneSide = begins.replace("[breen, cardassia]", "[[breen, cardassia]]");
    expect(await rules(ofOneSide, ...others.slice(1), later)).toEqual([]);
  });
});

describe("a battle of a war that is over", () => {
  const war = "id: war, type: ConflictBegun, at: 2380, conflict: border-war, sides: [breen, cardassia]";
  const over = "id: over, type: ConflictEnded, at: 2384-05-01, conflict: border-war";
  const battle = (at: string, more = "") =>
    `id: battle, type: BattleFought, at: ${at}, conflict: border-war, sides: [breen, cardassia]${more}`;

  test("shows who never left it", async () => {
    expect(await rules(war, over, battle("2385"))).toEqual([
      "membership/never-left | border-war: fought here (2385) | border-war: ended here (2384-05-01)",
    ]);
  });

  test.each([
    ["by stragglers", [over, battle("2384-05-20")]],
    ["within the year of its end", [over, battle("2384")]],
    ["in the month after, as far as the dates say", [over, battle("2384-05/2384-07")]],
    ["told of afterwards", [over, battle("2385", ", retrospective: true")]],
    ["of a war that began again", [over, war.replace("war,", "again,").replace("2380", "2385"), battle("2386")]],
    ["of a war that nobody ended", [battle("2385")]],
  ])("is none %s", async (_, events) => {
    expect(await rules(war, ...events)).toEqual([]);
  });
});

describe("allegiance", () => {
  const serves = (id: string, at: string, subject: string, to: string) =>
    `id: ${id}, type: AllegianceChanged, at: ${at}, subject: ${subject}, to: ${to}`;

  test("may have been given up by a date that is drawn later", async () => {
    const free = "id: free, type: AllegianceChanged, at: 2381/2390, placed: 2389, subject: breen";
    const ring = [serves("a", "2380", "breen", "romulus"), serves("b", "2385", "romulus", "breen")];
    expect(await rules(...ring, free)).toEqual([]);
    expect(await rules(...ring, free.replace("2381/2390, placed: 2389", "2389"))).toHaveLength(1);
  });

  test("to a stand-in may be to somebody else each time", async () => {
    expect(await rules(serves("a", "2380", "breen", "anybody"), serves("b", "2385", "anybody", "breen"))).toEqual([]);
  });

  test("in a ring is shown bond by bond", async () => {
    expect(await rules(serves("a", "2380", "breen", "romulus"), serves("b", "2385", "romulus", "breen"))).toEqual([
      "membership/allegiance-cycle | breen: romulus is under breen (b (2385)) | romulus: breen is under romulus (a (2380))",
    ]);
    expect(await rules(serves("a", "2380", "cardassia", "guard"))).toHaveLength(1);
  });

  test("ends with either of the two", async () => {
    const founded = (id: string, at: string) =>
      `id: ${id}, type: FactionFounded, at: ${at}, faction: lord, standing: major`;
    const gone = (at: string) => `id: gone, type: FactionDissolved, at: ${at}, faction: lord`;
    const ring = [founded("f", "2300"), serves("a", "2310", "breen", "lord"), serves("b", "2351", "lord", "breen")];
    expect(await rules(...ring)).toHaveLength(1);
    expect(await rules(...ring, gone("2320"), founded("g", "2350"))).toEqual([]);
    expect(await rules(...ring, gone("2320/2360"))).toEqual([]);
    expect(await rules(...ring, gone("2360"))).toHaveLength(1);
  });

  test("that turns is no ring", async () => {
    const free = "id: free, type: AllegianceChanged, at: 2383, subject: breen, from: romulus";
    expect(await rules(serves("a", "2380", "breen", "romulus"), free, serves("b", "2385", "romulus", "breen"))).toEqual(
      [],
    );
    expect(await rules(serves("a", "2380", "breen", "romulus"), serves("b", "2380", "romulus", "breen"))).toEqual([]);
  });
});

test("thousands of steps of one member are judged in a moment", async () => {
  const day = (index: number): string => new Date(Date.UTC(2300, 0, 1 + index)).toISOString().slice(0, 10);
  const happens = (index: number): Fields => {
    if (index === 0) return { type: "TreatyRatified", treaty: "pact", parties: ["a", "b"] };
    if (index % 3 === 2) return { type: "TreatyViolated", treaty: "pact", by: "c", act: "arms" };
    return { type: index % 3 === 0 ? "MemberLeft" : "MemberJoined", body: "pact", member: "c" };
  };
  const events = Array.from({ length: 6000 }, (_, index) => ({ id: `e${index}`, at: day(index), ...happens(index) }));
  const text = [
    ...["a", "b", "c"].map((id) => ({ id, type: "FactionFounded", faction: id, name: id, standing: "major" })),
    ...events,
  ];
  const file = { path: "canon.ndjson", text: text.map((event) => JSON.stringify(event)).join("\n") };
  expect((await checkText([file], { include: ["membership"] })).findings).toEqual([]);
}, 4000);

const WORLD: readonly Fields[] = [
  ...["a", "b", "c"].map((id) => ({ id, type: "FactionFounded", faction: id, name: id, standing: "major" })),
  { id: "t", type: "TreatyRatified", at: "2360", treaty: "t", parties: ["a", "b"] },
  { id: "w", type: "ConflictBegun", at: "2360", conflict: "w", sides: ["a", "b"] },
];
const faction = fc.constantFrom("a", "b", "c");
const body = fc.constantFrom("t", "c");
const happening: fc.Arbitrary<Fields> = fc.oneof(
  fc.record({ type: fc.constantFrom("MemberJoined", "MemberLeft"), body, member: faction }),
  fc.record({
    type: fc.constantFrom("BelligerentJoined", "BelligerentLeft"),
    conflict: fc.constant("w"),
    belligerent: faction,
  }),
  fc.record({ type: fc.constant("ConflictEnded"), conflict: fc.constant("w") }),
  fc.record({ type: fc.constant("BattleFought"), conflict: fc.constant("w"), sides: fc.constant(["a", "b"]) }),
  fc.record({ type: fc.constant("FactionDissolved"), faction: fc.constant("c") }),
  fc.record({ type: fc.constant("TreatyAbrogated"), treaty: fc.constant("t"), by: faction }),
  fc.record({ type: fc.constant("AllegianceChanged"), subject: faction, to: faction }),
  fc.record({ type: fc.constant("AllegianceChanged"), subject: faction, from: faction }),
);

test("a canon without findings has none when one of its dates gets vaguer", async () => {
  expect(await expectNoAlarmWhenVaguer(WORLD, happening, 800)).toBeGreaterThan(50);
}, 120_000);

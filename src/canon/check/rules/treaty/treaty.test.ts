import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { findingsIn } from "../../../../../test/support/checkText.ts";
import { expectNoAlarmWhenVaguer, type Fields } from "../../../../../test/support/widening.ts";

const canon = (...events: readonly string[]): string => `
entities:
  breen: { kind: faction, standing: major, alias: confederacy }
  cardassia: { kind: faction, standing: major }
  romulus: { kind: faction, standing: major }
  anybody: { kind: faction, standing: major, sentinel: true }
  domo: { kind: office, of: breen }
  gor: { kind: person }
  pran: { kind: person }
  dozaria: { kind: system }
events:
${events.map((event) => `  - { ${event} }`).join("\n")}
`;
const rules = (...events: readonly string[]) => findingsIn(canon(...events), { include: ["treaty"] });
const possible = (...events: readonly string[]) =>
  findingsIn(canon(...events), { include: ["treaty"], possible: true });

const ratified = (at: string, terms = "", parties = "[breen, cardassia]") =>
  `id: ratified, type: TreatyRatified, at: ${at}, treaty: pact, parties: ${parties}${terms === "" ? "" : `, terms: [${terms}]`}`;
const signed = (at: string, more = "") =>
  `id: signed, type: TreatySigned, at: ${at}, treaty: pact, parties: [breen, cardassia]${more}`;
const ended = (at: string) => `id: ended, type: TreatyAbrogated, at: ${at}, treaty: pact, by: breen`;
const broken = (at: string) => `id: broken, type: TreatyViolated, at: ${at}, treaty: pact, by: breen, act: arms`;
const war = (at: string, sides = "[breen, cardassia]") =>
  `id: war, type: ConflictBegun, at: ${at}, conflict: war-of-it, sides: ${sides}`;

describe("the span of a treaty", () => {
  test("does not end before it starts", async () => {
    expect(await rules(ratified("2387"), ended("2385"))).toEqual([
      "treaty/ends-before-start | pact: was abrogated here (2385) | pact: was ratified here (2387)",
    ]);
    expect(await rules(ratified("2387"), ended("2387"))).toEqual([]);
    expect(await rules(signed("2380"), ended("2385"))).toEqual([]);
  });

  test("holds whoever joins or leaves", async () => {
    const joins = (at: string) => `id: joins, type: MemberJoined, at: ${at}, body: pact, member: romulus`;
    expect(await rules(ratified("2380"), ended("2384"), joins("2386"))).toEqual([
      "treaty/member-outside-span | pact: joins here (2386) | pact: was abrogated here (2384)",
    ]);
    expect(await rules(ratified("2380"), joins("2379"))).toHaveLength(1);
    expect(await rules(ratified("2380"), ended("2384"), joins("2384"))).toEqual([]);
    expect(await rules(ratified("2380"), joins("2379~"))).toEqual([]);
  });

  test("begins with signing before ratifying", async () => {
    expect(await rules(ratified("2385"), signed("2387"))).toEqual([
      "treaty/missing-precondition | pact: was ratified here (2385) | pact: was signed here (2387)",
    ]);
    expect(await rules(signed("2385"), ratified("2387"))).toEqual([]);
    expect(await rules(signed("2387"), ratified("2387"))).toEqual([]);
  });
});

describe("a treaty that runs out", () => {
  const until = (end: string, terms = "", at = "2380-05-01", id = "ratified") =>
    `${ratified(at, terms).replace("id: ratified", `id: ${id}`)}, until: ${end}`;
  const everything = (...events: readonly string[]) =>
    findingsIn(canon(...events), { include: ["treaty", "lifespan"] });

  test("needs no other end, and has none before it begins", async () => {
    expect(await everything(until("2390"))).toEqual([]);
    expect(await rules(until("2370"))).toEqual(["treaty/ends-before-start | pact: ratified here, until 2370"]);
  });

  test("is over after its last day, and not on it", async () => {
    const outside = (at: string) =>
      rules(until("2390-05-01"), `id: joins, type: MemberJoined, at: ${at}, body: pact, member: romulus`);
    expect(await outside("2390-05-01")).toEqual([]);
    expect(await outside("2390")).toEqual([]);
    expect(await outside("2390-05-02")).toEqual([
      "treaty/member-outside-span | pact: joins here (2390-05-02) | pact: ratified here, until 2390-05-01",
    ]);
  });

  test("is not broken and not ended again", async () => {
    expect(await everything(until("P10Y"), broken("2389"), ended("2389-07"))).toEqual([]);
    expect(await everything(until("P10Y"), broken("2391"))).toEqual([
      "lifespan/acts-after-end | pact: takes part here (2391) | pact: ratified here, until 2390-04-30/2390-05-02",
    ]);
    expect(await everything(until("P10Y"), ended("2391"))).toEqual([
      "lifespan/twice-ended | pact: was abrogated here (2391) | pact: ratified here, until 2390-04-30/2390-05-02",
    ]);
  });

  test("keeps nobody from war afterwards, and keeps them from it until then", async () => {
    for (const term of ["{ alliance: non-aggression }", "{ alliance: defence }"]) {
      expect(await rules(until("2390", term), war("2391"))).toEqual([]);
      expect(await rules(until("2390", term), war("2390-06"))).toEqual([]);
      expect(await rules(until("2390", term), war("2389"))).toHaveLength(1);
      expect(await rules(until("2390", term), until("P5Y", term, "2392", "anew"), war("2394"))).toHaveLength(1);
      expect(await rules(until("2390", term), until("P5Y", term, "2392", "anew"), war("2391"))).toEqual([]);
    }
  });

  test("is in force again once it is ratified anew, for as long as that says", async () => {
    const anew = until("2400", "", "2388", "anew");
    expect(await everything(until("2390"), anew, broken("2395"))).toEqual([]);
    expect(await everything(until("2390"), anew, broken("2401"))).toHaveLength(1);
    expect(
      await everything(until("2390"), ratified("2388").replace("id: ratified", "id: anew"), broken("2401")),
    ).toEqual([]);
    // An older one that lasts was ended meanwhile.
    const older = ratified("2370").replace("id: ratified", "id: older");
    expect(await everything(older, ended("2375"), until("2390"), broken("2401"))).toHaveLength(1);
    expect(await rules(older, until("2390"), broken("2401"))).toEqual([]);
  });
});

test("an entente binds nobody to keep the peace or to fight", async () => {
  expect(await rules(ratified("2373", "{ alliance: entente }"), war("2388"))).toEqual([]);
  expect(await rules(ratified("2373", "{ alliance: defence }"), war("2388"))).toHaveLength(1);
});

test("what needs a retracted event cannot have happened", async () => {
  const text = `${canon("id: a, type: Noted, at: 2380, about: gor", "id: b, type: Noted, at: 2385, about: gor, necessary: [a]")}
retract: [{ event: a, reason: it was a dream }]`;
  expect(await findingsIn(text, { include: ["treaty"] })).toEqual([
    "treaty/missing-precondition | a: cannot be without this | a: retracted here",
  ]);
});

describe("a violation", () => {
  const later = "id: later, type: Noted, at: 2390, about: dozaria";

  test("that nobody answers is reported", async () => {
    expect(await rules(ratified("2380"), broken("2384"), later)).toEqual([
      "treaty/unanswered-violation | breen: broken here, broken (2384)",
    ]);
  });

  test.each([
    ["a protest", "id: x, type: StatementMade, at: 2384, speaker: cardassia, about: breen, stance: protests"],
    ["a war", war("2385-01")],
    ["an event that it causes", "id: x, type: Noted, at: 2389, about: dozaria, causes: [broken]"],
    ["an end", "id: x, type: TreatyAbrogated, at: 2384, treaty: pact, by: cardassia"],
    [
      "what may have come in time",
      "id: x, type: StatementMade, at: 2380/2390, speaker: cardassia, about: breen, stance: protests",
    ],
  ])("is answered by %s", async (_, event) => {
    expect(await rules(ratified("2380"), broken("2384"), later, event)).toEqual([]);
  });

  test("is not, by the one who broke it, or years later", async () => {
    const own = "id: x, type: StatementMade, at: 2384, speaker: breen, about: breen, stance: denies it";
    const late = "id: y, type: StatementMade, at: 2389, speaker: cardassia, about: breen, stance: protests";
    expect(await rules(ratified("2380"), broken("2384"), later, own, late)).toHaveLength(1);
  });

  test("of a treaty that is over, or not in force yet, needs no answer", async () => {
    expect(await rules(ratified("2380"), ended("2382"), broken("2384"), later)).toEqual([]);
    expect(await rules(ratified("2386"), broken("2384"), later)).toEqual([]);
    const possibly = await possible(ratified("2380"), ended("2383/2385"), broken("2384"), later);
    expect(possibly.filter((finding) => finding.includes("unanswered-violation | "))).toEqual([]);
  });

  test("with which history ends may still be answered", async () => {
    expect(await rules(ratified("2380"), broken("2384"))).toEqual([]);
  });
});

test("a treaty with oneself, under any name, is reported", async () => {
  expect(await rules(ratified("2380", "", "[breen, confederacy]"))).toEqual([
    "treaty/with-itself | confederacy: a party here | breen: and here",
  ]);
  expect(await rules(ratified("2380", "", "[breen]"))).toEqual([]);
});

describe("a war between those who agreed not to fight", () => {
  test.each(["alliance: non-aggression", "alliance: neutrality", "peace: old-war"])(
    "by { %s } is reported",
    async (term) => {
      expect(await rules(ratified("2380", `{ ${term} }`), war("2388"))).toEqual([
        "treaty/contradictory-pair | breen: at war here (2388) | cardassia: against this one | pact: was ratified here (2380)",
      ]);
    },
  );

  test.each([
    ["was ended", [ratified("2380", "{ alliance: neutrality }"), ended("2388"), war("2388")]],
    ["was broken", [ratified("2380", "{ alliance: neutrality }"), broken("2386"), war("2388")]],
    ["came later", [ratified("2389", "{ alliance: neutrality }"), war("2388")]],
    ["may have been ended", [ratified("2380", "{ alliance: neutrality }"), ended("2380/2390"), war("2388")]],
    ["says nothing of war", [ratified("2380", "{ forbid: cloaks }"), war("2388")]],
    ["is with another", [ratified("2380", "{ alliance: neutrality }"), war("2388", "[romulus, cardassia]")]],
    [
      "sees both on one side",
      [ratified("2380", "{ alliance: neutrality }"), war("2388", "[[breen, cardassia], romulus]")],
    ],
  ])("is none where it %s", async (_, events) => {
    expect((await rules(...events)).filter((finding) => !finding.includes("unanswered"))).toEqual([]);
  });
});

describe("allies", () => {
  const pact = ratified("2373", "{ alliance: defence }");

  test.each([
    ["war", war("2388")],
    ["battle", "id: w, type: BattleFought, at: 2388, sides: [cardassia, breen]"],
    ["breach", "id: w, type: BorderBreached, at: 2388, by: cardassia, against: breen, systems: [dozaria]"],
  ])("in a %s against each other are reported", async (_, event) => {
    expect(await rules(pact, event)).toHaveLength(1);
  });

  test("on one side, or in wars of others, are not", async () => {
    expect(await rules(pact, war("2388", "[[breen, cardassia], romulus]"))).toEqual([]);
    expect(await rules(pact, "id: w, type: BattleFought, at: 2388, sides: [cardassia, romulus]")).toEqual([]);
    expect(await rules(pact, ended("2380"), war("2388"))).toEqual([]);
  });
});

describe("what a stand-in agrees to", () => {
  test("binds nobody in particular", async () => {
    const sides = "[breen, anybody]";
    expect(await rules(ratified("2380", "{ alliance: defence }", sides), war("2388", sides))).toEqual([]);
    expect(await rules(ratified("2380", "{ alliance: neutrality }", sides), war("2388", sides))).toEqual([]);
    expect(await rules(ratified("2380", "", "[breen, anybody, anybody]"))).toEqual([]);
  });
});

describe("a treaty that is renewed", () => {
  test("is signed anew after the one before ended", async () => {
    const first = "id: first, type: TreatyRatified, at: 2370, treaty: pact, parties: [breen, cardassia]";
    expect(await rules(first, ended("2375"), signed("2380"), ratified("2381"))).toEqual([]);
    expect(await rules(first, signed("2380"), ratified("2381"), ended("2385"))).toHaveLength(1);
  });
});

test("what is told afterwards, or out of time, makes no war", async () => {
  const pact = ratified("2380", "{ alliance: neutrality }");
  expect(await rules(pact, `${war("2388")}, retrospective: true`)).toEqual([]);
  expect(await rules(`${pact}, timeTravel: true`, war("2388"))).toEqual([]);
});

describe("whoever is bound", () => {
  const fight = (sides: string) => `id: w, type: BattleFought, at: 2380, sides: ${sides}`;
  const pact = ratified("2371", "{ alliance: defence }");
  const joins = (at: string) => `id: joins, type: MemberJoined, at: ${at}, body: pact, member: romulus`;
  const leaves = (member: string) => `id: leaves, type: MemberLeft, at: 2376, body: pact, member: ${member}`;

  test("ratified, or joined", async () => {
    const signedByAll = "id: s, type: TreatySigned, at: 2370, treaty: pact, parties: [breen, cardassia, romulus]";
    expect(await rules(signedByAll, pact, fight("[breen, romulus]"))).toEqual([]);
    expect(await rules(pact, joins("2375"), fight("[confederacy, romulus]"))).toEqual([
      "treaty/allies-at-war | confederacy: fights here (2380) | romulus: against this one | pact: was ratified here (2371)",
    ]);
    expect(await rules(pact, joins("2385"), fight("[breen, romulus]"))).toEqual([]);
    expect(await possible(pact, joins("2375/2385"), fight("[breen, romulus]"))).toEqual([
      "treaty/allies-at-war? | breen: fights here (2380) | romulus: against this one | pact: was ratified here (2371)",
    ]);
  });

  test("is so from its own ratification on", async () => {
    const late = ratified("2390", "{ alliance: neutrality }", "[cardassia]").replace("ratified", "later");
    const early = ratified("2371", "{ alliance: neutrality }", "[breen]");
    expect(await rules(early, war("2380"), late)).toEqual([]);
    expect(await rules(early, late.replace("2390", "2375"), war("2380"))).toHaveLength(1);
  });

  test("is free only when it leaves itself", async () => {
    const three = ratified("2371", "{ alliance: defence }", "[breen, cardassia, romulus]");
    expect(await rules(three, leaves("romulus"), fight("[breen, cardassia]"))).toHaveLength(1);
    expect(await rules(three, leaves("confederacy"), fight("[breen, cardassia]"))).toEqual([]);
  });

  test("is bound again by a renewal, and not after its own end", async () => {
    const renewed = ratified("2378", "{ alliance: defence }").replace("ratified", "renewed");
    expect(await rules(pact, ended("2375"), renewed, fight("[breen, cardassia]"))).toHaveLength(1);
    const gone = "id: gone, type: FactionDissolved, at: 2376, faction: cardassia";
    const found = await rules(pact, gone, fight("[breen, cardassia]"));
    expect(found.filter((finding) => finding.startsWith("treaty/"))).toEqual([]);
  });
});

describe("allies on both sides of a war", () => {
  const allied = ratified("2380", "{ alliance: defence }", "[breen, romulus]");
  const begins = "id: begins, type: ConflictBegun, at: 2385, conflict: c, sides: [cardassia, anybody]";
  const joins = (who: string, side: string, at: string) =>
    `id: ${who}-joins, type: BelligerentJoined, at: ${at}, conflict: c, belligerent: ${who}, side: ${side}`;
  const first = joins("breen", "cardassia", "2386");
  const found =
    "treaty/allies-at-war | romulus: fights here (2387) | breen: against this one | pact: was ratified here (2380)";

  test("are found where both join it later", async () => {
    expect(await rules(allied, begins, first, joins("romulus", "anybody", "2387"))).toEqual([found]);
    expect(await rules(allied, begins, first, joins("romulus", "cardassia", "2387"))).toEqual([]);
    expect(await rules(allied, begins, first, joins("romulus", "breen", "2387"))).toEqual([]);
    const onOneDay = [first.replace("2386", "2387-01-01"), joins("romulus", "anybody", "2387-01-01")];
    expect(await rules(allied, begins, ...onOneDay)).toHaveLength(1);
  });

  test("are none where one has left before, or may have", async () => {
    const out = (at: string) => `id: out, type: BelligerentLeft, at: ${at}, conflict: c, belligerent: breen`;
    expect(await rules(allied, begins, first, out("2386-12"), joins("romulus", "anybody", "2387"))).toEqual([]);
    expect(await rules(allied, begins, first, out("2387"), joins("romulus", "anybody", "2387"))).toEqual([]);
    expect(await rules(allied, begins, first, out("2388"), joins("romulus", "anybody", "2387"))).toEqual([found]);
  });
});

describe("hostilities between those who agreed on peace", () => {
  const breach = "id: breach, type: BorderBreached, at: 2388-10-10, by: cardassia, against: breen, systems: [dozaria]";
  const others = "id: others, type: ConflictBegun, at: 2385, conflict: c, sides: [romulus, breen]";
  const joins = (at: string, side = "romulus") =>
    `id: joins, type: BelligerentJoined, at: ${at}, conflict: c, belligerent: cardassia, side: ${side}`;
  const peace = ratified("2380", "{ alliance: non-aggression }");

  test("may be a breach of the border", async () => {
    expect(await rules(peace, breach)).toEqual([
      "treaty/contradictory-pair | cardassia: at war here (2388-10-10) | breen: against this one | pact: was ratified here (2380)",
    ]);
    const denounced = "id: d, type: TreatyAbrogated, at: 2388-10-20, treaty: pact, by: breen";
    expect(await rules(peace, breach, denounced)).toHaveLength(1);
    expect(await rules(peace, breach, `${denounced}, causes: [breach]`)).toEqual([]);
  });

  test("may come of joining a war on the other side", async () => {
    expect(await rules(peace, others, joins("2386"))).toEqual([
      "treaty/contradictory-pair | cardassia: at war here (2386) | breen: against this one | pact: was ratified here (2380)",
    ]);
    expect(await rules(peace, others, joins("2386", "breen"))).toEqual([]);
    const out = "id: out, type: BelligerentLeft, at: 2385-06, conflict: c, belligerent: breen";
    expect(await rules(peace, others.replace("2385", "2385-01"), out, joins("2386"))).toEqual([]);
  });

  test("is one finding, though the treaty promises help as well", async () => {
    const both = ratified("2380", "{ alliance: non-aggression }, { alliance: defence }");
    expect(await rules(both, war("2388"))).toEqual([expect.stringMatching(/^treaty\/contradictory-pair/)]);
    const battle = "id: w, type: BattleFought, at: 2388, sides: [cardassia, breen]";
    expect(await rules(both, battle)).toEqual([expect.stringMatching(/^treaty\/allies-at-war/)]);
  });
});

describe("whoever signs", () => {
  const rises = (at: string) => `id: rises, type: DomoReplaced, at: ${at}, successor: gor, manner: appointed`;

  test("holds an office of a party then", async () => {
    expect(await rules(signed("2384", ", signatories: [gor]"), rises("2386"))).toEqual([
      "treaty/signatory-not-empowered | gor: signs here (2384) | gor: takes domo here (2386)",
    ]);
    expect(await rules(rises("2380"), signed("2384", ", signatories: [gor]"))).toEqual([]);
    expect(await rules(rises("2384"), signed("2384", ", signatories: [gor]"))).toEqual([]);
  });

  test("may hold one that canon does not tell of", async () => {
    expect(await rules(signed("2384", ", signatories: [pran]"))).toEqual([]);
    expect(await possible(signed("2384", ", signatories: [pran]"))).toEqual([
      "treaty/signatory-not-empowered? | pran: signs here (2384)",
    ]);
  });

  test("may hold one of the whole of a party", async () => {
    const world = [
      "id: moon, type: FactionFounded, faction: moon, standing: minor, partOf: breen",
      "id: warden, type: OfficeEstablished, office: warden, of: moon",
      "id: later, type: LeaderReplaced, at: 2390, office: warden, successor: gor, manner: elected",
      "id: signed, type: TreatySigned, at: 2384, treaty: pact, parties: [moon, cardassia], signatories: [gor]",
    ];
    expect(await rules(...world)).toHaveLength(1);
    expect(await rules(...world, rises("2380"))).toEqual([]);
  });

  test("is told of afterwards, or signs out of time", async () => {
    for (const mark of ["retrospective", "timeTravel", "posthumous"])
      expect(await rules(signed("2384", `, signatories: [gor], ${mark}: true`), rises("2386"))).toEqual([]);
  });

  test("signs at a date that may lie within", async () => {
    expect(await rules(signed("2384/2387", ", signatories: [gor]"), rises("2386"))).toEqual([]);
  });
});

const WORLD: readonly Fields[] = [
  ...["a", "b", "c"].map((id) => ({ id, type: "FactionFounded", faction: id, name: id, standing: "major" })),
  { id: "seat", type: "OfficeEstablished", office: "seat", of: "a" },
  { id: "p", type: "PersonBorn", person: "p" },
];
const two = fc.constantFrom(["a", "b"], ["b", "c"], ["a", "c"]);
const faction = fc.constantFrom("a", "b", "c");
const treaty = fc.constant("t");
const happening: fc.Arbitrary<Fields> = fc.oneof(
  fc.record({
    type: fc.constant("TreatyRatified"),
    treaty,
    parties: two,
    terms: fc.constantFrom([{ alliance: "defence" }], [{ alliance: "neutrality" }]),
  }),
  fc.record({ type: fc.constant("TreatySigned"), treaty, parties: two, signatories: fc.constant(["p"]) }),
  fc.record({ type: fc.constant("TreatyAbrogated"), treaty, by: faction }),
  fc.record({ type: fc.constant("TreatyViolated"), treaty, by: faction, act: fc.constant("arms") }),
  fc.record({ type: fc.constantFrom("MemberJoined", "MemberLeft"), body: treaty, member: faction }),
  fc.record({ type: fc.constant("BattleFought"), sides: two }),
  fc.record({
    type: fc.constant("BorderBreached"),
    by: faction,
    against: faction,
    systems: fc.constant([]),
  }),
  fc.record({
    type: fc.constant("BelligerentJoined"),
    conflict: fc.constantFrom("v", "w"),
    belligerent: faction,
    side: faction,
  }),
  fc.record({ type: fc.constant("ConflictBegun"), conflict: fc.constantFrom("v", "w"), sides: two }),
  fc.record({ type: fc.constant("StatementMade"), speaker: faction, about: faction, stance: fc.constant("so") }),
  fc.record({
    type: fc.constant("LeaderReplaced"),
    office: fc.constant("seat"),
    successor: fc.constant("p"),
    manner: fc.constant("elected"),
  }),
);

test("a canon without findings has none when one of its dates gets vaguer", async () => {
  expect(await expectNoAlarmWhenVaguer(WORLD, happening, 800)).toBeGreaterThan(50);
}, 120_000);

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkText, findingsIn } from "../../../../../test/support/checkText.ts";
import { expectNoAlarmWhenVaguer, type Fields } from "../../../../../test/support/widening.ts";
import { loadCanon } from "../../../text/load/loadCanon.ts";
import { chronicleOf } from "../../../sync/record/readCanon.ts";
import { checkCanon } from "../../run/checkCanon.ts";

const WORLD = `
documents:
  chronicle: { title: A Chronicle, rank: 1, sections: { The Fall: 2 } }
  annals: { title: The Annals, rank: 1 }
  tavern-talk: { title: Tavern Talk, rank: 3 }
entities:
  breen: { kind: faction, standing: major }
  gor: { kind: person }
  who-did-it: { kind: question }
`;
const canon = (...events: readonly string[]): string =>
  `${WORLD}events:\n${events.map((event) => `  - { ${event} }`).join("\n")}\n`;
const rules = (text: string) => findingsIn(text, { include: ["provenance"] });

describe("an event without a source", () => {
  /** With another that has one: where no document is cited, nobody asks. */
  const citing = (event: string): string =>
    `${canon(event)}  - { id: z, type: Noted, at: 2379, about: gor, source: { document: annals } }\n`;

  test("is reported where canon cites documents", async () => {
    expect(await rules(citing("id: a, type: Noted, at: 2380, about: gor"))).toEqual([
      "provenance/uncited | a: no source",
    ]);
  });

  test("is not reported where documents are listed, and none is cited", async () => {
    expect(await rules(canon("id: a, type: Noted, at: 2380, about: gor"))).toEqual([]);
  });

  test.each([
    ["is ours", "id: a, type: Noted, at: 2380, about: gor, invented: true"],
    ["cites a document", "id: a, type: Noted, at: 2380, about: gor, source: { document: annals }"],
    ["holds since the beginning", "id: a, type: FactionFounded, faction: league, standing: minor"],
  ])("is not, where it %s", async (_, event) => {
    expect(await rules(canon(event))).toEqual([]);
  });

  test.each([
    ["a person", "omet: { kind: person }", "omet: { kind: person, at: 2350 }"],
    ["what a faction has", "forces: { hulls: 3 }", "at: 2350, forces: { hulls: 3 }"],
  ])("is not asked for under `entities:`, for %s", async (_, undated, at) => {
    const world = WORLD.replace(
      "  gor:",
      `  omet: { kind: person }\n  league: { kind: faction, standing: minor, forces: { hulls: 3 } }\n  gor:`,
    );
    expect(await rules(`${world.replace(undated, at)}events: []\n`)).toEqual([]);
  });

  test("is asked for where a declaration stands among the events", async () => {
    const found = await rules(citing("id: founded, type: FactionFounded, at: 2350, faction: league, standing: minor"));
    expect(found).toEqual(["provenance/uncited | founded: no source"]);
  });

  test("is asked for where only some of it is ours", async () => {
    expect(await rules(citing("id: a, type: Noted, at: 2380, about: gor, invented: [text]"))).toHaveLength(1);
  });

  test("is not reported in a branch, which only supposes", async () => {
    const branch = "branch: { name: what-if/a, of: canon }\nevents: [{ id: b, type: Noted, at: 2381, about: gor }]\n";
    const loaded = loadCanon([
      { path: "canon.yaml", text: canon("id: a, type: Noted, at: 2380, about: gor, source: { document: annals }") },
      { path: "branch.yaml", text: branch },
    ]);
    const chronicle = await chronicleOf(loaded, { timeline: "what-if/a" });
    expect(chronicle.event("b")).toBeDefined();
    expect(checkCanon(loaded, chronicle, { include: ["provenance"] }).findings).toEqual([]);
  });

  test("is not reported where canon cites nothing at all", async () => {
    const text = "entities: { gor: { kind: person } }\nevents: [{ id: a, type: Noted, at: 2380, about: gor }]\n";
    expect(await rules(text)).toEqual([]);
  });
});

describe("a citation", () => {
  const citing = (source: string) => rules(canon(`id: a, type: Noted, at: 2380, about: gor, source: { ${source} }`));

  test("of a document that nobody declared is broken", async () => {
    expect(await citing("document: cronicle")).toEqual(["provenance/broken-citation | cronicle: no such document"]);
  });

  test.each(["The Fall ¶3", "The Fall ¶¶1–3", "The Rise ¶1", "¶1"])("of %s is broken", async (locator) => {
    expect(await citing(`document: chronicle, locator: ${locator}`)).toEqual([
      `provenance/broken-citation | ${locator}: no such place | { The Fall: 2 }: its sections are listed here`,
    ]);
  });

  test.each([
    "document: chronicle, locator: the fall ¶2",
    "document: chronicle, locator: page 7",
    "document: chronicle, locator: the fall ¶¶1 and 2",
    "document: chronicle, locator: 'The Fall ¶1, The Rise ¶9'",
    "document: annals, locator: Any ¶9",
  ])("by %s is not", async (source) => expect(await citing(source)).toEqual([]));

  test("of an unknown document is one finding, whatever rules run", async () => {
    const text = canon("id: a, type: Noted, at: 2380, about: gor, source: { document: cronicle }");
    const { findings } = await checkText(text);
    expect(findings.map(({ rule, fixes }) => [rule, fixes?.map(({ title }) => title)])).toEqual([
      ["provenance/broken-citation", ["Write chronicle"]],
    ]);
  });

  test("by file and line is not looked up", async () => {
    const text = canon("id: a, type: Noted, at: 2380, about: gor, source: { path: notes.md, line: 3 }");
    expect((await checkText(text, { include: ["provenance"] })).findings).toEqual([]);
  });
});

const hulls = (id: string, value: number, document: string, at = "2386-03-01"): string =>
  `id: ${id}, type: ForceReported, at: ${at}, faction: breen, component: hulls, value: ${value}, source: { document: ${document} }`;

describe("documents of equal rank", () => {
  test("conflict over one level on one day", async () => {
    expect(await rules(canon(hulls("a", 30, "chronicle"), hulls("b", 40, "annals")))).toEqual([
      "provenance/sources-conflict | 30: chronicle says so in a (2386-03-01) | 40: annals says so in b (2386-03-01)",
    ]);
  });

  test.each([
    ["say the same", hulls("a", 30, "chronicle"), hulls("b", 30, "annals")],
    ["speak of other days", hulls("a", 30, "chronicle"), hulls("b", 40, "annals", "2386-03-02")],
    ["are one document, which knows more than one number", hulls("a", 30, "annals"), hulls("b", 40, "annals")],
    ["speak of what is ours", hulls("a", 30, "chronicle"), `${hulls("b", 40, "annals")}, invented: true`],
    ["may speak of different days of a year", hulls("a", 30, "chronicle", "2386"), hulls("b", 40, "annals", "2386")],
  ])("do not where they %s", async (_, first, second) => {
    expect(await rules(canon(first, second))).toEqual([]);
  });

  test("conflict over the answer to a question, whenever they give it", async () => {
    const settled = (id: string, answer: string, document: string, at: number) =>
      `id: ${id}, type: QuestionSettled, at: ${at}, question: who-did-it, answer: ${answer}, source: { document: ${document} }`;
    const found = await rules(canon(settled("a", "gor", "chronicle", 2380), settled("b", "nobody", "annals", 2390)));
    expect(found).toEqual([
      "provenance/sources-conflict | gor: chronicle says so in a (2380) | nobody: annals says so in b (2390)",
    ]);
  });
});

describe("an answer", () => {
  const settled = (id: string, answer: string, document: string, at: number | string): string =>
    `id: ${id}, type: QuestionSettled, at: ${at}, question: who-did-it, answer: ${answer}, source: { document: ${document} }`;

  test("that a document corrects to another's is no conflict", async () => {
    const corrected = [settled("a", "gor", "chronicle", 2370), settled("b", "omet", "chronicle", 2371)];
    expect(await rules(canon(...corrected, settled("c", "omet", "annals", 2372)))).toEqual([]);
  });

  test("of a lower document is the last only where the dates say so", async () => {
    const high = settled("a", "gor", "chronicle", 2371);
    const lower = (at: number | string) => rules(canon(high, settled("b", "omet", "tavern-talk", at)));
    expect(await lower(2372)).toHaveLength(1);
    expect(await lower(2370)).toEqual([]);
    expect(await lower("2371-12-30")).toEqual([]);
  });
});

describe("who did it", () => {
  const MORE = `
documents:
  chronicle: { title: A Chronicle, rank: 1 }
  annals: { title: The Annals, rank: 1 }
entities:
  breen: { kind: faction, standing: major }
  union: { kind: faction, standing: major }
  guard: { kind: formation, of: union }
  gor: { kind: person }
  omet: { kind: person, alias: ometh }
  tain: { kind: person }
  dozaria: { kind: system }
events:
`;
  const written = (...events: readonly string[]): string =>
    `${MORE}${events.map((event) => `  - { ${event} }`).join("\n")}\n`;
  const dies = (id: string, by: string, document: string, at: number | string = "2386-03-01", more = ""): string =>
    `id: ${id}, type: PersonDied, at: ${at}, person: gor${by === "" ? "" : `, by: ${by}`}, source: { document: ${document} }${more}`;
  const won = (id: string, victor: string, document: string): string =>
    `id: ${id}, type: BattleFought, at: 2386-03-01, sides: [breen, union], place: dozaria, victor: ${victor}, source: { document: ${document} }`;

  test("is one of two, and no other rule says so", async () => {
    expect(await findingsIn(written(dies("a", "omet", "chronicle"), dies("b", "tain", "annals")))).toEqual([
      "provenance/sources-conflict | omet: chronicle says so in a (2386-03-01) | tain: annals says so in b (2386-03-01)",
    ]);
    expect(
      (await findingsIn(written(won("a", "breen", "chronicle"), won("b", "union", "annals")))).map(
        (line) => line.split(" ")[0],
      ),
    ).toEqual(["provenance/sources-conflict"]);
  });

  test("is left to the rule about two deaths, where they are of two dates", async () => {
    const found = await findingsIn(written(dies("a", "omet", "chronicle"), dies("b", "tain", "annals", 2390)));
    expect(found.map((line) => line.split(" ")[0])).toEqual(["lifespan/twice-ended"]);
  });

  test.each([
    ["one does not say", [dies("a", "omet", "chronicle"), dies("b", "", "annals")]],
    ["it is another id of the same", [dies("a", "omet", "chronicle"), dies("b", "ometh", "annals")]],
    ["one names a person and the other a power", [dies("a", "omet", "chronicle"), dies("b", "breen", "annals")]],
    ["one names a fleet and the other its power", [won("a", "guard", "chronicle"), won("b", "union", "annals")]],
    [
      "one is our own guess",
      [dies("a", "omet", "chronicle"), dies("b", "tain", "annals", "2386-03-01", ", invented: [by]")],
    ],
    [
      "there was a return",
      [
        dies("a", "omet", "chronicle"),
        dies("b", "tain", "annals"),
        "id: c, type: PersonRestored, at: 2385, person: gor, source: { document: annals }",
      ],
    ],
  ])("is no matter where %s", async (_, events) => {
    expect((await findingsIn(written(...events))).filter((line) => line.startsWith("provenance"))).toEqual([]);
  });

  test("is one of two where the levels are of one power by two ids", async () => {
    const text = canon(hulls("a", 30, "chronicle"), hulls("b", 40, "annals").replace("breen", "confederacy"));
    const aliased = text.replace("standing: major", "standing: major, alias: confederacy");
    expect(await rules(aliased)).toHaveLength(1);
  });
});

describe("a document of lower rank", () => {
  test("that has the last word is reported", async () => {
    expect(await rules(canon(hulls("a", 30, "chronicle"), hulls("b", 40, "tavern-talk")))).toEqual([
      "provenance/lower-overrides-higher | 40: tavern-talk has the last word | 30: chronicle says this",
    ]);
  });

  test("that does not is no matter", async () => {
    expect(await rules(canon(hulls("a", 30, "tavern-talk"), hulls("b", 40, "chronicle")))).toEqual([]);
  });

  test("is judged by the ranks of the project, where it gives some", async () => {
    const text = canon(hulls("a", 30, "chronicle"), hulls("b", 40, "tavern-talk"));
    const options = { include: ["provenance"], settings: { ranks: { "tavern-talk": 1 }, lifespans: {} } };
    expect((await checkText(text, options)).findings.map(({ rule }) => rule)).toEqual(["provenance/sources-conflict"]);
  });

  test("may not amend what a higher one says", async () => {
    const text = `${canon(hulls("a", 30, "chronicle"))}  - { id: b, type: EventAmended, target: a, set: { value: 3 }, reason: heard, source: { document: tavern-talk } }\n`;
    expect(await rules(text)).toEqual([
      "provenance/lower-overrides-higher | { document: tavern-talk }: on the word of tavern-talk | { document: chronicle }: told by chronicle",
    ]);
  });

  test.each([
    ["adds to it", "type: EventAmended, target: a, set: { unit: units }, reason: heard"],
    ["says how to read it", "type: EventAmended, target: a, set: { title: Few ships }, reason: heard"],
    ["repeats it", "type: EventAmended, target: a, set: { value: 30 }, reason: heard"],
  ])("may amend it where it only %s", async (_, amendment) => {
    const text = canon(hulls("a", 30, "chronicle"), `id: b, ${amendment}, source: { document: tavern-talk }`);
    expect(await rules(text)).toEqual([]);
  });

  test("may not take back what a higher one says", async () => {
    const retraction = "type: EventRetracted, target: a, reason: heard";
    const by = (document: string) =>
      rules(canon(hulls("a", 30, "chronicle"), `id: b, ${retraction}, source: { document: ${document} }`));
    expect(await by("tavern-talk")).toEqual([
      "provenance/lower-overrides-higher | { document: tavern-talk }: on the word of tavern-talk | { document: chronicle }: told by chronicle",
    ]);
    expect(await by("annals")).toEqual([]);
  });
});

describe("all of them", () => {
  const world: readonly Fields[] = [
    {
      id: "chronicle",
      type: "DocumentAdded",
      document: "chronicle",
      title: "A Chronicle",
      rank: 1,
      sections: { Fall: 2 },
    },
    { id: "annals", type: "DocumentAdded", document: "annals", title: "Annals", rank: 1 },
    { id: "talk", type: "DocumentAdded", document: "talk", title: "Talk", rank: 3 },
    { id: "breen", type: "FactionFounded", faction: "breen", standing: "major" },
    ...["gor", "omet", "tain"].map((person) => ({ id: person, type: "PersonBorn", person })),
  ];
  const source = fc
    .tuple(
      fc.constantFrom("chronicle", "annals", "talk"),
      fc.constantFrom("Fall ¶1", "Fall ¶2", "Fall", "Fall", "Fall", "Fall", "Fall ¶3"),
    )
    .map(([document, locator]) => ({ document, locator }));
  const happening: fc.Arbitrary<Fields> = fc.oneof(
    fc.record({ type: fc.constant("Noted"), about: fc.constant("gor"), invented: fc.constantFrom(true, true, false) }),
    fc.record({
      type: fc.constant("ForceReported"),
      faction: fc.constant("breen"),
      component: fc.constant("hulls"),
      value: fc.constantFrom(3, 4),
      source,
      at: fc.constantFrom("2371-03-01", "2372"),
    }),
    fc.record({
      type: fc.constant("PersonDied"),
      person: fc.constantFrom("gor"),
      by: fc.constantFrom("omet", "tain"),
      source,
      at: fc.constantFrom("2371-03-01", "2372"),
    }),
    fc.record({
      type: fc.constant("QuestionSettled"),
      question: fc.constant("who"),
      answer: fc.constantFrom("gor", "omet"),
      source,
    }),
    fc.record({
      type: fc.constant("QuestionOpened"),
      question: fc.constant("who"),
      about: fc.constant("gor"),
      options: fc.constant(["gor", "omet"]),
      source,
    }),
  );

  test("a canon without findings has none when one of its dates gets vaguer", async () => {
    expect(await expectNoAlarmWhenVaguer(world, happening, 600)).toBeGreaterThan(50);
  }, 120_000);
});

import { describe, expect, test } from "vitest";
import { checkText, findingsIn } from "../../../../test/support/checkText.ts";

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
  test("is reported where canon has documents", async () => {
    expect(await rules(canon("id: a, type: Noted, at: 2380, about: gor"))).toEqual([
      "provenance/uncited | a: no source",
    ]);
  });

  test.each([
    ["is ours", "id: a, type: Noted, at: 2380, about: gor, invented: true"],
    ["cites a document", "id: a, type: Noted, at: 2380, about: gor, source: { document: annals }"],
    ["holds since the beginning", "id: a, type: FactionFounded, faction: league, standing: minor"],
  ])("is not, where it %s", async (_, event) => {
    expect(await rules(canon(event))).toEqual([]);
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
    "document: annals, locator: Any ¶9",
  ])("by %s is not", async (source) => expect(await citing(source)).toEqual([]));

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
});

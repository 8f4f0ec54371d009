import { describe, expect, test } from "vitest";
import { checkText } from "../../../../test/support/checkText.ts";
import type { TextFix } from "../../text/statements/fix.ts";
import type { SourceFile } from "../../text/files/sourceFile.ts";
import { chooseFixes } from "./chooseFixes.ts";
import { applyEdits } from "../../text/statements/textEdit.ts";

const ENTITIES = "entities: { gor-pran: { kind: person }, breen: { kind: species } }\n";

/** What a canon says once every safe fix was made, and what is not safe. */
async function mended(
  text: string | readonly SourceFile[],
): Promise<{ text: string; unsafe: string[]; rounds: number }> {
  let files = typeof text === "string" ? [{ path: "canon.yaml", text }] : text;
  for (let rounds = 0; ; rounds++) {
    const { findings } = await checkText(files);
    const { count, edits } = chooseFixes(findings);
    if (count === 0) {
      const unsafe = findings.flatMap(({ fixes = [] }) => fixes.filter(({ safe }) => safe !== true));
      return { text: files.map((file) => file.text).join("---\n"), unsafe: unsafe.map(({ title }) => title), rounds };
    }
    files = files.map((file) => ({ ...file, text: applyEdits(file.text, edits.get(file.path) ?? []) }));
  }
}

describe("what is mended unasked", () => {
  test.each([
    ["a reference in other capitals", "about: Gor-Pran", "about: gor-pran"],
    ["a reference with underscores or spaces", "about: 'gor_pran' # who", "about: 'gor-pran' # who"],
    ["a type in other capitals", "about: breen }\n  - { id: b, type: NOTED, at: 1, about: breen", undefined],
    [
      "a stardate that lacks its quotes",
      "about: breen, at: { stardate: 58123.40 }",
      'about: breen, at: { stardate: "58123.40" }',
    ],
  ])("%s", async (_, wrong, right) => {
    const of = (field: string): string =>
      `${ENTITIES}events:\n  - { id: a, type: Noted, ${field.includes("at:") ? "" : "at: 2388, "}${field}${field.includes("#") ? "\n   " : ""} }\n`;
    const { text, unsafe } = await mended(of(wrong));
    expect(text).toBe(of(right ?? wrong.replace("NOTED", "Noted")));
    expect(unsafe).toEqual([]);
  });

  test("the anchor of a date, and a cause, in other capitals", async () => {
    const of = (id: string): string =>
      `${ENTITIES}events:\n  - { id: first-one, type: Noted, at: 2388, about: breen }\n  - { id: b, type: Noted, at: { after: ${id} }, causes: [ ${id} ], about: breen }\n`;
    expect((await mended(of("First_One"))).text).toBe(of("first-one"));
  });

  test("expectations that nothing meets, with the list that they leave empty", async () => {
    const rule = (name: string): string => `{ rule: ${name}, reason: no }`;
    const { text, rounds } = await mended(`${ENTITIES}events:
  - id: a # one
    type: Noted
    at: 2388
    expect:
      - ${rule("office/vacancy")}
      - ${rule("lifespan/twice-ended")}
    about: breen
  - { id: b, type: Noted, at: 2388, expect: [${rule("office/vacancy")}, ${rule("office")}], about: breen } # three
`);
    expect(text).toBe(`${ENTITIES}events:
  - id: a # one
    type: Noted
    at: 2388
    about: breen
  - { id: b, type: Noted, at: 2388, about: breen } # three
`);
    expect(rounds).toBe(2);
  });

  test("but not while an event is left out: its finding may be the one that is expected", async () => {
    const text = `${ENTITIES}events:
  - { id: a, type: Noted, at: 2388, about: breen, expect: [{ rule: office/vacancy, reason: no }] }
  - { id: b, type: Noted, abuot: breen }
`;
    expect((await mended(text)).text).toBe(text);
  });

  test("nor before everything else is mended: it may be met then", async () => {
    const of = (who: string): string => `entities: { gor: { kind: person }, breen: { kind: species } }
events:
  - { id: dies, type: PersonDied, at: 2387, person: gor }
  - { id: speaks, type: StatementMade, at: 2388, speaker: ${who}, about: breen, stance: no, expect: [{ rule: lifespan/acts-after-end, reason: a recording }] }
`;
    expect((await mended(of("GOR"))).text).toBe(of("gor"));
  });

  test("in NDJSON as well", async () => {
    const lines = [
      { id: "p", type: "PersonBorn", person: "gor", at: 2300 },
      { id: "a", type: "noted", about: "GOR", expect: [{ rule: "office/vacancy", reason: "é, “no”" }], at: 2388 },
    ];
    const text = lines.map((line) => JSON.stringify(line)).join("\n");
    expect((await mended([{ path: "a.ndjson", text }])).text.split("\n").map((line) => JSON.parse(line))).toEqual([
      lines[0],
      { id: "a", type: "Noted", about: "gor", at: 2388 },
    ]);
  });
});

describe("what is only offered", () => {
  test.each([
    ["the closest id", "about: gor-prann", ["Write gor-pran"]],
    ["quotes where text may be meant", "about: 17", ["Quote 17"]],
  ])("%s", async (_, field, titles) => {
    const text = `${ENTITIES}events:\n  - { id: a, type: Noted, ${field.includes("at:") ? "" : "at: 2388, "}${field} }\n`;
    const result = await mended(text);
    expect(result.text).toBe(text);
    expect(result.unsafe).toEqual(titles);
  });

  test("a type that its event does not fit, and an id that could be two", async () => {
    const text = `entities: { gor-pran: { kind: person }, "Gor Pran": { kind: person } }
events:
  - { id: a, type: PERSONDIED, at: 2388 }
  - { id: b, type: Noted, at: 2388, about: GOR_PRAN }
`;
    const result = await mended(text);
    expect(result.text).toBe(text);
    expect(result.unsafe.toSorted()).toEqual(["Write PersonDied", "Write gor-pran"]);
  });
});

describe("what is never edited", () => {
  const wrong = "events:\n  - { id: a, type: Noted, at: 2388, about: BREEN }\n";

  test("a file that only lies under others", async () => {
    const files = [
      { path: "base.yaml", text: ENTITIES + wrong, base: true },
      { path: "over.yaml", text: wrong.replace("id: a", "id: b"), over: ["base.yaml"] },
    ];
    expect((await mended(files)).text).toBe(
      `${ENTITIES}${wrong}---\n${wrong.replace("id: a", "id: b").replace("BREEN", "breen")}`,
    );
  });

  test("such a file through a finding that is about events of both", async () => {
    const files = [
      {
        path: "base.yaml",
        text: `${ENTITIES}${wrong.replace("Noted", "NOTED").replace("BREEN", "breen")}`,
        base: true,
      },
      {
        path: "over.yaml",
        text: wrong.replace("id: a, type: Noted", "id: b, type: NOTED").replace("BREEN", "breen"),
        over: ["base.yaml"],
      },
    ];
    const { findings } = await checkText(files);
    expect(findings.map(({ rule, events, fixes }) => [rule, events, fixes])).toEqual([
      ["identity/misspelt-type", ["a", "b"], undefined],
    ]);
  });

  test("a field that an amendment says", async () => {
    const text = `${ENTITIES}events:\n  - { id: a, type: Noted, at: 2388, about: breen }\namend:\n  - { event: a, set: { about: GOR-PRAN }, reason: who it was }\n`;
    expect((await mended(text)).text).toBe(text);
  });

  test("a document that an event was converted from: it is the canon that is", async () => {
    const event = (about: string): string =>
      `{"id":"a","type":"Noted","at":2388,"about":"${about}","source":{"path":"wiki/Gor.html","line":3}}`;
    const born = '{"id":"p","type":"PersonBorn","person":"gor","at":2300}';
    expect((await mended([{ path: "a.ndjson", text: `${born}\n${event("GOR")}` }])).text).toBe(
      `${born}\n${event("gor")}`,
    );
  });
});

test("of fixes that overlap the first is made", () => {
  const fix = (start: number, end: number, text: string): TextFix => ({
    title: "",
    safe: true,
    edits: [{ path: "a", start, end, text }],
  });
  const finding = (own: TextFix) => ({
    rule: "r",
    severity: "info" as const,
    confidence: "certain" as const,
    message: "",
    events: [],
    entities: [],
    locations: [],
    fingerprint: "",
    fixes: [own],
  });
  const { count, edits } = chooseFixes([fix(4, 6, "x"), fix(0, 5, "y"), fix(6, 7, "z"), fix(4, 6, "x")].map(finding));
  expect(count).toBe(2);
  expect(applyEdits("0123456789", edits.get("a") ?? [])).toBe("0123xz789");
});

import { describe, expect, test } from "vitest";
import { z } from "zod";
import { catalogue } from "../../../events/catalogue/catalogue.ts";
import { defineEvent } from "../../../events/defineEvent.ts";
import { formatLocation } from "../../../events/valorisError.ts";
import { loadCanon } from "./loadCanon.ts";
import type { CanonIssue, LoadedCanon } from "../statements/loadedCanon.ts";

const load = (text: string, path = "a.yaml") => loadCanon([{ path, text }]);
const ids = (loaded: LoadedCanon, timeline = "canon") =>
  loaded.timelines.find(({ name }) => name === timeline)?.events.map(({ event }) => event.id);
/** `place rule: message` of each issue. */
const said = ({ issues }: { issues: readonly CanonIssue[] }) =>
  issues.map(
    ({ rule, message, locations }) =>
      `${locations.map(({ location }) => formatLocation(location)).join(" ")} ${rule}: ${message}`,
  );

const BREACH = `type: BorderBreached, at: 2388-10-10, by: cardassian-union, against: breen-confederacy, systems: [dozaria]`;

describe("a canon file", () => {
  const canon = load(`canon: alpha-quadrant
documents:
  cardassian-advance: { title: Cardassian Advance, rank: 1, sections: { Breen Confederacy: 2 } }
entities:
  gor: { kind: person, name: Gor }
events:
  - id: breach
    type: BorderBreached
    at: 2388-10-10
    by: cardassian-union
    against: breen-confederacy
    systems: [dozaria, portas-v]
    source: { document: cardassian-advance, locator: ¶1 }
  - { ${BREACH} }
`);

  test("is one timeline of events, declarations among them, in file order", () => {
    expect(canon.name).toBe("alpha-quadrant");
    expect(canon.timelines).toHaveLength(1);
    expect(ids(canon)?.slice(0, 3)).toEqual(["declare-cardassian-advance", "declare-gor", "breach"]);
    expect(canon.issues).toEqual([]);
  });

  test("gives an event without an id a hash of its content", () => {
    expect(ids(canon)?.[3]).toMatch(/^[0-9a-f]{20}$/);
  });

  test("knows where each event and each field was written", () => {
    const at = (id: string, path?: (string | number)[]) => {
      const location = canon.sources.locate(id, path);
      return location && formatLocation(location);
    };
    expect(at("breach")).toBe("a.yaml:7:5");
    expect(at("breach", ["systems", 1])).toBe("a.yaml:12:24");
    expect(at("breach", ["source", "locator"])).toBe("a.yaml:13:54");
    expect(at("declare-gor")).toBe("a.yaml:5:3");
    expect(at("declare-gor", ["person"])).toBe("a.yaml:5:3");
    expect(at("declare-gor", ["name"])).toBe("a.yaml:5:30");
    expect(at("declare-cardassian-advance", ["sections", "Breen Confederacy"])).toBe("a.yaml:3:92");
    expect(at("nobody")).toBeUndefined();
    expect(canon.sources.locateEntity("gor")).toEqual({ path: "a.yaml", line: 5, column: 3, length: 3 });
    expect(canon.sources.line("a.yaml", 8)).toBe("    type: BorderBreached");
    expect(canon.sources.line("b.yaml", 1)).toBeUndefined();
  });

  test("may be empty, or have empty sections", () => {
    expect(ids(load(""))).toEqual([]);
    expect(ids(load("canon: x\nevents:\nentities:\n"))).toEqual([]);
  });

  test("may use types that somebody else defined", () => {
    const WormholeCollapsed = defineEvent("WormholeCollapsed", {
      doc: "A wormhole collapses.",
      schema: z.strictObject({ wormhole: z.string() }),
    });
    const text = "events: [{ id: x, type: WormholeCollapsed, at: 2390, wormhol: bajor }]";
    expect(said(loadCanon([{ path: "a.yaml", text }], { catalogue: catalogue.extend([WormholeCollapsed]) }))[0]).toBe(
      "a.yaml:1:54 identity/invalid-event: WormholeCollapsed has no field `wormhol`; did you mean `wormhole`?",
    );
  });
});

describe("what is wrong with an event is said where it is written, and the rest is read", () => {
  test.each([
    [
      "a field that does not exist, at its name",
      "formatons: [x]",
      3,
      "BorderBreached has no field `formatons`; did you mean `formations`",
    ],
    ["a value that does not fit, at the value", "systems: dozaria", 12, "`systems`"],
    ["an item that does not fit, at the item", "formations: [x, 3]", 19, "`formations.1`"],
    ["a field within a field", "source: { document: d, paragraph: 1 }", 26, "`source.paragraph` is not a field here"],
  ])("%s", (_what, field, column, words) => {
    const loaded = load(
      `events:\n- { id: x, ${BREACH.replace(", systems: [dozaria]", "")},\n  ${field}${field.startsWith("systems") ? "" : ", systems: []"} }\n- { id: y, ${BREACH} }\n`,
    );
    expect(loaded.issues).toHaveLength(1);
    expect(loaded.issues[0]).toMatchObject({ rule: "identity/invalid-event", events: ["x"] });
    expect(loaded.issues[0]?.locations[0]?.location).toMatchObject({ path: "a.yaml", line: 3, column });
    expect(loaded.issues[0]?.message).toContain(words);
    expect(ids(loaded)).toEqual(["y"]);
  });

  test.each([
    [
      "among events",
      `events:\n- { id: y, ${BREACH} }\n- { id: x, type: EventAmended, target: y, set: { title: t }, reason: r, at: 2390 }\n`,
    ],
    [
      "under its own heading",
      `events:\n- { id: y, ${BREACH} }\namend: [{ event: y, set: { title: t }, reason: r, at: 2390 }]\n`,
    ],
  ])("the date of an amendment, at the date: %s", (_, text) => {
    const loaded = load(text);
    expect(loaded.issues.map(({ rule }) => rule)).toEqual(["identity/invalid-event"]);
    expect(loaded.issues[0]?.message).toContain("`at` has no place here");
    expect(loaded.issues[0]?.locations[0]?.location).toMatchObject({
      line: 3,
      column: (text.split("\n")[2] ?? "").indexOf("2390") + 1,
    });
    expect(ids(loaded)).toEqual(["y"]);
  });

  test("a missing field, at the event", () => {
    const { issues } = load("events:\n- id: x\n  type: FactionDissolved\n  at: 2388\n");
    expect(issues).toHaveLength(1);
    expect(issues[0]?.message).toContain("`faction` is missing");
    expect(issues[0]?.locations[0]?.location).toMatchObject({ line: 2, column: 3 });
  });

  test("a missing date", () => {
    expect(said(load("events: [{ id: x, type: FactionDissolved, faction: f }]"))[0]).toMatch(/^a.yaml:1:10 .*`at`/);
  });

  test("an item that is no event", () => {
    expect(said(load("events:\n- breach\n- [a]\n-\n"))).toEqual([
      "a.yaml:2:3 identity/invalid-event: An event is a mapping with a `type`; this is a single value.",
      "a.yaml:3:3 identity/invalid-event: An event is a mapping with a `type`; this is a list.",
      "a.yaml:4:2 identity/invalid-event: An event is a mapping with a `type`; this is nothing.",
    ]);
  });

  test("a number where text is meant: it wants quotes", () => {
    const { issues } = load("events: [{ id: 1701, type: FactionDissolved, at: { stardate: 2390.10 }, faction: f }]");
    expect(issues.map(({ help }) => help)).toEqual([
      'YAML reads 1701 as something else than text; if text is meant, quote it: "1701".',
      'A stardate is text: quote it, as in stardate: "2390.10".',
    ]);
  });

  test("text that does not fit wants no quotes", () => {
    const { issues } = load("events: [{ id: x, type: ForceCrippled, at: 2388-10-10, faction: f, component: 7th }]");
    expect(issues.map(({ help }) => help)).toEqual([undefined]);
    expect(load("entities: { o: { kind: office, of: f, seats: 1.5 } }").issues.map(({ help }) => help)).toEqual([
      undefined,
    ]);
  });

  test.each([
    "c. 2260",
    "before 2260",
    "after the 2260s",
    "late 2260s",
    "C23",
    "2260..2262",
    "2260 – 2262",
    "44 BC",
    "unknown",
    "mid-2260s?",
    "AD 9",
    "until 10 May 2260",
    "c. 2260?",
  ])("%s as a date, with what can be pasted in its place", (written) => {
    const canon = (at: string) => load(`events: [{ id: x, type: FactionDissolved, at: ${at}, faction: f }]`);
    const [issue] = canon(written).issues;
    const offered = / Write (.+?) ?\.$/.exec(issue?.message ?? "")?.[1] ?? "nothing";
    expect(canon(offered).issues).toEqual([]);
    expect(ids(canon(offered))).toEqual(["x"]);
    // A relation is more than text can be put in the place of.
    const fixes = issue?.fixes?.() ?? [];
    expect(fixes.map(({ title, safe }) => [title, safe])).toEqual(
      offered.startsWith("{") ? [] : [[`Write ${offered}`, false]],
    );
    for (const { edits } of fixes) expect(canon(edits.map(({ text }) => text).join("")).issues).toEqual([]);
  });

  test("an id that is none; in quotes it is an import's", () => {
    expect(said(load("events: [{ id: Ünit 1, type: FactionDissolved, at: 2388, faction: f }]"))[0]).toMatch(
      /^a.yaml:1:16 .*`Ünit 1` is no id/,
    );
    expect(ids(load('events: [{ id: "Ünit 1", type: FactionDissolved, at: 2388, faction: f }]'))).toEqual(["Ünit 1"]);
  });

  test("many mistakes in one event are not listed one by one", () => {
    const { issues } = load(`events: [{ id: x, type: Noted, at: 2388, about: [${Array(1000).fill("3").join(", ")}] }]`);
    expect(issues.length).toBeLessThanOrEqual(10);
  });

  test("a very long name does not flood the message", () => {
    const { issues } = load(`{"id":"x","type":"Noted","at":"2388","about":"y","${"z".repeat(100_000)}":1}`, "a.ndjson");
    expect(issues[0]?.message.length).toBeLessThan(1000);
  });
});

test("a type that nobody defined is kept, and reported once with its first places", () => {
  const loaded = load(
    "events:\n" +
      Array.from({ length: 5 }, (_, i) => `- { id: x${i}, type: BorderBreeched, at: 2388, anything: ${i} }\n`).join(""),
  );
  expect(ids(loaded)).toHaveLength(5);
  expect(said(loaded)).toEqual([
    "a.yaml:2:19 a.yaml:3:19 a.yaml:4:19 identity/misspelt-type: Nobody defined the event type `BorderBreeched`, which 5 events have; did you mean `BorderBreached`?",
  ]);
  expect(loaded.issues[0]?.events).toHaveLength(5);
});

test("a file that promises date order is remembered with what stands under its events", () => {
  const loaded = load(
    `order: date\nentities: { gor: { kind: person } }\nevents: [{ id: b, ${BREACH} }, { id: a, ${BREACH} }]`,
  );
  expect(loaded.ordered).toEqual([{ path: "a.yaml", events: ["b", "a"] }]);
  expect(load("events: []").ordered).toEqual([]);
});

describe("a header that cannot be", () => {
  test.each([
    ["a key that does not exist", "canon: x\nevent: []\n", "a.yaml:2:1", "no `event:`; did you mean `events:`"],
    ["a list instead of a file", "- id: x\n", "a.yaml:1:1", "A canon file is a mapping"],
    ["text instead of a file", "once upon a time\n", "a.yaml:1:1", "A canon file is a mapping"],
    ["events that are no list", "events: { x: 1 }\n", "a.yaml:1:9", "`events:` is a list"],
    ["events that are text", "events: none\n", "a.yaml:1:9", "`events:` is a list"],
    ["entities that are a list", "entities:\n- gor\n", "a.yaml:2:1", "`entities:` is a mapping"],
    ["documents that are a list", "documents: [d]\n", "a.yaml:1:12", "`documents:` is a mapping"],
    ["an order other than date", "order: events\n", "a.yaml:1:8", "only promise `date`"],
    ["a name that is no text", "canon: 3\n", "a.yaml:1:8", "the name of the canon"],
  ])("%s", (_what, text, place, words) => {
    expect(() => load(text)).toThrow(
      expect.objectContaining({ code: "canon/header", message: expect.stringContaining(words) }),
    );
    try {
      load(text);
    } catch (error) {
      expect(formatLocation((error as { at: Parameters<typeof formatLocation>[0] }).at)).toBe(place);
    }
  });
});

test("of several names of canon, the one of a file that was asked for counts", () => {
  expect(
    loadCanon([
      { path: "base.yaml", text: "canon: base", base: true },
      { path: "a.yaml", text: "canon: own" },
    ]).name,
  ).toBe("own");
  expect(
    loadCanon([
      { path: "base.yaml", text: "canon: base", base: true },
      { path: "a.yaml", text: "" },
    ]).name,
  ).toBe("base");
});

test("progress tells how much of all files was read", () => {
  const seen: number[] = [];
  loadCanon(
    [
      { path: "a.ndjson", text: '{"type":"Noted","at":"2388","about":"y"}\n'.repeat(9000) },
      { path: "b.yaml", text: "events: []" },
    ],
    { onProgress: ({ done, total }) => seen.push(done / total) },
  );
  expect(seen.length).toBeGreaterThanOrEqual(4);
  expect(seen).toEqual([...seen].sort((a, b) => a - b));
  expect(seen.at(-1)).toBe(1);
});

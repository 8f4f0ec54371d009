import { describe, expect, test } from "vitest";
import { catalogue } from "../../../events/catalogue/catalogue.ts";
import { mentionsAt, openText } from "./statementAt.ts";

const knowledge = { catalogue, typeOf: (id: string) => (id === "gor-becomes-domo" ? "DomoReplaced" : undefined) };

/** What is named at `|`, as `id: what it may be`. */
function namedAt(marked: string, path = "a.yaml"): string[] {
  const text = marked.replace("|", "");
  const before = marked.slice(0, marked.indexOf("|")).split("\n");
  const at = { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
  return mentionsAt(openText({ path, text }, knowledge, at.line), at, knowledge).map(
    ({ id, means }) => `${id}: ${typeof means === "string" ? means : means.join(" or ") || "anything"}`,
  );
}

describe("what is named at a place", () => {
  test.each([
    ["an event's own id", "events:\n  - { id: gor-|dies, type: PersonDied }\n", ["gor-dies: event"]],
    ["its type", "events:\n  - { id: gor-dies, type: Person|Died }\n", ["PersonDied: type"]],
    [
      "an entity, by the kinds that the field takes",
      "events:\n  - { type: PersonDied, person: g|or }\n",
      ["gor: person"],
    ],
    ["one of a list", "events:\n  - type: BorderBreached\n    systems: [dozaria, port|as-v]\n", ["portas-v: system"]],
    [
      "what a date counts from",
      "events:\n  - { type: Noted, at: { after: [x, gor-|dies] } }\n",
      ["gor-dies: anything"],
    ],
    ["the present of a document", 'events:\n  - { type: Noted, at: { before: "@pa|ge" } }\n', ["page: document"]],
    ["a tenure", "events:\n  - { type: Noted, at: { during: gor@d|omo } }\n", ["gor: person", "domo: office"]],
    ["nobody, in a date that is one", "events:\n  - { type: Noted, at: { after: 23|87 } }\n", []],
    ["a cause", "events:\n  - { type: Noted, causes: [|x] }\n", ["x: event"]],
    ["a document that is cited", "events:\n  - { type: Noted, source: { document: p| } }\n", ["p: document"]],
    ["a rule that is expected", "events:\n  - { type: Noted, expect: [{ rule: a/|b, reason: r }] }\n", ["a/b: rule"]],
    ["an entity where it is declared", "entities:\n  g|or: { kind: person }\n", ["gor: person"]],
    ["a field of an entity", "entities:\n  s: { kind: system, holder: u|nion }\n", ["union: faction or person"]],
    ["what is retracted", "retract:\n  - { event: gor-|dies, reason: r }\n", ["gor-dies: event"]],
    [
      "what an amendment sets",
      "amend:\n  - { event: gor-becomes-domo, set: { successor: g|or }, reason: r }\n",
      ["gor: person"],
    ],
    [
      "what an event of no known type counts from",
      "events:\n  - { type: Nonsense, at: { after: x| } }\n",
      ["x: anything"],
    ],
    ["nobody, between events", "events:\n\n|\n  - { type: Noted }\n", []],
  ])("%s", (_what, marked, expected) => {
    expect(namedAt(marked)).toEqual(expected);
  });

  test("in one line of NDJSON, whatever is wrong with others", () => {
    expect(namedAt('{"type":\n{"type":"PersonDied","person":"g|or"}\n', "a.ndjson")).toEqual(["gor: person"]);
  });
});

import { describe, expect, test } from "vitest";
import { catalogue } from "../../../events/catalogue/catalogue.ts";
import { choicesAt } from "./choices.ts";
import { writingAt } from "./writingAt.ts";

/** What is being written at `|`: path, and `name` or `value`. */
function writing(marked: string): string {
  const found = writingAt(marked.replace("|", ""), marked.indexOf("|"));
  return found === undefined
    ? "nothing"
    : `${[found.section, ...found.path].join(".")} ${found.isName ? "name" : "value"}`;
}

function choices(marked: string): string[] {
  const found = writingAt(marked.replace("|", ""), marked.indexOf("|"));
  const typeOf = (id: string): string | undefined => (id === "gor-becomes-domo" ? "DomoReplaced" : undefined);
  return (found === undefined ? [] : choicesAt(found, { catalogue, typeOf })).map((choice) =>
    "word" in choice
      ? choice.word
      : choice.kind === "ids"
        ? `ids of ${choice.targets.join(" or ") || "anything"}`
        : "rules",
  );
}

const event = (lines: string): string => `events:\n  - id: a\n    type: DomoReplaced\n${lines}`;

describe("what is being written", () => {
  test.each([
    ["a section", "ent|", " name"],
    ["a field's value", event("    successor: go|r\n"), "events.successor value"],
    ["a value that is not there yet", event("    successor: |\n    at: 2387\n"), "events.successor value"],
    ["a name of one line", event("    succ|\n  - id: b\n"), "events name"],
    ["a name in braces", "events:\n  - { id: a, su|, at: 2388 }\n", "events name"],
    ["a name in a date", event("    at: { |\n"), "events.at name"],
    [
      "an anchor behind a brace that is open",
      event("    at: { after: x|\n    successor: gor\n"),
      "events.at.after value",
    ],
    [
      "an anchor behind a quote that is open",
      event('    at: { after: "@card|\n    successor: gor\n'),
      "events.at.after value",
    ],
    ["an item of a list", event("    causes: [a, |]\n"), "events.causes.1 value"],
    ["an item of a list that is open", event("    causes: [a, |\n    at: 2387\n"), "events.causes.1 value"],
    ["an item with a dash", event("    causes:\n      - |\n"), "events.causes.0 value"],
    ["a new event", "events:\n  - |\n", "events name"],
    ["items that are not indented", "events:\n- id: a\n  type: D|\n- id: b\n", "events.type value"],
    ["an entity's field", "entities:\n  a: { kind: | }\n", "entities.kind value"],
    ["an entity's id", "entities:\n  ab|\n", "nothing"],
    ["what an amendment sets", "amend:\n  - event: x\n    set: { at: | }\n", "amend.set.at value"],
    ["a list in braces over several lines", "events: [\n  { id: a, type: | },\n]\n", "events.type value"],
  ])("%s", (_what, marked, expected) => {
    expect(writing(marked)).toBe(expected);
  });

  test.each([
    ["a bracket", event("    systems: [\n    successor: |\n")],
    ["a quote", event("    text: 'it\n    successor: |\n")],
    ["a value that cannot be", event("    text: a: b: c\n    successor: |\n")],
    ["another event that is no YAML", `events:\n  - { [ "\n  - id: a\n    successor: |\n  - : ]\n`],
  ])("whatever is wrong besides: %s", (_what, marked) => {
    expect(writing(marked)).toBe("events.successor value");
  });

  test("the word is all of it, with hyphens, on both sides of the cursor", () => {
    const text = event("    successor: domo-before-gor\n");
    const at = text.indexOf("before");
    const { start, end, word } = writingAt(text, at) ?? { start: 0, end: 0, word: "" };
    expect([text.slice(start, end), word]).toEqual(["domo-before-gor", "domo-"]);
  });
});

describe("what may stand there", () => {
  test("types, at a type", () => {
    expect(choices("events:\n  - type: |\n")).toContain("DomoReplaced");
  });

  test("ids of the kind that the field is about", () => {
    expect(choices(event("    successor: |\n"))).toEqual(["ids of person"]);
    expect(choices(event("    causes: [|]\n"))).toEqual(["ids of event"]);
    expect(choices(event("    at: { after: [x, |] }\n"))).toEqual(["ids of anything"]);
    expect(choices(event("    source: { document: | }\n"))).toEqual(["ids of document"]);
    expect(choices("entities:\n  s:\n    kind: system\n    lanes: [|]\n")).toEqual(["ids of system"]);
    expect(choices("amend:\n  - event: gor-becomes-domo\n    reason: r\n    set: { successor: | }\n")).toEqual([
      "ids of person",
    ]);
    expect(choices("retract:\n  - event: |\n")).toEqual(["ids of event"]);
  });

  test("names of fields that are not there yet", () => {
    const names = choices(event("    successor: gor\n    |\n"));
    expect(names).toEqual(expect.arrayContaining(["at", "predecessor", "manner"]));
    expect(names).not.toContain("successor");
    expect(choices("entities:\n  s: { kind: system, | }\n")).toContain("holder");
    expect(choices(event("    at: { after: x, | }\n"))).toContain("atMost");
    expect(choices(event("    expect:\n      - |\n"))).toEqual(["rule", "reason"]);
  });

  test("words of a field, rules, kinds, yes and no", () => {
    expect(choices(event("    manner: |\n"))).toContain("elected");
    expect(choices(event("    expect: [{ rule: | }]\n"))).toEqual(["rules"]);
    expect(choices("entities:\n  a: { kind: | }\n")).toContain("faction");
    expect(choices(event("    posthumous: |\n"))).toEqual(["true", "false"]);
  });
});

import { describe, expect, test } from "vitest";
import { loadCanon } from "../load/loadCanon.ts";
import { expectEdit } from "./expectEdit.ts";

/** The text with an expectation put in, and what the event then expects. */
function expecting(text: string, id: string, path = "a.yaml"): { written: string; rules: unknown } {
  const place = loadCanon([{ path, text }]).sources.locate(id);
  const { line, column = 1 } = place ?? { line: 0 };
  const insertion = expectEdit({ path, text }, { line, column }, "office/vacancy");
  if (insertion === undefined) return { written: text, rules: undefined };
  const written = text.slice(0, insertion.offset) + insertion.text + text.slice(insertion.offset);
  const { timelines } = loadCanon([{ path, text: written }]);
  const events = timelines.flatMap(({ events }) => events.map(({ event }) => event));
  return { written, rules: events.find((event) => event.id === id)?.expect?.map(({ rule }) => rule) };
}

describe("an event expects a finding", () => {
  test("on a line of its own, below its type", () => {
    const { written, rules } = expecting(
      "events:\n  - id: a\n    type: FactionDissolved\n    at: 2388\n    faction: f\n    text: |\n      b\n",
      "a",
    );
    expect(written).toContain(
      "    type: FactionDissolved\n    expect: [{ rule: office/vacancy, reason: say here why it is meant }]\n    at: 2388\n",
    );
    expect(rules).toEqual(["office/vacancy"]);
  });

  test.each([
    ["in braces", "events: [{ id: a, type: FactionDissolved, faction: f, at: 2388 }]\n"],
    [
      "in braces with a comma and a comment at the end",
      "events:\n  - { id: a, type: FactionDissolved, faction: f,\n      at: 2388, # a, b\n    }\n",
    ],
    ["with its type last", "events:\n  - id: a\n    at: 2388\n    faction: f\n    type: FactionDissolved\n"],
    ["with items that are not indented", "events:\n- type: FactionDissolved\n  faction: f\n  at: 2388\n  id: a\n"],
  ])("%s", (_what, text) => {
    expect(expecting(text, "a").rules).toEqual(["office/vacancy"]);
  });

  test.each([
    ["in brackets", "expect: [{ rule: x/y, reason: r }]"],
    ["with dashes", "expect:\n      - { rule: x/y, reason: r }"],
    ["with dashes and lines", "expect:\n      - rule: x/y\n        reason: r"],
  ])("beside another that it expects %s", (_what, expects) => {
    const { rules } = expecting(
      `events:\n  - id: a\n    type: FactionDissolved\n    faction: f\n    at: 2388\n    ${expects}\n`,
      "a",
    );
    expect(rules).toEqual(expect.arrayContaining(["office/vacancy", "x/y"]));
  });

  test("as the entity that it declares", () => {
    expect(expecting("entities:\n  a:\n    kind: person\n    name: A\n", "declare-a").rules).toEqual([
      "office/vacancy",
    ]);
    expect(expecting("entities:\n  a: { kind: person }\n", "declare-a").rules).toEqual(["office/vacancy"]);
  });

  test("on its line of NDJSON", () => {
    const lines =
      '{"id":"b","type":"FactionDissolved","faction":"f","at":2388}\n{"id":"a","type":"FactionDissolved","faction":"f","at":2388}\n';
    expect(expecting(lines, "a", "a.ndjson").rules).toEqual(["office/vacancy"]);
  });
});

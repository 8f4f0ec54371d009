import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { firstJsonProblem, jsonRange, repeatedJsonKey } from "./jsonOffsets.ts";
import { jsonTree } from "./jsonTree.ts";

const DEPTH = 100;
const parses = (text: string) => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

describe("the first place where a line stops being JSON", () => {
  test.each([
    ['{"a":1', 6, "a } is missing"],
    ['{"a":[1', 7, "a ] is missing"],
    ['{"a":', 5, "ends where a value should be"],
    ['{"a":1,}', 6, "No comma may stand before }"],
    ["{'a':1}", 1, "in double quotes"],
    ["{a:1}", 1, "in double quotes"],
    ['{"a" 1}', 5, "A colon should be here"],
    ['{"a":1 "b":2}', 7, "A comma or a } should be here"],
    ['{"a":"b}', 5, "A quote is not closed"],
    ['{"a":"\\x"}', 6, "a backslash is written"],
    ['{"a":"\\u00e"}', 6, "JSON knows no “\\u”"],
    ['{"a":"\t"}', 6, "A control character"],
    ['{"a":2388-10-10}', 5, "dates and other text need double quotes"],
    ['{"a":01}', 5, "no number as JSON writes it"],
    ['{"a":+1}', 5, "cannot start with “+”"],
    ['{"a":True}', 5, "“True” is no JSON value"],
    ['{"a":NaN}', 5, "“NaN” is no JSON value"],
    ['{"a":,}', 5, "A value should be here"],
    ['{"a":1} {"b":2}', 8, "the line goes on"],
    ["// comment", 0, "cannot start with “/”"],
    ["", 0, "nothing here"],
  ])("%s: column %i", (text, offset, words) => {
    const problem = firstJsonProblem(text, DEPTH);
    expect(problem?.offset).toBe(offset);
    expect(problem?.message).toContain(words);
  });

  test("is found in exactly the texts that JSON.parse refuses", () => {
    const piece = fc.constantFrom(
      "{",
      "}",
      "[",
      "]",
      ",",
      ":",
      '"',
      '"a"',
      "\\",
      "\\u00e9",
      "1",
      "-",
      ".",
      "e",
      "0",
      "true",
      "null",
      "nul",
      " ",
      "\t",
      "\u0001",
      "é",
      "'",
    );
    const mutated = fc
      .tuple(fc.jsonValue({ maxDepth: 3 }), fc.nat(), fc.nat(3), fc.string({ unit: piece, maxLength: 3 }))
      .map(([value, at, cut, insert]) => {
        const text = JSON.stringify(value);
        const from = at % (text.length + 1);
        return text.slice(0, from) + insert + text.slice(from + cut);
      });
    fc.assert(
      fc.property(fc.oneof(mutated, fc.string({ unit: piece, maxLength: 12 })), (text) => {
        expect(firstJsonProblem(text, DEPTH) === undefined).toBe(parses(text));
      }),
      { numRuns: 5000 },
    );
  }, 60_000);
});

describe("the place of a field in JSON text", () => {
  const text = '{ "type": "Noted", "about": ["a", {"b": [1, 22]}], "é": null }';
  const at = (path: (string | number)[], part: "value" | "key" = "value") => {
    const { start, length } = jsonRange(jsonTree(text, DEPTH), path, part);
    return text.slice(start, start + length);
  };

  test("is its value, or its name where that is asked for", () => {
    expect(at(["type"])).toBe('"Noted"');
    expect(at(["type"], "key")).toBe('"type"');
    expect(at(["about", 1, "b", 1])).toBe("22");
    expect(at(["about", 1, "b"], "key")).toBe('"b"');
    expect(at(["é"])).toBe("null");
  });

  test("is the nearest parent's where there is no such field", () => {
    expect(at(["about", 1, "c", "d"])).toBe('{"b": [1, 22]}');
    expect(at(["missing"], "key")).toBe(text);
  });

  test("of every field that JSON.parse finds is that field's text", () => {
    const paths = (value: unknown, path: (string | number)[]): (string | number)[][] =>
      typeof value !== "object" || value === null
        ? [path]
        : [
            path,
            ...Object.entries(value).flatMap(([key, inner]) =>
              paths(inner, [...path, Array.isArray(value) ? Number(key) : key]),
            ),
          ];
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), fc.constantFrom(0, 1), (value, indent) => {
        const text = JSON.stringify(value, undefined, indent);
        for (const path of paths(JSON.parse(text), [])) {
          const { start, length } = jsonRange(jsonTree(text, DEPTH), path, "value");
          const expected = path.reduce<unknown>(
            (inner, step) => (inner as Record<string, unknown>)[step],
            JSON.parse(text),
          );
          expect(JSON.parse(text.slice(start, start + length))).toEqual(expected);
        }
      }),
    );
  });
});

test("a name that stands twice in one object is found, however deep", () => {
  const text = '{"a":{"b":1,"c":[{"b":2,"d":3,"\\u0062":4}]},"b":5}';
  expect(repeatedJsonKey(text, DEPTH)).toMatchObject({ name: "b", start: 30, length: 8 });
  expect(repeatedJsonKey('{"a":{"a":{"a":1}}}', DEPTH)).toBeUndefined();
});

import { describe, expect, test } from "vitest";
import { ValorisError } from "../../../events/valorisError.ts";
import { LIMITS } from "../input/limits.ts";
import { parseYaml } from "./yamlFile.ts";
import { yamlSite } from "./yamlSite.ts";

const valueOf = (text: string) => parseYaml("a.yaml", text).value;

function refusal(text: string): ValorisError {
  try {
    parseYaml("a.yaml", text);
  } catch (error) {
    if (error instanceof ValorisError) return error;
    throw error;
  }
  throw new Error("nothing was refused");
}

describe("YAML of a canon file", () => {
  test("keeps dates as the text that they are, and years as integers", () => {
    expect(
      valueOf("[2388-10-10, 2388-10, 2388, -0044-03-15, 2387~, 2387?, 2385/2387, ../2388, Y-4000000000, 12:30]"),
    ).toEqual([
      "2388-10-10",
      "2388-10",
      2388,
      "-0044-03-15",
      "2387~",
      "2387?",
      "2385/2387",
      "../2388",
      "Y-4000000000",
      "12:30",
    ]);
  });

  test("has the truth values of YAML 1.2 only: no, on and y are text", () => {
    expect(valueOf("[no, on, y, true, null, ~]")).toEqual(["no", "on", "y", true, null, null]);
  });

  test("has text as keys, whatever they look like", () => {
    expect(valueOf("{ 1701: a, true: b, 2388-10: c, __proto__: d }")).toEqual(
      JSON.parse('{"1701":"a","true":"b","2388-10":"c","__proto__":"d"}'),
    );
  });

  test("may be empty", () => {
    expect(valueOf("")).toBeUndefined();
    expect(valueOf("# nothing yet\n")).toBeUndefined();
  });

  test("may use anchors, aliases and merges", () => {
    expect(
      valueOf("a: &a { x: 1, y: 2 }\nb: { <<: *a, y: 3 }\nc: { y: 4, <<: [*a, { z: 5, x: 6 }] }\nd: [*a]\n"),
    ).toEqual({
      a: { x: 1, y: 2 },
      b: { x: 1, y: 3 },
      c: { x: 1, y: 4, z: 5 },
      d: [{ x: 1, y: 2 }],
    });
  });

  test("an alias means the last anchor of its name before it", () => {
    expect(valueOf("a: &x 1\nb: *x\nc: &x 2\nd: *x\n")).toEqual({ a: 1, b: 1, c: 2, d: 2 });
  });
});

describe("one clear error, with line and column, for", () => {
  test.each([
    ["a tab", "a:\n\tb: c\n", "2:1", "A tab is used to indent"],
    ["a hyphen without a space", "a:\n  -id: x\n   b: y\n", "2:8", "A space is missing after the hyphen"],
    ["a colon without a space", "a:\n  - id:x\n    b: y\n", "2:5", "A space is missing after the colon"],
    ["a space that is none", "a:\n  -\u00a0id: x\n    b: y\n", "2:9", "A non-breaking space stands"],
    ["a colon in text", "text: He said: no\n", "1:7", "A mapping cannot start here"],
    ["a quote that is not closed, where it was opened", "a: 1\nb: 'x\nc: y\n", "2:4", "A single quote is opened here"],
    ["a double quote that is not closed", 'a: "x\nb: y\n', "1:4", "A double quote is opened here"],
    ["a bracket that is not closed, where it was opened", "a: [1, 2\nb: 3\n", "1:4", "A [ is opened here"],
    ["a brace that is not closed", "a:\n  - {b: c\n  - d\n", "2:5", "A { is opened here"],
    ["the innermost of several that are not closed", "a: [1, { b: 'x\n", "1:13", "A single quote is opened here"],
    ["a bracket that nothing opened", "a: ]\n", "1:4", "Nothing was opened that this ]"],
    ["a missing comma", "a: {b: 1 c: 2}\n", "1:8", "A comma is missing"],
    ["a comma too many", "a: [1,,2]\n", "1:7", "a comma too many"],
    ["an item out of line", "a:\n  - b\n - c\n", "3:1", "A list item stands where a key should be"],
    ["a line without a colon", "a: 1\nno colon\nb: 2\n", "2:1", "no colon"],
    ["a value that starts with @", "a: @x\n", "1:4", "cannot start with @"],
    ["text after a quote", "a: 'it's'\n", "1:8", "More text follows"],
    ["an unknown escape", 'a: "\\d"\n', "1:5", "know no \\d"],
    ["a tag", "a: !!timestamp 2388-10-10\n", "1:4", "no tag !!timestamp"],
    ["a second document", "a: b\n---\nc: d\n", "2:1", "A second document"],
    ["a key twice", "a:\n  b: 1\n  c: 2\n  b: 3\n", "4:3", "`b` stands here twice"],
    ["a key that is a list", "? [a]\n: b\n", "1:3", "A key has to be text"],
    ["an alias of nothing", "a: *x\n", "1:4", "*x stands for nothing"],
    ["an alias in itself", "a: &x [*x]\n", "1:8", "would contain itself"],
    ["a merge of text", "a: { <<: 3 }\n", "1:10", "`<<` takes a mapping"],
    ["another version of YAML", "%YAML 1.9\n---\na: b\n", "1:7", "Canon is YAML 1.2"],
  ])("%s", (_what, text, place, words) => {
    const error = refusal(text);
    expect(error.code).toMatch(/^canon\/(yaml-syntax|aliases)$/);
    expect(`${error.at?.line}:${error.at?.column}`).toBe(place);
    expect(error.message).toContain(words);
    expect(error.help).toBeTruthy();
  });

  test("an alias bomb, where it grows too large", () => {
    const bomb = [
      "a: &a [x, x, x, x, x, x, x, x, x, x]",
      ..."bcdefghi".split("").map((name, i) => `${name}: &${name} [${Array(10).fill(`*${"abcdefgh"[i]}`).join(", ")}]`),
    ].join("\n");
    const error = refusal(bomb);
    expect(error.code).toBe("canon/aliases");
    expect(error.at).toMatchObject({ line: 4 });
  });

  test("aliases that are nested too deep", () => {
    const chain = ["a0: &a0 []", ...Array.from({ length: 200 }, (_, i) => `a${i + 1}: &a${i + 1} [*a${i}]`)].join("\n");
    expect(refusal(chain)).toMatchObject({ code: "canon/depth", at: { line: 101 } });
    const merges = [
      "a0: &a0 {}",
      ...Array.from({ length: 200 }, (_, i) => `a${i + 1}: &a${i + 1} { <<: *a${i} }`),
    ].join("\n");
    expect(refusal(merges).code).toBe("canon/depth");
  });

  test.each([
    ["brackets", (depth: number) => "[".repeat(depth)],
    ["braces", (depth: number) => "{a: ".repeat(depth)],
    ["dashes on a line", (depth: number) => "- ".repeat(depth)],
    ["question marks", (depth: number) => "? ".repeat(depth)],
    ["closed brackets", (depth: number) => "[".repeat(depth) + "]".repeat(depth)],
    [
      "indentation",
      (depth: number) => Array.from({ length: Math.min(depth, 2000) }, (_, i) => `${" ".repeat(i)}a:\n`).join(""),
    ],
  ])("nesting too deep by %s", (_what, make) => {
    const error = refusal(`x:\n  ${make(100_000)}`);
    expect(error.code).toBe("canon/depth");
    expect(error.at?.line).toBeGreaterThan(1);
  });

  test("a line of ten megabytes, before anything is parsed", () => {
    const start = performance.now();
    expect(refusal(`a: b\nc: ${"x".repeat(10_000_000)}\n`)).toMatchObject({
      code: "canon/line-length",
      at: { line: 2, column: LIMITS.lineLength + 1 },
    });
    expect(performance.now() - start).toBeLessThan(10_000);
  });

  test("a file of nothing but errors, in bounded time and memory", () => {
    const start = performance.now();
    for (const unit of ["x: ]\n", "a: [\n", "a: b: c\n", "- [\n"])
      expect(refusal(unit.repeat(100_000)).at?.line).toBeLessThan(200);
    expect(performance.now() - start).toBeLessThan(120_000);
  }, 240_000);

  test("more words and signs than fit", () => {
    const limits = { ...LIMITS, yamlTokens: 1000 };
    expect(() => parseYaml("a.yaml", "- a\n".repeat(1000), limits)).toThrow(/0.001 million/);
  });
});

test("what is nested as deep as is allowed can be read", () => {
  const depth = LIMITS.depth - 1;
  expect(JSON.stringify(valueOf("[".repeat(depth) + "]".repeat(depth)))).toBe("[".repeat(depth) + "]".repeat(depth));
});

describe("the place of a value", () => {
  const text = 'top: &t { a: 1, b: [x, { c: "y z" }] }\nlow:\n  <<: *t\n  d:\n  e: |\n    one\n    two\nalias: *t\n';
  const file = parseYaml("a.yaml", text);
  const site = yamlSite(file, file.root);
  const at = (path: (string | number)[], part?: "value" | "key") => {
    const { line, column, length } = site.place(path, part);
    return `${line}:${column}+${length}`;
  };

  test("is where it is written, or its key where that is asked for", () => {
    expect(at(["top", "b", 1, "c"])).toBe("1:29+5");
    expect(at(["top", "b", 1, "c"], "key")).toBe("1:26+1");
    expect(at(["top", "b", 0])).toBe("1:21+1");
  });

  test("of what an alias or a merge brings is where that was written", () => {
    expect(at(["alias", "a"])).toBe("1:14+1");
    expect(at(["low", "a"])).toBe("1:14+1");
    expect(at(["alias"])).toBe("8:8+2");
  });

  test("of what several merges bring is where the first was written", () => {
    const merged = parseYaml("a.yaml", "a: &a { x: 1 }\nb: &b { x: 2 }\nc: { <<: [*a, *b] }\n");
    expect(merged.value).toMatchObject({ c: { x: 1 } });
    expect(yamlSite(merged, merged.root).place(["c", "x"])).toMatchObject({ line: 1 });
  });

  test("of an empty value is its key's; of text over lines, its first line", () => {
    expect(at(["low", "d"])).toBe("4:3+1");
    expect(at(["low", "e"])).toBe("5:6+1");
  });

  test("that is not there is the nearest parent's", () => {
    expect(at(["top", "b", 1, "nowhere", "x"])).toBe("1:24+12");
    expect(at(["low", "nowhere"], "key")).toBe("2:1+3");
  });

  test("tells how an unquoted value was written", () => {
    expect(site.plain(["top", "a"])).toEqual({ source: "1", value: 1 });
    expect(site.plain(["top", "b", 1, "c"])).toBeUndefined();
  });
});

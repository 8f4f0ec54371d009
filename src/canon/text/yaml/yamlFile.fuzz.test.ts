import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ValorisError } from "../../../events/valorisError.ts";
import { parseYaml } from "./yamlFile.ts";

describe("any YAML at all", () => {
  const piece = fc.constantFrom(
    "a",
    "b: ",
    "- ",
    "\n",
    "\n  ",
    "\n    ",
    "[",
    "]",
    "{",
    "}",
    ", ",
    ": ",
    "'",
    '"',
    "#",
    " #",
    "&x ",
    "*x",
    "!t ",
    "? ",
    "|\n",
    ">\n",
    "<<: ",
    "---\n",
    "...\n",
    "%",
    "\t",
    "1",
    "~",
    "\\",
    "@",
    "\r\n",
    "\uFEFF",
    "é",
    "\u0001",
    "__proto__: ",
  );

  test("is read, or refused with a place in it", () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: piece, maxLength: 40 }), fc.string({ unit: "binary", maxLength: 60 })),
        (text) => {
          try {
            const { value } = parseYaml("a.yaml", text);
            JSON.stringify(value);
          } catch (error) {
            if (!(error instanceof ValorisError)) throw error;
            expect(error.at?.line).toBeGreaterThanOrEqual(1);
            expect(error.at?.line).toBeLessThanOrEqual(text.split("\n").length);
          }
        },
      ),
      { numRuns: 5000 },
    );
  }, 60_000);

  test("takes time in proportion to its length, whatever is repeated in it", () => {
    for (const unit of [
      "a",
      "- ",
      "[",
      "a: b\n",
      "- a\n",
      "# c\n",
      "\n",
      "a: &x\n",
      "'",
      "''",
      '"',
      "? a\n",
      "a\n",
      "? - ",
      "a: |\n x\n",
      "[],",
      "{},",
      "{a,",
      "*x ",
      "&x ",
      "!x ",
      "a b\n ",
      "%a\n",
      "---\n",
      "\t",
      " ",
      "x: [a]\n",
      "\\",
      ",",
      ":",
      ": ",
      "?\n",
      "-\n",
      "<<: {}\n",
      "- &a [*a]\n",
      "[a: b,",
      "\r",
      "[\n",
      "- [\n",
      "...\n",
      "#",
    ]) {
      const start = performance.now();
      for (const prefix of ["", "a: ", "a: [", 'a: "', "- "]) {
        try {
          parseYaml("a.yaml", prefix + unit.repeat(Math.floor(20_000 / unit.length)));
        } catch (error) {
          if (!(error instanceof ValorisError)) throw error;
        }
      }
      expect(performance.now() - start, JSON.stringify(unit)).toBeLessThan(20_000);
    }
  }, 300_000);
});

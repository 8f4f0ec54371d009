import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ValorisError } from "../../events/valorisError.ts";
import { parseExpression, printExpression } from "./syntax.ts";

const shown = (text: string): string => printExpression(parseExpression(text));

describe("an expression", () => {
  test.each([
    ["nervousness.quadrant > 60", "(nervousness.quadrant > 60)"],
    ["control(portas-v) = breen-confederacy", "(control(portas-v) = breen-confederacy)"],
    ["a = b or c = d and not e = f", "((a = b) or ((c = d) and (not (e = f))))"],
    ["1 + 2 * 3 - 4 / 2", "((1 + (2 * 3)) - (4 / 2))"],
    ["share.a - share.b", "(share.a - share.b)"],
    ["share.a -0.5 < - 1", "((share.a - 0.5) < (- 1))"],
    ["share.7-of-9 >= .5".replace(".5", "0.5"), "(share.7-of-9 >= 0.5)"],
    ['"The Domo" = holder(domo)', '("The Domo" = holder(domo))'],
    ["at-war(a, b)", "at-war(a, b)"],
    ["(1 + 2) * 3", "((1 + 2) * 3)"],
    ["1 - 2 - 3", "((1 - 2) - 3)"],
  ])("%s reads as %s", (text, expected) => {
    expect(shown(text)).toBe(expected);
  });

  test.each([
    ["nervousness.quadrant >", "A value is missing at the end.", "                        ^"],
    ["nervousness.quadrant > > 60", "A value is expected here, not “>”.", "                         ^"],
    ["control(portas-v = x", "“)” is missing at the end.", "                      ^"],
    ["a ? b", "“?” does not belong here.", "    ^"],
    ['a = "b', '“"” does not belong here.', "      ^"],
    ["a b", "An operator is expected here, not “b”.", "    ^"],
    ["", "A value is missing at the end.", "  ^"],
  ])("%s is refused, with the place", (text, message, caret) => {
    expect(() => parseExpression(text)).toThrow(`${message}\n  ${text}\n${caret}`);
  });

  test("is read again as it is printed", () => {
    const leaf = fc.oneof(
      fc.constantFrom(
        "a",
        "breen-confederacy",
        "nervousness.quadrant",
        "1",
        "0.25",
        "true",
        '"and"',
        '"x y"',
        "f(a, 1)",
      ),
    );
    const text = fc.letrec<{ e: string }>((tie) => ({
      e: fc.oneof(
        { depthSize: "small" },
        leaf,
        fc
          .tuple(tie("e"), fc.constantFrom("and", "or", "=", "<", ">=", "+", "-", "*", "/"), tie("e"))
          .map((parts) => parts.join(" ")),
        tie("e").map((e) => `(${e})`),
        tie("e").map((e) => `not ${e}`),
        tie("e").map((e) => `- ${e}`),
      ),
    })).e;
    fc.assert(
      fc.property(text, (written) => {
        const once = shown(written);
        expect(shown(once)).toBe(once);
      }),
    );
  });

  test("of any text is read or refused, and never anything else", () => {
    const piece = fc.oneof(fc.string(), fc.constantFrom("(", ")", "a", ".", "1", " and ", "not ", "=", '"', "-", ","));
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 300 }), (pieces) => {
        try {
          parseExpression(pieces.join(""));
        } catch (error) {
          expect(error).toBeInstanceOf(ValorisError);
        }
      }),
      { numRuns: 500 },
    );
    expect(() => parseExpression("(".repeat(100_000))).toThrow("nested too deeply");
  });
});

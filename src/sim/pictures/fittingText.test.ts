import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { terminalColumns, shorten, wrap } from "./fittingText.ts";

describe("text that has to fit", () => {
  test("is cut with an ellipsis", () => {
    expect(shorten("Cardassian Union", 10, terminalColumns)).toBe("Cardassia…");
    expect(shorten("Cardassian Union", 11, terminalColumns)).toBe("Cardassian…");
    expect(shorten("Breen", 5, terminalColumns)).toBe("Breen");
    expect(shorten("Breen", 0, terminalColumns)).toBe("");
  });

  test("counts ideographs as two columns", () => {
    expect(shorten("連邦の歴史", 7, terminalColumns)).toBe("連邦の…");
  });

  test("is broken between words", () => {
    expect(wrap("All rates are priors of the model", 14, terminalColumns)).toEqual([
      "All rates are",
      "priors of the",
      "model",
    ]);
    expect(wrap("  ", 14, terminalColumns)).toEqual([]);
  });

  test("never takes more room than there is", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.nat(60), (text, room) => {
        expect(terminalColumns(shorten(text, room, terminalColumns))).toBeLessThanOrEqual(room);
        for (const line of wrap(text, room, terminalColumns)) expect(terminalColumns(line)).toBeLessThanOrEqual(room);
      }),
    );
  });
});

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { columnsOf, shorten, wrap } from "./fittingText.ts";

describe("text that has to fit", () => {
  test("is cut with an ellipsis", () => {
    expect(shorten("Cardassian Union", 10, columnsOf)).toBe("Cardassia…");
    expect(shorten("Cardassian Union", 11, columnsOf)).toBe("Cardassian…");
    expect(shorten("Breen", 5, columnsOf)).toBe("Breen");
    expect(shorten("Breen", 0, columnsOf)).toBe("");
  });

  test("counts ideographs as two columns", () => {
    expect(shorten("連邦の歴史", 7, columnsOf)).toBe("連邦の…");
  });

  test("is broken between words", () => {
    expect(wrap("All rates are priors of the model", 14, columnsOf)).toEqual([
      "All rates are",
      "priors of the",
      "model",
    ]);
    expect(wrap("  ", 14, columnsOf)).toEqual([]);
  });

  test("never takes more room than there is", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.nat(60), (text, room) => {
        expect(columnsOf(shorten(text, room, columnsOf))).toBeLessThanOrEqual(room);
        for (const line of wrap(text, room, columnsOf)) expect(columnsOf(line)).toBeLessThanOrEqual(room);
      }),
    );
  });
});

import { expect, test } from "vitest";
import { straySigns, withoutStraySigns } from "./straySigns.ts";

test.each([
  ["“gor”", "Curly quotes are no quotes here but part of the word: write gor."],
  ["‘gor’", "Curly quotes are no quotes here but part of the word: write gor."],
  ["gor\u00a0", "There is a non-breaking space in it, which is part of the word: write gor."],
  ["gor\u200bn", "There is a non-breaking space in it, which is part of the word."],
  ["-id", "A space is missing after the hyphen: write - id."],
  ["id:gor", "A space is missing after the colon: write id: gor."],
  ["gor", undefined],
  ["gor-the-2nd", undefined],
])("%s", (word, words) => {
  expect(straySigns(word)).toBe(words);
});

test("what stands around a word goes, what stands in it stays", () => {
  expect(withoutStraySigns("  “O’Brien” ")).toBe("O’Brien");
});

import { describe, expect, test } from "vitest";
import { locationAt, textLines } from "./textLines.ts";

describe("the lines of a text", () => {
  const lines = textLines("one\r\ntwo 𝒜\n\nfour");

  test("end with LF or CR LF, which are not part of them", () => {
    expect([1, 2, 3, 4, 5].map((line) => lines.line(line))).toEqual(["one", "two 𝒜", "", "four", undefined]);
  });

  test("give every offset a line and a column, from 1, in UTF-16 units", () => {
    expect(lines.position(0)).toEqual({ line: 1, column: 1 });
    expect(lines.position(5)).toEqual({ line: 2, column: 1 });
    expect(lines.position(11)).toEqual({ line: 2, column: 7 });
    expect(lines.position(12)).toEqual({ line: 3, column: 1 });
    expect(lines.position(17)).toEqual({ line: 4, column: 5 });
  });

  test("a marked place ends with its line", () => {
    expect(locationAt("a", lines, 5, 100)).toEqual({ path: "a", line: 2, column: 1, length: 6 });
    expect(locationAt("a", lines, 17, 9)).toEqual({ path: "a", line: 4, column: 5, length: 1 });
  });
});

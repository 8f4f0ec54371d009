import { describe, expect, test } from "vitest";
import { liesBetween, partOfFile, printedRight, refused } from "./expected.ts";
import type { Ended } from "./outcome.ts";

const ended = (part: Partial<Ended>): Ended => ({ code: 0, signal: null, out: "", err: "", hung: false, ...part });
const right = ended({ out: "a\nb\n" });

test("what is printed has to be all that is right, with its exit code", () => {
  expect(printedRight(ended({ out: "a\nb\n", err: "note: slow" }), right).verdict).toBe("promised");
  for (const wrong of [ended({ out: "a\n" }), ended({ out: "a\nb\n", code: 1 }), ended({ out: "" })])
    expect(printedRight(wrong, right).verdict).toBe("lost");
});

test("a refusal has a code of the log's, and nothing wrong before it", () => {
  const damaged = "error[log/damaged]: The log's file is damaged.\n  help: Restore it.";
  expect(refused(ended({ code: 2, out: "a\n", err: damaged }), right)).toBe(true);
  expect(refused(ended({ code: 2, out: "c\n", err: damaged }), right)).toBe(false);
  expect(refused(ended({ code: 1, err: damaged }), right)).toBe(false);
  expect(refused(ended({ code: 2, err: "error[canon/invalid]: It is wrong." }), right)).toBe(false);
});

describe("a log after a kill", () => {
  const before = { canon: ["", "1"], old: ["of canon@1"] };
  const after = { canon: ["", "1", "2", "3"], old: ["of canon@1"], new: ["of canon@2", "4"] };

  test("holds all of before, and whole commits of what was to come", () => {
    for (const between of [before, after, { ...before, canon: ["", "1", "2"] }, { ...before, new: ["of canon@2"] }])
      expect(liesBetween(before, between, after)).toBe(true);
  });

  test("holds nothing else", () => {
    for (const wrong of [
      { canon: ["", "1"] },
      { ...before, canon: [""] },
      { ...before, canon: ["", "1", "3"] },
      { ...before, other: [""] },
      { ...after, new: ["of canon@2", "5"] },
    ])
      expect(liesBetween(before, wrong, after)).toBe(false);
  });
});

test("a file is as it was, or all of it is new", () => {
  const [before, after] = [
    new Map([["a", "old"]]),
    new Map([
      ["a", "new"],
      ["b", "all of it"],
    ]),
  ];
  for (const now of [before, after, new Map([["a", "new"]])]) expect(partOfFile(before, now, after)).toBeUndefined();
  expect(
    partOfFile(
      before,
      new Map([
        ["a", "old"],
        ["b", "all"],
      ]),
      after,
    ),
  ).toBe("b is there in part, 3 bytes");
  expect(partOfFile(before, new Map(), after)).toBe("a is gone");
});

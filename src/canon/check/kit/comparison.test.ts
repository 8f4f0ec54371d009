import { describe, expect, test } from "vitest";
import { chronicleOf } from "../../../../test/support/chronicles.ts";
import { DAY } from "../../../events/dates/span.ts";
import { createComparison } from "./comparison.ts";

const compare = (a: unknown, b: unknown) => {
  const at = (date: unknown): object => (date === undefined ? {} : { at: date });
  const events = [
    { id: "a", type: "FactionFounded", faction: "x", standing: "major", ...at(a) },
    { id: "b", type: "FactionFounded", faction: "y", standing: "major", ...at(b) },
  ];
  return createComparison(chronicleOf(events));
};

describe("before", () => {
  test.each([
    ["2370", "2371", "certain", "no"],
    ["2370", "2370-05", "possible", "possible"],
    ["2370-05-01", "2370-05-01", "no", "no"],
    ["2370-05-01T10:00Z", "2370-05-01T12:00Z", "certain", "no"],
    [{ after: "b" }, "2370", "no", "certain"],
    [{ after: "b" }, "../..", "no", "certain"],
    [{ with: "b" }, "2370", "no", "no"],
    ["../..", "2370", "no", "no"],
    [undefined, "2370", "no", "no"],
    ["../2370", "2371", "certain", "no"],
    ["../2370", "2365", "possible", "possible"],
  ] as const)("%o and %o: %s, and the other way round %s", (a, b, before, after) => {
    const { isBefore } = compare(a, b);
    expect([isBefore("a", "b"), isBefore("b", "a")]).toEqual([before, after]);
  });

  test("cannot be ruled out where nothing is said", () => {
    const { isBefore, mayPrecede } = compare("../..", "2370");
    expect([isBefore("a", "b"), mayPrecede("a", "b")]).toEqual(["no", "possible"]);
  });
});

test.each([
  ["2370-01-01", "2370-01-05", "certain", "no"],
  ["2370-01-01", "2370-01-02", "no", "certain"],
  ["2370-01-01", "2370-01", "possible", "possible"],
  ["2370-01-01", { after: "a", offset: "P1D" }, "no", "certain"],
  ["2370", { after: "a", atLeast: "P10D" }, "certain", "no"],
  ["2370", { after: "a" }, "possible", "possible"],
  ["../..", "2370", "no", "no"],
] as const)("more and at most three days from %o to %o: %s, %s", (a, b, longer, close) => {
  const { isLonger, isClose } = compare(a, b);
  expect([isLonger("a", "b", 3 * DAY), isClose("a", "b", 3 * DAY)]).toEqual([longer, close]);
});

import { expect, test } from "vitest";
import { checkCount, checkEnough, checkLevel, checkNumber, checkNumbers, checkProbability } from "./checkNumbers.ts";

test.each([
  ["sim/not-a-number", () => checkNumber(Number.NaN, "A value")],
  ["sim/not-a-number", () => checkNumbers([1, Number.NEGATIVE_INFINITY], "A value")],
  ["sim/not-a-number", () => checkNumbers({ length: 1 }, "A value")],
  ["sim/not-a-probability", () => checkProbability(1.01, "A forecast")],
  ["sim/not-a-probability", () => checkLevel(1)],
  ["sim/not-a-count", () => checkCount(0.5, "A count")],
  ["sim/not-a-count", () => checkCount(-1, "A count")],
  ["sim/too-few", () => checkEnough(1, 2, "A variance")],
])("%s says what to do", (code, check) => {
  expect(check).toThrow(expect.objectContaining({ code, help: expect.stringMatching(/[.]$/) }));
});

test("what is as it should be passes", () => {
  checkNumbers(Float64Array.of(-1, 0, 1e308), "A value");
  checkProbability(0, "A forecast");
  checkProbability(1, "A forecast");
  checkLevel(0.95);
  checkCount(0, "A count");
  expect(() => checkEnough(2, 2, "A variance")).not.toThrow();
});

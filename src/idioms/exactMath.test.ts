import fc from "fast-check";
import { expect, test } from "vitest";
import { exp, exp2, log } from "./exactMath.ts";

/** How far apart two numbers are, in units in the last place of the second. */
const ulps = (own: number, engine: number): number =>
  own === engine ? 0 : Math.abs(own - engine) / (Math.abs(engine) * 2 ** -52);

test("exp and log are close to the engine's, over their whole range", () => {
  fc.assert(
    fc.property(
      fc.double({ min: -700, max: 700, noNaN: true }),
      fc.double({ min: 1e-300, max: 1e300, noNaN: true }),
      (x, y) => {
        expect(ulps(exp(x), Math.exp(x))).toBeLessThanOrEqual(2);
        expect(ulps(log(y), Math.log(y))).toBeLessThanOrEqual(2);
      },
    ),
    { numRuns: 5000 },
  );
});

test("known bits: what decides a number is the same on every engine", () => {
  const bits = (x: number): string => Buffer.from(Float64Array.of(x).buffer).toString("hex");
  expect([exp(1), exp(-0.5), log(2), log(10), exp2(-0.3)].map(bits)).toEqual([
    "6a57148b0abf0540",
    "0a966ffcb268e33f",
    "ef39fafe422ee63f",
    "1655b5bbb16b0240",
    "3e53cebcf8fde93f",
  ]);
});

test("the edges", () => {
  expect([exp(0), exp(-800), exp(800), log(1), log(0), log(Number.POSITIVE_INFINITY)]).toEqual([
    1,
    0,
    Infinity,
    0,
    -Infinity,
    Infinity,
  ]);
  expect([log(-1), exp(Number.NaN)]).toEqual([Number.NaN, Number.NaN]);
  expect([exp2(-1), exp2(-3), exp2(10), exp2(-1074), exp2(1023)]).toEqual([0.5, 0.125, 1024, 2 ** -1074, 2 ** 1023]);
});

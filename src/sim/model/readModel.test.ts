import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { ValorisError } from "../../events/valorisError.ts";
import { canonOfTwo } from "../../../test/support/simulated.ts";
import { prepareScenario } from "../scenario.ts";
import { defaultModel } from "./model.ts";
import { printModel } from "./printModel.ts";
import { readModel } from "./readModel.ts";

test("a printed model, read again, is the same model", () => {
  const model = defaultModel();
  expect(readModel(parse(printModel(model)))).toEqual(model);
  const other = readModel({
    model: "other",
    parameters: { breach: { cost: 5, stake: { value: 1, prior: [0, 3], source: "a book" } } },
    excitation: [{ from: "breach", to: "alert", among: "any", n: 0.2 }],
    memory: { alert: 30 },
    coverage: [{ channel: "breach", from: "2380-06", until: 2390 }, { channel: "alert" }],
    mostEvents: 50,
  });
  expect(readModel(parse(printModel(other)))).toEqual(other);
});

test("what a file does not say is as the default model has it, and a bare number says whose it is", () => {
  const { parameters } = readModel({ model: "mine", parameters: { breach: { cost: 9, fear: 1 } } });
  expect(parameters["breach"]?.["cost"]).toMatchObject({
    value: 9,
    prior: [3, 9],
    source: "set in mine, beyond 3 to 4.8",
  });
  expect(parameters["breach"]?.["fear"]).toMatchObject({ value: 1, prior: [0, 1.5], source: "set in mine" });
  expect(parameters["alert"]).toEqual(defaultModel().parameters["alert"]);
});

test("a rate of 0 is said: it cannot happen", () => {
  const { canon } = canonOfTwo();
  const model = readModel({ model: "no-alerts", parameters: { alert: { rate: 0 } }, excitation: [] });
  const { edited } = prepareScenario({ timeline: canon, until: "2102", model });
  const bounds = edited.kernel.sources.filter(({ channel }) => channel === "alert").map(({ bound }) => bound);
  expect(bounds).toEqual([0, 0, 0]);
});

describe("what makes no model is refused", () => {
  test.each([
    [{}, /model/],
    [{ model: "x", parameters: { braech: {} } }, /braech/],
    [{ model: "x", parameters: { breach: { cots: 1 } } }, /cots/],
    [{ model: "x", parameters: { alert: { rate: -1 } } }, /alert\.rate: It cannot be below 0\./],
    [{ model: "x", parameters: { alert: { rate: Number.NaN } } }, /finite/],
    [{ model: "x", parameters: { alert: { rate: Number.POSITIVE_INFINITY } } }, /finite/],
    [{ model: "x", parameters: { deliberation: { temperature: 0 } } }, /below 0\.05/],
    [{ model: "x", parameters: { breach: { allyHonours: 1.2 } } }, /above 1/],
    [{ model: "x", parameters: { breach: { cost: { value: 1, prior: [3, 2] } } } }, /lower end/],
    [{ model: "x", parameters: { breach: { cost: { value: 1, prior: [2, 3] } } } }, /outside its prior/],
    [
      { model: "x", parameters: { breach: { cost: { value: 1, prior: [-1, 3] } } } },
      /cost\.prior\.0: It cannot be below 0/,
    ],
    [{ model: "x", parameters: { breach: { cost: { value: 1, priro: [1, 3] } } } }, /cost: It has no `priro`/],
    [{ model: "x", parameters: { breach: 3 } }, /parameters\.breach: It is a mapping/],
    [{ model: "x", coverage: [{ channel: "breach", from: "soon" }] }, /coverage\.0\.from: It is a date such as/],
    [["model"], /mapping/],
    [{ model: "x", excitation: [{ from: "breach", to: "alert", among: "all", n: 1 }] }, /among/],
    [{ model: "x", excitation: [{ from: "breach", to: "alert", among: "any", n: -1 }] }, /below 0/],
    [{ model: "x", memory: { alert: 0 } }, /below 0\.01/],
    [{ model: "x", mostEvents: 0 }, /mostEvents/],
  ])("%j", (plain, message) => {
    expect(() => readModel(plain)).toThrowError(message);
    expect(() => readModel(plain)).toThrowError(expect.objectContaining({ code: "sim/model" }));
  });
});

test("events that excite each other without end are refused when the model is bound to those who act", () => {
  const { canon } = canonOfTwo();
  const model = readModel({
    model: "wild",
    excitation: [{ from: "alert", to: "alert", among: "any", n: 0.5 }],
  });
  expect(() => prepareScenario({ timeline: canon, until: "2102", model })).toThrowError(
    expect.objectContaining({ code: "sim/unstable" }),
  );
});

test("whatever a file says, it is a model or it is refused: it never crashes", () => {
  const plain = parse(printModel(defaultModel())) as object;
  const paths = pathsOf(plain);
  fc.assert(
    fc.property(fc.constantFrom(...paths), fc.anything(), (path, value) => {
      const damaged = structuredClone(plain);
      set(damaged, path, value);
      try {
        expect(readModel(damaged).name).toBeTypeOf("string");
      } catch (error) {
        expect(error).toBeInstanceOf(ValorisError);
      }
    }),
    { numRuns: 500 },
  );
});

type Path = readonly (string | number)[];

const pathsOf = (value: unknown, path: Path = []): Path[] =>
  typeof value !== "object" || value === null
    ? [path]
    : [
        ...(path.length === 0 ? [] : [path]),
        ...Object.entries(value).flatMap(([key, inner]) => pathsOf(inner, [...path, key])),
      ];

function set(target: object, [first = "", ...rest]: Path, value: unknown): void {
  const inner: unknown = Reflect.get(target, first);
  if (rest.length > 0 && typeof inner === "object" && inner !== null) set(inner, rest, value);
  else Reflect.set(target, first, value);
}

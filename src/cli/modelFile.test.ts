import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Ajv } from "ajv";
import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { canonOfTwo } from "../../test/support/simulated.ts";
import { ValorisError } from "../index.ts";
import { defaultModel, prepareScenario, printModel } from "../doors/sim.ts";
import { modelJsonSchema } from "../sim/model/modelJsonSchema.ts";
import { loadModel } from "./modelFile.ts";

const folder = mkdtempSync(join(tmpdir(), "valoris-model-"));
afterAll(() => rmSync(folder, { recursive: true }));

function load(text: string) {
  const path = join(folder, "model.yaml");
  writeFileSync(path, text);
  return loadModel(path);
}

const { canon } = canonOfTwo();

/** Loads a model and binds it to canon. */
function bind(text: string): void {
  const { model, placed } = load(text);
  try {
    prepareScenario({ timeline: canon, until: "2102", model });
  } catch (error) {
    throw placed(error);
  }
}

/** The error, as `code line:column message help`. */
function refusal(act: () => void): string {
  try {
    act();
    return "no error";
  } catch (error) {
    if (!(error instanceof ValorisError)) throw error;
    const { code, at, message, help = "" } = error;
    const place = at === undefined ? "nowhere" : `${at.line}:${at.column}`;
    return `${code} ${place} ${message} ${help}`.trim();
  }
}

describe("a mistake is told with its line and column", () => {
  test.each([
    [
      "a channel that is misspelt",
      "model: x\nparameters:\n  braech: { cost: 3 }",
      /^sim\/model 3:3 .*`braech`.*`breach`\?$/,
    ],
    [
      "a parameter that is misspelt",
      "model: x\nparameters:\n  breach:\n    cots: 3",
      /^sim\/model 4:5 .*`cots`.*`cost`\?$/,
    ],
    ["a rate below 0", "model: x\nparameters:\n  alert:\n    rate: -1", /^sim\/model 4:11 It cannot be below 0\.$/],
    ["a probability above 1", "model: x\nparameters: { succession: { force: 2 } }", /^sim\/model 2:36 .*above 1\.$/],
    ["no number", "model: x\nparameters:\n  alert: { rate: .nan }", /^sim\/model 3:18 .*finite number/],
    ["an infinite number", "model: x\nmemory:\n  alert: .inf", /^sim\/model 3:10 .*finite number/],
    ["text for a number", 'model: x\nmemory:\n  alert: "60"', /^sim\/model 3:10 .*finite number/],
    [
      "a prior upside down",
      "model: x\nmemory:\n  alert: { value: 60, prior: [90, 30] }",
      /^sim\/model 3:30 The lower end/,
    ],
    [
      "a value outside its prior",
      "model: x\nmemory:\n  alert:\n    value: 60\n    prior: [70, 90]",
      /^sim\/model 4:12 .*outside its prior/,
    ],
    [
      "a part of a number that is misspelt",
      "model: x\nmemory: { alert: { value: 60, sauce: a book } }",
      /^sim\/model 2:31 .*`sauce`.*value, prior, source\.$/,
    ],
    [
      "an n below 0",
      "model: x\nexcitation:\n  - { from: breach, to: arm, among: any, n: -0.1 }",
      /^sim\/model 3:45 It cannot be below 0\.$/,
    ],
    [
      "events that nobody brings about",
      "model: x\nexcitation:\n  - { from: breech, to: arm, among: any, n: 0.1 }",
      /^sim\/model 3:13 .*`breach`\?$/,
    ],
    [
      "sources that stand in no such relation",
      "model: x\nexcitation:\n  - { from: breach, to: arm, among: all, n: 0.1 }",
      /^sim\/model 3:37 .*own, target, any/,
    ],
    ["no date", "model: x\ncoverage: [{ channel: breach, from: soon }]", /^sim\/model 2:37 .*date/],
    ["a limit that is none", "model: x\nmostEvents: 0", /^sim\/model 2:13 It cannot be below 1\.$/],
    ["no name", "parameters: {}", /^sim\/model 1:1 `model` is missing/],
    ["another file", "- canon\n- events", /^sim\/model 1:1 /],
    ["no YAML", "model: [x", /^sim\/model \d/],
    ["a name twice", "model: x\nmodel: y", /^sim\/model 2:1 /],
  ])("%s", (_what, text, told) => {
    expect(refusal(() => load(text))).toMatch(told);
  });

  test.each([
    [
      "events that excite each other without end",
      "model: x\nexcitation:\n  - { from: alert, to: alert, among: any, n: 5 }",
      /^sim\/unstable 2:1 /,
    ],
    [
      "a rate beyond all that is simulated",
      "model: x\nparameters:\n  alert: { rate: 1e300 }",
      /^sim\/out-of-range 3:3 alert:/,
    ],
    [
      "what acts share, of which more come than are simulated",
      "model: x\nparameters:\n  deliberation: { occasions: 1e9 }",
      /^sim\/out-of-range 3:3 /,
    ],
  ])("also if it shows only when the model meets a canon: %s", (_what, text, told) => {
    expect(refusal(() => bind(text))).toMatch(told);
  });

  test("what cannot be read is said to be so", () => {
    expect(refusal(() => loadModel(join(folder, "none.yaml")))).toMatch(/^config\/unreadable/);
  });
});

test("an error that the model has no part in stays as it is", () => {
  const { placed } = load("model: x");
  const other = new ValorisError("point/unknown", "There is no such point.");
  expect(placed(other)).toBe(other);
  const bug = new TypeError("a bug");
  expect(placed(bug)).toBe(bug);
});

describe("what editors check a model by", () => {
  const validate = new Ajv({ strict: false }).compile(modelJsonSchema());

  test("lets the example and the printed model pass", () => {
    const example = join(import.meta.dirname, "../../fixtures/models/example.yaml");
    const { model } = loadModel(example);
    expect(model).toMatchObject({ name: "a-warier-quadrant", mostEvents: 500 });
    for (const text of [printModel(model), printModel(defaultModel())])
      expect([validate(parse(text)), validate.errors]).toEqual([true, null]);
  });

  test.each([
    ["a misspelt name", { model: "x", parameters: { braech: {} } }],
    ["a rate below 0", { model: "x", parameters: { alert: { rate: -1 } } }],
    ["a probability above 1", { model: "x", parameters: { succession: { force: 2 } } }],
  ])("underlines %s", (_what, plain) => {
    expect(validate(plain)).toBe(false);
  });
});

test("a file with any damage is a model of finite numbers, or is refused with a code and a line", () => {
  const whole = printModel(defaultModel());
  const pieces = fc.constantFrom(
    "",
    " ",
    "\n",
    "-",
    "1",
    "e9",
    ".nan",
    ".inf",
    "~",
    ":",
    "[",
    "}",
    '"',
    "#",
    "&a ",
    "*a",
    "- ",
    "\t",
    "breach",
    "model: y\n",
  );
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.nat(whole.length), fc.nat(30), pieces), { minLength: 1, maxLength: 3 }),
      (damages) => {
        const text = damages.reduce(
          (t, [start, gone, piece]) => t.slice(0, start) + piece + t.slice(start + gone),
          whole,
        );
        const told = refusal(() => bind(text));
        if (told !== "no error") expect(told).toMatch(/^sim\/[a-z-]+ \d+:\d+ /);
        else
          for (const own of Object.values(load(text).model.parameters))
            for (const {
              value,
              prior: [low, high],
            } of Object.values(own))
              expect(low <= value && value <= high).toBe(true);
      },
    ),
    { numRuns: 300 },
  );
});

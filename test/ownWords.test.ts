import { describe, expect, test } from "vitest";
import { defineRule, definePlugin, loadCanon, readBaseline, readPlugin, rules } from "../src/doors/canon.ts";
import { catalogue } from "../src/events/catalogue/catalogue.ts";
import { ENTITY_KINDS } from "../src/events/fields.ts";
import { ValorisError } from "../src/index.ts";
import { parameterValues } from "../src/canon/check/kit/parameterValues.ts";
import { readModel } from "../src/sim/model/readModel.ts";
import { flatSchema } from "../src/events/defineEvent.ts";
import { defaultModel } from "../src/sim/model/model.ts";
import { channels } from "../src/sim/channels/channels.ts";
import { FOREIGN, WRONG } from "./support/wrongValues.ts";

function refusal(work: () => unknown): readonly string[] {
  try {
    work();
    return [];
  } catch (error) {
    if (!(error instanceof ValorisError)) throw error;
    return [error.message, error.help ?? ""];
  }
}

/** Every value laid in place of every part of a thing, at any depth. */
function* damaged(value: unknown, depth = 0): Generator<unknown> {
  yield* WRONG;
  if (depth > 6 || typeof value !== "object" || value === null) return;
  if (Array.isArray(value)) {
    for (const [i, item] of value.slice(0, 2).entries())
      for (const other of damaged(item, depth + 1)) yield value.with(i, other);
    return;
  }
  for (const [key, item] of Object.entries(value)) {
    for (const other of damaged(item, depth + 1)) yield { ...value, [key]: other };
    const { [key]: _gone, ...rest } = value as Record<string, unknown>;
    yield rest;
    yield { ...rest, [`${key}x`]: item };
  }
}

/** Whether anything was refused, and a few of what was said in foreign words. */
const refusals = (messages: readonly string[]) => ({
  some: messages.length > WRONG.length,
  foreign: messages.filter((message) => FOREIGN.test(message)).slice(0, 5),
});
const OURS = { some: true, foreign: [] };

describe("no word of the schema library's reaches a person", () => {
  test.each(ENTITY_KINDS)("of an entity of kind %s", (kind) => {
    const fields = new Set([...catalogue.definitions.values()].flatMap((one) => Object.keys(flatSchema(one).shape)));
    const messages: string[] = [];
    for (const field of [...fields, "forces", "holder", "holders"])
      for (const value of WRONG) {
        const text = JSON.stringify({ entities: { it: { kind, [field]: value } } });
        const loaded = loadCanon([{ path: "a.yaml", text }]);
        messages.push(...loaded.issues.flatMap(({ message, help = "" }) => [message, help]));
      }
    expect(refusals(messages)).toEqual(OURS);
  });

  test("of a model", () => {
    const { parameters, memory, excitation } = defaultModel(channels);
    const [group, own] = Object.entries(parameters)[0] ?? [];
    const whole = {
      model: "m",
      parameters: { [String(group)]: own },
      memory,
      excitation: excitation.slice(0, 1),
      coverage: [{ channel: channels[0]?.name, from: "2380", until: 2390 }],
      mostEvents: 3,
    };
    expect(refusals([...damaged(whole)].flatMap((one) => refusal(() => readModel(one))))).toEqual(OURS);
  });

  test("of a plugin", () => {
    const [rule] = rules;
    const plugin = definePlugin({
      name: "own",
      rules: rule === undefined ? [] : [defineRule({ ...rule, id: "own/rule" })],
      tensions: { Noted: { mode: "NEUTRAL comment", weight: 1, parties: ["about"], halfLife: 3 } },
    });
    expect(refusals([...damaged(plugin)].flatMap((one) => refusal(() => readPlugin(one))))).toEqual(OURS);
  });

  test("of the parameters of a rule", () => {
    const messages = rules.flatMap((rule) =>
      [...Object.keys(rule.parameters), "nearly"].flatMap((name) =>
        WRONG.flatMap((value) => {
          const values = parameterValues(rule, { [name]: value });
          return "wrong" in values ? [values.wrong] : [];
        }),
      ),
    );
    expect(refusals(messages)).toEqual(OURS);
  });

  test("of a baseline", () => {
    const entry = { rule: "a/b", events: ["e"], entities: ["x"], message: "m", fingerprint: "f" };
    expect(
      refusals(
        [...damaged({ version: 1, findings: [entry] })].flatMap((one) =>
          refusal(() => readBaseline(JSON.stringify(one), "known.json")),
        ),
      ),
    ).toEqual(OURS);
  });

  test("of the header of a file", () => {
    const header = { canon: "c", extends: "b", order: "date", branch: { name: "b", of: "canon", cut: 2300 } };
    const lists = { documents: {}, entities: {}, events: [{}], retract: [{ event: "a" }], amend: [{ event: "a" }] };
    expect(
      refusals(
        [...damaged({ ...header, ...lists })].flatMap((one) => {
          const text = JSON.stringify(one);
          return refusal(() => loadCanon([{ path: "a.yaml", text }]));
        }),
      ),
    ).toEqual(OURS);
  });
});

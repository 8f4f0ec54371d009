import { describe, expect, test } from "vitest";
import { z } from "zod";
import { checkText } from "../../test/support/checkText.ts";
import { catalogue } from "../events/catalogue/catalogue.ts";
import { defineEvent } from "../events/defineEvent.ts";
import { defineChannel } from "../sim/channels/defineChannel.ts";
import { defineProjection } from "../projections/defineProjection.ts";
import { bindChronicle } from "../projections/bindChronicle.ts";
import { loadCanon } from "../canon/text/load/loadCanon.ts";
import { definePlugin, type Plugin, readPlugin } from "./plugin.ts";
import { chronicleOf } from "../canon/sync/record/readCanon.ts";
import { defineRule } from "../canon/check/kit/rule.ts";
import { BUILT_IN, withPlugins } from "./withPlugins.ts";

const GateFailed = defineEvent("GateFailed", { doc: "A gate fails.", schema: z.strictObject({}) });
const rule = (id: string) =>
  defineRule({ id, severity: "info", explain: { reports: "a", wrong: "b", right: "c" }, check: () => ({}) });

const counts = (name: string) => defineProjection({ name, version: 1, initial: () => ({ n: 0 }), view: ({ n }) => n });
const drift = (event: string) =>
  defineChannel({
    name: "drift",
    event,
    about: "a",
    parameters: {},
    actors: () => [],
    rate: () => 0,
    bound: () => 0,
    mark: { write: () => [], identify: () => undefined },
  });

describe("plugins", () => {
  test("none change nothing", () => {
    expect(withPlugins([])).toEqual(BUILT_IN);
  });

  test("bring rules that run, and types of event that files may use", async () => {
    const known = withPlugins([definePlugin({ name: "a", rules: [rule("gates/fail")], events: [GateFailed] })]);
    expect((await checkText("canon: a", known)).rules.run).toContain("gates/fail");
    const { issues } = loadCanon([{ path: "a.yaml", text: "events: [{ type: GateFailed, at: 2200 }]" }], known);
    expect(issues).toEqual([]);
  });

  test("give weights to types that are there already, and to no others", async () => {
    const text = `
entities:
  league: { kind: faction, standing: major }
  ford: { kind: system, holder: league }
events: [{ id: feast, type: Noted, at: 2200, about: ford }]
`;
    const nervousness = async (plugins: readonly Plugin[]): Promise<number> => {
      const chronicle = await chronicleOf(loadCanon([{ path: "a.yaml", text }], withPlugins(plugins)));
      return bindChronicle(chronicle).worldAt().nervousness.quadrant;
    };
    const tensions = { Noted: { mode: "ASSAULT", weight: -9, parties: ["about"] } };
    expect(await nervousness([])).toBe(0);
    expect(await nervousness([definePlugin({ name: "a", tensions })])).toBeGreaterThan(0);
    const { definitions } = withPlugins([{ name: "a", tensions }]).catalogue;
    const unlike = [...definitions.values()].filter((own) => own !== catalogue.definitions.get(own.type));
    expect(unlike.map(({ type }) => type)).toEqual(["Noted"]);
  });

  test.each<[string, Plugin[], string]>([
    ["a rule of valoris", [{ name: "a", rules: [rule("office/vacancy")] }], "plugin/duplicate"],
    [
      "a rule of another",
      [
        { name: "a", rules: [rule("x/y")] },
        { name: "b", rules: [rule("x/y")] },
      ],
      "plugin/duplicate",
    ],
    ["a rule twice", [{ name: "a", rules: [rule("x/y"), rule("x/y")] }], "plugin/duplicate"],
    ["a type twice", [{ name: "a", events: [GateFailed, GateFailed] }], "plugin/duplicate"],
    ["a projection named like a metric", [{ name: "a", projections: [counts("power")] }], "plugin/duplicate"],
    ["a projection twice", [{ name: "a", projections: [counts("x"), counts("x")] }], "plugin/duplicate"],
    ["a channel twice", [{ name: "a", channels: [drift("Noted"), drift("Noted")] }], "plugin/duplicate"],
    ["a channel of no type", [{ name: "a", channels: [drift("GateFailed")] }], "plugin/unknown-type"],
    [
      "weights of no type",
      [{ name: "a", tensions: { GateFailed: { mode: "a", weight: 1, parties: [] } } }],
      "plugin/unknown-type",
    ],
  ])("that bring %s are refused", (_, plugins, code) => {
    expect(() => withPlugins(plugins)).toThrow(expect.objectContaining({ code }));
  });

  const good = rule("x/y");
  test.each<[unknown, string]>([
    [undefined, "it is no object"],
    [{}, "`name` has to be text"],
    [{ name: "a", rulez: [] }, "it has `rulez`"],
    [{ name: "a", rules: {} }, "`rules` has to be a list of rules"],
    [{ name: "a", rules: [good, { ...good, id: "Loud" }] }, "`rules[1].id` has to be group/name"],
    [{ name: "a", rules: [{ ...good, severity: "bad" }] }, "`rules[0].severity` has to be error, warning or info"],
    [{ name: "a", rules: [{ ...good, check: 3 }] }, "`rules[0].check` has to be a function"],
    [{ name: "a", events: [{ ...GateFailed, schema: {} }] }, "`events[0].schema` has to be a z.strictObject"],
    [{ name: "a", projections: [{ name: "x" }] }, "`projections[0].version` has to be a whole number"],
    [{ name: "a", channels: [{ ...drift("Noted"), mark: {} }] }, "`channels[0].mark.write` has to be a function"],
    [{ name: "a", tensions: { Noted: { weight: 3 } } }, "`tensions.Noted` has to be a weight"],
  ])("%j is none: %s", (exported, message) => {
    expect(() => readPlugin(exported)).toThrow(message);
  });
});

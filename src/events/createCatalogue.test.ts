import { describe, expect, test } from "vitest";
import { z } from "zod";
import { catalogue } from "./catalogue/catalogue.ts";
import { flatten } from "./createCatalogue.ts";
import { defineEvent } from "./defineEvent.ts";

const issuesOf = (flat: Readonly<Record<string, unknown>>): string[] => {
  const parsed = catalogue.parse(flat);
  return parsed.kind === "invalid" ? parsed.issues.map(({ path, message }) => `${path.join(".")}: ${message}`) : [];
};
const breach = { id: "b", type: "BorderBreached", at: 2388, by: "x", against: "y" };

describe("an event on its way in", () => {
  test("is split into envelope and data, and flattened back to what it was", () => {
    const flat = { ...breach, systems: ["s"], causes: ["c"], title: "A breach" };
    const parsed = catalogue.parse(flat);
    expect(parsed).toMatchObject({
      kind: "event",
      event: { id: "b", version: 2, causes: ["c"], data: { by: "x", systems: ["s"] } },
    });
    if (parsed.kind === "event") expect(flatten(parsed.event)).toEqual(flat);
  });

  test("of an older version is upcast: version 1 of a breach named one system", () => {
    const parsed = catalogue.parse({ ...breach, version: 1, system: "dozaria" });
    expect(parsed).toMatchObject({ kind: "event", event: { version: 2, data: { systems: ["dozaria"] } } });
    expect(issuesOf({ ...breach, system: "dozaria" }).join()).toMatch(/system/);
  });

  test("of a version that nobody knows yet is refused", () => {
    expect(issuesOf({ ...breach, version: 3, systems: [] })).toEqual([
      "version: BorderBreached has versions 1 to 2, not 3.",
    ]);
  });

  test.each([
    [[2387, { after: "x" }], "at.0: `at.0`: A list holds relations: write { during: 2387 }."],
    [[{ after: "x" }, "before 2388"], "at.1: `at.1`: A list holds relations: write { before: 2388 }."],
    [["x"], "at.0: `at.0`: A list holds relations such as { after: an-event } or { during: 2387 }."],
    [
      true,
      "at: `at`: A date is text such as 2388-10-10, a whole year, relations such as { after: an-event }, or a list of relations.",
    ],
  ])("has no date such as %j", (at, words) => {
    expect(issuesOf({ ...breach, at, systems: [] })).toEqual([words]);
  });

  test.each([
    ["yes", "`posthumous` takes true or false; not “yes”. Did you mean true?"],
    ["Off", "`posthumous` takes true or false; not “Off”. Did you mean false?"],
    ["maybe", "`posthumous` takes true or false; not “maybe”."],
  ])("has truth values as YAML has them today, and not %s", (posthumous, words) => {
    expect(issuesOf({ ...breach, systems: [], posthumous })).toEqual([`posthumous: ${words}`]);
  });

  test("of an unknown type is kept as it is", () => {
    const parsed = catalogue.parse({ id: "a", type: "BorderBreeched", at: 2388, by: "x" });
    expect(parsed).toMatchObject({ kind: "unknown", event: { type: "BorderBreeched", at: 2388, data: { by: "x" } } });
  });

  test("without an id gets a hash of its content", () => {
    const { id: _, ...anonymous } = { ...breach, systems: [] };
    const [first, second] = [catalogue.parse(anonymous), catalogue.parse({ ...anonymous })];
    expect(first.kind === "event" && first.event.id).toMatch(/^[0-9a-f]{20}$/);
    expect(first).toEqual(second);
  });

  test.each([
    ["an unknown field", { systems: [], colour: 1 }, "colour: BorderBreached has no field `colour`."],
    [
      "a field that is nearly one",
      { systems: [], agianst: "z" },
      "agianst: BorderBreached has no field `agianst`; did you mean `against`?",
    ],
  ])("%s is named", (_, more, message) => {
    expect(issuesOf({ ...breach, ...more })).toEqual([message]);
  });

  test("a missing field and a wrong value are named by path", () => {
    expect(issuesOf({ ...breach, systems: ["s", 7] })[0]).toMatch(/^systems\.1: /);
    expect(issuesOf({ id: "b", type: "BorderBreached", at: 2388, by: "x", systems: [] })[0]).toMatch(
      /^against: .*missing/,
    );
    expect(issuesOf({ ...breach, systems: [], by: 7 })[0]).toMatch(/^by: (?!.*missing)/);
  });

  test("an event that is no declaration needs a date", () => {
    expect(issuesOf({ id: "b", type: "Noted", about: "x" })).toEqual([
      expect.stringMatching(/^at: `at` is missing; it takes 2388-10-10, 2388-10, /),
    ]);
    expect(issuesOf({ id: "b", type: "Noted", at: 2001 })).toEqual([
      "about: `about` is missing; it takes an id, or a list of at least 1, each of them an id, such as [a, b].",
    ]);
    expect(catalogue.parse({ type: "FactionFounded", faction: "f", standing: "major" }).kind).toBe("event");
  });
});

describe("defining a type", () => {
  test("a version without an upcast is refused", () => {
    expect(() => defineEvent("X", { doc: "", version: 2, schema: z.strictObject({}) })).toThrow(
      /no upcast from version 1/,
    );
  });

  test("a field that every event has is refused", () => {
    expect(() => defineEvent("X", { doc: "", schema: z.strictObject({ causes: z.string() }) })).toThrow(/`causes`/);
  });

  test("a catalogue can be extended, and no type defined twice", () => {
    const WormholeCollapsed = defineEvent("WormholeCollapsed", {
      doc: "It does.",
      schema: z.strictObject({ wormhole: z.string() }),
    });
    const extended = catalogue.extend([WormholeCollapsed]);
    expect(extended.parse({ type: "WormholeCollapsed", at: 2388, wormhole: "w" }).kind).toBe("event");
    expect(() => extended.extend([WormholeCollapsed])).toThrow(/defined twice/);
  });
});

describe("references", () => {
  const referencesOf = (type: string, data: object): string[] =>
    (catalogue.definitions.get(type)?.references(data) ?? []).map(
      ({ role, id, path }) => `${role} ${id} at ${path.join(".")}`,
    );

  test("are found wherever the schema has them, with their roles", () => {
    expect(referencesOf("BorderBreached", { by: "x", against: "y", systems: ["s", "t"] })).toEqual([
      "acts x at by",
      "undergoes y at against",
      "refers s at systems.0",
      "refers t at systems.1",
    ]);
    expect(referencesOf("TreatyRatified", { treaty: "t", parties: ["x"], terms: [{ peace: "war" }] })).toEqual([
      "begins t at treaty",
      "acts x at parties.0",
      "refers war at terms.0.peace",
    ]);
  });

  test("words that stand in place of ids are none", () => {
    expect(referencesOf("StandingStated", { faction: "f", among: "powers" })).toEqual(["undergoes f at faction"]);
    expect(referencesOf("ShipMissing", { group: { count: 1, of: "all", region: "r" } })).toEqual([
      "refers r at group.region",
    ]);
  });
});

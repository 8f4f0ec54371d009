import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { catalogue } from "../../../events/catalogue/catalogue.ts";
import { canonJsonSchema } from "./canonSchema.ts";
import { parseYaml } from "../yaml/yamlFile.ts";

const schema = canonJsonSchema();
const text = JSON.stringify(schema);
const reader = z.fromJSONSchema(JSON.parse(text));
const fits = (yaml: string) => reader.safeParse(parseYaml("a.yaml", yaml).value).success;

describe("the JSON Schema of a canon file", () => {
  test("says which dialect it is in, and has a title", () => {
    expect(schema).toMatchObject({ $schema: "http://json-schema.org/draft-07/schema#", title: expect.any(String) });
  });

  test("refers only to what it defines", () => {
    const defined = new Set(Object.keys(z.object({ definitions: z.looseObject({}) }).parse(schema).definitions));
    const referred = [...text.matchAll(/"\$ref":"#\/definitions\/([^"]+)"/g)].map(([, name]) => name ?? "");
    expect(referred.length).toBeGreaterThan(100);
    expect(referred.filter((name) => !defined.has(name))).toEqual([]);
  });

  test("knows every type of event, with its sentence", () => {
    for (const { type, doc } of catalogue.definitions.values())
      expect(text).toContain(JSON.stringify({ const: type, description: doc }).slice(0, -1));
  });

  test("stays small enough for an editor", () => {
    expect(text.length).toBeLessThan(200_000);
  });

  test("fits the canon that ships", () => {
    expect(fits(readFileSync("fixtures/cardassian-advance.yaml", "utf8"))).toBe(true);
  });

  test.each([
    ["an empty section", "events:\nentities:\n", true],
    [
      "a what-if",
      "branch: { name: a, of: canon, cut: 2388-10-11 }\nretract: [{ event: x, reason: r }]\namend: [{ event: x, set: { a: 1 }, reason: r }]",
      true,
    ],
    ["forces of a faction", "entities: { f: { kind: faction, standing: major, forces: { hulls: 40 } } }", true],
    ["forces of a person", "entities: { f: { kind: person, forces: { hulls: 40 } } }", false],
    ["a treaty's name", "entities: { t: { kind: treaty, name: T } }", true],
    ["an unknown kind", "entities: { t: { kind: treety, name: T } }", false],
    ["an unknown header key", "event: []", false],
    ["an unknown field", "events: [{ type: FactionDissolved, at: 2388, faction: f, factoin: g }]", false],
    ["a missing field", "events: [{ type: FactionDissolved, at: 2388 }]", false],
    ["a missing date", "events: [{ type: FactionDissolved, faction: f }]", false],
    ["a relative date", "events: [{ type: FactionDissolved, at: { after: x, offset: P3W }, faction: f }]", true],
    ["a document without a rank", "documents: { d: { title: D } }", false],
    [
      "a claim within a claim",
      "events: [{ type: ReportFiled, at: 2388, report: r, by: s, reliability: low, claim: { not: { event: x } } }]",
      true,
    ],
  ])("%s: %s", (_what, yaml, expected) => {
    expect(fits(yaml)).toBe(expected);
  });
});

import { describe, expect, test } from "vitest";
import { flatten } from "../../../events/createCatalogue.ts";
import { formatLocation } from "../../../events/valorisError.ts";
import { loadCanon } from "../load/loadCanon.ts";
import type { CanonIssue, LoadedCanon } from "../statements/loadedCanon.ts";
import type { SourceFile } from "../files/sourceFile.ts";

const load = (text: string, path = "a.yaml") => loadCanon([{ path, text }]);
const ids = (loaded: LoadedCanon, timeline = "canon") =>
  loaded.timelines.find(({ name }) => name === timeline)?.events.map(({ event }) => event.id);
const flat = (loaded: LoadedCanon, id: string) => {
  const found = loaded.timelines.flatMap(({ events }) => events).find(({ event }) => event.id === id);
  return found && flatten(found.event);
};
/** `place rule: message` of each issue. */
const said = ({ issues }: { issues: readonly CanonIssue[] }) =>
  issues.map(
    ({ rule, message, locations }) =>
      `${locations.map(({ location }) => formatLocation(location)).join(" ")} ${rule}: ${message}`,
  );

const BREACH = `type: BorderBreached, at: 2388-10-10, by: cardassian-union, against: breen-confederacy, systems: [dozaria]`;

describe("the same id twice", () => {
  const a = `events: [{ id: x, ${BREACH} }]`;

  test("in files beside each other is an issue with both places; the first counts", () => {
    const loaded = loadCanon([
      { path: "a.yaml", text: a },
      { path: "b.yaml", text: `events: [{ id: x, type: Noted, at: 2388, about: y }]` },
    ]);
    expect(said(loaded)).toEqual([
      "a.yaml:1:10 b.yaml:1:10 identity/duplicate-declaration: The event `x` is declared twice; the first counts.",
    ]);
    expect(flat(loaded, "x")).toMatchObject({ type: "BorderBreached" });
  });

  test("in an overlay takes the place of the base's", () => {
    const loaded = loadCanon([
      {
        path: "base.yaml",
        text: `events: [{ id: x, type: Noted, at: 2388, about: y }, { id: z, type: Noted, at: 2388, about: y }]`,
        base: true,
      },
      { path: "a.yaml", text: a },
    ]);
    expect(loaded.issues).toEqual([]);
    expect(ids(loaded)).toEqual(["z", "x"]);
    expect(flat(loaded, "x")).toMatchObject({ type: "BorderBreached" });
    expect(loaded.sources.isBase("x")).toBe(false);
    expect(loaded.sources.isBase("z")).toBe(true);
    expect(loaded.sources.locate("x")?.path).toBe("a.yaml");
  });

  test("in a file that says it lies over another does so too, if both were asked for", () => {
    const sources: SourceFile[] = [
      { path: "base.yaml", text: `events: [{ id: x, type: Noted, at: 2388, about: y }]` },
      { path: "a.yaml", text: a, over: ["base.yaml"] },
    ];
    expect(loadCanon(sources).issues).toEqual([]);
    expect(flat(loadCanon(sources), "x")).toMatchObject({ type: "BorderBreached" });
  });

  test("between two bases of one overlay is still an issue", () => {
    const base = (path: string): SourceFile => ({ path, text: a, base: true });
    expect(loadCanon([base("b1.yaml"), base("b2.yaml"), { path: "a.yaml", text: "" }]).issues).toHaveLength(1);
  });

  test("of events without one, equal in content, is a number after the hash", () => {
    const text = "events:\n" + "- { type: Noted, at: 2388, about: y }\n".repeat(3);
    const [first, second, third] = ids(load(text)) ?? [];
    expect([second, third]).toEqual([`${first}-2`, `${first}-3`]);
    expect(load(text).issues).toEqual([]);
    expect(load(text).sources.locate(second ?? "")).toMatchObject({ line: 3 });
  });

  test("twenty thousand times costs no more than time in proportion", () => {
    const text = '{"type":"Noted","at":"2388","about":"y"}\n'.repeat(20_000);
    const start = performance.now();
    expect(ids(load(text, "a.ndjson"))).toHaveLength(20_000);
    expect(performance.now() - start).toBeLessThan(20_000);
  }, 60_000);
});

describe("the same entity twice", () => {
  const gor = (more: string) => `entities: { gor: { kind: person, name: Gor${more} } }`;

  test("with the same facts is one that changes nothing, wherever it is sourced", () => {
    const loaded = loadCanon([
      { path: "a.yaml", text: gor("") },
      { path: "b.yaml", text: gor(", source: { document: d }, text: A veteran.") },
    ]);
    expect(loaded.issues.map(({ rule, entities }) => [rule, entities])).toEqual([["identity/declared-again", ["gor"]]]);
    expect(ids(loaded)).toEqual(["declare-gor"]);
    const branch = "branch: { name: what-if/a, of: canon }\n";
    expect(
      loadCanon([
        { path: "a.yaml", text: gor("") },
        { path: "b.yaml", text: branch + gor("") },
      ]).issues,
    ).toEqual([]);
  });

  test("with others is one, with both places", () => {
    const loaded = loadCanon([
      { path: "a.yaml", text: gor("") },
      { path: "b.yaml", text: gor(", species: breen") },
    ]);
    expect(said(loaded)).toEqual([
      "a.yaml:1:13 b.yaml:1:13 identity/duplicate-declaration: `gor` is declared twice; the first counts.",
    ]);
    expect(loaded.issues[0]).toMatchObject({ entities: ["gor"], events: ["declare-gor"] });
  });

  test("in an overlay takes the whole entity's place, its forces included", () => {
    const loaded = loadCanon([
      {
        path: "base.yaml",
        text: "entities: { f: { kind: faction, standing: major, forces: { hulls: 40, crews: 10 } } }",
        base: true,
      },
      { path: "a.yaml", text: "entities: { f: { kind: faction, standing: minor, forces: { hulls: 4 } } }" },
    ]);
    expect(loaded.issues).toEqual([]);
    expect(ids(loaded)).toEqual(["declare-f", "declare-f-hulls"]);
    expect(flat(loaded, "declare-f-hulls")).toMatchObject({ value: 4 });
  });

  test("as a document and as an entity is one too", () => {
    expect(load("documents: { x: { title: X, rank: 1 } }\nentities: { x: { kind: person } }").issues).toMatchObject([
      { rule: "identity/duplicate-declaration" },
    ]);
  });
});

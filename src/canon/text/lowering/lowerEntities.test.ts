import { describe, expect, test } from "vitest";
import { flatten } from "../../../events/createCatalogue.ts";
import { formatLocation } from "../../../events/valorisError.ts";
import { loadCanon } from "../load/loadCanon.ts";

const load = (text: string) => loadCanon([{ path: "a.yaml", text }]);
const events = (text: string) => load(text).timelines[0]?.events.map(({ event }) => flatten(event));
const issue = (text: string) => {
  const { issues } = load(text);
  expect(issues).toHaveLength(1);
  const [first] = issues;
  const at = first?.locations[0]?.location;
  return {
    place: at && formatLocation(at),
    message: first?.message,
    entities: first?.entities,
    rule: first?.rule,
    help: first?.help,
  };
};

describe("an entry under entities", () => {
  test.each([
    ["faction", "standing: major", { type: "FactionFounded", faction: "x", standing: "major" }],
    ["person", "species: breen", { type: "PersonBorn", person: "x", species: "breen" }],
    ["office", "of: f, seats: 2", { type: "OfficeEstablished", office: "x", of: "f", seats: 2 }],
    ["formation", "of: f", { type: "FormationRaised", formation: "x", of: "f" }],
    ["ship", "of: f, class: c", { type: "ShipLaunched", ship: "x", of: "f", class: "c" }],
    ["class", "name: C", { type: "ClassDeclared", class: "x", name: "C" }],
    ["system", "position: [1, 2]", { type: "SystemCharted", system: "x", position: [1, 2] }],
    ["region", "systems: [s]", { type: "RegionCharted", region: "x", systems: ["s"] }],
    ["species", "lifespan: 90", { type: "SpeciesDeclared", species: "x", lifespan: 90 }],
    ["treaty", "name: T", { type: "EntityDeclared", entity: "x", kind: "treaty", name: "T" }],
    ["conflict", "name: T", { type: "EntityDeclared", entity: "x", kind: "conflict", name: "T" }],
    ["report", "name: T", { type: "EntityDeclared", entity: "x", kind: "report", name: "T" }],
    ["question", "name: T", { type: "EntityDeclared", entity: "x", kind: "question", name: "T" }],
  ])("of kind %s is the event that declares one", (kind, fields, event) => {
    expect(events(`entities: { x: { kind: ${kind}, ${fields} } }`)).toEqual([{ ...event, id: "declare-x" }]);
  });

  test("may have the fields that any event has, a date among them", () => {
    expect(events("entities: { x: { kind: person, at: 2340, source: { document: d }, tags: [a] } }")).toMatchObject([
      { at: 2340, source: { document: "d" }, tags: ["a"] },
    ]);
  });

  test.each([
    [
      "a kind that does not exist",
      "  x: { kind: persn }",
      "a.yaml:2:14",
      "`persn` is no kind of entity; did you mean `person`?",
    ],
    ["no kind", "  x: { name: X }", "a.yaml:2:3", "The entity `x` lacks its `kind`."],
    ["the kind of a document", "  x: { kind: document }", "a.yaml:2:14", "Documents are declared under `documents:`."],
    [
      "a field that its kind has not",
      "  x: { kind: person, seats: 1 }",
      "a.yaml:2:22",
      "PersonBorn has no field `seats`.",
    ],
    [
      "an id of its own",
      "  x: { kind: person, id: y }",
      "a.yaml:2:22",
      "`id` has no place here: the entry's key says it.",
    ],
    [
      "another name for itself",
      "  x: { kind: person, person: y }",
      "a.yaml:2:22",
      "`person` has no place here: the entry's key says it.",
    ],
    ["no fields", "  x: person", "a.yaml:2:3", "The entity `x` has to be a mapping of its fields."],
    ["nothing", "  x:", "a.yaml:2:3", "The entity `x` has to be a mapping of its fields."],
  ])("with %s is an issue there", (_what, entry, place, message) => {
    expect(issue(`entities:\n${entry}\n`)).toMatchObject({
      rule: "identity/invalid-event",
      place,
      message,
      entities: ["x"],
    });
  });

  test("that lacks a field is an issue at its id", () => {
    expect(issue("entities:\n  x:\n    kind: faction\n    name: X\n")).toMatchObject({ place: "a.yaml:2:3" });
  });

  test("whose id is none is an issue, unless it stands in quotes", () => {
    expect(issue("entities:\n  Gor II: { kind: person }\n")).toMatchObject({
      place: "a.yaml:2:3",
      entities: ["Gor II"],
    });
    expect(events('entities: { "Gor II": { kind: person } }')).toMatchObject([
      { person: "Gor II", id: "declare-Gor II" },
    ]);
  });
});

describe("forces of a faction", () => {
  test("are reports of what it has from the beginning", () => {
    expect(events("entities: { x: { kind: faction, standing: major, forces: { hulls: 40, military: 3.5 } } }")).toEqual(
      [
        { id: "declare-x", type: "FactionFounded", faction: "x", standing: "major" },
        { id: "declare-x-hulls", type: "ForceReported", faction: "x", component: "hulls", value: 40 },
        { id: "declare-x-military", type: "ForceReported", faction: "x", component: "military", value: 3.5 },
      ],
    );
  });

  test("share its date and source", () => {
    expect(
      events(
        "entities: { x: { kind: faction, standing: major, at: 2300, source: { document: d }, forces: { hulls: 40 } } }",
      )?.[1],
    ).toMatchObject({
      at: 2300,
      source: { document: "d" },
    });
  });

  test.each([
    ["invented: true", true, true],
    ["invented: [forces]", undefined, true],
    ["invented: [standing, forces]", ["standing"], true],
    ["invented: [standing]", ["standing"], undefined],
  ])("are invented where the faction says so: %s", (invented, ofFaction, ofForces) => {
    const [faction, hulls] =
      events(`entities: { x: { kind: faction, standing: major, ${invented}, forces: { hulls: 4 } } }`) ?? [];
    expect(faction?.["invented"]).toEqual(ofFaction);
    expect(hulls?.["invented"]).toEqual(ofForces);
  });

  test.each([
    ["a component that does not exist, at it", "forces: { hull: 4 }", "a.yaml:1:60"],
    ["an amount that is none, at it", "forces: { hulls: many }", "a.yaml:1:67"],
    ["no mapping", "forces: 40", "a.yaml:1:50"],
  ])("%s: one issue", (_what, forces, place) => {
    expect(issue(`entities: { x: { kind: faction, standing: major, ${forces} } }`).place).toBe(place);
  });

  test("do not repeat what is wrong with the faction", () => {
    expect(
      issue("entities: { x: { kind: faction, standing: major, source: 3, forces: { hulls: 4, crews: 4 } } }").place,
    ).toBe("a.yaml:1:58");
  });

  test("are written where their amount is", () => {
    const { sources } = load("entities: { x: { kind: faction, standing: major, forces: { hulls: 4 } } }");
    expect(sources.locate("declare-x-hulls", ["value"])).toMatchObject({ line: 1, column: 67 });
    expect(sources.locate("declare-x-hulls", ["faction"])).toMatchObject({ line: 1, column: 13 });
    expect(sources.locate("declare-x-hulls")).toMatchObject({ line: 1 });
  });

  test("belong to factions only", () => {
    expect(issue("entities: { x: { kind: person, forces: { hulls: 4 } } }").message).toContain(
      "PersonBorn has no field `forces`",
    );
  });
});

describe("an entry under documents", () => {
  test("is the event that adds it", () => {
    expect(events("documents: { d: { title: D, rank: 1, present: { with: x } } }")).toEqual([
      { id: "declare-d", type: "DocumentAdded", document: "d", title: "D", rank: 1, present: { with: "x" } },
    ]);
  });

  test("that lacks something is an issue at its id", () => {
    expect(issue("documents:\n  d: { title: D }\n")).toMatchObject({ place: "a.yaml:2:3", entities: ["d"] });
    expect(issue("documents:\n  d: D\n").message).toContain("has to be a mapping");
  });
});

test("twenty thousand entities cost time in proportion", () => {
  const text = `entities:\n${Array.from({ length: 20_000 }, (_, i) => `  x${i}: { kind: person }\n`).join("")}`;
  const start = performance.now();
  expect(events(text)).toHaveLength(20_000);
  expect(performance.now() - start).toBeLessThan(20_000);
}, 60_000);

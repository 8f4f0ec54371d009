import { describe, expect, test } from "vitest";
import { chronicleOf, type Flat } from "../../../test/support/chronicles.ts";
import { facts } from "../facts/facts.ts";
import type { FactsState } from "../facts/factsState.ts";
import { createFold } from "../fold.ts";
import { believed } from "./believed.ts";
import { learnedAt } from "./learning.ts";

const PEOPLE: readonly Flat[] = [
  { id: "f", type: "FactionFounded", faction: "federation", standing: "major" },
  { id: "s", type: "FactionFounded", faction: "starfleet", standing: "organisation", partOf: "federation" },
  { id: "i", type: "FactionFounded", faction: "intelligence", standing: "organisation", partOf: "starfleet" },
  { id: "g", type: "FactionFounded", faction: "guard", standing: "organisation", partOf: "union" },
  { id: "u", type: "FactionFounded", faction: "union", standing: "major" },
  { id: "o", type: "FactionFounded", faction: "order", standing: "covert", partOf: "guard" },
  { id: "v", type: "FactionFounded", faction: "vassal", standing: "minor", partOf: "union" },
  { id: "t", type: "FormationRaised", formation: "task-force", of: "starfleet" },
  { id: "p", type: "PersonBorn", at: 1950, person: "picard", name: "Picard" },
  { id: "p-joins", type: "AllegianceChanged", at: 1970, subject: "picard", to: "starfleet" },
];

const NOTE: Flat = { type: "Noted", about: "order" };

/** The day on which an observer learns of an event. */
function dayLearned(observer: string, fields: Flat): string | undefined {
  const chronicle = chronicleOf([...PEOPLE, { id: "x", at: "2000-01-01", ...fields }]);
  const fold = createFold([facts]);
  fold.apply(chronicle.events);
  const state = fold.states()["facts"] as FactsState;
  const event = chronicle.event("x");
  const learned = event && learnedAt(event, observer, state);
  return learned === undefined ? undefined : new Date(learned).toISOString().slice(0, 10);
}

describe("who learns of an event", () => {
  test("everybody, of what is public", () => {
    for (const who of ["federation", "order", "task-force", "picard"]) expect(dayLearned(who, NOTE)).toBe("2000-01-01");
  });

  test("nobody, of what is kept from all", () => {
    for (const who of ["federation", "order", "picard"])
      expect(dayLearned(who, { ...NOTE, known: [] })).toBeUndefined();
  });

  test.each(["starfleet", "intelligence", "task-force", "picard"])("%s, of what Starfleet is told", (who) => {
    expect(dayLearned(who, { ...NOTE, known: [{ who: "starfleet" }] })).toBe("2000-01-01");
  });

  test("what an agency keeps to itself its parent does not know, but the power that it acts for feels it", () => {
    const known = [{ who: "intelligence" }];
    expect(dayLearned("intelligence", { ...NOTE, known })).toBe("2000-01-01");
    expect(dayLearned("starfleet", { ...NOTE, known })).toBeUndefined();
    expect(dayLearned("task-force", { ...NOTE, known })).toBeUndefined();
    expect(dayLearned("federation", { ...NOTE, known })).toBe("2000-01-01");
  });

  test("a secret society hears what its host hears, and tells it nothing", () => {
    expect(dayLearned("order", { ...NOTE, known: [{ who: "guard" }] })).toBe("2000-01-01");
    expect(dayLearned("guard", { ...NOTE, known: [{ who: "order" }] })).toBeUndefined();
    expect(dayLearned("union", { ...NOTE, known: [{ who: "order" }] })).toBeUndefined();
  });

  test("a power is told nothing for belonging to another", () => {
    expect(dayLearned("vassal", { ...NOTE, known: [{ who: "union" }] })).toBeUndefined();
  });

  test("from when it is listed, and never before it happened", () => {
    expect(dayLearned("starfleet", { ...NOTE, known: [{ who: "starfleet", from: "2003-05-05" }] })).toBe("2003-05-05");
    expect(dayLearned("starfleet", { ...NOTE, known: [{ who: "starfleet", from: "1990-05-05" }] })).toBe("2000-01-01");
    const twice = [
      { who: "federation", from: "2004-01-01" },
      { who: "starfleet", from: "2003-05-05" },
    ];
    expect(dayLearned("picard", { ...NOTE, known: twice })).toBe("2003-05-05");
  });

  test("whoever takes part knows, listed or not; its parts do not", () => {
    const secret = { type: "OperativesConsidered", by: "intelligence", against: "order", known: [] };
    expect(dayLearned("intelligence", secret)).toBe("2000-01-01");
    expect(dayLearned("federation", secret)).toBe("2000-01-01");
    expect(dayLearned("starfleet", secret)).toBeUndefined();
    expect(dayLearned("order", secret)).toBeUndefined();
    expect(dayLearned("intelligence", { ...secret, by: "starfleet" })).toBeUndefined();
  });
});

describe("news that takes its time", () => {
  const map: readonly Flat[] = [
    { id: "near", type: "SystemCharted", system: "near", position: [0, 0], holder: "union" },
    { id: "far", type: "SystemCharted", system: "far", position: [300, 400], holder: "federation" },
    {
      id: "raid",
      at: "2000-01-01T00:00:00.000Z",
      type: "BorderBreached",
      by: "union",
      against: "union",
      systems: ["near"],
    },
    { id: "talk", at: "2000-01-02T00:00:00.000Z", type: "Noted", about: "near", known: [{ who: "starfleet" }] },
    {
      id: "wire",
      at: "2000-01-02T00:00:00.000Z",
      type: "Noted",
      about: "near",
      known: [{ who: "starfleet", from: "2000-01-03" }],
    },
    { id: "nowhere", at: "2000-01-02T00:00:00.000Z", type: "Noted", about: "order" },
  ];
  const chronicle = chronicleOf([...PEOPLE, ...map]);
  const knows = (observer: string, day: string, id: string, newsSpeed?: number): boolean => {
    const occurred = { instant: Date.parse(`${day}T12:00:00.000Z`) };
    return (
      believed(chronicle, observer, { occurred }, newsSpeed === undefined ? {} : { newsSpeed }).event(id) !== undefined
    );
  };

  test("arrives at once where no speed is given", () => {
    expect(knows("federation", "2000-01-01", "raid")).toBe(true);
  });

  test("takes the way from where it happened to the seat of whoever hears it", () => {
    expect(knows("federation", "2000-01-10", "raid", 50)).toBe(false);
    expect(knows("federation", "2000-01-11", "raid", 50)).toBe(true);
    expect(knows("intelligence", "2000-01-10", "raid", 50)).toBe(false);
    expect(knows("intelligence", "2000-01-11", "talk", 50)).toBe(false);
    expect(knows("intelligence", "2000-01-12", "talk", 50)).toBe(true);
  });

  test("is no news to whoever takes part, or where canon says when it was learned, or of no place", () => {
    expect(knows("union", "2000-01-01", "raid", 50)).toBe(true);
    expect(knows("starfleet", "2000-01-04", "wire", 50)).toBe(true);
    expect(knows("federation", "2000-01-02", "nowhere", 50)).toBe(true);
  });

  test.each([0, -1, Number.NaN])("is refused at a speed of %d", (newsSpeed) => {
    expect(() => believed(chronicle, "federation", {}, { newsSpeed })).toThrow(/cannot travel/);
  });
});

import { describe, expect, test } from "vitest";
import { chronicleOf, type Flat } from "../../../test/support/chronicles.ts";
import { createRegisters } from "./registers.ts";

const at = (year: number): number => Date.UTC(year, 11, 31);
const read = (events: readonly Flat[]) => createRegisters(chronicleOf(events));

describe("offices", () => {
  const takes = (successor: string, year: number, more: Flat = {}): Flat => ({
    id: `${successor}-${year}`,
    type: "LeaderReplaced",
    at: year,
    office: "seat",
    successor,
    manner: "elected",
    ...more,
  });
  const holdersIn = (year: number, ...events: Flat[]) => read(events).offices.at("seat", at(year))?.value.holders;

  test("a successor takes the seat; before the first, nobody is known", () => {
    const events = [takes("ada", 2001), takes("ben", 2003, { predecessor: "ada" })];
    expect(holdersIn(2000, ...events)).toBeUndefined();
    expect(holdersIn(2002, ...events)).toEqual(["ada"]);
    expect(holdersIn(2003, ...events)).toEqual(["ben"]);
  });

  test("co-rulers sit together; one who leaves is gone", () => {
    const events = [
      takes("ada", 2001),
      takes("ben", 2002, { coRuler: true }),
      { id: "v", type: "OfficeVacated", at: 2004, office: "seat", holder: "ada" },
    ];
    expect(holdersIn(2003, ...events)).toEqual(["ada", "ben"]);
    expect(holdersIn(2004, ...events)).toEqual(["ben"]);
  });

  test("a late entry stands where it belongs", () => {
    const { offices } = read([takes("ben", 2003), takes("ada", 2001)]);
    expect(offices.history("seat").map(({ value }) => value.holders)).toEqual([["ada"], ["ben"]]);
  });
});

describe("other histories", () => {
  test("persons and ships come and go, and come back", () => {
    const { persons, ships } = read([
      { id: "b", type: "PersonBorn", at: 2001, person: "p" },
      { id: "d", type: "PersonDied", at: 2003, person: "p" },
      { id: "r", type: "PersonRestored", at: 2005, person: "p" },
      { id: "m", type: "ShipMissing", at: 2002, ship: "s" },
      { id: "f", type: "ShipFound", at: 2004, ship: "s" },
    ]);
    expect([2002, 2004, 2006].map((year) => persons.at("p", at(year))?.value)).toEqual(["alive", "dead", "alive"]);
    expect([2001, 2003, 2005].map((year) => ships.at("s", at(year))?.value)).toEqual([
      undefined,
      "missing",
      "in service",
    ]);
  });

  test("a treaty keeps its parties and terms to its end", () => {
    const terms = [{ forbid: "cloaking devices" }];
    const { treaties } = read([
      { id: "s", type: "TreatySigned", at: 2001, treaty: "t", parties: ["x", "y"] },
      { id: "r", type: "TreatyRatified", at: 2002, treaty: "t", parties: ["x", "y"], terms },
      { id: "a", type: "TreatyAbrogated", at: 2004, treaty: "t", by: "x" },
    ]);
    expect(treaties.history("t").map(({ value }) => value.status)).toEqual(["signed", "in force", "abrogated"]);
    expect(treaties.at("t", at(2005))?.value).toMatchObject({ parties: ["x", "y"], terms });
  });

  test("belligerents join a side, and leave it", () => {
    const { conflicts } = read([
      { id: "b", type: "ConflictBegun", at: 2001, conflict: "war", sides: ["x", "y"] },
      { id: "j", type: "BelligerentJoined", at: 2002, conflict: "war", belligerent: "z", side: "y" },
      { id: "l", type: "BelligerentLeft", at: 2003, conflict: "war", belligerent: "x" },
      { id: "e", type: "ConflictEnded", at: 2004, conflict: "war" },
    ]);
    expect(conflicts.history("war").map(({ value }) => value.sides)).toEqual([
      [["x"], ["y"]],
      [["x"], ["y", "z"]],
      [["y", "z"]],
      [["y", "z"]],
    ]);
    expect(conflicts.at("war", at(2004))?.value.active).toBe(false);
  });

  test("questions, reports, traits, standings and formations", () => {
    const registers = read([
      { id: "q", type: "QuestionOpened", at: 2001, question: "q1", about: "x", options: ["yes", "no"] },
      { id: "qs", type: "QuestionSettled", at: 2003, question: "q1", answer: "no" },
      { id: "f", type: "ReportFiled", at: 2001, report: "r1", by: "x", claim: { event: "q" }, reliability: "low" },
      { id: "fr", type: "ReportRetracted", at: 2002, report: "r1", by: "x", reason: "planted" },
      { id: "t", type: "TraitAscribed", at: 2001, subject: "x", trait: "aim", value: "peace" },
      { id: "st", type: "StandingStated", at: 2001, faction: "x", metric: "power", rank: "lowest", among: "powers" },
      { id: "a", type: "AlertChanged", at: 2002, formation: "fleet", level: "high" },
    ]);
    expect(registers.questions.at("q1", at(2004))?.value).toEqual({ options: ["yes", "no"], answer: "no" });
    expect(registers.reports.at("r1", at(2002))?.value).toBe("retracted as planted");
    expect(registers.traits.history("x")[0]?.value).toEqual({ trait: "aim", value: ["peace"] });
    expect(registers.standings.history("x")[0]?.value).toEqual({ metric: "power", rank: "lowest" });
    expect(registers.formations.at("fleet", at(2002))?.value).toEqual({ exists: true, alert: "high" });
  });
});

import { describe, expect, test } from "vitest";
import { chronicleOf, type Flat } from "../../../test/support/chronicles.ts";
import { worldAt } from "../world.ts";
import { compileExpression } from "../expressions/compile.ts";
import { foldUntil } from "../keyframes.ts";
import { factionsBehind } from "./actsFor.ts";
import { isInForce, trustedParties } from "./bonds.ts";
import { facts, isAlive } from "./facts.ts";
import type { FactsState } from "./factsState.ts";
import { holderOf, holdersOf, sittingIn } from "./seats.ts";
import { story } from "./story.ts";

const LATER = Date.UTC(3000, 0, 1);

const stateOf = (...events: readonly Flat[]): FactsState => {
  const chronicle = chronicleOf(events);
  return foldUntil(chronicle, [facts], chronicle.events.length).states()["facts"] as FactsState;
};

const founded = (faction: string, more: Flat = {}): Flat => ({
  id: `found-${faction}`,
  type: "FactionFounded",
  faction,
  standing: "major",
  ...more,
});

let count = 0;
const happens = (type: string, at: number, fields: Flat): Flat => ({ id: `e${count++}`, type, at, ...fields });

describe("who holds an office", () => {
  const takes = (successor: string, at: number, more: Flat = {}): Flat =>
    happens("LeaderReplaced", at, { office: "seat", successor, manner: "elected", ...more });
  const leaves = (at: number, holder?: string): Flat =>
    happens("OfficeVacated", at, { office: "seat", ...(holder === undefined ? {} : { holder }) });
  const holder = (...events: readonly Flat[]): string | undefined => holderOf(stateOf(...events), "seat");

  test("is the last to come, and nobody before the first", () => {
    expect(holder()).toBeUndefined();
    expect(holder(takes("ada", 2001), takes("ben", 2003, { predecessor: "ada" }))).toBe("ben");
  });

  test("is still the first holder after a co-ruler has left", () => {
    expect(holder(takes("ada", 2001), takes("ben", 2002, { coRuler: true }), leaves(2003, "ben"))).toBe("ada");
  });

  test("is the co-ruler after the holder has left, or died", () => {
    const both = [takes("ada", 2001), takes("ben", 2002, { coRuler: true })];
    expect(holder(...both, leaves(2003, "ada"))).toBe("ben");
    expect(holder(...both, happens("PersonDied", 2003, { person: "ada" }))).toBe("ben");
  });

  test("is whoever stands in only where nobody holds it in their own right", () => {
    expect(holder(takes("ada", 2001), takes("cy", 2002, { acting: true }))).toBe("ada");
    expect(holder(takes("ada", 2001), takes("cy", 2002, { acting: true }), leaves(2003, "ada"))).toBe("cy");
    expect(holder(takes("cy", 2002, { acting: true }), takes("ben", 2003))).toBe("ben");
  });

  test("is of the office's own line, whatever becomes of a rival one", () => {
    const both = [takes("ada", 2001), takes("rex", 2002, { line: "south" })];
    expect(holder(...both)).toBe("ada");
    expect(holdersOf(stateOf(...both), "seat")).toEqual(["ada"]);
    expect(holder(...both, leaves(2003, "rex"))).toBe("ada");
    expect(holder(...both, leaves(2003))).toBeUndefined();
    expect(holder(...both, takes("eve", 2003, { predecessor: "ada" }))).toBe("eve");
    expect(sittingIn(stateOf(...both, takes("roy", 2004, { line: "south" })), "seat").map((one) => one.holder)).toEqual(
      ["ada", "roy"],
    );
    // Whoever is named in their own line only is not unseated by a rival's words.
    expect(holder(...both, takes("roy", 2004, { line: "south", predecessor: "ada" }))).toBe("ada");
    // The schism ends.
    expect(holder(...both, takes("rex", 2005, { predecessor: "ada" }))).toBe("rex");
  });

  test("is not decided by a leaving that names nobody, where several sit", () => {
    expect(holder(takes("ada", 2001), leaves(2003))).toBeUndefined();
    const both = [takes("ada", 2001), takes("ben", 2002, { coRuler: true })];
    expect(holder(...both, leaves(2003))).toBe("ada");
  });

  test("is not who died in it, and nowhere else either", () => {
    const other = happens("LeaderReplaced", 2000, { office: "other", successor: "ada" });
    const died = { predecessor: "ada", manner: "died" };
    for (const how of [died, { manner: "died" }]) {
      const state = stateOf(other, takes("ada", 2001), takes("ben", 2003, how));
      expect([holderOf(state, "seat"), holderOf(state, "other"), isAlive(state, "ada")]).toEqual([
        "ben",
        undefined,
        false,
      ]);
    }
    const vacated = happens("OfficeVacated", 2003, { office: "seat", manner: "died" });
    expect(isAlive(stateOf(takes("ada", 2001), vacated), "ada")).toBe(false);
    // Of two, nobody can tell who died.
    const two = stateOf(
      takes("ada", 2001),
      takes("cy", 2002, { coRuler: true }),
      takes("ben", 2003, { manner: "died" }),
    );
    expect(["ada", "cy", "ben"].map((one) => isAlive(two, one))).toEqual([true, true, true]);
    const back = happens("PersonRestored", 2004, { person: "ada" });
    expect(isAlive(stateOf(takes("ada", 2001), takes("ben", 2003, died), back), "ada")).toBe(true);
  });

  test("is nobody once the power is dissolved", () => {
    const office = { id: "o", type: "OfficeEstablished", office: "seat", of: "east" };
    const dissolved = happens("FactionDissolved", 2005, { faction: "east" });
    expect(holder(founded("east"), office, takes("ada", 2001), dissolved)).toBeUndefined();
    expect(
      holder(
        founded("east"),
        office,
        dissolved,
        happens("FactionFounded", 2007, { faction: "east", standing: "major" }),
        takes("ben", 2008),
      ),
    ).toBe("ben");
  });

  test("with several in their own right, is each of them for a guard", () => {
    const events = [takes("ada", 2001), takes("ben", 2003, { coRuler: true })];
    expect(holdersOf(stateOf(...events), "seat")).toEqual(["ada"]);
    const chronicle = chronicleOf([takes("ada", 2001), takes("ada", 2002)]);
    const fold = foldUntil(chronicle, [facts], 2);
    const holds = compileExpression("holder(seat) = ada").evaluate(fold.states() as never, 0);
    expect(holds).toBe(true);
  });

  test("is told as a story, of the office and of a person", () => {
    const chronicle = chronicleOf([takes("ada", 2001), takes("ben", 2003)]);
    expect(story(chronicle, "seat").map(({ who }) => who)).toEqual([[["ada"]], [["ben"]]]);
    expect(story(chronicle, "ada").map(({ what }) => what)).toEqual(["comes to", "leaves"]);
  });
});

describe("a treaty", () => {
  const ratified = happens("TreatyRatified", 2001, {
    treaty: "pact",
    parties: ["east", "west"],
    terms: [{ alliance: "defence" }],
  });

  test("that is broken stays in force, and nobody counts on the word of who broke it", () => {
    const state = stateOf(ratified, happens("TreatyViolated", 2002, { treaty: "pact", by: "east", act: "war" }));
    const pact = state.bonds.get("pact");
    expect(isInForce(state, "pact", LATER)).toBe(true);
    expect(pact && trustedParties(state, pact)).toEqual(["west"]);
  });

  test("ends by its abrogation, and where fewer than two parties are left", () => {
    expect(
      isInForce(stateOf(ratified, happens("TreatyAbrogated", 2002, { treaty: "pact", by: "east" })), "pact", LATER),
    ).toBe(false);
    const east = [founded("east"), ratified];
    expect(isInForce(stateOf(...east, happens("FactionDissolved", 2002, { faction: "east" })), "pact", LATER)).toBe(
      false,
    );
  });

  test("runs out at the end of its last day, and whoever asks is told as of then", () => {
    const states = [
      stateOf({ ...ratified, until: "2004-06-30" }),
      stateOf({ ...ratified, at: "2003-06-30", until: "P1Y" }),
      stateOf({ ...ratified, until: 2003 }, { ...ratified, id: "anew", at: 2002, until: "2004-06-30" }),
    ];
    for (const state of states) {
      expect(isInForce(state, "pact", Date.UTC(2004, 5, 29))).toBe(true);
      expect(isInForce(state, "pact", Date.UTC(2004, 6, 3))).toBe(false);
    }
    const history = chronicleOf([{ ...ratified, until: "2004-06-30" }]);
    const inForce = (occurred: string) => worldAt(history, [facts], { occurred }).facts.treatiesInForce;
    expect([inForce("2004-06-30"), inForce("2004-07-01")]).toEqual([["pact"], []]);
    const guard = compileExpression("in-force(pact)");
    const fold = foldUntil(history, [facts], 1).states() as never;
    expect(guard.evaluate(fold, Date.UTC(2004, 5, 30, 12))).toBe(true);
    expect(guard.evaluate(fold, Date.UTC(2004, 6, 1))).toBe(false);
  });

  test("settles what its parties talked about", () => {
    const talks = happens("TalksOpened", 2000, { talks: "on-peace", parties: ["east", "west"] });
    const others = happens("TalksOpened", 2000, { talks: "on-trade", parties: ["east", "north"] });
    expect([...stateOf(talks, others, ratified).talks]).toEqual(["on-trade"]);
  });
});

describe("who acts for whom", () => {
  test("is as it was at that moment, up to the first that acts for itself", () => {
    const guard = founded("guard", { standing: "organisation", partOf: "east" });
    const fleet = { id: "fleet-raised", type: "FormationRaised", formation: "fleet", of: "guard" };
    const defects = happens("AllegianceChanged", 2005, { subject: "guard", from: "east", to: "west" });
    const before = [founded("east"), founded("west"), guard, fleet];
    expect(factionsBehind(stateOf(...before), "fleet")).toEqual(["east"]);
    expect(factionsBehind(stateOf(...before, defects), "fleet")).toEqual(["west"]);
  });
});

describe("what a power leaves behind", () => {
  const home = { id: "home", type: "SystemCharted", system: "home", holder: "east" };
  const world = (...more: readonly Flat[]) =>
    worldAt(chronicleOf([founded("east"), founded("west"), home, ...more]), [facts]);
  const ruled = (...more: readonly Flat[]) =>
    chronicleOf([founded("east"), founded("west"), home, ...more]).worldAt().territory.systems["home"];

  test("passes to its successor, in law and in fact", () => {
    expect(ruled(happens("FactionDissolved", 2005, { faction: "east", successor: "west" }))).toMatchObject({
      sovereign: "west",
      controller: "west",
    });
  });

  test("is unclaimed where it has none, and it is no power any more", () => {
    const dissolved = happens("FactionDissolved", 2005, { faction: "east" });
    expect(ruled(dissolved)).toMatchObject({ sovereign: null, controller: null, status: "unclaimed" });
    expect(world(dissolved).facts.powers).toEqual(["west"]);
  });

  test("begins anew with a dated founding after a dated end", () => {
    const again = happens("FactionFounded", 2010, { faction: "east", standing: "minor" });
    expect(world(happens("FactionDissolved", 2005, { faction: "east" }), again).facts.powers).toEqual(["east", "west"]);
  });
});

test("what was there from the beginning, ended and began anew is there again, and what it held is not", () => {
  const events = [
    founded("north"),
    { id: "home", type: "SystemCharted", system: "home", holder: "north" },
    happens("FactionDissolved", 2005, { faction: "north" }),
    happens("FactionFounded", 2010, { faction: "north", standing: "minor" }),
  ];
  const at = (year: number) => chronicleOf(events).worldAt({ occurred: year });
  expect([2000, 2007, 2012].map((year) => Object.keys(at(year).power))).toEqual([["north"], [], ["north"]]);
  expect([2000, 2007, 2012].map((year) => at(year).territory.systems["home"]?.sovereign)).toEqual([
    "north",
    null,
    null,
  ]);
});

describe("an alert", () => {
  const fleet = { id: "raised", type: "FormationRaised", formation: "fleet", of: "east" };
  const alert = (level: string, at: number): Flat => happens("AlertChanged", at, { formation: "fleet", level });
  const nervous = (...events: readonly Flat[]): number =>
    chronicleOf([
      founded("east"),
      founded("west"),
      fleet,
      { id: "s1", type: "SystemCharted", system: "s1", holder: "east", lanes: ["s2"] },
      { id: "s2", type: "SystemCharted", system: "s2", holder: "west" },
      ...events,
    ]).worldAt().nervousness.observers["west"] ?? 0;

  test("alarms where it is higher than the formation was, and only there", () => {
    expect(nervous(alert("war", 2001))).toBeGreaterThan(0);
    const raisedOnce = nervous(alert("war", 2001), { id: "later", type: "Noted", at: 2002, about: "fleet" });
    expect(nervous(alert("war", 2001), alert("heightened", 2002))).toBe(raisedOnce);
    expect(nervous(alert("war", 2001), alert("war", 2002))).toBe(raisedOnce);
  });

  test("of a formation that was disbanded is none", () => {
    expect(nervous(happens("FormationDisbanded", 2000, { formation: "fleet" }), alert("war", 2001))).toBe(0);
  });
});

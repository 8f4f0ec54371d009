import { describe, expect, test } from "vitest";
import { recordEvents } from "../../../test/support/chronicles.ts";
import { bindChronicle, resolve } from "../../index.ts";
import { allegiancesOf } from "./allegiances.ts";
import { castFrom, castOf } from "./cast.ts";

const history = bindChronicle(
  resolve(
    recordEvents([
      ...["east", "west"].map((faction) => ({ id: faction, type: "FactionFounded", faction, standing: "major" })),
      { id: "guard", type: "FactionFounded", faction: "guard", standing: "organisation", partOf: "east" },
      { id: "sect", type: "FactionFounded", faction: "sect", standing: "covert", partOf: "west" },
      { id: "fleet", type: "FormationRaised", formation: "fleet", of: "guard" },
      { id: "cell", type: "FormationRaised", formation: "cell", of: "sect" },
      { id: "late", type: "FormationRaised", at: "2101", formation: "late", of: "west" },
      { id: "guard-defects", type: "AllegianceChanged", at: "2102-03-01", subject: "guard", from: "east", to: "west" },
      { id: "fleet-freed", type: "AllegianceChanged", at: "2103-03-01", subject: "fleet", from: "guard" },
    ]),
  ),
);
const castAt = castFrom(castOf([history]), allegiancesOf(history));
const behind = (id: string, at: string): string | undefined => castAt(Date.parse(at)).powerOf(id);

describe("the power behind somebody", () => {
  test("is whoever they belonged to then, through all who stood between", () => {
    expect(["2100-01-01", "2102-02-28", "2102-03-02", "2103-03-02"].map((at) => behind("fleet", at))).toEqual([
      "east",
      "east",
      "west",
      undefined,
    ]);
  });

  test("of a power it is itself, and a covert faction answers for itself", () => {
    expect(["east", "sect", "cell"].map((id) => behind(id, "2102-01-01"))).toEqual(["east", "sect", "sect"]);
  });

  test("is nobody before they are there, and of those whom nobody knows", () => {
    expect([behind("late", "2100-06-01"), behind("late", "2102-01-01"), behind("stranger", "2102-01-01")]).toEqual([
      undefined,
      "west",
      undefined,
    ]);
  });
});

import { describe, expect, test } from "vitest";
import { formatLocation } from "../../../events/valorisError.ts";
import { loadCanon } from "../load/loadCanon.ts";

const issues = (claim: string, type = "ReportFiled") =>
  loadCanon([
    {
      path: "a.yaml",
      text: `events:\n- { id: x, type: ${type}, at: 2388, by: s, ${type === "ReportFiled" ? "report: r, reliability: high" : "target: t"},\n    claim: ${claim} }\n`,
    },
  ]).issues.map(({ message, locations: [at] }) => `${at && formatLocation(at.location)} ${message}`);

describe("what a report claims", () => {
  test.each([
    ["an event of any type, without a date", "{ type: ForceCrippled, faction: f, component: hulls }"],
    ["one with a date", "{ type: ForceCrippled, faction: f, component: hulls, at: 2388 }"],
    ["a recorded event", "{ event: y }"],
    ["the opposite of either", "{ not: { not: { event: y } } }"],
  ])("may be %s", (_what, claim) => {
    expect(issues(claim)).toEqual([]);
    expect(issues(claim, "ReportPlanted")).toEqual([]);
  });

  test("may be an event of a type that nobody defined, which is said as of events", () => {
    expect(issues("{ type: Unheard, of: [anything] }")).toEqual([
      "a.yaml:3:20 Nobody defined the event type `Unheard`, which one event has.",
    ]);
  });

  test.each([
    [
      "a field that the claimed type has not",
      "{ type: ForceCrippled, faction: f, component: hulls, fator: 2 }",
      "a.yaml:3:65",
      "`claim.fator`",
    ],
    [
      "a value that does not fit",
      "{ type: ForceCrippled, faction: f, component: hull }",
      "a.yaml:3:58",
      "`claim.component`",
    ],
    [
      "a missing field, at the claim",
      "{ type: ForceCrippled, component: hulls }",
      "a.yaml:3:5",
      "`claim.faction` is missing",
    ],
    [
      "the same within its opposite",
      "{ not: { type: ForceCrippled, component: hulls } }",
      "a.yaml:3:14",
      "`claim.not.faction` is missing",
    ],
    [
      "what only events have",
      "{ type: ForceCrippled, faction: f, component: hulls, source: { document: d } }",
      "a.yaml:3:65",
      "A claim has no field `source`",
    ],
  ])("may not have %s", (_what, claim, place, words) => {
    expect(issues(claim)).toHaveLength(1);
    expect(issues(claim)[0]).toContain(place);
    expect(issues(claim)[0]).toContain(words);
    expect(issues(claim, "ReportPlanted")).toHaveLength(1);
  });
});

import { formatSpan } from "../events/dates/civil.ts";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { chronicleOf, type Flat, histories, recordEvents } from "../../test/support/chronicles.ts";
import { resolve } from "./resolve.ts";

const noted = (id: string, at: unknown, more: Flat = {}): Flat => ({ id, type: "Noted", at, about: "x", ...more });
const ids = (events: readonly Flat[]): string[] => chronicleOf(events).events.map(({ id }) => id);
const day = (text: string): number => chronicleOf([noted("x", text)]).events[0]?.occurred.earliest ?? Number.NaN;

describe("in-universe order", () => {
  test("is by date, however events were recorded", () => {
    expect(ids([noted("c", 2003), noted("a", 2001), noted("b", 2002)])).toEqual(["a", "b", "c"]);
  });

  test("puts a late entry about the past where it belongs", () => {
    expect(ids([noted("war", 2373), noted("breach", "2388-10-10"), noted("grant", { during: 2374 })])).toEqual([
      "war",
      "grant",
      "breach",
    ]);
  });

  test("follows what the dates say of each other, at one instant too", () => {
    expect(
      ids([
        noted("b", { with: "a" }),
        noted("c", { during: "war" }),
        ...war("2001-01-01T00:00:00.000Z"),
        noted("a", 2000),
      ]),
    ).toEqual(["b", "a", "war-begins", "c", "war-ends"]);
  });

  test("puts what held since the beginning first", () => {
    expect(ids([noted("a", -4000), { id: "f", type: "FactionFounded", faction: "f", standing: "major" }])).toEqual([
      "f",
      "a",
    ]);
  });

  test("does not change when it is resolved again", () => {
    fc.assert(
      fc.property(histories, (events) => {
        const once = resolve(recordEvents(events));
        const again = resolve(once.recorded);
        expect(again.events).toEqual(once.events);
      }),
      { numRuns: 50 },
    );
  });
});

function war(at: string): Flat[] {
  return [
    { id: "war-begins", type: "ConflictBegun", at, conflict: "war", sides: [] },
    { id: "war-ends", type: "ConflictEnded", at: { with: "war-begins" }, conflict: "war" },
  ];
}

describe("relative dates", () => {
  const span = (events: readonly Flat[], id: string) => chronicleOf(events).event(id)?.occurred;

  test("after an event is strictly after it", () => {
    expect(span([noted("a", "2001-05-05"), noted("b", { after: "a" })], "b")).toEqual({
      earliest: day("2001-05-05") + 1,
      latest: Number.POSITIVE_INFINITY,
    });
  });

  test("an offset moves a span as a whole", () => {
    expect(span([noted("a", "2001-05-05"), noted("b", { after: "a", offset: "P3W" })], "b")?.earliest).toBe(
      day("2001-05-26"),
    );
    expect(span([noted("b", { after: "2001-05-05", offset: "P3W" })], "b")?.latest).toBe(day("2001-05-27") - 1);
  });

  test("during a conflict lies between its events, after it comes after its end", () => {
    const events: Flat[] = [
      { id: "begins", type: "ConflictBegun", at: 2001, conflict: "war", sides: [] },
      { id: "ends", type: "ConflictEnded", at: 2003, conflict: "war" },
      noted("within", { during: "war" }),
      noted("then", { after: "war" }),
    ];
    expect(span(events, "within")).toEqual({ earliest: day("2001-01-01"), latest: day("2004-01-01") - 1 });
    expect(span(events, "then")?.earliest).toBe(day("2003-01-01") + 1);
  });

  test("with an entity is at the instant at which it begins, wherever it ends", () => {
    const { events } = chronicleOf([
      { id: "war-begins", type: "ConflictBegun", at: "2001-03-04", conflict: "war", sides: [] },
      { id: "war-ends", type: "ConflictEnded", at: "2009-08-07", conflict: "war" },
      noted("with", { with: "war" }),
    ]);
    const [begins, beside] = ["war-begins", "with"].map((id) => events.find((event) => event.id === id));
    expect(beside?.occurred).toEqual(begins?.occurred);
    expect(beside?.placed).toBe(begins?.placed);
  });

  test("a tenure is a span: from the succession to the next", () => {
    const events: Flat[] = [
      { id: "o", type: "OfficeEstablished", office: "domo", of: "breen" },
      { id: "gor-in", type: "DomoReplaced", at: 2387, successor: "gor" },
      { id: "gor-out", type: "DomoReplaced", at: 2390, successor: "pran", predecessor: "gor" },
      noted("meanwhile", { during: "gor@domo" }),
    ];
    expect(span(events, "meanwhile")).toEqual({ earliest: day("2387-01-01"), latest: day("2391-01-01") - 1 });
  });

  describe("of somebody who held an office twice", () => {
    const changed = (id: string, at: string | number, fields: Record<string, string>): Flat => ({
      id,
      type: "LeaderReplaced",
      manner: "elected",
      at,
      office: "reeve",
      ...fields,
    });
    const reeves: Flat[] = [
      { id: "o", type: "OfficeEstablished", office: "reeve", of: "vale" },
      changed("una-in", "2101-03-04", { successor: "una" }),
      changed("ivo-in", "2105-06-07", { successor: "ivo", predecessor: "una" }),
      changed("una-back", "2110-02-01", { successor: "una", predecessor: "ivo" }),
      { id: "una-out", type: "OfficeVacated", at: "2114-09-29", office: "reeve", holder: "una" },
    ];
    const told = (at: Flat["at"]): string | undefined => {
      const chronicle = chronicleOf([...reeves, noted("it", at)]);
      if (chronicle.impossible.length > 0) return "impossible";
      const message = chronicle.issues[0]?.message;
      if (message !== undefined) return message;
      const occurred = chronicle.event("it")?.occurred;
      return occurred && formatSpan(occurred);
    };

    test.each([
      ["the one that a date of its own allows", [{ during: "una@reeve" }, { during: "2112~" }], "2111/2113"],
      ["the first, where only that one began", { during: "una@reeve", before: "2106" }, "2101-03-04/2105-06-07"],
      ["the second, after what came between", { during: "una@reeve", after: "ivo-in" }, "2110-02-01/2114-09-29"],
      ["any, where nothing else is said", { during: "una@reeve" }, "2101-03-04/2114-09-29"],
      ["none between them", { with: "2107-01-01", during: "una@reeve" }, "impossible"],
      ["none after all", { with: "2120", during: "una@reeve" }, "impossible"],
      ["the second by its number", { during: "una@reeve#2" }, "2110-02-01/2114-09-29"],
      ["the first by its number", { during: "una@reeve#1" }, "2101-03-04/2105-06-07"],
      ["a number that the date contradicts", { with: "2112-01-01", during: "una@reeve#1" }, "impossible"],
      ["after none that is before the other's", { after: "una@reeve", before: "ivo@reeve" }, "impossible"],
      ["after one of them", [{ after: "una@reeve" }, { during: "2108" }], "2108"],
      ["with the second", [{ with: "una@reeve" }, { after: "ivo-in" }], "2110-02-01"],
      ["at a distance before the second", [{ before: "una@reeve", offset: "P10D" }, { during: "2110" }], "2110-01-22"],
      [
        "a number that there is not",
        { during: "una@reeve#3" },
        "una@reeve#3 names no tenure: canon tells when 2 tenures of una@reeve began.",
      ],
      ["a number of who held it once", { during: "ivo@reeve#1" }, "2105-06-07/2110-02-01"],
      [
        "a second of who held it once",
        { during: "ivo@reeve#2" },
        "ivo@reeve#2 names no tenure: canon tells when one tenure of ivo@reeve began.",
      ],
      [
        "number 0",
        { during: "una@reeve#0" },
        "una@reeve#0 names no tenure: canon tells when 2 tenures of una@reeve began.",
      ],
    ])("is meant: %s", (_, at, expected) => {
      expect(told(at as Flat["at"])).toBe(expected);
    });

    test("by a date that belongs to no event, too", () => {
      const { spanOf } = chronicleOf(reeves);
      expect(formatSpan(spanOf({ during: "una@reeve#2" }))).toBe("2110-02-01/2114-09-29");
    });

    test("is open at its end where nothing says that they went", () => {
      const { event } = chronicleOf([
        ...reeves.slice(0, -1),
        noted("late", [{ during: "una@reeve" }, { after: 2130 }]),
      ]);
      expect(event("late")?.occurred.earliest).toBe(day("2131-01-01"));
    });
  });

  test("a power that was founded again is there in either of its times", () => {
    const chronicle = chronicleOf([
      { id: "founded", type: "FactionFounded", at: 2100, faction: "vale", standing: "minor" },
      { id: "gone", type: "FactionDissolved", at: 2120, faction: "vale" },
      { id: "again", type: "FactionFounded", at: 2150, faction: "vale", standing: "minor" },
      noted("late", { with: "2160", during: "vale" }),
      noted("between", { with: "2130", during: "vale" }),
    ]);
    expect(chronicle.impossible.map(({ steps }) => steps.map(({ event }) => event).toSorted())).toEqual([
      ["between", "between", "gone"],
    ]);
  });

  test("a document's present is a date", () => {
    const events: Flat[] = [
      { id: "d", type: "DocumentAdded", document: "page", title: "Page", rank: 1, present: "2388-10-10" },
      noted("now", { with: "@page" }),
    ];
    expect(span(events, "now")).toEqual({ earliest: day("2388-10-10"), latest: day("2388-10-11") - 1 });
  });

  test("a contradiction is a cycle, with the event that states each step", () => {
    const chronicle = chronicleOf([
      noted("a", { after: "c" }),
      noted("b", { after: "a", offset: "P1M" }),
      noted("c", { after: "b" }),
    ]);
    expect(chronicle.impossible).toHaveLength(1);
    expect(chronicle.impossible[0]?.steps.map(({ event }) => event).toSorted()).toEqual(["a", "b", "c"]);
  });

  test("an unknown anchor is an issue that names the place, and the event keeps its other dates", () => {
    const chronicle = chronicleOf([noted("a", [{ after: "nowhere" }, { during: 2001 }])]);
    expect(chronicle.issues).toMatchObject([{ kind: "unknown-reference", event: "a", path: ["at", 0, "after"] }]);
    expect(chronicle.event("a")?.occurred.earliest).toBe(day("2001-01-01"));
  });

  test("what hangs on no absolute date is drawn at canon's first one, and says so", () => {
    const chronicle = chronicleOf([noted("dated", 2001), noted("a", "../.."), noted("b", { after: "a" })]);
    expect(chronicle.event("a")?.placed).toBe(day("2001-01-01"));
    expect(chronicle.event("b")?.placed).toBe(day("2001-01-01") + 1);
    expect(chronicle.issues.filter(({ kind }) => kind === "unanchored").map(({ event }) => event)).toEqual(["a", "b"]);
  });
});

describe("an approximate date", () => {
  const drawn = (...events: Flat[]) => {
    const { events: resolved } = chronicleOf(events);
    return resolved
      .filter(({ id }) => id.startsWith("about"))
      .map(({ placed }) => new Date(placed).toISOString().slice(0, 7));
  };

  test.each([
    ["alone", [noted("about", "2248~")], "2248-07"],
    [
      "after what is of that year",
      [noted("x", "2248-09-30"), noted("about", [{ after: "x" }, { during: "2248~" }])],
      "2248-11",
    ],
    [
      "before what is of that year",
      [noted("x", "2248-03-01"), noted("about", [{ before: "x" }, { during: "2248?" }])],
      "2248-01",
    ],
    [
      "of a tenure that begins in that year",
      [noted("x", "2248-12-01"), noted("about", [{ after: "x", atMost: "P1Y" }, { during: "2248~" }])],
      "2248-12",
    ],
    ["with a hint as vague", [noted("about", "2247/2250", { placed: "2248~" })], "2248-07"],
    ["with one end doubted", [noted("about", "2248~/2248")], "2248-07"],
  ])("is drawn in its year where that is free: %s", (_, events, month) => {
    expect(drawn(...events)).toEqual([month]);
  });

  test("is drawn in what is left of its span where its year is not free, and moves nothing", () => {
    expect(drawn(noted("x", "2249-03-31"), noted("about", [{ after: "x" }, { during: "2248~" }]))).toEqual(["2249-08"]);
  });

  test("of several in one order, each is drawn in its own year", () => {
    const chain = ["2248~", "2248~", "2249~", "2249~"].map((year, i) =>
      noted(`about-${i}`, i === 0 ? year : [{ after: `about-${i - 1}` }, { during: year }]),
    );
    expect(drawn(...chain).map((month) => month.slice(0, 4))).toEqual(["2248", "2248", "2249", "2249"]);
  });
});

describe("three-valued comparison", () => {
  test("of two undated events, what the statements between them force is certain", () => {
    const { compare } = chronicleOf([
      noted("death", "../.."),
      noted("deed", { after: "death", atLeast: "P1Y" }),
      noted("other", "../.."),
    ]);
    expect(compare("death", "deed")).toBe("before");
    expect(compare("deed", "death")).toBe("after");
    expect(compare("death", "other")).toBe("cannot tell");
  });

  test("a year says nothing about a day in it", () => {
    const { compare } = chronicleOf([noted("year", 2388), noted("day", "2388-10-10"), noted("next", 2389)]);
    expect(compare("year", "day")).toBe("cannot tell");
    expect(compare("day", "next")).toBe("before");
  });
});

describe("amendments", () => {
  const retract = (id: string, target: string): Flat => ({ id, type: "EventRetracted", target, reason: "why not" });
  const amend = (id: string, target: string, set: Flat): Flat => ({
    id,
    type: "EventAmended",
    target,
    set,
    reason: "better",
  });

  test("a retracted event is gone, and its retraction says why", () => {
    const chronicle = chronicleOf([noted("a", 2001), retract("r", "a")]);
    expect(chronicle.events).toEqual([]);
    expect(chronicle.retracted.get("a")?.retraction).toEqual({ by: "r", reason: "why not" });
  });

  test("retracting the retraction undoes it", () => {
    expect(ids([noted("a", 2001), retract("r", "a"), retract("u", "r")])).toEqual(["a"]);
    expect(ids([noted("a", 2001), retract("r", "a"), retract("u", "r"), retract("uu", "u")])).toEqual([]);
  });

  test("the last recorded wins, field by field; null takes a field away", () => {
    const chronicle = chronicleOf([
      noted("a", 2001, { title: "old", text: "kept" }),
      amend("m1", "a", { at: 2002, title: "new" }),
      amend("m2", "a", { at: 2003, text: null }),
    ]);
    const event = chronicle.event("a");
    expect(event).toMatchObject({ at: 2003, title: "new" });
    expect(event).not.toHaveProperty("text");
    expect(chronicle.amendments.get("a")?.map(({ by }) => by)).toEqual(["m1", "m2"]);
  });

  test("an amendment may itself be amended, and retracted", () => {
    const amended = [noted("a", 2001, { title: "one" }), amend("m", "a", { title: "two" })];
    expect(chronicleOf([...amended, amend("mm", "m", { set: { title: "three" } })]).event("a")?.title).toBe("three");
    expect(chronicleOf([...amended, retract("r", "m")]).event("a")?.title).toBe("one");
  });

  test("an amendment of what was not recorded before it is an issue, and changes nothing", () => {
    const chronicle = chronicleOf([retract("r", "a"), noted("a", 2001)]);
    expect(chronicle.events.map(({ id }) => id)).toEqual(["a"]);
    expect(chronicle.issues).toMatchObject([{ kind: "dangling-amendment", event: "r" }]);
  });

  test("an amendment that breaks the schema is refused by name", () => {
    expect(() => chronicleOf([noted("a", 2001), amend("m", "a", { nonsense: 1 })])).toThrow(
      /m makes a invalid.*nonsense/,
    );
  });

  test("what is dated by a retracted event keeps its date: a what-if differs only where it must", () => {
    const events = [noted("treaty", "2387-03-01"), noted("parade", { after: "treaty", offset: "P3W" })];
    const before = chronicleOf(events).event("parade")?.occurred;
    expect(chronicleOf([...events, retract("r", "treaty")]).event("parade")?.occurred).toEqual(before);
  });

  test("two presents of one document are one instant", () => {
    const document = (id: string, present: string) => ({
      id,
      type: "DocumentAdded",
      document: "d",
      title: "D",
      rank: 1,
      present,
    });
    const events = [document("d1", "2001"), document("d2", "2001-05"), noted("a", { with: "@d" })];
    expect(chronicleOf(events).event("a")?.occurred).toEqual(chronicleOf([noted("b", "2001-05")]).event("b")?.occurred);
  });

  test("retracting one side of a contradiction mends it", () => {
    const events = [noted("a", 2001), noted("b", [{ before: "a" }, { during: 2003 }])];
    expect(chronicleOf(events).impossible).toHaveLength(1);
    expect(chronicleOf([...events, retract("r", "a")]).impossible).toEqual([]);
  });
});

describe("two times", () => {
  test("a recorded point reads canon as it had been written by then", () => {
    const chronicle = chronicleOf([
      noted("a", 2001),
      noted("b", 2002),
      { id: "r", type: "EventRetracted", target: "a", reason: "x" },
    ]);
    expect(chronicle.asOf({ sequence: 2 }).events.map(({ id }) => id)).toEqual(["a", "b"]);
    expect(chronicle.asOf({ instant: 1000 }).events.map(({ id }) => id)).toEqual(["a"]);
    expect(chronicle.worldAt({ recorded: "canon@2" }).events).toBe(2);
    expect(chronicle.worldAt().events).toBe(1);
  });
});

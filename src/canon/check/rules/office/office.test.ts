import { describe, expect, test } from "vitest";
import { checkText, findingsIn } from "../../../../../test/support/checkText.ts";

const POSSIBLE = { possible: true };

/** An office with one seat, three persons, and these events. */
const office = (events: string, more = ""): string => `
entities:
  union: { kind: faction, standing: major }
  seat: { kind: office, of: union${more} }
  a: { kind: person }
  b: { kind: person }
  c: { kind: person }
events:
${events}
`;

/** `takes("a", 2370, "predecessor: b")`. */
const takes = (who: string, at: number | string, more = "manner: elected"): string =>
  `  - { id: ${who}-${String(at).replaceAll(/\D+/g, "-")}, type: LeaderReplaced, at: ${at}, office: seat, successor: ${who}, ${more.includes("manner") ? more : `manner: elected, ${more}`} }`;

const leaves = (at: number | string, who?: string): string =>
  `  - { id: left-${String(at)}, type: OfficeVacated, at: ${at}, office: seat${who === undefined ? "" : `, holder: ${who}`} }`;

const dies = (who: string, at: number | string): string =>
  `  - { id: ${who}-dies, type: PersonDied, at: ${at}, person: ${who} }`;

const lines = (...list: string[]): string => list.join("\n");

describe("two holders", () => {
  test.each([
    [2308, 2309, 2310],
    [2310, 2308, 2309],
  ])("of three seats, four are not taken at once; who leaves makes room (%s, %s, %s)", async (one, two, three) => {
    const text = (fourth: string): string => `
entities:
  ardan: { kind: faction, standing: minor }
  warden: { kind: office, of: ardan, seats: 3 }
  one: { kind: person }
  two: { kind: person }
  three: { kind: person }
  four: { kind: person }
events:
  - { id: one-in, type: LeaderReplaced, at: 2301, office: warden, successor: one, manner: elected }
  - { id: two-in, type: LeaderReplaced, at: 2302, office: warden, successor: two, manner: elected }
  - { id: three-in, type: LeaderReplaced, at: 2303, office: warden, successor: three, manner: elected }
  - { id: four-in, type: LeaderReplaced, at: ${fourth}, office: warden, successor: four, manner: elected }
  - { id: one-out, type: OfficeVacated, at: ${one}, office: warden, holder: one }
  - { id: two-out, type: OfficeVacated, at: ${two}, office: warden, holder: two }
  - { id: three-out, type: OfficeVacated, at: ${three}, office: warden, holder: three }
`;
    expect((await findingsIn(text("2305"))).map((one) => one.split(" | ")[0])).toEqual(["office/two-holders"]);
    expect(await findingsIn(text("2308"))).toEqual([]);
    expect(await findingsIn(text("2309-06"))).toEqual([]);
    expect(await findingsIn(text("2305, predecessor: one"))).not.toContain("office/two-holders");
  });

  test("of two seats, three are possible where nobody is said to have left", async () => {
    const text = (more: string, third = "manner: elected"): string =>
      office(lines(takes("a", 2370), takes("b", 2374), takes("c", 2378, third), more), ", seats: 2");
    expect(await findingsIn(text(""), POSSIBLE)).toEqual([
      "office/two-holders? | c: c takes one here (2378) | a: a takes one here (2370) | b: b takes one here (2374)",
    ]);
    expect(await findingsIn(text(""))).toEqual([]);
    for (const room of [dies("a", 2376), leaves(2377, "b"), leaves(2378, "a")])
      expect(await findingsIn(text(room), { ...POSSIBLE, include: ["office/two-holders"] })).toEqual([]);
    expect(await findingsIn(text("", "predecessor: a"), POSSIBLE)).toEqual([]);
    expect(await findingsIn(text("", "manner: abdicated"), POSSIBLE)).toEqual([]);
    expect(await findingsIn(text("").replace("seats: 2", "seats: 3"), POSSIBLE)).toEqual([]);
  });

  test("that an earlier holder left in some month leaves it certain that two later ones overlap", async () => {
    const text = (left: string): string => `
entities:
  ardan: { kind: faction, standing: minor }
  bench: { kind: office, of: ardan }
  ada: { kind: person }
  bea: { kind: person }
  cay: { kind: person }
events:
  - { id: ada-in, type: LeaderReplaced, at: 2290-01-01, office: bench, successor: ada, manner: elected }
  - { id: ada-out, type: OfficeVacated, at: 2306-01, office: bench${left} }
  - { id: bea-in, type: LeaderReplaced, at: 2306-01-24, office: bench, successor: bea, manner: elected }
  - { id: cay-in, type: LeaderReplaced, at: 2320-07-29, office: bench, successor: cay, manner: elected }
  - { id: bea-out, type: OfficeVacated, at: 2320-09, office: bench, holder: bea }
`;
    expect((await findingsIn(text(", holder: ada"))).map((one) => one.split(" | ")[0])).toEqual(["office/two-holders"]);
    // Where nobody is named, it may have been either.
    expect(await findingsIn(text(""))).toEqual([]);
  });

  test("nor does it matter that somebody else came in some year, before or after them", async () => {
    const text = (came: string): string => `
entities:
  ardan: { kind: faction, standing: minor }
  bench: { kind: office, of: ardan }
  bea: { kind: person }
  cay: { kind: person }
  dov: { kind: person }
events:
  - { id: bea-in, type: LeaderReplaced, at: 2306-01-24, office: bench, successor: bea, manner: elected }
  - { id: dov-in, type: LeaderReplaced, at: ${came}, office: bench, successor: dov, manner: elected }
  - { id: cay-in, type: LeaderReplaced, at: 2320-07-29, office: bench, successor: cay, manner: elected }
  - { id: bea-out, type: OfficeVacated, at: 2320-09, office: bench, holder: bea }
`;
    expect(await findingsIn(text("2306"))).toEqual([
      "office/two-holders | cay: cay takes it here (2320-07-29) | bea: bea took it here (2306-01-24) | bea: bea leaves only here (2320-09)",
    ]);
    expect((await findingsIn(text("2320"))).map((one) => one.split(" | ")[0])).toEqual(["office/two-holders"]);
  });

  test.each(["coRuler: true", "acting: true"])(
    "a seat is not empty while somebody sits there besides (%s)",
    async (how) => {
      const text = (left: string): string => `
entities:
  ardan: { kind: faction, standing: minor }
  throne: { kind: office, of: ardan }
  elder: { kind: person }
  younger: { kind: person }
events:
  - { id: elder-comes, type: LeaderReplaced, at: 2161, office: throne, successor: elder, manner: elected }
  - { id: younger-comes, type: LeaderReplaced, at: 2162, office: throne, successor: younger, manner: appointed, ${how} }
${left}  - { id: elder-dies, type: PersonDied, at: 2169, person: elder }
  - { id: later, type: Noted, at: 2175, about: ardan }
`;
      const rules = async (canon: string) => (await findingsIn(canon)).map((one) => one.split(" | ")[0]);
      expect(await rules(text(""))).toEqual([]);
      const gone = "  - { id: younger-goes, type: OfficeVacated, at: 2165, office: throne, holder: younger }\n";
      expect(await rules(text(gone))).toEqual(["office/dead-hand"]);
    },
  );

  test("are only possible where one follows another and nothing says that anybody went", async () => {
    const text = office(lines(takes("a", 2370), takes("b", 2371)));
    expect(await findingsIn(text)).toEqual([]);
    expect(await findingsIn(text, POSSIBLE)).toEqual([
      "office/two-holders? | b: b takes it here (2371) | a: a took it here (2370)",
    ]);
  });

  test("are shown with the later departure, where there is one", async () => {
    expect(await findingsIn(office(lines(takes("a", 2370), takes("b", 2371), leaves(2373, "a"))))).toEqual([
      "office/two-holders | b: b takes it here (2371) | a: a took it here (2370) | a: a leaves only here (2373)",
    ]);
  });

  test.each([
    ["the predecessor is named", lines(takes("a", 2370), takes("b", 2371, "predecessor: a"))],
    ["the manner says how the predecessor went", lines(takes("a", 2370), takes("b", 2371, "manner: disgraced"))],
    ["the seat was left before", lines(takes("a", "2370-02-01"), leaves("2370-12-30"), takes("b", "2371-03"))],
    ["it is handed over within a day", lines(takes("a", 2370), leaves("2371-03-01", "a"), takes("b", "2371-03-01"))],
    [
      "the handover is written in the other order",
      lines(takes("a", 2370), takes("b", "2371-03-01"), leaves("2371-03-01", "a")),
    ],
    ["the holder is dead", lines(takes("a", "2370-02-01"), dies("a", "2370-12-01"), takes("b", "2371-01-01"))],
    ["the holder dies on the day", lines(takes("a", "2370-02-01"), dies("a", "2371-01-01"), takes("b", "2371-01-01"))],
    ["one is only standing in", lines(takes("a", 2370), takes("b", 2371, "acting: true"))],
    ["the other was only standing in", lines(takes("a", 2370, "acting: true"), takes("b", 2371))],
    ["they rule together", lines(takes("a", 2370), takes("b", 2371, "coRuler: true"))],
    [
      "a co-ruler stays when the other is replaced",
      lines(takes("a", 2370), takes("b", 2371, "coRuler: true"), takes("c", 2372, "predecessor: a")),
    ],
  ])("are none where %s", async (_, events) => {
    expect(await findingsIn(office(events), POSSIBLE)).toEqual([]);
  });

  test("who come on one day are reported, whoever went", async () => {
    const day = "2371-03-01";
    const reported = (second: string, first: string): string[] => [
      `office/two-holders | ${second}: ${second} takes it here (${day}) | ${first}: ${first} takes it here (${day})`,
    ];
    expect(await findingsIn(office(lines(takes("a", day), takes("b", day))))).toEqual(reported("b", "a"));
    const ofOne = lines(takes("c", 2360), takes("a", day, "predecessor: c"), takes("b", day, "predecessor: c"));
    expect(await findingsIn(office(ofOne))).toEqual(reported("b", "a"));
    const leaveLater = lines(takes("a", day), takes("b", day), leaves("2375-01-01", "a"));
    expect(await findingsIn(office(leaveLater))).toEqual(reported("b", "a"));
  });

  test("who come to two seats on one day are reported from the third on", async () => {
    const came = (third: string): string =>
      office(lines(...["a", "b"].map((who) => takes(who, "2371-03-01")), third), ", seats: 2");
    expect((await findingsIn(came(takes("c", "2371-03-01")))).map((one) => one.split(" | ")[0])).toEqual([
      "office/two-holders",
    ]);
    expect(await findingsIn(came(takes("c", "2371-03-01", "predecessor: a")), POSSIBLE)).toEqual([]);
    expect(await findingsIn(came(takes("c", "2371-03-02")))).toEqual([]);
    const reversed = lines(
      ...["c", "b", "a"].map((who) => takes(who, "2371-03-01", who === "c" ? "predecessor: a" : "manner: elected")),
    );
    expect(await findingsIn(office(reversed, ", seats: 2"), POSSIBLE)).toEqual([]);
  });

  test.each([
    ["one follows the other", "predecessor: a", ""],
    ["they rule together", "coRuler: true", ""],
    ["one stands in", "acting: true", ""],
    ["somebody died between", "manner: died", ""],
    ["one left at once", "manner: elected", leaves("2371-03-01", "a")],
  ])("who come on one day are none where %s", async (_, how, more) => {
    const [a, b] = [takes("a", "2371-03-01"), takes("b", "2371-03-01", how)];
    expect(await findingsIn(office(lines(a, b, more)), POSSIBLE)).toEqual([]);
    expect(await findingsIn(office(lines(b, a, more)), POSSIBLE)).toEqual([]);
  });

  test("are none in an office of two seats", async () => {
    expect(await findingsIn(office(lines(takes("a", 2370), takes("b", 2371)), ", seats: 2"), POSSIBLE)).toEqual([]);
  });

  test("are only possible where a year leaves the order open", async () => {
    const text = office(lines(takes("a", "2369"), takes("b", "2370-03-01"), leaves(2370, "a")));
    expect(await findingsIn(text)).toEqual([]);
    expect(await findingsIn(text, POSSIBLE)).toEqual([
      "office/two-holders? | b: b takes it here (2370-03-01) | a: a took it here (2369) | a: a leaves only here (2370)",
    ]);
  });

  test("are counted by pairs that follow one another, not each with each", async () => {
    const text = office(lines(takes("a", 2370), takes("b", 2371), takes("c", 2372)));
    expect(await findingsIn(text, POSSIBLE)).toHaveLength(2);
  });
});

describe("a holder", () => {
  test("is born at the accession", async () => {
    const born = "  - { id: a-born, type: PersonBorn, at: 2380, person: a }";
    expect(await findingsIn(office(lines(takes("a", 2370), born)))).toEqual([
      "office/holder-not-alive | a: takes seat here (2370) | a: was born here (2380)",
    ]);
  });

  test.each([
    [
      "restored before",
      lines(dies("a", 2360), "  - { id: back, type: PersonRestored, at: 2365, person: a }", takes("a", 2370)),
    ],
    ["honoured after death", lines(dies("a", 2360), takes("a", 2370, "posthumous: true"))],
    [
      "in the year of the death",
      lines(dies("a", 2370), takes("a", "2370-02-01"), leaves("2370-02-02", "a"), takes("b", "2370-02-02")),
    ],
  ])("may be %s", async (_, events) => {
    expect(await findingsIn(office(events))).toEqual([]);
  });
});

describe("who died in office", () => {
  const speaks = (at: number): string =>
    `  - { id: speaks, type: StatementMade, at: ${at}, speaker: a, about: union, stance: no }`;
  const succession = takes("b", 2375, "predecessor: a, manner: died");
  const spoken = "lifespan/acts-after-end | a: acts here (2379) | a: died in office here (2375)";

  test("is dead, though no other event says so", async () => {
    expect(await findingsIn(office(lines(takes("a", 2370), succession, speaks(2379))))).toEqual([spoken]);
    const vacated = `${leaves(2375, "a").replace(" }", ", manner: died }")}`;
    expect(await findingsIn(office(lines(takes("a", 2370), vacated, takes("b", 2376), speaks(2379))))).toEqual([
      spoken,
    ]);
    expect(await findingsIn(office(lines(takes("a", 2370), succession, speaks(2374))))).toEqual([]);
  });

  test("is not, where the manner is another, or they are back", async () => {
    const left = takes("b", 2375, "predecessor: a");
    expect(await findingsIn(office(lines(takes("a", 2370), left, speaks(2379))))).toEqual([]);
    const back = "  - { id: back, type: PersonRestored, at: 2377, person: a }";
    expect(await findingsIn(office(lines(takes("a", 2370), succession, back, speaks(2379))))).toEqual([]);
  });

  test("died by the date of the death, where there is one", async () => {
    expect(await findingsIn(office(lines(takes("a", 2370), dies("a", "2374-12-30"), succession)))).toEqual([]);
    expect(await findingsIn(office(lines(takes("a", 2370), dies("a", "2375-12-30"), succession)))).toEqual([]);
    expect(await findingsIn(office(lines(takes("a", 2370), succession, dies("a", "2379"))))).toEqual([
      "lifespan/twice-ended | a: died here (2379) | a: died in office here (2375)",
    ]);
  });

  test("is the one holder that there is, where nobody is named", async () => {
    const unnamed = takes("b", 2375, "manner: died");
    const vacated = leaves(2375).replace(" }", ", manner: died }");
    const by = (event: string) => [spoken.replace("| a: died", `| ${event}: died`)];
    expect(await findingsIn(office(lines(takes("a", 2370), unnamed, speaks(2379))))).toEqual(by("b-2375"));
    expect(await findingsIn(office(lines(takes("a", 2370), vacated, takes("b", 2376), speaks(2379))))).toEqual(
      by("left-2375"),
    );
    expect(await findingsIn(office(lines(takes("a", 2370), unnamed, speaks(2374))))).toEqual([]);
    // Whose own death is told, died then; of two, nobody can tell who did; one who may have come only later did not.
    for (const events of [
      lines(takes("a", 2370), dies("a", 2374), unnamed, speaks(2373)),
      lines(takes("a", 2370), takes("c", 2371, "coRuler: true"), unnamed, speaks(2379)),
      lines(takes("a", 2370), takes("b", 2375, "manner: died, coRuler: true"), speaks(2379)),
      lines(takes("a", "2370/2378"), unnamed, speaks(2379)),
      lines(takes("a", 2370), takes("a", 2375, "manner: died"), speaks(2379)),
    ])
      expect(await findingsIn(office(events), { include: ["lifespan"] })).toEqual([]);
    const seats = office(lines(takes("a", 2370), takes("c", 2371), unnamed, speaks(2379)), ", seats: 2");
    expect(await findingsIn(seats, { include: ["lifespan"] })).toEqual([]);
  });

  test("dies once, whatever they held", async () => {
    const two = office(lines(takes("a", 2370), succession, succession.replace("b-2375", "x").replace("seat", "other")));
    const text = two.replace("  a: {", "  other: { kind: office, of: union }\n  a: {");
    expect(await findingsIn(text)).toEqual([]);
  });
});

describe("a dead hand", () => {
  test("holds a seat that nobody takes for the rest of history", async () => {
    const text = office(
      lines(takes("a", 2370), dies("a", 2375), "  - { id: later, type: Noted, at: 2380, about: union }"),
    );
    expect(await findingsIn(text)).toEqual(["office/dead-hand | a: died here (2375) | a: took seat here (2370)"]);
  });

  test.each([
    [
      "the seat is filled within the days of grace",
      lines(takes("a", 2370), dies("a", "2375-01-01"), takes("b", "2375-03-01")),
    ],
    [
      "the seat is left within the days of grace",
      lines(takes("a", 2370), dies("a", "2375-01-01"), leaves("2375-02-01"), takes("b", "2375-05-01")),
    ],
    ["history ends before", lines(takes("a", 2370), dies("a", "2375-01-01"))],
    [
      "somebody stands in from then on",
      lines(takes("a", 2370), dies("a", "2375-01-01"), takes("b", "2375-01-05", "acting: true"), takes("c", 2377)),
    ],
    [
      "somebody comes to rule beside",
      lines(takes("a", 2370), dies("a", "2375-01-01"), takes("b", "2375-02-05", "coRuler: true"), takes("c", 2377)),
    ],
    [
      "a deputy has sat for long",
      lines(takes("a", 2370), takes("b", 2372, "acting: true"), dies("a", "2375-01-01"), takes("c", 2377)),
    ],
    [
      "the holder had left before",
      lines(takes("a", 2370), leaves("2374-06"), dies("a", "2375-01-01"), takes("b", "2375-04")),
    ],
    [
      "the holder is restored",
      lines(takes("a", 2370), dies("a", 2375), "  - { id: back, type: PersonRestored, at: 2376, person: a }"),
    ],
    [
      "the power ends with its ruler",
      lines(
        takes("a", 2370),
        dies("a", "2375-01-01"),
        "  - { id: fall, type: FactionDissolved, at: 2375-01-05, faction: union }",
        "  - { id: later, type: Noted, at: 2380, about: a }",
      ),
    ],
  ])("is none where %s", async (_, events) => {
    expect(await findingsIn(office(events))).toEqual([]);
  });

  test("holds it as well where the deputy left before, or came too late", async () => {
    const later = "  - { id: later, type: Noted, at: 2380, about: union }";
    const before = lines(takes("b", 2372, "acting: true"), leaves("2374-01-01", "b"), dies("a", "2375-01-01"));
    expect(await findingsIn(office(lines(takes("a", 2370), before, later)))).toHaveLength(1);
    const after = lines(dies("a", "2375-01-01"), takes("b", "2376-01-05", "acting: true"));
    expect(await findingsIn(office(lines(takes("a", 2370), after, later)))).toHaveLength(1);
  });

  test("is only possible where the dates leave the days of grace open", async () => {
    const text = office(lines(takes("a", 2370), dies("a", 2375), takes("b", "2375-11-01")));
    expect(await findingsIn(text)).toEqual([]);
    expect((await findingsIn(text, POSSIBLE)).map((one) => one.split(" | ")[0])).toContain("office/dead-hand?");
  });

  test("has as many days as the canon says", async () => {
    const text = office(lines(takes("a", 2370), dies("a", "2375-01-01"), takes("b", "2375-03-01")));
    expect(await findingsIn(text, { parameters: { "office/dead-hand": { grace: 30 } } })).toHaveLength(1);
  });
});

test("a vacancy ends with an acting holder, and lasts until somebody comes", async () => {
  const vacated = lines(takes("a", 2370), leaves("2371-01-01", "a"));
  expect(await findingsIn(office(lines(vacated, takes("b", 2373))))).toEqual([
    "office/vacancy | seat: falls empty here (2371-01-01) | seat: filled again here (2373)",
  ]);
  expect(await findingsIn(office(lines(vacated, takes("b", "2371-06", "acting: true"), takes("c", 2376))))).toEqual([]);
  expect(await findingsIn(office(vacated))).toEqual([]);
});

test("a power that ends and is founded again has no office meanwhile", async () => {
  const vacated = lines(takes("a", 2370), leaves("2371-01-01", "a"), takes("b", 2390));
  const gone = (ends: number, again: number): string =>
    lines(
      `  - { id: ended, type: FactionDissolved, at: ${ends}, faction: union }`,
      `  - { id: again, type: FactionFounded, at: ${again}, faction: union, standing: major }`,
    );
  expect(await findingsIn(office(lines(vacated, gone(2372, 2389))))).toEqual([]);
  // Its earlier end is no reason why the seat is empty now.
  expect(await findingsIn(office(lines(vacated, gone(2350, 2360))))).toEqual([
    "office/vacancy | seat: falls empty here (2371-01-01) | seat: filled again here (2390)",
  ]);
});

describe("a predecessor", () => {
  test("is the one who holds the office", async () => {
    expect(await findingsIn(office(lines(takes("a", 2370), takes("b", 2375, "predecessor: c"))))).toEqual([
      "office/wrong-predecessor | c: c does not hold seat here | a: a took it here (2370)",
    ]);
    expect(await findingsIn(office(lines(takes("a", 2370), leaves(2375, "c"))))).toEqual([
      "office/wrong-predecessor | c: c does not hold seat here | a: a took it here (2370)",
    ]);
  });

  test("is not one who was replaced already", async () => {
    const events = lines(takes("a", 2370), takes("b", 2372, "predecessor: a"), takes("c", 2375, "predecessor: a"));
    expect(await findingsIn(office(events))).toEqual([
      "office/wrong-predecessor | a: a does not hold seat here | b: b took it here (2372)",
    ]);
  });

  test.each([
    ["whoever it was, where nobody is known to hold it", lines(takes("a", 2370, "predecessor: b"))],
    [
      "the last holder, after a vacancy",
      lines(takes("a", 2370), leaves(2371, "a"), takes("b", "2371-12", "predecessor: a")),
    ],
    [
      "either the acting holder or the one before",
      lines(
        takes("a", 2370),
        leaves(2371, "a"),
        takes("b", "2371-12", "acting: true"),
        takes("c", "2372", "predecessor: a"),
      ),
    ],
    [
      "one of two who rule together",
      lines(takes("a", 2370), takes("b", 2371, "coRuler: true"), takes("c", 2372, "predecessor: b")),
    ],
    ["one whose accession the dates leave open", lines(takes("a", "2370"), takes("b", "2370-02-01", "predecessor: a"))],
    [
      "unknown, where the holder is dead",
      lines(takes("a", 2370), dies("a", "2371-12-01"), takes("b", "2372-01-01", "predecessor: c")),
    ],
  ])("is %s", async (_, events) => {
    expect(await findingsIn(office(events))).toEqual([]);
  });
});

describe("a rival line", () => {
  const lines = (line: string): string => `
entities:
  temple: { kind: faction, standing: major }
  chair: { kind: office, of: temple }
  ona: { kind: person }
  per: { kind: person }
  rival: { kind: person }
  qil: { kind: person }
  rival-ii: { kind: person }
  sun: { kind: person }
events:
  - { id: ona-comes, type: LeaderReplaced, office: chair, successor: ona, manner: elected, at: 2160-01-05 }
  - { id: ona-dies, type: PersonDied, person: ona, at: 2170-03-01 }
  - { id: per-comes, type: LeaderReplaced, office: chair, successor: per, predecessor: ona, manner: elected, at: 2170-03-20 }
  - { id: rival-comes, type: LeaderReplaced, office: chair, successor: rival, predecessor: ona, manner: elected, at: 2170-08-01${line} }
  - { id: per-dies, type: PersonDied, person: per, at: 2181-02-01 }
  - { id: qil-comes, type: LeaderReplaced, office: chair, successor: qil, predecessor: per, manner: elected, at: 2181-02-20 }
  - { id: rival-dies, type: PersonDied, person: rival, at: 2186-02-01 }
  - { id: rival-ii-comes, type: LeaderReplaced, office: chair, successor: rival-ii, predecessor: rival, manner: elected, at: 2186-02-11${line} }
  - { id: sun-comes, type: LeaderReplaced, office: chair, successor: sun, predecessor: qil, manner: abdicated, at: 2190-02-11 }
  - { id: rival-ii-dies, type: PersonDied, person: rival-ii, at: 2192-02-01 }
  - { id: later, type: Noted, about: temple, at: 2200 }
`;

  test("that is said is none of the other's business, and may die out", async () => {
    expect(await findingsIn(lines(", line: of the south"), POSSIBLE)).toEqual([]);
  });

  test("that is not said contradicts the other where they part, and not at each successor", async () => {
    expect(await findingsIn(lines(""))).toEqual([
      "office/wrong-predecessor | ona: ona does not hold chair here | per: per took it here (2170-03-20)",
    ]);
  });

  test("has one holder at a time as well", async () => {
    const twice = lines(", line: south").replace(
      "predecessor: rival, manner: elected, at: 2186",
      "predecessor: sun, manner: elected, at: 2185",
    );
    expect(await findingsIn(twice)).toEqual([
      "office/wrong-predecessor | sun: sun does not hold chair here | rival: rival took it here (2170-08-01)",
    ]);
  });

  test("is left by whoever sits in it, whether or not the line is named", async () => {
    const leaves = (line: string): string =>
      lines(", line: south").replace(
        "  - { id: later,",
        `  - { id: rival-gives-up, type: OfficeVacated, office: chair, holder: rival, at: 2185${line} }\n  - { id: later,`,
      );
    for (const line of ["", ", line: south"]) expect(await findingsIn(leaves(line))).toEqual([]);
  });
});

test("heirs and consorts hold nothing until they come to it", async () => {
  const text = (heir: string): string => `
entities:
  ostra: { kind: faction, standing: major }
  throne: { kind: office, of: ostra }
  ada: { kind: person }
  bert: { kind: person }
  cara: { kind: person }
events:
  - { id: ada-comes, type: LeaderReplaced, office: throne, successor: ada, at: 2160 }
  - { id: bert-beside, type: ConsortNamed, office: throne, consort: bert, of: ada, at: 2161 }
  - { id: cara-next, type: HeirNamed, office: throne, heir: ${heir}, at: 2165 }
  - { id: ada-dies, type: PersonDied, person: ada, at: 2180-03-01 }
  - { id: cara-comes, type: LeaderReplaced, office: throne, successor: cara, predecessor: ada, manner: died, at: 2180-03-02 }
`;
  expect(await findingsIn(text("cara"), POSSIBLE)).toEqual([]);
  expect((await findingsIn(text("ostra"))).map((one) => one.split(" | ")[0])).toEqual(["identity/wrong-kind"]);
});

describe("a succession", () => {
  test("of the incumbent is redundant", async () => {
    const expected = ["office/redundant-succession | a: takes it here | a: took it already here (2370)"];
    expect(await findingsIn(office(lines(takes("a", 2370), takes("a", 2374))))).toEqual(expected);
    expect(await findingsIn(office(lines(takes("a", 2370), takes("a", 2374, "manner: term"))))).toEqual(expected);
  });

  test("of oneself is wrong, in office or not", async () => {
    const expected = ["office/wrong-predecessor | a: a is the successor as well"];
    const again = takes("a", 2374, "predecessor: a");
    expect(await findingsIn(office(lines(takes("a", 2370), again)))).toEqual(expected);
    expect(await findingsIn(office(lines(takes("b", 2370), leaves("2373"), again)))).toEqual(expected);
    const otherwise = office(lines(takes("b", 2370), leaves("2373"), takes("a", 2374, "predecessor: aa")));
    expect(await findingsIn(otherwise.replace("a: { kind: person }", "a: { kind: person, alias: aa }"))).toHaveLength(
      1,
    );
    expect(await findingsIn(office(again.replace("successor: a", "timeTravel: true, successor: a")))).toEqual([]);
  });

  test("of a former holder is none", async () => {
    const events = lines(takes("a", 2370), takes("b", 2374, "predecessor: a"), takes("a", 2378, "predecessor: b"));
    expect(await findingsIn(office(events), POSSIBLE)).toEqual([]);
  });
});

describe("eligibility", () => {
  test("by age: certain where every reading is too young", async () => {
    const born = (at: string): string => `  - { id: born, type: PersonBorn, at: ${at}, person: a }`;
    const rule = ", eligibility: { minAge: 30 }";
    expect(await findingsIn(office(lines(born("2350"), takes("a", 2370)), rule))).toEqual([
      "office/ineligible | a: takes seat here | a: was born here (2350) | { minAge: 30 }: for those of at least 30",
    ]);
    expect(await findingsIn(office(lines(born("2340"), takes("a", 2370)), rule))).toEqual([]);
    expect(await findingsIn(office(lines(born("2340-03-01"), takes("a", "2370-03-01")), rule))).toEqual([]);
    expect(await findingsIn(office(lines(takes("a", 2370)), rule), POSSIBLE)).toEqual([]);
  });

  test("by membership: only what canon says against it", async () => {
    const rule = ", eligibility: { memberOf: union }";
    const joined = (at: number): string => `  - { id: joins, type: MemberJoined, at: ${at}, body: union, member: a }`;
    const left = (at: number): string => `  - { id: quits, type: MemberLeft, at: ${at}, body: union, member: a }`;
    expect(await findingsIn(office(takes("a", 2370), rule), POSSIBLE)).toEqual([]);
    expect(await findingsIn(office(lines(joined(2360), takes("a", 2370)), rule), POSSIBLE)).toEqual([]);
    expect(await findingsIn(office(lines(joined(2372), takes("a", 2370)), rule))).toEqual([
      "office/ineligible | a: takes seat here | a: joined union only here (2372) | { memberOf: union }: for members of union",
    ]);
    expect(await findingsIn(office(lines(joined(2360), left(2365), takes("a", 2370)), rule))).toEqual([
      "office/ineligible | a: takes seat here | a: left union here (2365) | { memberOf: union }: for members of union",
    ]);
  });
});

describe("what an office reserves", () => {
  const rule = ", reserves: [TreatySigned]";
  const signs = (at: number, who: string): string =>
    `  - { id: signs, type: TreatySigned, at: ${at}, treaty: pact, parties: [union], signatories: [${who}] }`;

  test("nobody else does, while another holds it", async () => {
    expect(await findingsIn(office(lines(takes("a", 2370), signs(2372, "b")), rule))).toEqual([
      "office/acts-without-office | b: acts here (2372) | a: takes seat here (2370) | [TreatySigned]: reserved here",
    ]);
  });

  test("a former holder does not", async () => {
    const events = lines(takes("a", 2370), leaves(2371, "a"), signs(2372, "a"));
    expect((await findingsIn(office(events, rule))).map((one) => one.split(" | ")[0])).toEqual([
      "office/acts-without-office",
    ]);
  });

  test("somebody whose accession is retracted does not", async () => {
    const events = lines(takes("a", 2370), signs(2372, "a"), "retract: [{ event: a-2370, reason: no }]");
    expect(await findingsIn(office(events, rule), { include: ["office"] })).toEqual([
      "office/acts-without-office | a: acts here (2372) | a: this accession is retracted | [TreatySigned]: reserved here",
    ]);
  });

  test.each([
    ["its holder does", lines(takes("a", 2370), signs(2372, "a"))],
    ["its holder does beside another", lines(takes("a", 2370), signs(2372, "b, a"))],
    ["an acting holder does", lines(takes("a", 2370), takes("b", 2371, "acting: true"), signs(2372, "b"))],
    ["the year may be that of the accession", lines(signs(2370, "a"), takes("a", "2370-06"))],
    ["nobody is known to hold it", signs(2372, "a")],
  ])("is right where %s", async (_, events) => {
    expect(await findingsIn(office(events, rule))).toEqual([]);
  });

  test("does not bind another power", async () => {
    const text = office(
      lines(
        takes("a", 2370),
        "  - { id: signs, type: TreatySigned, at: 2372, treaty: pact, parties: [breen], signatories: [b] }",
      ),
      rule,
    ).replace("events:", "  breen: { kind: faction, standing: major }\nevents:");
    expect(await findingsIn(text, { ...POSSIBLE, include: ["office"] })).toEqual([]);
  });
});

describe("of a time of which no document tells", () => {
  const canon = (covers: string): string => `
documents:
  annals: { title: Annals, rank: 1${covers} }
entities:
  union: { kind: faction, standing: major }
  warden: { kind: office, of: union }
  osric: { kind: person }
  stag: { kind: ship, of: union }
  pact: { kind: treaty }
  league: { kind: faction, standing: major }
events:
  - { id: osric-comes, type: LeaderReplaced, at: 2300, office: warden, successor: osric, manner: appointed }
  - { id: pact-ratified, type: TreatyRatified, at: 2301, treaty: pact, parties: [union, league] }
  - { id: osric-dies, type: PersonDied, at: 2310, person: osric }
  - { id: stag-missing, type: ShipMissing, at: 2310, ship: stag }
  - { id: pact-broken, type: TreatyViolated, at: 2310, treaty: pact, by: league, act: arms }
  - { id: later, type: Noted, at: 2390, about: union }
`;
  const found = async (covers: string): Promise<string[]> =>
    (
      await checkText(canon(covers), {
        include: ["office/dead-hand", "ship/missing-unresolved", "treaty/unanswered-violation"],
      })
    ).findings.map(({ rule }) => rule);
  const ALL = ["office/dead-hand", "ship/missing-unresolved", "treaty/unanswered-violation"];

  test("nobody is missed, and no answer waited for", async () => {
    expect((await found("")).sort()).toEqual(ALL);
    expect((await found(", covers: { from: 2290, until: 2395 }")).sort()).toEqual(ALL);
    expect((await found(", covers: { until: 2320-05-01 }")).sort()).toEqual(ALL);
    expect(await found(", covers: { until: 2305 }")).toEqual([]);
    expect(await found(", covers: { from: 2350 }")).toEqual([]);
  });

  test("several documents tell of it together", async () => {
    const two = canon(", covers: { until: 2310 }").replace(
      "\nentities:",
      "\n  letters: { title: Letters, rank: 2, covers: { from: 2311, until: 2330 } }\nentities:",
    );
    expect((await checkText(two, { include: ALL })).findings).toHaveLength(3);
  });
});

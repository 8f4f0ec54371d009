import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkText, findingsIn } from "../../../../../test/support/checkText.ts";
import { expectNoAlarmWhenVaguer, type Fields } from "../../../../../test/support/widening.ts";

const POSSIBLE = { possible: true };

const WORLD = `
entities:
  breen: { kind: faction, standing: major }
  union: { kind: faction, standing: major }
  dominion: { kind: faction, standing: major }
  badlands: { kind: region }
  gor: { kind: person }
  omet: { kind: person }
`;
const canon = (...events: readonly string[]): string =>
  `${WORLD}events:\n${events.map((event, index) => `  - { id: e${index}, ${event} }`).join("\n")}\n`;
const found = (...events: readonly string[]) => findingsIn(canon(...events));
const possible = (...events: readonly string[]) => findingsIn(canon(...events), POSSIBLE);
const rulesOf = (lines: readonly string[]): (string | undefined)[] => lines.map((line) => line.split(" | ")[0]);

const has = (value: number, at: number | string = 2370, more = "", faction = "breen", component = "hulls"): string =>
  `type: ForceReported, at: ${at}, faction: ${faction}, component: ${component}, value: ${value}${more}`;
const gains = (by: number, at: number | string, more = ""): string =>
  `type: ForceRaised, at: ${at}, faction: breen, component: hulls, by: ${by}${more}`;
const falls = (factor: number, at: number | string, more = ""): string =>
  `type: ForceReduced, at: ${at}, faction: breen, component: hulls, factor: ${factor}${more}`;
const INVENTED = ", invented: true";

describe("a stated ratio", () => {
  const doubled = (at: number | string = 2386): string => gains(20, at, ", states: { ratio: 2 }");

  test("is held against the level before", async () => {
    expect(await found(has(40), doubled())).toEqual([
      "numbers/arithmetic | 2: 2 by the text | 20: 60 from here on | 40: 40 until then",
    ]);
  });

  test("is held against the factor of a reduction, whatever there was", async () => {
    expect(await found(falls(0.3, 2386, ", states: { ratio: 0.5 }"))).toEqual([
      "numbers/arithmetic | 0.5: 0.5 by the text | 0.3: by the events",
    ]);
    expect(await found(falls(0.3, 2386, ", states: { ratio: 0.5 }"), has(40, 2370, INVENTED))).toEqual([
      "numbers/arithmetic | 0.5: 0.5 by the text | 0.3: 12 are left by the events",
    ]);
  });

  test("is held against the level that a reduction names", async () => {
    expect(await found(has(40), falls(0.4, 2380, ", baseline: e0, states: { ratio: 0.8 }"))).toEqual([
      "numbers/arithmetic | 0.8: 0.8 by the text | 0.4: 16 are left by the events | e0: measured against this",
    ]);
  });

  test("of a report is held against the level before it", async () => {
    expect(await found(has(40), has(10, 2386, ", states: { ratio: 0.5 }"))).toEqual([
      "numbers/arithmetic | 0.5: 0.5 by the text | 10: 10 from here on | 40: 40 until then",
    ]);
  });

  test.each([
    ["fits", [has(20), doubled()]],
    ["nearly fits", [has(19), doubled()]],
    ["is just within a tenth of a half", [falls(0.55, 2386, ", states: { ratio: 0.5 }")]],
    ["is of a level that nobody reported", [gains(20, 2370), doubled()]],
    ["is of a level that was reported only later", [has(40, 2390), doubled()]],
    ["is of what was nothing", [has(0), doubled()]],
    ["looks back", [has(40), `${doubled()}, retrospective: true`]],
    [
      "fits one part of the military",
      [
        has(20),
        has(50, 2370, "", "breen", "crews"),
        gains(20, 2386, ", states: { ratio: 2 }").replace("hulls", "military"),
      ],
    ],
  ])("is none where it %s", async (_, events) => {
    expect(await possible(...events)).toEqual([]);
  });

  test.each([
    ["the level before is ours", [has(40, 2370, INVENTED), doubled()]],
    ["the level before was a share", [has(0.4, 2370, ", unit: share"), doubled()]],
    [
      "something before it has no number",
      [
        has(40),
        "type: ForceCrippled, at: 2375, faction: breen, component: hulls",
        gains(40, 2386, ", states: { ratio: 2 }"),
      ],
    ],
    ["another change may come first", [has(40), gains(9, 2386), doubled("2386-05-01")]],
    ["another change is of the same day", [has(40), gains(9, "2386-05-01"), doubled("2386-05-01")]],
    [
      "changes before it may come in another order",
      [has(40, 2370), falls(0.5, 2375), gains(20, 2375), gains(90, 2386, ", states: { ratio: 2 }")],
    ],
    ["another report is of the same year as its own", [has(40, 2370), has(30, 2370), doubled()]],
  ])("is only possible where %s", async (_, events) => {
    expect(await found(...events)).toEqual([]);
    expect(rulesOf(await possible(...events))).toEqual(["numbers/arithmetic?"]);
  });

  test("comes with a ledger that sums to the level", async () => {
    const text = canon(has(40), falls(0.5, 2375), gains(10, 2380, ", states: { ratio: 2 }"));
    const { findings } = await checkText(text, { ledgers: true });
    expect(findings.map(({ ledger }) => ledger?.map(({ event, value }) => [event, value]))).toEqual([
      [
        ["e0", 40],
        ["e1", -20],
        ["e2", 10],
      ],
    ]);
  });

  test("is held against the level of all ids of a faction", async () => {
    const text = `entities: { breen: { kind: faction, standing: major, alias: confederacy } }
events:
  - { id: a, ${has(40, 2370, "", "confederacy")} }
  - { id: b, ${gains(40, 2386, ", states: { ratio: 2 }")} }
`;
    expect(await findingsIn(text, POSSIBLE)).toEqual([]);
    expect(rulesOf(await findingsIn(text.replace("by: 40", "by: 4")))).toEqual(["numbers/arithmetic"]);
  });
});

describe("a standing", () => {
  const ranked = (rank: string, among = "powers", at: number | string = 2386, metric = "hulls"): string =>
    `type: StandingStated, at: ${at}, faction: breen, metric: ${metric}, rank: ${rank}, among: ${among}`;
  const ALL = "[breen, union, dominion]";

  test("is refuted by one that has certainly less", async () => {
    expect(await found(has(40), has(20, 2370, "", "union"), ranked("lowest"))).toEqual([
      "numbers/superlative | lowest: stated here | 40: breen had 40 by this | 20: union had 20 by this",
    ]);
  });

  test("is refuted by one that has certainly more", async () => {
    expect(rulesOf(await found(has(40), has(50, 2370, "", "union"), ranked("highest")))).toEqual([
      "numbers/superlative",
    ]);
  });

  test("of a third is refuted by as many as fit into a third", async () => {
    const events = [has(40), has(20, 2370, "", "union"), ranked("bottom-third", ALL)];
    expect(rulesOf(await found(...events))).toEqual(["numbers/superlative"]);
    expect(
      await possible(has(40), has(20, 2370, "", "union"), has(10, 2370, "", "dominion"), ranked("top-third", ALL)),
    ).toEqual([]);
  });

  test("of the military is refuted by who has less of both", async () => {
    const less = [has(20, 2370, "", "union"), has(5, 2370, "", "union", "crews")];
    const own = [has(40), has(10, 2370, "", "breen", "crews")];
    expect(rulesOf(await found(...own, ...less, ranked("lowest", "powers", 2386, "military")))).toEqual([
      "numbers/superlative",
    ]);
    const more = [has(20, 2370, "", "union"), has(12, 2370, "", "union", "crews")];
    expect(await found(...own, ...more, ranked("lowest", "powers", 2386, "military"))).toEqual([]);
  });

  test.each([
    ["it holds", [has(40), has(50, 2370, "", "union"), ranked("lowest")]],
    ["nothing is reported of the others", [has(40), ranked("lowest")]],
    ["nothing is reported of the one", [has(20, 2370, "", "union"), ranked("lowest")]],
    ["they are equal", [has(40), has(40, 2370, "", "union"), ranked("lowest")]],
    ["the other is not among them", [has(40), has(20, 2370, "", "union"), ranked("lowest", "[breen, dominion]")]],
    [
      "the other is of no power's standing",
      ["type: FactionFounded, faction: spies, standing: covert", has(40), has(20, 2370, "", "spies"), ranked("lowest")],
    ],
    [
      "the other is gone",
      [has(40), has(20, 2370, "", "union"), "type: FactionDissolved, at: 2380, faction: union", ranked("lowest")],
    ],
    ["nothing counts it", [has(40), has(20, 2370, "", "union"), ranked("lowest", "powers", 2386, "prestige")]],
    ["it is among those of a region", [has(40), has(20, 2370, "", "union"), ranked("lowest", "badlands")]],
    ["it looks back", [has(40), has(20, 2370, "", "union"), `${ranked("lowest")}, retrospective: true`]],
    [
      "the others were weaker only before",
      [has(40), has(20, 2370, "", "union"), has(60, 2380, "", "union"), ranked("lowest")],
    ],
  ])("is not refuted where %s", async (_, events) => {
    expect(await possible(...events)).toEqual([]);
  });

  test.each([
    ["the numbers are ours", [has(40, 2370, INVENTED), has(20, 2370, INVENTED, "union"), ranked("lowest")]],
    ["the other's number is ours", [has(40), has(20, 2370, INVENTED, "union"), ranked("lowest")]],
    ["the standing is ours", [has(40), has(20, 2370, "", "union"), `${ranked("lowest")}${INVENTED}`]],
    ["a report may be later than it", [has(40), has(20, 2386, "", "union"), ranked("lowest", "powers", "2386-12-30")]],
    ["a report is of its day", [has(40), has(20, "2386-02-01", "", "union"), ranked("lowest", "powers", "2386-02-01")]],
    ["power is by a formula", [has(40), has(20, 2370, "", "union"), ranked("lowest", "powers", 2386, "power")]],
    ["nobody has counted the powers", [has(40), has(20, 2370, "", "union"), ranked("bottom-third")]],
    [
      "the other may be gone",
      [
        has(40),
        has(20, 2370, "", "union"),
        "type: FactionDissolved, at: 2386, faction: union",
        ranked("lowest", "powers", "2386-06"),
      ],
    ],
    [
      "ships were assigned to a fleet, and from where nobody says",
      [has(40), has(20, 2370, "", "union"), "type: AssetsAssigned, at: 2380, to: union, ships: 3", ranked("lowest")],
    ],
  ])("is only possibly refuted where %s", async (_, events) => {
    expect(await found(...events)).toEqual([]);
    expect(rulesOf(await possible(...events))).toEqual(["numbers/superlative?"]);
  });

  test("comes with a ledger of what it ranks", async () => {
    const text = canon(has(40), falls(0.75, 2375), has(20, 2370, "", "union"), ranked("lowest"));
    const { findings } = await checkText(text, { ledgers: true });
    const [ledger] = findings.map((finding) => finding.ledger ?? []);
    expect(ledger?.reduce((sum, { value }) => sum + value, 0)).toBe(30);
  });
});

describe("a jump", () => {
  test("is reported where a level is many times another within a year", async () => {
    expect(await found(has(5, "2386-02"), has(90, "2386-09"))).toEqual([
      "numbers/jump | 90: 90 in e1 (2386-09) | 5: 5 in e0 (2386-02)",
    ]);
  });

  test.each([
    ["more than a year lies between", [has(5, "2386-02"), has(90, "2387-09")]],
    ["it is less than the factor", [has(12, "2386-02"), has(90, "2386-09")]],
    ["there was nothing", [has(0, "2386-02"), has(90, "2386-09")]],
    [
      "they hold since the beginning",
      ["type: ForceReported, faction: breen, component: hulls, value: 5", has(90, "2386-09")],
    ],
    ["they are of one day", [has(5, "2386-02-01"), has(90, "2386-02-01")]],
    ["they are of two things", [has(5, "2386-02"), has(90, "2386-09", "", "breen", "crews")]],
    ["they are of two factions", [has(5, "2386-02"), has(90, "2386-09", "", "union")]],
    ["one is a share", [has(0.5, "2386-02", ", unit: share"), has(90, "2386-09")]],
    ["something was raised in between", [has(5, "2386-02"), gains(80, "2386-05"), has(90, "2386-09")]],
    [
      "something may have been raised in between",
      [has(5, "2386-02"), has(90, "2386-09"), `${gains(80, 2386)}, placed: 2386-12`],
    ],
    ["the second has a cause", [has(5, "2386-02"), `${has(90, "2386-09")}, causes: [e0]`]],
    [
      "there was a war",
      [
        "type: ConflictBegun, at: 2385, conflict: border-war, sides: [breen, union]",
        has(90, "2386-02"),
        has(5, "2386-09"),
      ],
    ],
  ])("is none where %s", async (_, events) => {
    expect(await possible(...events)).toEqual([]);
  });

  test("is one where the war is over, or another's", async () => {
    const war = [
      "type: ConflictBegun, at: 2380, conflict: border-war, sides: [breen, union]",
      "type: ConflictEnded, at: 2384, conflict: border-war",
      "type: BattleFought, at: 2386-05, sides: [union, dominion]",
    ];
    expect(rulesOf(await found(...war, has(90, "2386-02"), has(5, "2386-09")))).toEqual(["numbers/jump"]);
  });

  test("is one where the change came before or after", async () => {
    expect(rulesOf(await found(has(5, "2386-02"), gains(80, "2385-05"), has(90, "2386-09"), gains(1, "2387")))).toEqual(
      ["numbers/jump"],
    );
  });

  test.each([
    ["figures of a year and of the next", [has(5, 2385), has(90, 2386)]],
    ["figures of a month and of that month a year later", [has(5, "2385-04"), has(90, "2386-04")]],
    [
      "another thing was reported, some time in those years",
      [has(5, "2385-04"), has(90, "2385-11"), has(70, 2385, "", "breen", "crews")],
    ],
  ])("is certain between %s", async (_, events) => {
    expect(rulesOf(await found(...events))).toEqual(["numbers/jump"]);
  });

  test.each([
    ["they may be further apart", [has(5, 2385), has(90, "2386-09")]],
    ["one is only about that year", [has(5, "2385~"), has(90, 2386)]],
    ["both are ours", [has(5, "2386-02", INVENTED), has(90, "2386-09", INVENTED)]],
    ["another level may lie between", [has(5, "2386-02"), has(90, "2386-09"), `${has(30, 2386)}, placed: 2386-12`]],
  ])("is only possible where %s", async (_, events) => {
    expect(await found(...events)).toEqual([]);
    expect(rulesOf(await possible(...events))[0]).toEqual("numbers/jump?");
  });
});

describe("shares", () => {
  const part = (value: number, faction: string, at: string | undefined = "2386-03-01", more = ""): string =>
    `type: ForceReported, ${at === "" ? "" : `at: ${at}, `}faction: ${faction}, component: hulls, value: ${value}, unit: share${more}`;

  test.each(["2386-03-01", ""])("of one date (%s) are no more than all", async (at) => {
    expect(await found(part(0.6, "breen", at), part(0.5, "union", at))).toEqual([
      "numbers/shares-sum | 0.6: 0.6 of all | 0.5: 0.5 of all",
    ]);
  });

  test.each([
    ["may be all", [part(0.6, "breen"), part(0.42, "union")]],
    ["may leave something to others", [part(0.6, "breen"), part(0.1, "union")]],
    ["are of several dates", [part(0.6, "breen"), part(0.5, "union", "2386-03-02")]],
    ["are of one faction", [part(0.6, "breen"), part(0.5, "breen")]],
    ["are units", [has(6, "2386-03-01"), has(5, "2386-03-01", "", "union")]],
    ["are of several things", [part(0.6, "breen"), part(0.5, "union").replace("hulls", "crews")]],
  ])("%s", async (_, events) => {
    expect(await possible(...events)).toEqual([]);
  });

  test.each([
    ["they are of one year", [part(0.6, "breen", "2386"), part(0.5, "union", "2386")]],
    ["all are ours", [part(0.6, "breen", "2386-03-01", INVENTED), part(0.5, "union", "2386-03-01", INVENTED)]],
    ["less than all is left to every power", [part(0.3, "breen"), part(0.3, "union"), part(0.3, "dominion")]],
  ])("are only possibly wrong where %s", async (_, events) => {
    expect(await found(...events)).toEqual([]);
    expect(rulesOf(await possible(...events))).toEqual(["numbers/shares-sum?"]);
  });
});

describe("a loss", () => {
  const loses = (count: number | string, at: number | string = 2386, of = "[breen]"): string =>
    `type: ShipMissing, at: ${at}, group: { count: ${count}, of: ${of}, region: badlands }`;

  test("of more ships than there are is an error", async () => {
    expect(await found(has(12), loses(30))).toEqual([
      "numbers/negative-level | 30: 30 are lost here | 12: breen had 12 by this",
    ]);
    expect((await checkText(canon(has(12), loses(30)))).findings.map(({ severity }) => severity)).toEqual(["error"]);
  });

  test("of several sides is held against what they have together", async () => {
    const both = [has(12), has(10, 2370, "", "union")];
    expect(rulesOf(await found(...both, loses(23, 2386, "[breen, union]")))).toEqual(["numbers/negative-level"]);
    expect(await possible(...both, loses(22, 2386, "[breen, union]"))).toEqual([]);
  });

  test.each([
    ["as many as there are", [has(12), loses(12)]],
    ["several", [has(1), loses("several")]],
    ["of all", [has(1), loses(30, 2386, "all")]],
    ["of a side of which nothing is reported", [has(12), loses(30, 2386, "[breen, union]")]],
    ["after more were built", [has(12), gains(20, 2380), loses(30)]],
    ["before the report", [has(12, 2390), loses(30)]],
    ["of a fleet that was raised, and nobody says from how many", [gains(12, 2370), loses(30)]],
  ])("may be %s", async (_, events) => {
    expect(await possible(...events)).toEqual([]);
  });

  test.each([
    ["the number is ours", [has(12, 2370, INVENTED), loses(30)]],
    ["the number is a share", [has(0.1, 2370, ", unit: share"), loses(30)]],
    ["more may have been built by then", [has(12), gains(20, 2386), loses(30, "2386-01-01")]],
    ["the loss is booked on the same day", [has(40), falls(0.2, "2386-01-01"), loses(30, "2386-01-01")]],
  ])("is only possibly too many where %s", async (_, events) => {
    expect(await found(...events)).toEqual([]);
    expect(rulesOf(await possible(...events))).toEqual(["numbers/negative-level?"]);
  });
});

describe("a stated age", () => {
  const born = (at: string, more = ""): string => `type: PersonBorn, at: ${at}, person: gor${more}`;
  const dies = (at: string, age: number, more = ""): string =>
    `type: PersonDied, at: ${at}, person: gor, states: { age: ${age} }${more}`;

  test("is held against the birth", async () => {
    expect(await found(born("2330-06"), dies("2387-02", 40))).toEqual([
      "numbers/stated-duration | 40: aged 40, by the text | gor: was born here (2330-06)",
    ]);
  });

  test("is of whoever dies, not of the killer", async () => {
    expect(rulesOf(await found(born("2330"), dies("2387", 40, ", by: omet")))).toEqual(["numbers/stated-duration"]);
  });

  test.each([
    ["it fits", [born("2330-06"), dies("2387-02", 56)]],
    ["it is the birthday", [born("2330-06-01"), dies("2370-06-01", 40)]],
    ["it is the day before", [born("2330-06-01"), dies("2371-05-31", 40)]],
    ["nobody says when the birth was", [dies("2387", 40)]],
    ["somebody travelled", [born("2330"), "type: Noted, at: 2350, about: gor, timeTravel: true", dies("2387", 40)]],
    [
      "somebody was away from life",
      [
        born("2330"),
        "type: PersonDied, at: 2350, person: gor",
        "type: PersonRestored, at: 2367, person: gor",
        dies("2387", 40),
      ],
    ],
    [
      "it is told long after the death",
      [born("2330"), "type: Noted, at: 2387, about: gor, posthumous: true, states: { age: 40 }"],
    ],
    ["two persons are named", [born("2330"), "type: Noted, at: 2387, about: [gor, omet], states: { age: 40 }"]],
  ])("is not judged where %s", async (_, events) => {
    expect(await possible(...events)).toEqual([]);
  });

  test("is only possibly wrong where the years leave it open", async () => {
    expect(await found(born("2330"), dies("2370", 40))).toEqual([]);
    expect(rulesOf(await possible(born("2330"), dies("2370", 40)))).toEqual(["numbers/stated-duration?"]);
  });
});

describe("a stated duration", () => {
  const begins = (at: string): string => `type: ConflictBegun, at: ${at}, conflict: war, sides: [breen, union]`;
  const ends = (at: string, duration: string): string =>
    `type: ConflictEnded, at: ${at}, conflict: war, states: { duration: ${duration} }`;

  test("of what ends counts from its beginning", async () => {
    expect(await found(begins("2370"), ends("2380", "P40Y"))).toEqual([
      "numbers/stated-duration | P40Y: after P40Y, by the text | war: began here (2370)",
    ]);
  });

  test("of a ship that is found counts from when it went missing", async () => {
    const ship = "type: ShipLaunched, at: 2300, ship: tezz, of: breen";
    const lost = "type: ShipMissing, at: 2340, ship: tezz";
    const back = (duration: string) => `type: ShipFound, at: 2380, ship: tezz, states: { duration: ${duration} }`;
    const judged = { include: ["numbers"] };
    expect(rulesOf(await findingsIn(canon(ship, lost, back("P4Y")), judged))).toEqual(["numbers/stated-duration"]);
    expect(await findingsIn(canon(ship, lost, back("P40Y")), judged)).toEqual([]);
  });

  test.each([
    ["fits", [begins("2370-01-01"), ends("2380-01-01", "P10Y")]],
    ["is roughly right", [begins("2370-01-01"), ends("2380-12-01", "P10Y")]],
    ["is no duration", [begins("2370"), ends("2380", "long")]],
    ["is of a beginning that nobody dated", [ends("2380", "P40Y")]],
    [
      "may be that of an illness",
      ["type: PersonBorn, at: 2330, person: gor", "type: PersonDied, at: 2387, person: gor, states: { duration: P2Y }"],
    ],
    [
      "counts from the signing",
      [
        "type: TreatySigned, at: 2340, treaty: pact, parties: [breen, union]",
        "type: TreatyRatified, at: 2350, treaty: pact, parties: [breen, union]",
        "type: TreatyAbrogated, at: 2380, treaty: pact, by: breen, states: { duration: P40Y }",
      ],
    ],
    [
      "counts from the ratification",
      [
        "type: TreatySigned, at: 2340, treaty: pact, parties: [breen, union]",
        "type: TreatyRatified, at: 2350, treaty: pact, parties: [breen, union]",
        "type: TreatyAbrogated, at: 2380, treaty: pact, by: breen, states: { duration: P30Y }",
      ],
    ],
  ])("is none where it %s", async (_, events) => {
    expect((await findingsIn(canon(...events))).filter((line) => line.startsWith("numbers"))).toEqual([]);
  });

  test("is only possibly wrong where the years leave it open", async () => {
    expect(await found(begins("2370"), ends("2373", "P2Y"))).toEqual([]);
    expect(rulesOf(await possible(begins("2370"), ends("2373", "P2Y")))).toContain("numbers/stated-duration?");
  });
});

describe("a stated count", () => {
  const battle = (count: number, sides: string): string =>
    `type: BattleFought, at: 2386, sides: ${sides}, states: { count: ${count} }`;

  test("is held against what is listed", async () => {
    expect(await found(battle(4, "[[breen, union], [dominion]]"))).toEqual([
      "numbers/stated-count | 4: 4 by the text | [[breen, union], [dominion]]: 2 here",
    ]);
  });

  test("is held against a number that counts", async () => {
    const lost = "type: ShipMissing, at: 2386, group: { count: 4, of: all, region: badlands }, states: { count: 5 }";
    expect(rulesOf(await found(lost))).toEqual(["numbers/stated-count"]);
  });

  test.each([
    ["sides", battle(2, "[[breen, union], [dominion]]")],
    ["those who stand on them", battle(3, "[[breen, union], [dominion]]")],
    ["nothing that is listed", "type: Noted, at: 2386, about: gor, states: { count: 7 }"],
    ["no coordinates", "type: SystemCharted, at: 2386, system: dozaria, position: [4, 2], states: { count: 7 }"],
  ])("may count %s", async (_, event) => {
    expect(await possible(event)).toEqual([]);
  });
});

describe("all of them", () => {
  const faction = fc.constantFrom("breen", "union");
  const component = fc.constantFrom("hulls", "crews", "military");
  const powers: readonly Fields[] = [
    { id: "breen", type: "FactionFounded", faction: "breen", standing: "major" },
    { id: "union", type: "FactionFounded", faction: "union", standing: "major" },
    { id: "badlands", type: "RegionCharted", region: "badlands", name: "Badlands", systems: ["dozaria"] },
    { id: "dozaria", type: "SystemCharted", system: "dozaria", name: "Dozaria" },
  ];
  const reported: readonly Fields[] = [
    { id: "breen-has", type: "ForceReported", faction: "breen", component: "military", value: 30 },
    { id: "union-has", type: "ForceReported", faction: "union", component: "military", value: 40 },
  ];
  const maybe = (fields: Fields, more: Fields): fc.Arbitrary<Fields> => fc.constantFrom(fields, { ...fields, ...more });
  const levels: fc.Arbitrary<Fields> = fc.oneof(
    fc
      .record({ type: fc.constant("ForceReported"), faction, component, value: fc.constantFrom(20, 40, 60) })
      .chain((fields) => maybe(fields, { states: { ratio: 2 } })),
    fc
      .record({ type: fc.constant("ForceRaised"), faction, component, by: fc.constantFrom(10, 30) })
      .chain((fields) => maybe(fields, { states: { ratio: 2 } })),
    fc
      .record({ type: fc.constant("ForceReduced"), faction, component, factor: fc.constantFrom(0.1, 0.5) })
      .chain((fields) => maybe(fields, { states: { ratio: 0.5 } })),
    fc.record({ type: fc.constant("ForceCrippled"), faction, component }),
    fc.record({
      type: fc.constant("StandingStated"),
      faction,
      metric: fc.constantFrom("hulls", "military"),
      rank: fc.constantFrom("highest", "lowest", "top-third", "bottom-third"),
      among: fc.constantFrom<unknown>("powers", ["breen", "union"]),
    }),
    fc.record({
      type: fc.constant("ShipMissing"),
      group: fc.record({
        count: fc.constantFrom(35, 60),
        of: fc.constantFrom(["breen"], ["breen", "union"]),
        region: fc.constant("badlands"),
      }),
    }),
  );
  const words: fc.Arbitrary<Fields> = fc.oneof(
    fc.record({
      type: fc.constant("ForceReported"),
      faction,
      component: fc.constant("hulls"),
      value: fc.constantFrom(2, 40),
      at: fc.constantFrom("2371-03-01", "2371-09-01", "2374-01-01"),
    }),
    fc.record({
      type: fc.constant("ForceReported"),
      faction,
      component: fc.constant("crews"),
      value: fc.constantFrom(0.4, 0.7),
      unit: fc.constant("share"),
      at: fc.constantFrom("2371-03-01", "2374-01-01"),
    }),
    fc.record({ type: fc.constant("ForceRaised"), faction, component: fc.constant("hulls"), by: fc.constant(40) }),
    fc.record({ type: fc.constant("PersonBorn"), person: fc.constant("gor") }),
    fc
      .record({ type: fc.constant("PersonDied"), person: fc.constant("gor") })
      .chain((fields) => maybe(fields, { states: { age: 3 } })),
    fc.record({
      type: fc.constant("ConflictBegun"),
      conflict: fc.constant("war"),
      sides: fc.constant(["breen", "union"]),
    }),
    fc
      .record({ type: fc.constant("ConflictEnded"), conflict: fc.constant("war") })
      .chain((fields) => maybe(fields, { states: { duration: "P3Y" } })),
    fc
      .record({ type: fc.constant("BattleFought"), sides: fc.constant(["breen", "union"]) })
      .chain((fields) => maybe(fields, { states: { count: 3 } })),
  );

  test("levels: a canon without findings has none when one of its dates gets vaguer", async () => {
    expect(await expectNoAlarmWhenVaguer([...powers, ...reported], levels, 600)).toBeGreaterThan(50);
  }, 120_000);

  test("words: a canon without findings has none when one of its dates gets vaguer", async () => {
    const known = { id: "war", type: "EntityDeclared", entity: "war", kind: "conflict" };
    const gor = { id: "gor", type: "PersonBorn", person: "gor" };
    expect(await expectNoAlarmWhenVaguer([...powers, known, gor], words, 600)).toBeGreaterThan(50);
  }, 120_000);
});

test("a faction whose standing changed was among the major powers at times", async () => {
  const text = (changes: string): string => `
entities:
  ostra: { kind: faction, standing: major, forces: { hulls: 10 } }
  vestra: { kind: faction, standing: major, forces: { hulls: 30 } }
events:
${changes}  - { id: ranked, type: StandingStated, at: 2190, faction: ostra, metric: hulls, rank: highest, among: major-powers }
`;
  const found = async (changes: string) =>
    (await findingsIn(text(changes), { include: ["numbers"], possible: true })).map((one) => one.split(" | ")[0]);
  expect(await found("")).toEqual(["numbers/superlative"]);
  expect(await found("  - { id: falls, type: StandingChanged, at: 2180, faction: vestra, standing: minor }\n")).toEqual(
    ["numbers/superlative?"],
  );
});

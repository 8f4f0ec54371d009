import { describe, expect, test } from "vitest";
import { checkText, findingsIn } from "../../../../../test/support/checkText.ts";

const noted = (...events: string[]): string => `
entities: { union: { kind: faction, standing: major } }
events:
${events.map((fields) => `  - { type: Noted, about: union, ${fields} }`).join("\n")}
`;

describe("an effect", () => {
  test("comes after its cause, and after what was necessary for it", async () => {
    expect(await findingsIn(noted("id: cause, at: 2380", "id: effect, at: 2379, causes: [cause]"))).toEqual([
      "causality/effect-before-cause | cause: the effect (2379) | 2380: the cause comes later (2380)",
    ]);
    expect(await findingsIn(noted("id: cause, at: 2380", "id: effect, at: 2379, necessary: [cause]"))).toHaveLength(1);
  });

  test.each([
    ["of the same year", noted("id: cause, at: 2380-10", "id: effect, at: 2380, causes: [cause]")],
    ["of the same moment", noted("id: cause, at: 2380", "id: effect, at: { with: cause }, causes: [cause]")],
    [
      "that travels through time",
      noted("id: cause, at: 2380", "id: effect, at: 2270, causes: [cause], timeTravel: true"),
    ],
    ["of a cause that does", noted("id: cause, at: 2380, timeTravel: true", "id: effect, at: 2270, causes: [cause]")],
  ])("is right: one %s", async (_, text) => {
    expect(await findingsIn(text)).toEqual([]);
  });

  test("is no contradiction where only the placements are", async () => {
    const text = noted(
      "id: cause, at: 2380/2390, placed: 2389",
      "id: effect, at: 2380/2390, placed: 2381, causes: [cause]",
    );
    expect(await findingsIn(text)).toEqual([]);
    expect(await findingsIn(text, { possible: true })).toHaveLength(1);
  });
});

describe("events that lead round to one another", () => {
  const messages = async (text: string, options = {}) =>
    (await checkText(text, options)).findings
      .filter(({ rule }) => rule === "causality/effect-before-cause")
      .map(({ message }) => message);

  test("are one finding, with every link of the ring", async () => {
    const { findings } = await checkText(noted("id: a, at: 2380, necessary: [b]", "id: b, at: 2380, necessary: [a]"));
    expect(findings).toMatchObject([
      { rule: "causality/effect-before-cause", severity: "error", confidence: "certain" },
    ]);
    expect(findings[0]?.message).toBe(
      "b is necessary for a and a is necessary for b: none of them can have come first.",
    );
    expect(findings[0]?.locations.map(({ role }) => role)).toEqual([
      "b is necessary for a (2380)",
      "a is necessary for b (2380)",
    ]);
  });

  test.each([
    ["causes of one another", ["id: a, at: 2380, causes: [b]", "id: b, at: { with: a }, causes: [a]"]],
    ["a cause one way and necessary the other", ["id: a, at: 2380~, causes: [b]", "id: b, at: 2381~, necessary: [a]"]],
    [
      "three, beside one that needs them",
      [
        "id: a, at: 2380, causes: [b]",
        "id: b, at: 2380, necessary: [c]",
        "id: c, at: 2380, causes: [a]",
        "id: d, at: 2381, causes: [a, b, c]",
      ],
    ],
    ["one that is its own cause", ["id: a, at: 2380, causes: [a]"]],
    [
      "two that touch",
      ["id: a, at: 2380, causes: [b, c]", "id: b, at: 2380, causes: [a]", "id: c, at: 2380, causes: [a]"],
    ],
  ])("%s", async (_, events) => {
    expect(await messages(noted(...events))).toHaveLength(1);
  });

  test("are two findings where they have nothing to do with each other", async () => {
    const two = [
      "id: a, at: 2380, causes: [b]",
      "id: b, at: 2380, causes: [a]",
      "id: c, at: 2381, causes: [d, a]",
      "id: d, at: 2381, causes: [c]",
    ];
    expect(await messages(noted(...two))).toHaveLength(2);
  });

  test("are told by the link that dates break, where one is", async () => {
    const text = noted("id: a, at: 2380, necessary: [b]", "id: b, at: 2381, necessary: [a]");
    expect(await messages(text, { possible: true })).toEqual([
      "a (2380) lies before b (2381), which is necessary for it.",
    ]);
  });

  test.each([
    [
      "of one that travels through time",
      ["id: a, at: 2380, causes: [b], timeTravel: true", "id: b, at: 2380, causes: [a]"],
    ],
    [
      "of one that is no ring",
      ["id: a, at: 2380", "id: b, at: 2380, causes: [a]", "id: c, at: 2380, causes: [a, b], necessary: [a]"],
    ],
    ["of what is not there", ["id: a, at: 2380, causes: [gone]"]],
  ])("are right: %s", async (_, events) => {
    expect((await findingsIn(noted(...events))).filter((one) => one.startsWith("causality/effect"))).toEqual([]);
  });
});

describe("impossible dates", () => {
  const ring = noted("id: a, at: { after: b, atLeast: P3W }", "id: b, at: { after: c }", "id: c, at: { after: a }");

  test("are shown edge by edge, with what cannot be", async () => {
    const { findings } = await checkText(ring);
    expect(findings.map(({ rule }) => rule)).toEqual(["causality/impossible-dates"]);
    const [finding] = findings;
    expect(new Set(finding?.locations.map(({ role }) => role))).toEqual(
      new Set(["a: at least 3 weeks after b", "b: after c", "c: after a"]),
    );
    expect(finding?.help).toMatch(/^Followed round, [abc] would have to lie 21 days before itself/);
    expect(new Set(finding?.events)).toEqual(new Set(["a", "b", "c"]));
  });

  test("leave the rest to be checked", async () => {
    const text = `${ring}  - { type: Noted, about: nobody, id: d, at: 2380 }\n`;
    expect((await findingsIn(text)).map((one) => one.split(" | ")[0])).toEqual([
      "causality/impossible-dates",
      "identity/unknown-reference",
    ]);
  });
});

describe("a stardate", () => {
  const stated = (at: string, says: string): string => noted(`id: a, at: ${at}, states: { date: ${says} }`);

  test("agrees with the civil date to a day", async () => {
    expect(await findingsIn(stated("2388-10-10", '{ stardate: "65776.2" }'))).toEqual([]);
    expect(await findingsIn(stated('{ stardate: "65776.2" }', "2388-10-10"))).toEqual([]);
  });

  test("beyond that is a mismatch, and within one date no impossible one", async () => {
    expect(
      (await findingsIn(stated("2388-11-10", '{ stardate: "65776.2" }'))).map((one) => one.split(" | ")[0]),
    ).toEqual(["causality/calendar-mismatch"]);
    const mixed = noted('id: a, at: [{ stardate: "65776.2" }, { during: 2389 }]');
    expect((await findingsIn(mixed)).map((one) => one.split(" | ")[0])).toEqual(["causality/calendar-mismatch"]);
  });

  test("that a text claims, and that no era converts, throws no event away: once, it is said that it is not checked", async () => {
    const log = (says: string): string => `
entities: { mate: { kind: person }, fleet: { kind: faction, standing: major } }
events:
  - { id: falls, type: PersonDied, at: 2267, person: mate, states: { date: ${says} } }
  - { id: launch, type: Noted, at: 2268, about: fleet, states: { date: { stardate: "3141.5" } } }
  - { id: greets, type: StatementMade, at: 2271, speaker: mate, about: fleet, stance: calm }
`;
    for (const says of ['{ stardate: "2715.1" }', '[{ stardate: "2715.1" }, { during: 2267 }]']) {
      const { findings } = await checkText(log(says));
      expect(findings.map(({ rule, message }) => `${rule}: ${message}`)).toEqual([
        expect.stringMatching(/^lifespan\/acts-after-end: mate acts in greets/),
        expect.stringMatching(/^provenance\/not-checked: .*Stardate 2715.1 cannot be converted/),
      ]);
    }
  });

  test("may miss by as much as the canon says", async () => {
    const parameters = { "causality/calendar-mismatch": { tolerance: 60 } };
    expect(await findingsIn(stated("2388-11-10", '{ stardate: "65776.2" }'), { parameters })).toEqual([]);
  });
});

describe("date order", () => {
  const ordered = (...events: string[]): string => `order: date\n${noted(...events).trimStart()}`;

  test("is held by what may be in order", async () => {
    expect(await findingsIn(ordered("id: a, at: 2380-05", "id: b, at: 2380", "id: c, at: { after: b }"))).toEqual([]);
  });

  test("is broken by a pair, named with both places", async () => {
    expect(await findingsIn(ordered("id: a, at: 2381", "id: b, at: 2380"))).toEqual([
      "causality/out-of-order | 2380: earlier, but below | 2381: later, but above",
    ]);
    expect(await findingsIn(noted("id: a, at: 2381", "id: b, at: 2380"))).toEqual([]);
  });
});

describe("an agent", () => {
  const kill = (by: string, more = ""): string => `
entities:
  gor: { kind: person }
  pran: { kind: person }
  nobody: { kind: person, sentinel: true }
  fleet: { kind: formation, of: gor-s }
  gor-s: { kind: faction, standing: minor }
events:
  - { id: pran-dies, type: PersonDied, at: 2380, person: pran }
  - { id: nobody-dies, type: PersonDied, at: "0001", person: nobody }
  - { id: disbanded, type: FormationDisbanded, at: 2379, formation: fleet }
  - { id: gor-dies, type: PersonDied, at: 2381, person: gor, by: ${by}${more} }
`;

  test("is there when it acts", async () => {
    expect(await findingsIn(kill("pran"))).toEqual([
      "causality/agent-not-alive | pran: by pran (2381) | pran: died here (2380)",
    ]);
    expect(await findingsIn(kill("fleet"))).toHaveLength(1);
  });

  test("may be a stand-in, or work from the grave", async () => {
    expect(await findingsIn(kill("nobody"))).toEqual([]);
    expect(await findingsIn(kill("pran", ", posthumous: true"))).toEqual([]);
  });
});

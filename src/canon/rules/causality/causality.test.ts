import { describe, expect, test } from "vitest";
import { checkText, findingsIn } from "../../../../test/support/checkText.ts";

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

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { findingsIn } from "../../../../../test/support/checkText.ts";
import { expectNoAlarmWhenVaguer, type Fields } from "../../../../../test/support/widening.ts";
import type { CheckOptions } from "../../run/checkCanon.ts";

const POSSIBLE: CheckOptions = { possible: true };

/** Two powers, an agency of one of them and its people, and these events. */
const world = (...events: readonly string[]): string => `
entities:
  breen: { kind: faction, standing: major }
  romulus: { kind: faction, standing: major }
  tal-shiar: { kind: faction, standing: organisation, partOf: romulus }
  fleet: { kind: formation, of: romulus }
  domo: { kind: office, of: breen }
  gor: { kind: person }
  ael: { kind: person }
  unknown: { kind: person, sentinel: true }
events:
${events.map((event) => `  - { ${event} }`).join("\n")}
`;

/** Somebody's private reason, in 2387-03. */
const secret = (known: string, more = ""): string =>
  `id: secret, type: MotiveHeld, at: 2387-03, person: gor, motive: glory, regarding: breen, known: [${known}]${more}`;

const acts = (speaker: string, at: string, more = "causes: [secret]"): string =>
  `id: act, type: StatementMade, at: ${at}, speaker: ${speaker}, about: domo, stance: protests, ${more}`;

const report = (fields: string): string => `id: word, type: ReportFiled, report: on-gor, reliability: high, ${fields}`;

const TO_GOR = "{ who: gor }";
const ALONE = ["knowledge/acts-on-unknown | secret: acts on it here (2388) | [{ who: gor }]: only gor knows"];

describe("acting on what nobody told them", () => {
  test("is reported, with those who know", async () => {
    expect(await findingsIn(world(secret(TO_GOR), acts("romulus", "2388")))).toEqual(ALONE);
    expect(await findingsIn(world(secret(""), acts("romulus", "2388", "necessary: [secret]")))).toEqual([
      "knowledge/acts-on-unknown | secret: acts on it here (2388) | []: nobody knows",
    ]);
  });

  test("is reported once, where a cause is necessary, too", async () => {
    const text = world(secret(TO_GOR), acts("romulus", "2388", "causes: [secret], necessary: [secret]"));
    expect(await findingsIn(text)).toEqual(ALONE);
  });

  test("is reported of each act: what they do themselves tells them nothing new", async () => {
    const again = acts("romulus", "2388").replace("id: act", "id: again").replace("protests", "threatens");
    expect(await findingsIn(world(secret(TO_GOR), acts("romulus", "2388"), again))).toEqual([...ALONE, ...ALONE]);
  });

  test("is reported of an agency where only another part of its power knows", async () => {
    expect(await findingsIn(world(secret("{ who: tal-shiar }"), acts("fleet", "2388")))).toHaveLength(1);
  });

  test.each([
    ["what is public", world(secret(TO_GOR).replace(", known: [{ who: gor }]", ""), acts("romulus", "2388"))],
    ["what they were told", world(secret("{ who: romulus }"), acts("romulus", "2388"))],
    ["what their agency knows", world(secret("{ who: tal-shiar }"), acts("romulus", "2388"))],
    ["what the power behind them knows", world(secret("{ who: romulus }"), acts("fleet", "2388"))],
    [
      "their own doing",
      world(
        secret("")
          .replace("MotiveHeld", "StatementMade")
          .replace("person: gor, motive: glory, regarding: breen", "speaker: romulus, about: breen, stance: sly"),
        acts("romulus", "2388"),
      ),
    ],
    [
      "what one of their officials knows",
      world(
        secret(TO_GOR),
        "id: seat, type: LeaderReplaced, at: 2386, office: domo, successor: gor, manner: elected",
        acts("breen", "2388"),
      ),
    ],
    [
      "what their spy hears",
      world(
        secret("{ who: breen }"),
        "id: spy, type: OperativeInserted, at: 2380, by: tal-shiar, into: breen",
        acts("romulus", "2388"),
      ),
    ],
    ["what a stand-in does", world(secret(TO_GOR), acts("unknown", "2388"))],
    [
      "what reaches them through time",
      world(secret(TO_GOR), acts("romulus", "2388", "causes: [secret], timeTravel: true")),
    ],
    ["what nobody acts on", world(secret(TO_GOR), "id: act, type: Noted, at: 2388, about: romulus, causes: [secret]")],
    [
      "what only led to a battle",
      world(secret(TO_GOR), "id: act, type: BattleFought, at: 2388, sides: [romulus, breen], causes: [secret]"),
    ],
    [
      "what one of those who act knows",
      world(
        secret("{ who: breen }"),
        "id: act, type: TreatySigned, at: 2388, treaty: peace, parties: [romulus, breen], causes: [secret]",
      ),
    ],
    [
      "what is only mentioned",
      world(secret(TO_GOR), acts("romulus", "2388", "title: secret").replace("about: domo", "about: secret")),
    ],
  ])("is none: %s", async (_what, text) => {
    expect(await findingsIn(text)).toEqual([]);
  });

  test("is only possible for those to whom it is done", async () => {
    const plot = "id: secret, type: OperativesConsidered, at: 2387-03, by: tal-shiar, against: breen, known: []";
    expect(await findingsIn(world(plot, acts("breen", "2388")))).toEqual([]);
    expect(await findingsIn(world(plot, acts("breen", "2388")), POSSIBLE)).toEqual([
      "knowledge/acts-on-unknown? | secret: acts on it here (2388) | []: nobody knows",
    ]);
  });
});

describe("word of a secret", () => {
  const told = (fields: string): string => world(secret(TO_GOR), report(fields), acts("romulus", "2388"));

  test.each([
    ["a public report", "at: 2387-11, by: breen, claim: { event: secret }"],
    ["a report to them", "at: 2387-11, by: breen, claim: { event: secret }, known: [{ who: romulus }]"],
    ["a report to their agency", "at: 2387-11, by: breen, claim: { event: secret }, known: [{ who: tal-shiar }]"],
    ["their own report", "at: 2387-11, by: tal-shiar, claim: { event: secret }, known: []"],
    ["a denial", "at: 2387-11, by: breen, claim: { not: { event: secret } }"],
    [
      "a report that may be of it",
      "at: 2387-11, by: breen, claim: { type: MotiveHeld, person: gor, motive: glory, regarding: breen }",
    ],
    ["a report that rests on it", "at: 2387-11, by: breen, claim: { type: Noted, about: gor }, causes: [secret]"],
    ["a report about it", "at: 2387-11, by: breen, claim: { type: Noted, about: gor }, about: secret"],
    ["a report of the same day", "at: 2388, by: breen, claim: { event: secret }"],
  ])("is %s", async (_what, fields) => {
    expect(await findingsIn(told(fields))).toEqual([]);
  });

  test("may come by way of another that tells of the first", async () => {
    const first = report("at: 2387-05, by: breen, claim: { event: secret }, known: [{ who: breen }]");
    const second =
      "id: more-word, type: ReportFiled, at: 2387-06, report: on-word, by: breen, reliability: low, claim: { event: word }";
    expect(await findingsIn(world(secret(TO_GOR), first, acts("romulus", "2388")))).toEqual(ALONE);
    expect(await findingsIn(world(secret(TO_GOR), first, second, acts("romulus", "2388")))).toEqual([]);
  });

  test.each([
    ["comes too late", "at: 2389, by: breen, claim: { event: secret }"],
    ["does not reach them", "at: 2387-11, by: breen, claim: { event: secret }, known: [{ who: breen }]"],
    [
      "reaches them too late",
      "at: 2387-11, by: breen, claim: { event: secret }, known: [{ who: romulus, from: 2389 }]",
    ],
    [
      "is of something else",
      "at: 2387-11, by: breen, claim: { type: MotiveHeld, person: gor, motive: love, regarding: breen }",
    ],
  ])("is none where a report %s", async (_what, fields) => {
    expect(await findingsIn(told(fields))).toEqual(ALONE);
  });

  test("leaves it open where a report may have come too late", async () => {
    const text = world(
      secret(TO_GOR),
      report("at: 2387-11/2390, by: breen, claim: { event: secret }"),
      acts("romulus", "2388"),
    );
    expect(await findingsIn(text)).toEqual([]);
    expect(await findingsIn(text, POSSIBLE)).toEqual([ALONE[0]?.replace(" |", "? |")]);
  });
});

describe("acting before the news", () => {
  const from = (date: string): string => secret(`{ who: romulus, from: ${date} }`);

  test("is reported with the day from which they know", async () => {
    expect(await findingsIn(world(from("2388-06"), acts("romulus", "2388-05")))).toEqual([
      "knowledge/faster-than-news | secret: acts on it here (2388-05) | 2388-06: heard of from here on (2388-06)",
    ]);
    expect(await findingsIn(world(from("{ after: act, offset: P3W }"), acts("fleet", "2388-05-01")))).toHaveLength(1);
  });

  test.each([
    ["on that day", world(from("2388-05-01"), acts("romulus", "2388-05-01"))],
    ["in that year", world(from("2388-06"), acts("romulus", "2388"))],
    ["later", world(from("2388-06"), acts("romulus", "2388-07"))],
    [
      "when another let them know sooner",
      world(secret("{ who: romulus, from: 2388-06 }, { who: tal-shiar, from: 2387-06 }"), acts("romulus", "2388")),
    ],
    [
      "when a report told them sooner",
      world(from("2388-06"), report("at: 2387-11, by: breen, claim: { event: secret }"), acts("romulus", "2388-02")),
    ],
    [
      "before it happens: that is an effect before its cause",
      world(
        from("2388-06"),
        acts(
          "romulus",
          "2386",
          "expect: [{ rule: causality/effect-before-cause, reason: Not ours. }], causes: [secret]",
        ),
      ),
    ],
  ])("is none: %s", async (_when, text) => {
    expect(await findingsIn(text)).toEqual([]);
  });

  test("is only possible where dates overlap", async () => {
    const text = world(from("2388-03/2388-08"), acts("romulus", "2388-05"));
    expect(await findingsIn(text)).toEqual([]);
    expect(await findingsIn(text, POSSIBLE)).toHaveLength(1);
  });
});

describe("news of far away", () => {
  const SPEED: CheckOptions = { parameters: { "knowledge/faster-than-news": { speeds: { 2364: 2 } } } };
  const far = (at: string, more = "", position = "[100, 0]"): string =>
    world(
      "id: there, type: SystemCharted, system: dozaria, position: [0, 0]",
      `id: here, type: SystemCharted, system: bajor, position: ${position}`,
      "id: breach, type: BorderBreached, at: 2388-10-01, by: breen, against: romulus, systems: [dozaria]",
      `id: met, type: EncounterOccurred, at: ${at}, parties: [ael], place: bajor, causes: [breach]${more}`,
    );

  test("cannot lead to anything before it is there, at the speed of the rule", async () => {
    expect(await findingsIn(far("2388-10-20"), SPEED)).toEqual([
      "knowledge/faster-than-news | breach: answers it here (2388-10-20) | 2388-10-01: happens 100 light years away (2388-10-01)",
    ]);
  });

  test.each([
    ["it has had the time", far("2388-12"), SPEED],
    ["it may have had the time", far("2388"), SPEED],
    ["no speed is set", far("2388-10-20"), {}],
    [
      "the speed is of a later era",
      far("2388-10-20"),
      { parameters: { "knowledge/faster-than-news": { speeds: { 2400: 2 } } } },
    ],
    ["it is near", far("2388-10-20", "", "[10, 0]"), SPEED],
    ["time runs backwards", far("2388-10-20", ", timeTravel: true"), SPEED],
    ["those who began it act again", far("2388-10-20").replace("parties: [ael]", "parties: [breen]"), SPEED],
    ["no chart says how far it is", far("2388-10-20").replace(", position: [100, 0]", ""), SPEED],
    [
      "a place is only named",
      far("2388-10-20")
        .replace("EncounterOccurred", "ClaimAsserted")
        .replace("parties: [ael], place: bajor", "by: romulus, over: bajor"),
      SPEED,
    ],
  ])("is no matter where %s", async (_what, text, options) => {
    expect(await findingsIn(text, options)).toEqual([]);
  });

  test("is only possibly too late where the chart is ours", async () => {
    const text = far("2388-10-20").replace("position: [100, 0]", "position: [100, 0], invented: [position]");
    expect(await findingsIn(text, SPEED)).toEqual([]);
    expect(await findingsIn(text, { ...SPEED, ...POSSIBLE })).toHaveLength(1);
  });
});

describe("a report that was taken back", () => {
  const filed =
    "id: word, type: ReportFiled, at: 2387-01, report: on-gor, by: tal-shiar, reliability: low, claim: { type: Noted, about: gor }";
  const back = (fields = ""): string =>
    `id: back, type: ReportRetracted, at: 2387-03, report: on-gor, by: tal-shiar, reason: error${fields}`;
  const trusts = (speaker: string, at: string, more = "causes: [word]"): string => acts(speaker, at, more);

  test("is not to be relied on by those who know", async () => {
    const found = [
      "knowledge/trusted-after-retraction | word: relied on here (2388) | on-gor: retracted here (2387-03) | on-gor: filed here (2387-01)",
    ];
    expect(await findingsIn(world(filed, back(), trusts("breen", "2388")))).toEqual(found);
    expect(await findingsIn(world(filed, back(", known: []"), trusts("tal-shiar", "2388")))).toEqual(found);
    expect(await findingsIn(world(filed, back(", known: [{ who: breen }]"), trusts("breen", "2388")))).toEqual(found);
    expect(
      await findingsIn(world(filed, back(", known: [{ who: breen, from: 2387-05 }]"), trusts("breen", "2388"))),
    ).toEqual(found);
  });

  test.each([
    ["before", world(filed, back(), trusts("breen", "2387-02"))],
    ["on that day", world(filed, back().replace("2387-03", "2387-03-03"), trusts("breen", "2387-03-03"))],
    ["in that year", world(filed, back(), trusts("breen", "2387"))],
    ["by those who were not told", world(filed, back(", known: [{ who: tal-shiar }]"), trusts("breen", "2388"))],
    [
      "by those who were told later",
      world(filed, back(", known: [{ who: breen, from: 2389 }]"), trusts("breen", "2388")),
    ],
    ["by those who answer the retraction", world(filed, back(), trusts("breen", "2388", "causes: [word, back]"))],
    [
      "by those who take it back again",
      world(filed, back(), back(", causes: [word]").replace("id: back", "id: again").replace("2387-03", "2388")),
    ],
    ["in looking back", world(filed, back(), trusts("breen", "2388", "causes: [word], retrospective: true"))],
    [
      "where another was taken back",
      world(
        filed,
        back(),
        filed.replace("id: word", "id: other").replace("report: on-gor", "report: on-ael").replace("2387-01", "2386"),
        trusts("breen", "2388", "causes: [other]"),
      ),
    ],
    ["by nobody", world(filed, back(), "id: act, type: Noted, at: 2388, about: romulus, causes: [word]")],
  ])("is relied on %s", async (_when, text) => {
    expect(await findingsIn(text)).toEqual([]);
  });

  test("is only possibly known to be so by parts of those who were told, and where only one party knows", async () => {
    for (const text of [
      world(filed, back(", known: [{ who: romulus }]"), trusts("fleet", "2388")),
      world(
        filed,
        back(", known: [{ who: breen }]"),
        "id: act, type: TreatySigned, at: 2388, treaty: peace, parties: [romulus, breen], causes: [word]",
      ),
    ]) {
      expect(await findingsIn(text)).toEqual([]);
      expect(await findingsIn(text, POSSIBLE)).toHaveLength(1);
    }
  });
});

test("aliases are one", async () => {
  const text = world(secret("{ who: star-empire }"), acts("romulus", "2388")).replace(
    "romulus: { kind: faction",
    "star-empire: { kind: faction, standing: major, alias: romulus }\n  romulus: { kind: faction",
  );
  expect(await findingsIn(text)).toEqual([]);
});

describe("vaguer dates", () => {
  const WORLD: readonly Fields[] = [
    ...["breen", "romulus"].map((faction) => ({ id: faction, type: "FactionFounded", faction, standing: "major" })),
    { id: "fleet", type: "FormationRaised", formation: "fleet", of: "romulus" },
    { id: "on-gor", type: "EntityDeclared", entity: "on-gor", kind: "report" },
    { id: "gor", type: "PersonBorn", person: "gor" },
  ];
  const actor = fc.constantFrom("breen", "romulus", "fleet", "gor");
  const day = fc.constantFrom("2371", "2373-05-02", "2375-06", "2374~");
  const links = fc.uniqueArray(fc.constantFrom("e0", "e1", "e2", "e3"), { minLength: 1, maxLength: 2 });
  const known = fc.array(fc.record({ who: actor, from: day }, { requiredKeys: ["who"] }), { maxLength: 2 });
  const happening: fc.Arbitrary<Fields> = fc.oneof(
    fc.record({
      type: fc.constant("MotiveHeld"),
      person: fc.constant("gor"),
      motive: fc.constant("so"),
      regarding: fc.constant("gor"),
      known,
    }),
    fc.record({
      type: fc.constant("StatementMade"),
      speaker: actor,
      about: actor,
      stance: fc.constant("so"),
      causes: links,
    }),
    fc.record({
      type: fc.constant("StatementMade"),
      speaker: actor,
      about: actor,
      stance: fc.uuid(),
      necessary: links,
      known,
    }),
    fc.record(
      {
        type: fc.constant("ReportFiled"),
        report: fc.constant("on-gor"),
        by: actor,
        reliability: fc.constant("low"),
        claim: fc.record({ event: fc.constantFrom("e0", "e1") }),
        known,
      },
      { requiredKeys: ["type", "report", "by", "reliability", "claim"] },
    ),
    fc.record(
      {
        type: fc.constant("ReportRetracted"),
        report: fc.constant("on-gor"),
        by: actor,
        reason: fc.constant("error"),
        known,
      },
      { requiredKeys: ["type", "report", "by", "reason"] },
    ),
  );

  test("raise no alarm", async () => {
    expect(await expectNoAlarmWhenVaguer(WORLD, happening, 1500)).toBeGreaterThan(100);
  }, 120_000);
});

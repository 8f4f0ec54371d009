import { describe, expect, test } from "vitest";
import { checkText } from "../../../../test/support/checkText.ts";
import { chronicleOf } from "../../../../test/support/chronicles.ts";
import { checkCanon } from "./checkCanon.ts";
import { defineRule, type Rule } from "../kit/rule.ts";
import { rules } from "../rules/rules.ts";

const DEATHS = (more = ""): string => `
entities: { gor: { kind: person } }
events:
  - { id: dies, type: PersonDied, at: 2387, person: gor }
  - { id: dies-again, type: PersonDied, at: 2389, person: gor${more} }
`;

const house = (check: Rule["check"], severity: Rule["severity"] = "info"): Rule =>
  defineRule({ id: "house/rule", severity, explain: { reports: "", wrong: "", right: "" }, check });

describe("a check", () => {
  test("says how many events and which rules", async () => {
    const result = await checkText(DEATHS());
    expect(result.events).toBe(3);
    expect(result.rules.run).toContain("lifespan/twice-ended");
    expect(result.rules.run).toHaveLength(rules.length);
    expect(result.rules.notChecked).toEqual([]);
  });

  test("runs the rules or groups that are named, and not those that are excluded", async () => {
    expect((await checkText(DEATHS(), { include: ["office", "lifespan/twice-ended"] })).findings).toHaveLength(1);
    expect((await checkText(DEATHS(), { include: ["office"] })).findings).toEqual([]);
    expect((await checkText(DEATHS(), { exclude: ["lifespan/twice-ended"] })).findings).toEqual([]);
    await expect(checkText(DEATHS(), { include: ["ofice"] })).rejects.toThrow("No rule is called ofice.");
  });

  test("orders findings by place, then by rule", async () => {
    const { findings } = await checkText([
      {
        path: "b.yaml",
        text: "events: [{ id: e1, type: PersonDied, at: 2380, person: x }, { id: e2, type: PersonDied, at: 2380, person: y }]",
      },
      { path: "a.yaml", text: "events: [{ id: e3, type: PersonDied, at: 2380, person: z }]" },
    ]);
    expect(findings.map(({ entities }) => entities[0])).toEqual(["z", "x", "y"]);
  });

  test("gives a finding a fingerprint of rule, entities and events, wherever they stand", async () => {
    const [first, moved, other] = await Promise.all(
      [DEATHS(), `# moved\n${DEATHS()}`, DEATHS().replaceAll("gor", "pran")].map(
        async (text) => (await checkText(text)).findings[0],
      ),
    );
    expect(first?.fingerprint).toMatch(/^[0-9a-f]{20}$/);
    expect(moved?.fingerprint).toBe(first?.fingerprint);
    expect(other?.fingerprint).not.toBe(first?.fingerprint);
  });

  test("hides what only concerns a canon laid under this one, unless asked", async () => {
    const base = { path: "base.yaml", text: DEATHS(), base: true };
    const over = {
      path: "over.yaml",
      text: "events: [{ id: more, type: PersonDied, at: 2391, person: gor }]",
      over: ["base.yaml"],
    };
    const ids = async (options = {}): Promise<unknown> =>
      (await checkText([base, over], options)).findings.map(({ events }) => events);
    expect(await ids()).toEqual([["dies-again", "more"]]);
    expect(await ids({ base: true })).toEqual([
      ["dies", "dies-again"],
      ["dies-again", "more"],
    ]);
  });
});

describe("what is shown", () => {
  const lifespan = { include: ["lifespan"] };

  test("of one rule is at most the limit; the rest is counted, with its severity", async () => {
    const rule = house(
      ({ report }) => ({
        each: ({ id }) => report({ message: id, events: [id], entities: [], at: [{ event: id, role: "here" }] }),
      }),
      "warning",
    );
    const { findings, more } = await checkText(DEATHS(), { rules: [rule], limit: 1 });
    expect(findings).toHaveLength(1);
    expect(more).toEqual({ "house/rule": { count: 2, severity: "warning" } });
  });

  test("may only concern some places, and what has no place always does", async () => {
    const shown = async (line: number): Promise<unknown> => {
      const concerns = (place: { line: number }): boolean => place.line === line;
      const { findings, hidden } = await checkText(DEATHS(), { ...lifespan, concerns });
      return [findings.length, hidden.elsewhere];
    };
    expect(await shown(4)).toEqual([1, 0]);
    expect(await shown(5)).toEqual([1, 0]);
    expect(await shown(3)).toEqual([0, 1]);
    const placeless = house(({ report }) => ({
      finish: () => report({ message: "Somewhere.", events: [], entities: [], at: [] }),
    }));
    expect((await checkText(DEATHS(), { rules: [placeless], concerns: () => false })).findings).toHaveLength(1);
  });

  test("leaves out what is known and counts it; what is known and gone is named", async () => {
    const [known] = (await checkText(DEATHS(), lifespan)).findings;
    const baseline = new Set([known?.fingerprint ?? "", "other"]);
    expect(await checkText(DEATHS(), { ...lifespan, baseline })).toMatchObject({
      findings: [],
      hidden: { baseline: 1 },
      gone: ["other"],
    });
    // Only hidden otherwise, it is not gone.
    const vague = DEATHS().replace("2389", "2387-05");
    const [possible] = (await checkText(vague, { ...lifespan, possible: true })).findings;
    const hidden = await checkText(vague, { ...lifespan, baseline: new Set([possible?.fingerprint ?? ""]) });
    expect(hidden).toMatchObject({ findings: [], hidden: { baseline: 0 }, gone: [] });
  });

  test("counts what was expected and would have been shown", async () => {
    const expected = DEATHS(", expect: [{ rule: lifespan/twice-ended, reason: the first was staged }]");
    expect((await checkText(expected)).hidden.expected).toBe(1);
    expect((await checkText(expected.replace("2389", "2387-05"))).hidden.expected).toBe(0);
  });

  test("comes with the events behind a number only where that is asked for", async () => {
    const ledger = [{ event: "dies", type: "PersonDied", at: 0, value: 1 }];
    const rule = house(({ report }) => ({
      finish: () => report({ message: "1", events: [], entities: [], at: [], ledger: () => ledger }),
    }));
    const ledgers = async (asked: boolean): Promise<unknown> =>
      (await checkText(DEATHS(), { rules: [rule], ledgers: asked })).findings[0]?.ledger;
    expect([await ledgers(false), await ledgers(true)]).toEqual([undefined, ledger]);
  });
});

test("events from a log are checked without any file", () => {
  const chronicle = chronicleOf([
    { id: "born", type: "PersonBorn", person: "gor", at: 2330 },
    { id: "dies", type: "PersonDied", person: "gor", at: 2320 },
    { id: "odd", type: "WormholeColapsed", at: 2320 },
  ]);
  const sources = {
    locate: () => undefined,
    locateEntity: () => undefined,
    line: () => undefined,
    isBase: () => false,
    edit: () => [],
    files: new Map(),
  };
  const loaded = { name: undefined, catalogue: chronicle.catalogue, timelines: [], sources, issues: [], ordered: [] };
  const { findings } = checkCanon(loaded, chronicle);
  expect(findings.map(({ rule, events, locations }) => [rule, events, locations])).toEqual([
    ["identity/unknown-type", ["odd"], []],
    ["lifespan/ends-before-start", ["dies", "born"], []],
  ]);
});

describe("an expectation", () => {
  test("takes its finding out, with a reason at either event", async () => {
    const expected = ", expect: [{ rule: lifespan/twice-ended, reason: the first was staged }]";
    expect((await checkText(DEATHS(expected))).findings).toEqual([]);
  });

  test("of one that is only possible is met, shown or not", async () => {
    const text = DEATHS(", expect: [{ rule: lifespan/twice-ended, reason: the first was staged }]").replace(
      "2389",
      "2387-05",
    );
    expect((await checkText(text)).findings).toEqual([]);
    expect((await checkText(text, { possible: true, include: ["lifespan", "provenance"] })).findings).toEqual([]);
  });

  test("that nothing meets is stale; of a rule that did not run it is not judged", async () => {
    const text = DEATHS(", expect: [{ rule: office/vacancy, reason: nobody came }]");
    expect((await checkText(text)).findings.map(({ rule }) => rule)).toEqual([
      "lifespan/twice-ended",
      "provenance/stale-expectation",
    ]);
    expect((await checkText(text, { exclude: ["office"] })).findings.map(({ rule }) => rule)).toEqual([
      "lifespan/twice-ended",
    ]);
  });

  test("of a rule that nobody defined is stale, with what was meant", async () => {
    const { findings } = await checkText(
      DEATHS(", expect: [{ rule: lifespan/twice-endet, reason: the first was staged }]"),
    );
    expect(findings.find(({ rule }) => rule === "provenance/stale-expectation")?.help).toBe(
      "Did you mean lifespan/twice-ended?",
    );
  });
});

describe("a rule of one's own", () => {
  test("is told of every event once, in in-universe order, and of the end", async () => {
    const seen: string[] = [];
    const rule = house(() => ({ each: ({ id }) => void seen.push(id), finish: () => void seen.push("end") }));
    await checkText(DEATHS().replace("2389", "2385"), { rules: [rule] });
    expect(seen.slice(1)).toEqual(["dies-again", "dies", "end"]);
  });

  test("is told of the types that it asks for", async () => {
    const seen: string[] = [];
    await checkText(DEATHS(), {
      rules: [house(() => ({ when: { PersonBorn: ({ type }) => void seen.push(type) } }))],
    });
    expect(seen).toEqual(["PersonBorn"]);
  });

  test("reports with its own severity what is certain, and as info what is only possible", async () => {
    const rule = house(
      ({ report }) => ({
        finish: () => {
          for (const likelihood of ["certain", "possible", "no"] as const)
            report({
              message: likelihood,
              likelihood,
              events: ["dies"],
              entities: [],
              at: [{ event: "dies", role: "here" }],
            });
        },
      }),
      "error",
    );
    const { findings } = await checkText(DEATHS(), { rules: [rule], possible: true });
    expect(findings.map(({ message, severity, confidence }) => [message, severity, confidence])).toEqual([
      ["certain", "error", "certain"],
      ["possible", "info", "possible"],
    ]);
  });

  test("that raises more than 100 000 certain findings is stopped there, which is said", async () => {
    const rule = house(({ report }) => ({
      finish: () => {
        for (let i = 0; i <= 100_000; i++)
          report({ message: "a", events: ["dies"], entities: [], at: [{ event: "dies", role: "here" }] });
      },
    }));
    const { findings, more, rules: ran } = await checkText(DEATHS(), { rules: [rule], limit: 1 });
    expect([findings.length, more["house/rule"]?.count]).toEqual([1, 99_999]);
    expect(ran.notChecked).toEqual([
      { rule: "house/rule", why: "it raised more than 100000 findings; these are the first" },
    ]);
  });

  test.each([
    ["throws at an event", house(() => ({ each: () => fail() }))],
    ["throws at the end", house(() => ({ finish: () => fail() }))],
    ["throws at once", house(() => fail())],
  ])("that %s is set aside, said once, and the others go on", async (_, rule) => {
    const { findings, rules: ran } = await checkText(DEATHS(), { rules: [...rules, rule] });
    expect(ran.notChecked).toEqual([{ rule: "house/rule", why: "it failed: out of luck" }]);
    expect(findings.map(({ rule: id }) => id)).toEqual(["lifespan/twice-ended", "provenance/not-checked"]);
  });

  test.each([
    [{ grace: "soon" }, 'its parameter `grace` cannot be "soon": it is a number from 0, such as 90'],
    [{ grace: Number.NaN }, "its parameter `grace` cannot be no number: it is a number from 0, such as 90"],
    [{ grace: -1 }, "its parameter `grace` cannot be -1: it is a number from 0, such as 90"],
    [{ graze: 3 }, "it has no parameter `graze`, only `grace`"],
  ])("with a parameter %o does not run, and says why", async (given, why) => {
    const { rules: ran } = await checkText(DEATHS(), { parameters: { "office/dead-hand": given } });
    expect(ran.notChecked).toEqual([{ rule: "office/dead-hand", why }]);
  });
});

function fail(): never {
  throw new Error("out of luck");
}

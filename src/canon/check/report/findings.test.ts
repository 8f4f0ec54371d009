import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkText } from "../../../../test/support/checkText.ts";
import type { CheckResult } from "../run/checkCanon.ts";
import type { Finding, FindingLocation } from "../findings/finding.ts";
import { displayWidth } from "./displayWidth.ts";
import { jsonResult, jsonText, ndjson } from "./jsonResult.ts";
import { loadCanon } from "../../text/load/loadCanon.ts";
import { groupsOf, MANY } from "./causes.ts";
import { renderConcise } from "./renderConcise.ts";
import { findingLines } from "./renderFinding.ts";
import { renderPretty } from "./renderPretty.ts";
import { rules } from "../rules/rules.ts";
import { summaryOf } from "./summary.ts";

const GOR = `entities:
  gor: { kind: person, name: Gor }
  breen: { kind: species }
events:
  - id: gor-dies
    type: PersonDied
    at: 2387
    person: gor
  - id: gor-speaks
    type: StatementMade
    at: 2388
    speaker: gor
    about: breen
    stance: no
`;

const plain = (_: string, text: string): string => text;

/** A finding at these places of one line, drawn at a width. */
function draw(line: string, places: readonly (Partial<FindingLocation> & { role: string })[], width = 60): string[] {
  const finding: Finding = {
    rule: "group/name",
    severity: "error",
    confidence: "certain",
    message: "It cannot be.",
    events: [],
    entities: [],
    fingerprint: "",
    locations: places.map((place) => ({ path: "a.yaml", line: 7, ...place })),
  };
  return findingLines(finding, { line: () => line }, { paint: plain, width });
}

describe("a finding for people", () => {
  test("shows both places in line order, with carets and what happens there, and last what was done", async () => {
    expect(renderPretty(await checkText(GOR)).split("\n")).toEqual([
      "error lifespan/acts-after-end",
      "  gor acts in gor-speaks (2388), but died (2387) before.",
      "   ╭─ canon.yaml:8:13",
      " 8 │     person: gor",
      "   │             ^^^ died here (2387)",
      " … ├─ canon.yaml:12:14",
      "12 │     speaker: gor",
      "   │              ^^^ acts here (2388)",
      "   ╰ If that is meant, mark the act `posthumous: true`.",
      "",
      `4 events, ${rules.length} rules, 1 finding`,
    ]);
  });

  test("shows the file of the place where it shows first, and the others after it", async () => {
    const [dies, speaks] = [
      GOR.slice(0, GOR.indexOf("  - id: gor-speaks")),
      `events:\n${GOR.slice(GOR.indexOf("  - id: gor-speaks"))}`,
    ];
    const result = await checkText([
      { path: "a.yaml", text: dies },
      { path: "b.yaml", text: speaks },
    ]);
    expect(renderPretty(result)).toContain(
      [
        "   ╭─ b.yaml:5:14",
        " 5 │     speaker: gor",
        "   │              ^^^ acts here (2388)",
        "   ├─ a.yaml:8:13",
      ].join("\n"),
    );
  });

  test("paints the place where it shows in the colour of its severity, and changes nothing else", async () => {
    const result = await checkText(GOR);
    const painted = renderPretty(result, { paint: (colour, text) => `<${colour}>${text}</>` });
    expect(painted).toContain("<red>^^^ acts here (2388)</>");
    expect(painted).toContain("<cyan>^^^ died here (2387)</>");
    expect(painted.replaceAll(/<\/?[a-z]*>/g, "")).toBe(renderPretty(result));
  });

  test("steps through a contradiction of dates edge by edge, to the sum that cannot be", async () => {
    const text = `entities: { x: { kind: species } }
events:
  - { id: a, type: Noted, about: x, at: { after: b, atLeast: P3W } }
  - { id: b, type: Noted, about: x, at: { after: a } }
`;
    expect(
      renderPretty(await checkText(text))
        .split("\n")
        .slice(2, -2),
    ).toEqual([
      "   ╭─ canon.yaml:3:50",
      " 3 │   - { id: a, type: Noted, about: x, at: { after: b, atLeast: P3W } }",
      "   │                                                  ^ a: at least 3 weeks after b",
      "   ├─ canon.yaml:4:50",
      " 4 │   - { id: b, type: Noted, about: x, at: { after: a } }",
      "   │                                                  ^ b: after a",
      expect.stringMatching(
        /^ {3}╰ Followed round, [ab] would have to lie 21 days before itself: change one of these dates\.$/,
      ),
    ]);
  });

  test("names its events where nobody knows a place", () => {
    expect(draw("", [])).toEqual(["error group/name", "  It cannot be."]);
  });
});

describe("a line", () => {
  test("that is longer than the room is shown around its carets", () => {
    const line = `${"x".repeat(200)}GOR${"y".repeat(200)}`;
    const drawn = draw(line, [{ column: 201, length: 3, role: "here" }]);
    expect(drawn.slice(3)).toEqual([` 7 │ …${"x".repeat(17)}GOR${"y".repeat(33)}…`, `   │ ${" ".repeat(18)}^^^ here`]);
  });

  test("of ten million characters is shown at once", () => {
    const line = `${"x".repeat(5_000_000)}GOR${"y".repeat(5_000_000)}`;
    expect(draw(line, [{ column: 5_000_001, length: 3, role: "here" }])[4]).toMatch(/^ {3}│ +\^{3} here$/);
  });

  test.each([
    ["wide characters", "名前: GOR", 5, 3, "      "],
    ["emoji", "🖖🏽👩‍🚀: GOR", "🖖🏽👩‍🚀: ".length + 1, 3, "      "],
    ["combining marks", "e\u0301a\u0308: GOR", 7, 3, "    "],
    ["tabs", "a\tb: GOR", 6, 3, "       "],
    ["ascii", "ab: GOR", 5, 3, "    "],
  ])("with %s has its carets beneath what they mean", (_, line, column, length, indent) => {
    expect(draw(line, [{ column, length, role: "here" }])[4]).toBe(`   │ ${indent}^^^ here`);
  });

  test("marks wide characters with as many carets as they take", () => {
    expect(draw("a: 名前", [{ column: 4, length: 2, role: "here" }])[4]).toBe("   │    ^^^^ here");
  });

  test("that holds two places is shown once", () => {
    const drawn = draw("from: a, to: a", [
      { column: 14, length: 1, role: "the same" },
      { column: 7, length: 1, role: "as this" },
    ]);
    expect(drawn.slice(2)).toEqual([
      "   ╭─ a.yaml:7:7",
      " 7 │ from: a, to: a",
      "   │       ^ as this",
      "   │              ^ the same",
    ]);
  });

  test("without a known column is marked as it is written; without its text only named", () => {
    expect(draw("  a: b  ", [{ role: "here" }]).slice(2)).toEqual([
      "   ╭─ a.yaml:7",
      " 7 │   a: b",
      "   │   ^^^^ here",
    ]);
    const finding = {
      rule: "r",
      severity: "info",
      confidence: "likely",
      message: "m",
      events: [],
      entities: [],
      fingerprint: "",
    } as const;
    const locations = [{ path: "page.html", line: 3, role: "here" }];
    expect(findingLines({ ...finding, locations }, { line: () => undefined }, { paint: plain, width: 60 })).toEqual([
      "info r, likely",
      "  m",
      "   ╭─ page.html:3",
      "   │ here",
    ]);
  });

  test("puts a label that has no room after the carets before them, and one that has none there beneath", () => {
    const line = `${" ".repeat(40)}abc`;
    expect(draw(line, [{ column: 41, length: 3, role: "a label as long as that" }])[4]).toBe(
      `   │ ${" ".repeat(40 - 24)}a label as long as that ^^^`,
    );
    expect(draw("abc", [{ column: 1, length: 3, role: "word ".repeat(14).trim() }]).slice(4)).toEqual([
      "   │ ^^^",
      `   │ ${"word ".repeat(11).trim()}`,
      "   │ word word word",
    ]);
  });

  test("cannot steer the terminal", () => {
    const drawn = draw("a\u001b[31m\u202eb\u0007", [{ column: 1, length: 1, role: "\u001b]0;title\u0007" }]).join("\n");
    expect(drawn).not.toMatch(/[\u001b\u0007\u202e]/);
  });
});

test("no line is wider than asked, whatever is in it", () => {
  const text = fc.string({ unit: "grapheme", maxLength: 200 }).map((line) => line.replaceAll(/[\r\n]/g, " "));
  const place = fc.record({
    column: fc.integer({ min: 1, max: 260 }),
    length: fc.integer({ min: 1, max: 90 }),
    role: text,
  });
  fc.assert(
    fc.property(
      text,
      fc.array(place, { minLength: 1, maxLength: 5 }),
      fc.integer({ min: 40, max: 120 }),
      (line, places, width) => {
        const drawn = draw(line, places, width);
        for (const row of drawn) expect(displayWidth(row), row).toBeLessThanOrEqual(width);
        expect(drawn.join("")).toContain("^");
      },
    ),
  );
});

describe("formats", () => {
  const empty: CheckResult = {
    events: 204_664,
    rules: {
      run: Array.from({ length: 65 }, (_, i) => `g/${i}`),
      notChecked: [
        { rule: "g/a", why: "" },
        { rule: "g/b", why: "" },
      ],
    },
    findings: [],
    more: {},
    hidden: { expected: 0, baseline: 0, elsewhere: 0 },
    gone: [],
    sources: {
      locate: () => undefined,
      edit: () => [],
      files: new Map(),
      locateEntity: () => undefined,
      line: () => undefined,
      isBase: () => false,
    },
  };

  test("the last line says what was done", async () => {
    expect(summaryOf(empty)).toBe("204 664 events, 67 rules (2 not checked), no findings");
    expect(renderPretty(empty)).toBe("204 664 events, 67 rules (2 not checked), no findings");
    expect(renderConcise(empty)).toBe("204 664 events, 67 rules (2 not checked), no findings");
  });

  test("concise is a line a finding", async () => {
    expect(renderConcise(await checkText(GOR)).split("\n")).toEqual([
      "canon.yaml:12:14: error lifespan/acts-after-end: gor acts in gor-speaks (2388), but died (2387) before. (also canon.yaml:8:13)",
      `4 events, ${rules.length} rules, 1 finding`,
    ]);
  });

  test("json has the shape that programs rely on", async () => {
    const result = await checkText(GOR);
    expect(jsonResult(result)).toEqual({
      events: 4,
      rules: { run: result.rules.run, notChecked: [] },
      findings: [
        {
          rule: "lifespan/acts-after-end",
          severity: "error",
          confidence: "certain",
          message: "gor acts in gor-speaks (2388), but died (2387) before.",
          events: ["gor-speaks", "gor-dies"],
          entities: ["gor"],
          locations: [
            { path: "canon.yaml", line: 12, column: 14, role: "acts here (2388)" },
            { path: "canon.yaml", line: 8, column: 13, role: "died here (2387)" },
          ],
          help: "If that is meant, mark the act `posthumous: true`.",
          fingerprint: result.findings[0]?.fingerprint,
        },
      ],
      more: {},
      hidden: { expected: 0, baseline: 0, elsewhere: 0 },
    });
    expect(JSON.parse([...jsonText(result)].join(""))).toEqual(jsonResult(result));
    expect(Array.from(ndjson(result), (line): unknown => JSON.parse(line))).toEqual(jsonResult(result).findings);
  });

  test("places of converted files are those of the original documents", async () => {
    const events = [
      { id: "born", type: "PersonBorn", person: "gor", at: 2330, source: { path: "wiki/Gor.html", line: 3 } },
      { id: "dies", type: "PersonDied", person: "gor", at: 2320, source: { path: "wiki/Gor.html", line: 9 } },
    ];
    const text = events.map((event) => JSON.stringify(event)).join("\n");
    const { findings } = jsonResult(await checkText([{ path: "a.ndjson", text }]));
    expect(findings[0]?.locations).toEqual([
      { path: "wiki/Gor.html", line: 9, role: "died here (2320)" },
      { path: "wiki/Gor.html", line: 3, role: "was born here (2330)" },
    ]);
  });
});

describe("many findings, for people", () => {
  const finding = (rule: string, n: number, more: Partial<Finding> = {}): Finding => ({
    rule,
    severity: "error",
    confidence: "certain",
    message: `${rule} ${n}.`,
    events: [`e${n}`],
    entities: [],
    fingerprint: `${rule}${n}`,
    locations: [{ path: "a.yaml", line: n, role: "here" }],
    ...more,
  });
  const result = (findings: readonly Finding[]): CheckResult => ({
    events: 9,
    rules: { run: [], notChecked: [] },
    findings,
    more: {},
    hidden: { expected: 0, baseline: 0, elsewhere: 0 },
    gone: [],
    sources: loadCanon([]).sources,
  });
  const heads = (findings: readonly Finding[], each = false): string[] =>
    renderPretty(result(findings), { each })
      .split("\n")
      .filter((line) => /^(?:error|warning|info|  and)/.test(line));

  test("come errors first, then by rule", () => {
    const info = { severity: "info" } as const;
    expect(heads([finding("b/b", 1, info), finding("c/c", 2), finding("b/b", 3), finding("a/a", 4, info)])).toEqual([
      "error b/b",
      "error c/c",
      "info a/a",
      "info b/b",
    ]);
  });

  test("are one from five on, by what they share", () => {
    const shared = (n: number) => finding("a/a", n, { events: [`e${n}`, "death"], entities: [n < 7 ? "gor" : "pran"] });
    const all = [1, 2, 3, 4, 5, 6, 7].map(shared);
    expect(heads(all)).toEqual(["error a/a  7 findings, all with death", "  and 6 more:"]);
    const alone = [11, 12, 13, 14, 15].map((n) => finding("a/a", n));
    expect(heads([...all, ...alone])).toEqual([
      "error a/a  7 findings, all with death",
      "  and 6 more:",
      "error a/a  5 findings",
      "  and 4 more:",
    ]);
    expect(heads(alone.slice(1))).toHaveLength(4);
    expect(heads(all, true)).toHaveLength(7);
  });

  test("lose none, however they are put together", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.integer({ min: 0, max: 2 }), fc.integer({ min: 0, max: 4 }))), (drawn) => {
        const all = drawn.map(([rule, who], n) => finding(`r/${rule}`, n, { entities: [`who${who}`] }));
        const groups = groupsOf(all).map(({ findings }) => findings);
        expect(
          groups
            .flat()
            .map(({ fingerprint }) => fingerprint)
            .sort(),
        ).toEqual(all.map(({ fingerprint }) => fingerprint).sort());
        expect(groups.every(({ length }) => length === 1 || length >= MANY)).toBe(true);
      }),
    );
  });
});

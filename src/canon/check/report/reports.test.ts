import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkText } from "../../../../test/support/checkText.ts";
import type { CheckResult } from "../run/checkCanon.ts";
import { printable } from "../../../events/printable.ts";
import { ValorisError } from "../../../events/valorisError.ts";
import { baselineText, readBaseline } from "./baseline.ts";
import { displayWidth } from "./displayWidth.ts";
import type { Finding } from "../findings/finding.ts";
import { githubCommands } from "./github.ts";
import { ledgerLines } from "./ledgerLines.ts";
import { listLast } from "./listLast.ts";
import { renderConcise } from "./renderConcise.ts";
import { findingLines } from "./renderFinding.ts";
import { renderPretty } from "./renderPretty.ts";
import { summaryOf } from "./summary.ts";

const FINDING: Finding = {
  rule: "group/name",
  severity: "error",
  confidence: "certain",
  message: "It cannot be.",
  events: ["b", "a"],
  entities: ["x"],
  locations: [],
  fingerprint: "f1",
};

const resultOf = (more: Partial<CheckResult>): CheckResult => ({
  events: 2,
  rules: { run: ["group/name"], notChecked: [] },
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
  ...more,
});

describe("the last line", () => {
  test("counts what was cut as found, and says what was left out", () => {
    const result = resultOf({
      findings: [FINDING],
      more: { "group/name": { count: 41_233, severity: "info" } },
      hidden: { expected: 4, baseline: 1200, elsewhere: 7 },
    });
    expect(summaryOf(result)).toMatch(
      /^2 events, 1 rule, 41\s234 findings, 4 expected, 1\s200 in the baseline, 7 elsewhere$/,
    );
    const cut = /^… and 41\s233 more of group\/name \(--limit 0 shows all\)$/m;
    expect(renderPretty(result)).toMatch(cut);
    expect(renderConcise(result)).toMatch(cut);
  });
});

describe("for GitHub", () => {
  const commandsOf = (finding: Partial<Finding>): string[] => [
    ...githubCommands(resultOf({ findings: [{ ...FINDING, ...finding }] })),
  ];

  test("a finding is a command at its place, with the other places and the help as lines of its message", () => {
    const locations = [
      { path: "a.yaml", line: 3, column: 5, length: 4, role: "acts here" },
      { path: "b.yaml", line: 7, role: "died here" },
    ];
    expect(commandsOf({ severity: "warning", locations, help: "Change one." })).toEqual([
      "::warning file=a.yaml,line=3,col=5,endColumn=9,title=group/name::It cannot be.%0Ahere: acts here%0Ab.yaml:7: died here%0AChange one.",
      "2 events, 1 rule, 1 finding",
    ]);
    expect(commandsOf({ severity: "info" })[0]).toBe("::notice title=group/name::It cannot be.");
  });

  test("nothing in it can end the command or start another", () => {
    const [command] = commandsOf({
      message: "100 % of it\n::error::x",
      locations: [{ path: "a,b: 50%\n.yaml", line: 1, column: 1, role: "\r\nhere" }],
    });
    expect(command).toBe(
      "::error file=a%2Cb%3A 50%25%0A.yaml,line=1,col=1,endColumn=2,title=group/name::100 %25 of it ::error::x%0Ahere:  here",
    );
  });

  test("nothing in it steers a terminal, and what the runner decodes is what the path is", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const [command = ""] = commandsOf({ message: text, locations: [{ path: text, line: 1, role: text }] });
        expect(command).not.toMatch(/[\p{Cc}\p{Cs}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u);
        const [, file = ""] = /^::error file=([^,]*),line=1,/.exec(command) ?? [];
        expect(file).not.toContain(":");
        const decoded = { "%25": "%", "%0D": "\r", "%0A": "\n", "%3A": ":", "%2C": "," } as const;
        const path = file.replaceAll(/%(?:25|0D|0A|3A|2C)/g, (escaped) => decoded[escaped as keyof typeof decoded]);
        expect(path.replaceAll(/[\r\n]/g, "\ufffd")).toBe(printable(text));
      }),
    );
  });
});

describe("a baseline", () => {
  test("is a line a finding, in an order that does not depend on where it stands", () => {
    const other = { ...FINDING, rule: "a/b", fingerprint: "f2" };
    const bare = { ...FINDING, events: [], entities: [], fingerprint: "f3" };
    const text = baselineText([FINDING, other, bare, { ...FINDING, message: "Said again." }]);
    expect(text).toBe(baselineText([bare, other, FINDING]));
    expect(text.split("\n").filter((line) => line.includes("fingerprint"))).toEqual([
      '    {"rule":"a/b","events":["a","b"],"entities":["x"],"fingerprint":"f2"},',
      '    {"rule":"group/name","events":["a","b"],"entities":["x"],"fingerprint":"f1"},',
      '    {"rule":"group/name","events":[],"entities":[],"message":"It cannot be.","fingerprint":"f3"}',
    ]);
    expect(readBaseline(text, "b.json").findings.map(({ fingerprint }) => fingerprint)).toEqual(["f2", "f1", "f3"]);
    expect(readBaseline(baselineText([]), "b.json").findings).toEqual([]);
  });

  test.each(["", "[]", '{"version":1}', '{"version":2,"findings":[]}', '{"version":1,"findings":[{"rule":1}]}'])(
    "%j is none, and is refused with what to do",
    (text) => {
      try {
        readBaseline(text, "b.json");
      } catch (error) {
        if (!(error instanceof ValorisError)) throw error;
        expect(error).toMatchObject({ code: "baseline/invalid", at: { path: "b.json" } });
        expect(error.help).toContain("--write-baseline b.json");
        return;
      }
      expect.unreachable();
    },
  );
});

describe("the events behind a number", () => {
  const ledger = [
    { event: "gor-dies", type: "PersonDied", at: Date.UTC(2387, 0, 2), value: 3.25, note: "the first" },
    { event: "breen", type: "FactionFounded", at: Number.NEGATIVE_INFINITY, value: -1 },
  ];

  test("are a line each, with what they sum to", () => {
    expect(ledgerLines(ledger, 60)).toEqual([
      " 3.2500  gor-dies (2387-01-02): the first",
      "-1.0000  breen (since the beginning)",
      " 2.2500  in all",
    ]);
    expect(ledgerLines([{ event: "a", type: "A", at: 0, value: 2 }], 60).at(-1)).toBe("2  in all");
  });

  test("stand beneath the finding, where they were asked for", () => {
    const canvas = { paint: (_: string, text: string) => text, width: 60 };
    const drawn = findingLines({ ...FINDING, ledger }, { line: () => undefined }, canvas).join("\n");
    expect(drawn).toContain("    -1.0000  breen (since the beginning)\n     2.2500  in all");
    expect(findingLines(FINDING, { line: () => undefined }, canvas).join("\n")).not.toContain("in all");
  });

  test("are never wider than asked", () => {
    const line = fc.record({
      event: fc.string({ maxLength: 90 }),
      type: fc.constant("Noted"),
      at: fc.constantFrom(0, Number.NEGATIVE_INFINITY),
      value: fc.double({ min: -1e6, max: 1e6, noNaN: true }),
      note: fc.string({ unit: "grapheme", maxLength: 90 }),
    });
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 3 }), fc.integer({ min: 36, max: 120 }), (lines, width) => {
        for (const row of ledgerLines(lines, width)) expect(displayWidth(row)).toBeLessThanOrEqual(width);
      }),
    );
  });
});

test("dates that lead round in a ring are shown in the ring's order, whatever the order of the file", async () => {
  const text = `entities: { x: { kind: species } }
events:
  - { id: a, type: Noted, about: x, at: { after: b, atLeast: P3W } }
  - { id: c, type: Noted, about: x, at: { after: d } }
  - { id: b, type: Noted, about: x, at: { after: c } }
  - { id: d, type: Noted, about: x, at: { after: a } }
`;
  const shown = renderPretty(await checkText(text)).match(/(?<=\^ )[abcd](?=: )|(?<= )[abcd](?=: .* \^)/g) ?? [];
  expect(["abcd", "dcba"]).toContain([...shown, ...shown].join("").match(/abcd|dcba/)?.[0]);
  expect(shown).toHaveLength(4);
});

test("a list of any length is printed item by item into the JSON around it", () => {
  fc.assert(
    fc.property(fc.array(fc.jsonValue()), fc.jsonValue(), (items, other) => {
      const text = [...listLast(JSON.stringify({ other, items: [] }), items, (item) => JSON.stringify(item))].join("");
      expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify({ other, items })));
    }),
  );
});

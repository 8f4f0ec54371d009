import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { rules } from "../src/doors/canon.ts";
import { catalogue, codingBook } from "../src/index.ts";
import { valorisHere as valoris } from "./support/inThisProcess.ts";

const FIXTURE = "fixtures/cardassian-advance.yaml";

const plain = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
const json = async (...args: string[]) => JSON.parse((await valoris(...args, "--format", "json")).out);
const worldOn = (date: string) => json("replay", FIXTURE, "--at", date);

describe("replay of the shipped canon", () => {
  test("before the breach, the Breen hold Dozaria and Portas V", async () => {
    const { at, timeline, territory } = await worldOn("2388-10-09");
    expect({ at, timeline }).toEqual({ at: "2388-10-09", timeline: "canon" });
    for (const id of ["dozaria", "portas-v"])
      expect(territory.systems[id]).toMatchObject({
        sovereign: "breen-confederacy",
        controller: "breen-confederacy",
        status: "held",
      });
  });

  test("after it, the Union occupies them, by the breach", async () => {
    const { territory, events, stateHash } = await worldOn("2388-10-11");
    for (const id of ["dozaria", "portas-v"])
      expect(territory.systems[id]).toMatchObject({
        sovereign: "breen-confederacy",
        controller: "cardassian-union",
        status: "occupied",
        by: "second-and-fifth-orders-breach",
      });
    expect(events).toBeGreaterThan(80);
    expect(stateHash).toMatch(/^[0-9a-f]{64}$/);
  });

  test("the treaties leave the Breen exactly half of hulls and crews", async () => {
    const before = (await worldOn("2387-01-01")).power["breen-confederacy"].components;
    const after = (await worldOn("2388-10-09")).power["breen-confederacy"].components;
    expect(after.hulls).toBe(before.hulls / 2);
    expect(after.crews).toBe(before.crews / 2);
  });

  test("the quadrant is more nervous after the breach, and calmer a year later", async () => {
    const [before, after, later] = await Promise.all(["2388-10-09", "2388-10-11", "2389-10-11"].map(worldOn));
    expect(after.nervousness.quadrant).toBeGreaterThan(before.nervousness.quadrant);
    expect(later.nervousness.quadrant).toBeLessThan(after.nervousness.quadrant);
  });

  test("after the war the Union is the weakest of the powers of the quadrant", async () => {
    const { power } = await worldOn("2376");
    const quadrant = ["united-federation-of-planets", "romulan-empire", "cardassian-union", "breen-confederacy"];
    const weakest = quadrant.toSorted((a, b) => power[a].share - power[b].share)[0];
    expect(weakest).toBe("cardassian-union");
  });

  test("the states of all projections have the hash that they had", async () => {
    const golden = JSON.parse(readFileSync(join(import.meta.dirname, "golden/cardassian-advance.json"), "utf8"));
    for (const { at, stateHash } of golden) expect((await worldOn(at)).stateHash).toBe(stateHash);
  });
});

describe("explain", () => {
  test.each([
    ["nervousness", "quadrant"],
    ["power", "breen-confederacy"],
    ["share", "cardassian-union"],
    ["territory", "cardassian-union"],
  ])("%s of %s: the contributions sum to the value", async (metric, who) => {
    const because = await json("explain", metric, who, FIXTURE, "--at", "2388-10-11");
    expect(because).toMatchObject({ metric, subject: who, at: "2388-10-11" });
    const parts: number[] = because.contributions.map(({ value }: { value: number }) => value);
    const size = parts.reduce((sum, part) => sum + Math.abs(part), 0);
    const sum = parts.reduce((total, part) => total + part, 0);
    expect(Math.abs(sum - because.value)).toBeLessThanOrEqual(1e-9 * Math.max(1, size));
    for (const line of because.contributions)
      expect(line).toMatchObject({ event: expect.any(String), type: expect.any(String) });
  });

  test("finds what it is about by a name, and by one that it bore once", async () => {
    const file = join(mkdtempSync(join(tmpdir(), "valoris-names-")), "canon.yaml");
    writeFileSync(
      file,
      `entities:
  ostra: { kind: faction, name: Ostra, standing: major }
  port: { kind: system, name: Oldhaven, holder: ostra }
events:
  - { id: renamed, type: EntityRenamed, entity: port, name: Newhaven, at: 2150 }
  - { id: state, type: EntityRenamed, entity: ostra, name: Ostran Union, at: 2160 }
`,
    );
    for (const name of ["port", "oldhaven", "Newhaven"]) {
      const { out } = await valoris("explain", "territory", name, file);
      expect(out).toContain("Who held Newhaven, formerly Oldhaven");
      expect(out).toContain("Ostra ");
    }
    expect((await json("explain", "power", "Ostra", file)).subject).toBe("ostra");
    expect((await valoris("replay", file, "--at", "2170")).out).toContain("Ostran Union");
    expect((await valoris("replay", file, "--at", "2140")).out).not.toContain("Union");
  });

  test("ln P is the one that replay shows", async () => {
    const { value } = await json("explain", "power", "breen-confederacy", FIXTURE, "--at", "2388-10-11");
    expect(value).toBe((await worldOn("2388-10-11")).power["breen-confederacy"].lnP);
  });

  test("a rule gives its page, with an example that is wrong and one that is right", async () => {
    const { code, out } = await valoris("explain", "lifespan/acts-after-end");
    const { wrong, right } = rules.find(({ id }) => id === "lifespan/acts-after-end")?.explain ?? {};
    expect(code).toBe(0);
    for (const line of `${wrong}\n${right}`.split("\n")) expect(out).toContain(line.trim());
    expect((await valoris("explain", "lifespan/acts-after-ende")).code).toBe(2);
  });

  test("the coding book has every weight, each with its source or the words “our judgement”", async () => {
    const { out } = await valoris("explain", "--coding-book");
    const { tables } = await json("explain", "--coding-book");
    expect(tables.map(({ title }: { title: string }) => title)).toEqual(
      codingBook(catalogue).map(({ title }) => title),
    );
    for (const { title, source, rows } of codingBook(catalogue)) {
      expect(out).toContain(title);
      expect(source).toMatch(/our judgement|\d{4}/);
      for (const { name, value } of rows) expect(out).toMatch(new RegExp(`${plain(name)} .*${plain(value)}`));
    }
    const weighed = [...catalogue.definitions.values()].filter(({ tensions }) => tensions.length > 0);
    for (const { type } of weighed) expect(out).toContain(type);
  });

  test("the tenure of Dozaria", async () => {
    const { metric, subject, tenure } = await json("explain", "territory", "dozaria", FIXTURE);
    expect([metric, subject]).toEqual(["territory", "dozaria"]);
    expect(tenure.map(({ controller, sovereign }: Record<string, string>) => [controller, sovereign])).toEqual([
      ["cardassian-union", "cardassian-union"],
      ["breen-confederacy", "breen-confederacy"],
      ["cardassian-union", "breen-confederacy"],
    ]);
    expect(tenure[2]).toMatchObject({ from: "2388-10-10", until: null, event: "second-and-fifth-orders-breach" });
  });

  test("one who is nobody is refused, with the name that was probably meant", async () => {
    const { code, err } = await valoris("explain", "power", "breen-confederation", FIXTURE);
    expect(code).toBe(2);
    expect(err).toContain("breen-confederacy");
  });
});

describe("coverage, check and demo", () => {
  test("every paragraph of the page is covered", async () => {
    const { documents } = await json("coverage", FIXTURE);
    expect(documents).toMatchObject([{ document: "cardassian-advance", uncovered: [], unknown: [] }]);
  });

  test("the shipped canon has no error", async () => {
    const { code, out } = await valoris("check", FIXTURE);
    expect(out).toMatch(/events, \d+ rules/);
    expect(code).toBe(0);
  });

  test("the planted contradiction is a cycle of three places, and fails", async () => {
    const only = ["--rule", "causality/impossible-dates"];
    const { code, out } = await valoris("check", "--demo", ...only, "--format", "json");
    expect(code).toBe(1);
    const { findings } = JSON.parse(out);
    expect(findings).toMatchObject([{ rule: "causality/impossible-dates", severity: "error", confidence: "certain" }]);
    expect(findings[0].locations.map(({ line }: { line: number }) => line)).toEqual([44, 56, 50]);
  });

  test("the demo canon fires every rule, and shows a few", async () => {
    const { code, out } = await valoris("check", "fixtures/demo", "--format", "json");
    expect(code).toBe(1);
    const { events, rules, findings } = JSON.parse(out);
    expect(new Set(findings.map(({ rule }: { rule: string }) => rule))).toEqual(new Set(rules.run));
    const brief = await valoris("check", "--demo");
    expect(brief.code).toBe(1);
    expect(brief.out).toContain(`4 of ${events} events, ${rules.run.length} rules, ${findings.length} findings`);
  });

  test("the demo shows eight scenes, and what the README says of them", async () => {
    const { code, out } = await valoris("demo");
    expect(code).toBe(0);
    expect(out.match(/^\$ valoris /gm)).toHaveLength(8);
    const readme = readFileSync("README.md", "utf8");
    const blocks = [...readme.matchAll(/```console\n(\$[^]*?)```/g)].map(([, block = ""]) => block);
    const lines = blocks.flatMap((block) => block.split("\n").filter((line) => line !== "" && !line.startsWith("$")));
    for (const line of lines) expect(out).toContain(`${line}\n`);
    expect(lines.length).toBeGreaterThan(4);
  });
});

describe("wrong usage and bad input", () => {
  let folder = "";
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "valoris-cli-"));
  });
  afterAll(() => rmSync(folder, { recursive: true }));
  const file = (name: string, content: string | Uint8Array): string => {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  };
  const event = (fields: string): string => `events:\n  - { id: a, type: Noted, about: a, ${fields} }\n`;

  test.each([
    ["an unknown command", ["chekc"], /Did you mean check/],
    ["an unknown flag", ["replay", FIXTURE, "--att", "2388"], /Did you mean --at/],
    ["an unknown format", ["replay", FIXTURE, "--format", "xml"], /Allowed choices/],
    ["a file that is not there", ["replay", "nowhere.yaml"], /nowhere\.yaml/],
    ["a timeline that is not there", ["replay", FIXTURE, "--timeline", "what-if/x"], /what-if\/x/],
    ["a date that is none", ["replay", FIXTURE, "--at", "2388-13-40"], /2388-13-40/],
  ])("%s is refused with 2 and says what to do", async (_, args, message) => {
    const { code, out, err } = await valoris(...args);
    expect(code).toBe(2);
    expect(out).toBe("");
    expect(err).toMatch(message);
    expect(err).not.toMatch(/bug in valoris|at file:/);
  });

  test.each([
    ["YAML that is broken", "broken.yaml", "events:\n  - { id: a, type: [\n", /broken\.yaml:\d+:\d+/],
    ["an unknown field", "field.yaml", event("at: 2001, colour: red"), /field\.yaml:2:47/],
    ["an impossible day", "day.yaml", event("at: 2001-02-30"), /day\.yaml:2:\d+/],
    [
      "JSON that is broken",
      "broken.ndjson",
      '{"id":"a","type":"Noted","at":2001,"about":"a"}\n{"id":"b",,}\n',
      /broken\.ndjson:2:11/,
    ],
    ["an extends that is circular", "ring.yaml", "extends: ring.yaml\n", /ring\.yaml:1:\d+/],
    ["invalid UTF-8", "bytes.yaml", new Uint8Array([0x63, 0x3a, 0x20, 0xff, 0xfe]), /bytes\.yaml:1:4/],
    ["Windows-1252", "cp1252.yaml", new Uint8Array([...Buffer.from("canon: caf"), 0xe9, 0x0a]), /Windows-1252/],
    ["a line of ten megabytes", "long.ndjson", `{"id":"${"a".repeat(10_000_000)}"}\n`, /long\.ndjson:1/],
  ])("replay refuses %s, at its place", async (_, name, content, message) => {
    const { code, out, err } = await valoris("replay", file(name, content));
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toMatch(message);
    expect(err).not.toMatch(/bug in valoris/);
  });

  test("replay refuses dates that cannot all hold, and check reports them", async () => {
    const path = file(
      "ring-of-dates.yaml",
      "events:\n  - { id: a, type: Noted, about: a, at: { after: b } }\n  - { id: b, type: Noted, about: a, at: { after: a } }\n",
    );
    const replayed = await valoris("replay", path);
    expect(replayed.code).toBe(2);
    expect(replayed.err).toMatch(/ring-of-dates\.yaml:2.*ring-of-dates\.yaml:3/s);
    expect((await valoris("check", path)).code).toBe(1);
  });

  test("check reports a bad field as a finding, and checks the rest", async () => {
    const path = file("fields.yaml", event("at: 2001, colour: red"));
    const { code, out } = await valoris("check", path, "--format", "json");
    expect(code).toBe(1);
    expect(JSON.parse(out).findings).toMatchObject([
      { rule: "identity/invalid-event", locations: [{ line: 2, column: 47 }] },
    ]);
  });

  test("the whole is called as canon calls it, in files and from a log", async () => {
    const canon = `canon: a
whole: the Known Worlds
entities: { a: { kind: faction, standing: major }, b: { kind: faction, standing: major }, s: { kind: system, holder: b } }
events: [{ id: raid, type: BorderBreached, at: 2300, by: a, against: b, systems: [s] }]
`;
    const [path, log] = [file("whole.yaml", canon), join(folder, "whole-log")];
    expect((await valoris("log", "import", path, "--log", log)).code).toBe(0);
    for (const read of [[path], ["--log", log]]) {
      expect((await valoris("replay", ...read)).out).toContain("Nervousness of the Known Worlds ");
      const until = ["--until", "2301", "--runs", "8"];
      expect((await valoris("simulate", "canon", ...read, ...until)).out).toMatch(/^nervousness of the Known Worlds /m);
    }
    expect((await valoris("explain", "nervousness", "quadrant", path)).out).toMatch(
      /^nervousness of the Known Worlds, /,
    );
  });

  test("a byte order mark is nothing to stumble over", async () => {
    expect((await valoris("replay", file("bom.yaml", `\ufeff${event("at: 2001")}`))).code).toBe(0);
  });

  test("unknown types are kept, counted and said once", async () => {
    const events =
      "events:\n  - { id: a, type: WormholeCollapsed, at: 2001 }\n  - { id: b, type: WormholeCollapsed, at: 2002 }\n";
    const { code, out, err } = await valoris("replay", file("unknown.yaml", events), "--format", "json");
    expect(code).toBe(0);
    expect(JSON.parse(out).events).toBe(2);
    expect(err.match(/WormholeCollapsed/g)).toHaveLength(1);
  });

  test("a branch file brings a timeline of its own", async () => {
    const path = file(
      "what-if.yaml",
      `extends: ${join(process.cwd(), FIXTURE)}\nbranch: { name: what-if/no-breach, of: canon }\nretract:\n  - { event: second-and-fifth-orders-breach, reason: what if not }\n`,
    );
    const args = ["replay", path, "--timeline", "what-if/no-breach", "--at", "2388-10-11"];
    const { timeline, territory, events } = await json(...args);
    expect(timeline).toBe("what-if/no-breach");
    expect(territory.systems.dozaria.controller).toBe("breen-confederacy");
    expect(events).toBe((await worldOn("2388-10-11")).events - 1);
  });

  test.skipIf(process.platform === "win32")("what init prints to try, works where it is printed", async () => {
    const home = join(folder, "a first universe");
    const { out } = await valoris("init", home);
    const tries = out.slice(out.indexOf("Now try:")).trim().split("\n").slice(1);
    expect(tries).toHaveLength(3);
    for (const line of tries) execFileSync("sh", ["-c", line], { cwd: folder });
  });

  test("init writes a canon that is clean, and nothing twice", async () => {
    const home = join(folder, "home");
    expect((await valoris("init", home)).code).toBe(0);
    expect((await valoris("check", join(home, "canon/canon.yaml"), "--fail-level", "info")).code).toBe(0);
    expect(await valoris("init", home)).toMatchObject({
      code: 0,
      out: expect.stringContaining("All is there already."),
    });
  });

  test("init where nothing can be written is refused, and is no bug", async () => {
    const path = file("a-file", "x");
    const { code, err } = await valoris("init", path);
    expect([code, err]).toEqual([2, expect.stringContaining("error[cli/unwritable]")]);
    expect(err).not.toContain("bug");
  });
});

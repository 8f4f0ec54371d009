import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { Ajv } from "ajv";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import configSchema from "../schema/config.schema.json" with { type: "json" };
import { type Ran, valorisAt } from "./support/inThisProcess.ts";
import { ranApart } from "./support/workplace.ts";

const REPOSITORY = join(import.meta.dirname, "..");

const valorisIn = (cwd: string, ...args: string[]): Promise<Ran> => valorisAt({ cwd }, args);

let root = "";
let count = 0;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), "valoris-config-"));
  mkdirSync(join(root, "node_modules"));
  symlinkSync(REPOSITORY, join(root, "node_modules/valoris"));
  symlinkSync(join(REPOSITORY, "node_modules/zod"), join(root, "node_modules/zod"));
});
afterAll(() => rmSync(root, { recursive: true }));

/** A folder with these files. */
function folderOf(files: Readonly<Record<string, string>>): string {
  const folder = join(root, String(count++));
  mkdirSync(folder);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

/** Gor dies twice, which lifespan/twice-ended reports, and Sarek lives for 203 years. */
const CANON = `documents: { page: { title: Page, rank: 1 } }
entities: { vulcan: { kind: species }, gor: { kind: person } }
events:
  - { id: gor-dies, type: PersonDied, at: 2387, person: gor }
  - { id: gor-dies-again, type: PersonDied, at: 2389, person: gor }
  - { id: sarek-born, type: PersonBorn, at: 2165, person: sarek, species: vulcan }
  - { id: sarek-dies, type: PersonDied, at: 2368, person: sarek }
`;

const withConfig = (config: string, more: Readonly<Record<string, string>> = {}): string =>
  folderOf({ "valoris.config.yaml": `canon: canon.yaml\n${config}`, "canon.yaml": CANON, ...more });

async function check(folder: string): Promise<{ code: number; found: string[]; notChecked: Record<string, string> }> {
  const { code, out, err } = await valorisIn(folder, "check", "--format", "json");
  expect(err).toBe("");
  const { findings, rules } = JSON.parse(out);
  const found = findings
    .map(({ rule, severity }: Record<string, string>) => `${severity} ${rule}`)
    .filter((finding: string) => / (?:lifespan|office|house|gates)\//.test(finding));
  const notChecked = rules.notChecked.map(({ rule, why }: Record<string, string>) => [rule, why]);
  return { code, found, notChecked: Object.fromEntries(notChecked) };
}

describe("a mistake in the configuration is shown where it stands", () => {
  test.each([
    ["an unknown key", "ruels: {}", "2:1", "Did you mean `rules`?"],
    ["an unknown rule", "rules:\n  office/two-holdres: off", "3:3", "Did you mean office/two-holders?"],
    ["an unknown group", "rules: { ofice: off }", "2:10", "Did you mean office?"],
    ["an unknown severity", "rules: { office: { severity: erorr } }", "2:30", "Did you mean `error`?"],
    ["a severity that is none", "rules: { office: 3 }", "2:18", "error, warning, info, off"],
    ["a parameter that no rule of the group has", "rules: { office: { grays: 3 } }", "2:20", "grace"],
    ["a lifespan that is none", "species: { vulcan: long }", "2:20", "{ lifespan: 250 }"],
    ["a misspelt lifespan", "species: { vulcan: { lifspan: 3 } }", "2:22", "Did you mean `lifespan`?"],
    ["half a rank", "ranks: { page: 0.5 }", "2:16", "1 is highest"],
    ["years below 0", "dates: { approximationYears: -1 }", "2:30", "whole number of years"],
    [
      "a stardate without quotes",
      'calendars:\n  stardate:\n    - { from: 1000.0, to: "9", begins: 2265-01-01, perYear: 9 }',
      "4:15",
      "put it in quotes",
    ],
    [
      "half an era",
      'calendars: { stardate: [{ from: "1.0", to: "9.0", perYear: 9 }] }',
      "2:25",
      "`calendars.stardate.0.begins`",
    ],
    [
      "an era that ends before it begins",
      'calendars: { stardate: [{ from: "10", to: "9", begins: 2265-01-01, perYear: 1000 }] }',
      "2:43",
      "first stardate",
    ],
    [
      "a misspelt field of a calendar",
      "calendars: { reed: { months: [{ name: A, days: 9 }], beginns: 1800-01-01 } }",
      "2:54",
      "Did you mean `begins`?",
    ],
    ["a place that left the Julian calendar on no day", "calendars: { julian: { kent: soon } }", "2:30", "1752-09-02"],
    ["a name twice", "canon: canon.yaml", "2:1", "twice"],
    ["YAML that is broken", "rules: [", "2:8", "not closed"],
    ["a time that is none", "pluginTimeout: soon", "2:16", "number of seconds"],
  ])("%s", async (_, config, place, message) => {
    const { code, out, err } = await valorisIn(withConfig(`${config}\n`), "check");
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toContain("error[config/invalid]");
    expect(err).toContain(`at valoris.config.yaml:${place}\n`);
    expect(err).toContain(message);
  });

  test("of several, the first, and how many others there are", async () => {
    const { err } = await valorisIn(withConfig("ranks: { page: none }\nruels: {}\nspecies: 3\n"), "check");
    expect(err).toContain("at valoris.config.yaml:2:16\n");
    expect(err).toContain("There are 2 more mistakes in it.");
  });

  test.each([["replay"], ["explain", "power", "gor"], ["coverage"], ["log", "sync", "--dry-run"], ["log", "import"]])(
    "and stops %s as well",
    async (...args) => {
      const { code, err } = await valorisIn(withConfig("rules: { office: 3 }\n"), ...args);
      expect(code).toBe(2);
      expect(err).toContain("at valoris.config.yaml:2:18\n");
    },
  );

  test("a configuration that is a folder is refused in a sentence", async () => {
    const folder = folderOf({ "valoris.config.yaml/canon.yaml": CANON });
    const { code, err } = await valorisIn(folder, "check");
    expect(code).toBe(2);
    expect(err).toContain("error[config/unreadable]");
  });
});

describe("the configuration", () => {
  test.each([
    ["", 1, ["error lifespan/twice-ended"]],
    ["rules: { lifespan/twice-ended: warning }", 0, ["warning lifespan/twice-ended"]],
    ["rules: { lifespan: off }", 0, []],
    ["rules: { lifespan: off, lifespan/twice-ended: { severity: info } }", 0, ["info lifespan/twice-ended"]],
    ["rules: { lifespan/twice-ended: off }\nspecies: { vulcan: 250 }", 0, []],
    [
      "rules: { lifespan/twice-ended: off }\nspecies: { vulcan: { lifespan: 190 } }",
      0,
      ["warning lifespan/implausible-age"],
    ],
  ])("%j", async (config, code, found) => {
    expect(await check(withConfig(`${config}\n`))).toMatchObject({ code, found });
  });

  test("holds for its folder and all below it, and its paths are its own", async () => {
    const folder = withConfig("rules: { lifespan/twice-ended: warning }\n", { "notes/today/empty.md": "" });
    const { code, out } = await valorisIn(join(folder, "notes/today"), "check", "--format", "json");
    const found = JSON.parse(out).findings.find(({ rule }: { rule: string }) => rule === "lifespan/twice-ended");
    expect([code, found.severity]).toEqual([0, "warning"]);
    expect((await valorisIn(join(folder, ".."), "check")).code).toBe(2);
  });

  test("a parameter that makes no sense stops its rule alone, which says why", async () => {
    const config =
      "rules: { office/dead-hand: { grace: soon }, office/vacancy: { dais: 3 } }\nspecies: { vulcan: 250 }\n";
    expect(await check(withConfig(config))).toEqual({
      code: 1,
      found: ["error lifespan/twice-ended"],
      notChecked: {
        "office/dead-hand": 'its parameter `grace` cannot be "soon": it is a number from 0, such as 90',
        "office/vacancy": "it has no parameter `dais`, only `days`",
      },
    });
  });

  test("ranks of documents hold over those that canon declares", async () => {
    const canon = `documents: { annals: { title: Annals, rank: 1 }, talk: { title: Talk, rank: 1 } }
entities: { gor: { kind: person } }
events:
  - { id: asked, type: QuestionOpened, at: 2380, question: who, about: gor, options: [Gor, Dor] }
  - { id: one, type: QuestionSettled, at: 2381, question: who, answer: Gor, source: { document: annals } }
  - { id: two, type: QuestionSettled, at: 2381, question: who, answer: Dor, source: { document: talk } }
`;
    const conflicts = async (config: string) => {
      const { out } = await valorisIn(withConfig(config, { "canon.yaml": canon }), "check", "--format", "json");
      return out.match(/provenance\/sources-conflict"/g)?.length ?? 0;
    };
    const [equal, ranked] = await Promise.all([conflicts(""), conflicts("ranks: { talk: 2 }\n")]);
    expect(equal).toBeGreaterThan(ranked);
  });

  const ERA = 'calendars: { stardate: [{ from: "1000.0", to: "9999.9", begins: 2265-01-01, perYear: 1000 }] }\n';
  const SEEN = 'events:\n  - { id: seen, type: Noted, at: { stardate: "1312.4" }, about: seen }\n';

  test("stardates of an era that it declares are dates for every command, from files and from a log", async () => {
    const folder = withConfig(ERA, { "canon.yaml": SEEN });
    const dated = async (...args: string[]) => {
      const { code, out, err } = await valorisIn(folder, ...args, "--from", "2265", "--format", "ndjson");
      expect({ code, err: err.replace(/^note: Nothing has the id seen.*\n/gm, "") }).toMatchObject({ code: 0 });
      return JSON.parse(out.split("\n")[0] ?? "").at;
    };
    expect(await dated("replay")).toBe("2265-04-25");
    expect((await valorisIn(folder, "log", "sync")).code).toBe(0);
    expect(await dated("replay", "--log", ".valoris")).toBe("2265-04-25");
  });

  test("dates of a calendar that it declares are so, too; what is wrong with one is shown at its place", async () => {
    const calendar = (days: number | string): string =>
      `calendars:\n  imperial:\n    months: [{ name: Frostmoon, days: ${days} }]\n    begins: 2100-01-01\n`;
    const canon =
      "entities: { gor: { kind: person } }\nevents:\n  - { id: seen, type: Noted, at: { calendar: imperial, date: 12 Frostmoon 2 }, about: gor }\n";
    const { code, out } = await valorisIn(
      withConfig(calendar(336), { "canon.yaml": canon }),
      "replay",
      "--from",
      "2100",
      "--format",
      "ndjson",
    );
    expect([code, JSON.parse(out.split("\n")[0] ?? "").at]).toEqual([0, "2100-12-14"]);
    for (const days of [0, "many"]) {
      const refused = await valorisIn(withConfig(calendar(days), { "canon.yaml": canon }), "check");
      expect(refused.code).toBe(2);
      expect(refused.err).toMatch(/valoris\.config\.yaml:\d+:\d+/);
    }
  });

  test("without such an era, the stardate is refused at its place", async () => {
    const { code, err } = await valorisIn(withConfig("", { "canon.yaml": SEEN }), "replay");
    expect(code).toBe(2);
    expect(err).toContain("canon.yaml:2:46");
  });

  test("dates that are about a year are as wide as it says", async () => {
    const canon =
      "entities: { gor: { kind: person } }\nevents:\n  - { id: dies, type: PersonDied, at: 2385~, person: gor }\n" +
      "  - { id: rules, type: DomoReplaced, at: 2388, successor: gor, manner: elected }\n";
    const found = async (config: string) => (await check(withConfig(config, { "canon.yaml": canon }))).found;
    expect(await found("")).toContain("error office/holder-not-alive");
    expect(await found("dates: { approximationYears: 3 }\n")).not.toContain("error office/holder-not-alive");
  });

  test("`valoris init` goes on where it was ended, and leaves what says something else as it is", async () => {
    const folder = folderOf({});
    const init = () => valorisIn(folder, "init", ".");
    const config = join(folder, "valoris.config.yaml");
    const whole = await init();
    rmSync(join(folder, "canon/canon.yaml"));
    const again = await init();
    expect([again.code, again.out.match(/^wrote .*/gm)]).toEqual([0, ["wrote canon/canon.yaml"]]);
    expect((await init()).out).toContain("All is there already.");
    writeFileSync(config, "canon: my-own.yaml\n");
    expect(await init()).toMatchObject({ code: 2, err: expect.stringContaining("init/exists") });
    expect(readFileSync(config, "utf8")).toBe("canon: my-own.yaml\n");
    expect(whole.code).toBe(0);
  });

  test("what `valoris init` writes is read, also with all that stands in comments, and editors accept it", async () => {
    const folder = folderOf({});
    mkdirSync(folder, { recursive: true });
    expect((await valorisIn(folder, "init", ".")).code).toBe(0);
    const { readFileSync } = await import("node:fs");
    const path = join(folder, "valoris.config.yaml");
    const text = readFileSync(path, "utf8");
    const everything = text.replaceAll(/^# (?=[a-z]+:|pluginTimeout| {2})/gm, "").replace(/^plugins:.*$/m, "");
    expect(Object.keys(parse(everything))).toEqual(
      Object.keys(configSchema.properties).filter((key) => key !== "plugins"),
    );
    writeFileSync(path, everything);
    expect((await valorisIn(folder, "check")).err).toBe("");
    const validate = new Ajv({ strict: false }).compile(configSchema);
    expect(validate(parse(everything))).toBe(true);
    expect(validate({ rules: { "office/dead-hand": { grays: 3 } } })).toBe(false);
    expect(validate({ rules: { "house/of-ours": { grays: 3 } } })).toBe(true);
  });
});

describe("a plugin", () => {
  const EXPLAIN = 'const explain = { reports: "a", wrong: "b", right: "c" };';
  const IMPORTS = 'import { definePlugin, defineRule } from "valoris/canon";';
  const TIMED = "pluginTimeout: 2\nplugins:\n  - ./house.js\n";
  const withPlugin = (module: string): string =>
    withConfig(TIMED, { "house.js": module, "package.json": '{ "type": "module" }' });

  test.each(["github", "sarif"])(
    "is not loaded where findings go out as %s, unless that is allowed",
    async (format) => {
      const folder = withPlugin('throw new Error("loaded");\n');
      const { err } = await valorisIn(folder, "check", "--format", format);
      expect(err).toContain("checked without the plugin ./house.js; --allow-plugins");
      const allowed = await valorisIn(folder, "check", "--format", format, "--allow-plugins");
      expect([allowed.code, allowed.err]).toEqual([2, expect.stringContaining("plugin/not-loaded")]);
    },
  );

  test.each([
    ["that is not there", "", "plugin/not-found", "valoris.config.yaml:4:5"],
    [
      "that throws when it is loaded",
      'const a = 1;\nthrow new Error("no luck");\n',
      "plugin/not-loaded",
      "house.js:2:7",
    ],
    ["that is no JavaScript", "const a = ;\n", "plugin/not-loaded", "valoris.config.yaml:4:5"],
    ["that imports what is not there", 'import "./gone.js";\n', "plugin/not-loaded", "valoris.config.yaml:4:5"],
    ["that rejects later", 'Promise.reject(new Error("later"));\n', "plugin/not-loaded", "house.js:1:16"],
    ["that exports nothing", "export const a = 1;\n", "plugin/invalid", "valoris.config.yaml:4:5"],
    ["that exports nonsense", "export default 3;\n", "plugin/invalid", "valoris.config.yaml:4:5"],
    [
      "with half a rule",
      'export default { name: "a", rules: [{ id: "a/b" }] };\n',
      "plugin/invalid",
      "valoris.config.yaml:4:5",
    ],
    ["that loops when it is loaded", "for (;;);\n", "plugin/endless", "valoris.config.yaml:4:5"],
    ["that waits for ever", "await new Promise(() => {});\n", "plugin/endless", "valoris.config.yaml:4:5"],
    ["that never lets go of a thread", "for (;;) await null;\n", "plugin/endless", "valoris.config.yaml:4:5"],
    [
      "that leaves a timer",
      'setInterval(() => {}, 9); export default { name: "a" };\n',
      "plugin/endless",
      "valoris.config.yaml:4:5",
    ],
    [
      "with a rule that is there already",
      `${IMPORTS}\n${EXPLAIN}\nexport default definePlugin({ name: "a", rules: [defineRule({ id: "office/vacancy", severity: "info", explain, check: () => ({}) })] });\n`,
      "plugin/duplicate",
      "valoris.config.yaml:4:5",
    ],
    [
      "with a type that is there already",
      'import { defineEvent } from "valoris";\nimport { z } from "zod";\nexport default { name: "a", events: [defineEvent("Noted", { doc: "a", schema: z.strictObject({}) })] };\n',
      "plugin/duplicate",
      "valoris.config.yaml:4:5",
    ],
    [
      "that weighs a type that is not there",
      'export default { name: "a", tensions: { PersonDide: { mode: "a", weight: 1, parties: [] } } };\n',
      "plugin/unknown-type",
      "valoris.config.yaml:4:5",
    ],
  ])("%s is refused", async (_, module, code, place) => {
    const folder = module === "" ? withConfig(TIMED) : withPlugin(module);
    const ran = await valorisIn(folder, "check");
    expect({ code: ran.code, out: ran.out }).toEqual({ code: 2, out: "" });
    expect(ran.err).toContain(`error[${code}]`);
    expect(ran.err).toContain(`at ${place}\n`);
    expect(ran.err).toContain("house.js");
  });

  test("whose rules throw, loop, wait or return nothing: they are not checked, and all others are", async () => {
    const rule = (name: string, body: string): string =>
      `defineRule({ id: "house/${name}", severity: "error", explain, check: ${body} })`;
    const rules = [
      rule("loops", "() => ({ each: () => { try { for (;;); } finally { for (;;); } } })"),
      rule("throws", '() => ({ finish: () => { throw new Error("no luck"); } })'),
      rule("waits", '() => ({ finish: async () => { throw new Error("late"); } })'),
      rule("forgets", "() => undefined"),
      rule(
        "works",
        '({ report }) => ({ finish: () => report({ message: "a", events: ["gor-dies"], entities: [], at: [] }) })',
      ),
    ];
    const module = `${IMPORTS}\n${EXPLAIN}\nexport default definePlugin({ name: "a", rules: [${rules.join(", ")}] });\n`;
    const { code, found, notChecked } = await check(withPlugin(module));
    expect(code).toBe(1);
    expect(found).toEqual(expect.arrayContaining(["error house/works", "error lifespan/twice-ended"]));
    expect(notChecked).toMatchObject({
      "house/loops": "it failed: it did not end within 2 s, and was stopped",
      "house/throws": "it failed: no luck",
      "house/waits": "it failed: it is asynchronous, and rules are not",
      "house/forgets": "its `check` returns nothing to run",
    });
  });

  test.each([
    ["throws", "when: () => gone", "gone is not defined"],
    ["loops", "when: () => { for (;;); }", "it did not end within 2 s"],
    ["is no number", "intensity: () => NaN", "it gives NaN"],
  ])("whose weight %s is named", async (_, part, message) => {
    const weight = `{ mode: "a", weight: -1, parties: ["person"], ${part} }`;
    const folder = withPlugin(`export default { name: "a", tensions: { PersonDied: ${weight} } };\n`);
    const { code, err } = await valorisIn(folder, "replay");
    expect(code).toBe(2);
    expect(err).toContain("error[plugin/failed]");
    expect(err).toContain("PersonDied, from the plugin ./house.js");
    expect(err).toContain(message);
  });

  test("whose schema throws is told apart from valoris", async () => {
    const module =
      'import { defineEvent } from "valoris";\nimport { z } from "zod";\n' +
      'export default { name: "a", events: [defineEvent("Odd", { doc: "a", schema: z.strictObject({ x: z.number().refine(() => gone) }) })] };\n';
    const folder = withPlugin(module);
    writeFileSync(join(folder, "canon.yaml"), "events: [{ id: a, type: Odd, at: 2001, x: 1 }]\n");
    const { code, err } = await valorisIn(folder, "check");
    expect(code).toBe(2);
    expect(err).toContain("error[plugin/failed]: The schema of Odd");
  });

  test("may be a package that only has imports, found from the configuration", async () => {
    const folder = withConfig("plugins: gates\n", {
      "node_modules/gates/package.json": '{ "name": "gates", "type": "module", "exports": { "import": "./gates.js" } }',
      "node_modules/gates/gates.js":
        'export default { name: "a", tensions: { PersonDied: { mode: "a", weight: -1, parties: [] } } };\n',
    });
    expect((await check(folder)).code).toBe(1);
  });
});

test("a plugin's event moves a border and seats a person, for whoever asks", async () => {
  const plugin = `
    import { defineEvent, refers, rule, seat } from "valoris";
    import { definePlugin } from "valoris/canon";
    import { z } from "zod";
    const ThroneUsurped = defineEvent("ThroneUsurped", {
      doc: "Somebody takes an office by force, and a system with it.",
      schema: z.strictObject({ office: refers("office"), by: refers("person"), system: refers("system"), from: refers("faction"), to: refers("faction") }),
      effects: ({ office, by, system, from, to }) => [
        seat(office, { comes: by, manner: "coup" }),
        rule(system, { sovereign: to, controller: to, from }),
      ],
    });
    export default definePlugin({ name: "thrones", events: [ThroneUsurped] });`;
  const canonOf = (from: string): string => `
entities:
  hills: { kind: faction, standing: major }
  valley: { kind: faction, standing: major }
  crown: { kind: office, of: hills }
  old: { kind: person }
  young: { kind: person }
  ford: { kind: system, holder: valley }
  brook: { kind: system, holder: hills, lanes: [ford] }
events:
  - { id: first, type: LeaderReplaced, at: 2200, office: crown, successor: old, manner: elected }
  - { id: coup, type: ThroneUsurped, at: 2201, office: crown, by: young, system: ford, from: ${from}, to: hills }
`;
  const folder = withConfig("plugins: ./thrones.js\n", {
    "thrones.js": plugin,
    "package.json": '{ "type": "module" }',
    "canon.yaml": canonOf("valley"),
  });
  const json = async (...args: string[]) => JSON.parse((await valorisIn(folder, ...args, "--format", "json")).out);
  const rulerOn = async (at: string) => (await json("replay", "--at", at)).territory.systems.ford;
  expect(await rulerOn("2200-12-31")).toMatchObject({ sovereign: "valley", controller: "valley" });
  expect(await rulerOn("2201-12-31")).toMatchObject({ sovereign: "hills", controller: "hills" });

  expect(await json("timeline", "bisect", "holder(crown) = young", "canon.yaml")).toMatchObject({
    event: "coup",
    before: [{ text: "holder(crown)", value: "old" }],
    value: "young",
  });

  const { value, contributions } = await json("explain", "territory", "hills");
  expect(contributions).toContainEqual(expect.objectContaining({ event: "coup", type: "ThroneUsurped" }));
  expect(contributions.reduce((sum: number, line: { value: number }) => sum + line.value, 0)).toBeCloseTo(value, 9);

  const found = async () =>
    (await json("check", "--rule", "territory")).findings.map(({ rule }: { rule: string }) => rule);
  expect(await found()).toEqual([]);
  writeFileSync(join(folder, "canon.yaml"), canonOf("hills"));
  expect(await found()).toContain("territory/transfer-by-non-owner");
});

test("a plugin's errors, fields and needs are of valoris, whichever copy of it the plugin imports", async () => {
  const folder = withConfig("plugins: ./bells.js\n", {
    "bells.js": `
      import { defineEvent, defineProjection, refers, territory, ValorisError } from "valoris";
      import { definePlugin } from "valoris/canon";
      import { z } from "zod";
      const held = defineProjection({
        name: "held",
        version: 1,
        needs: [territory],
        initial: () => ({}),
        view: (state, at, needed) =>
          Object.fromEntries([...needed.territory.systems].map(([id, { sovereign }]) => [id, sovereign === undefined ? 0 : 1])),
      });
      const BellRung = defineEvent("BellRung", {
        doc: "A bell is rung.",
        schema: z.strictObject({ tower: refers("system") }),
        effects: ({ tower }) => {
          throw new ValorisError("bells/cracked", "The bell of " + tower + " is cracked.", { help: "Mend it." });
        },
      });
      export default definePlugin({ name: "bells", events: [BellRung], projections: [held] });`,
    "package.json": '{ "type": "module" }',
    "canon.yaml": "events: [{ id: first, type: BellRung, at: 2200, tower: 7 }]",
  });
  const { out } = await valorisIn(folder, "check");
  expect(out).toContain("the id of a system");

  writeFileSync(
    join(folder, "canon.yaml"),
    "entities: { marsh: { kind: system, holder: reeds }, reeds: { kind: faction, standing: minor } }",
  );
  const world = JSON.parse((await valorisIn(folder, "replay", "--format", "json")).out);
  expect(world.projections).toEqual({ held: { marsh: 1 } });

  writeFileSync(join(folder, "canon.yaml"), "events: [{ id: first, type: BellRung, at: 2200, tower: marsh }]");
  const { code, err } = await valorisIn(folder, "replay");
  expect([code, err]).toEqual([2, expect.stringContaining("error[bells/cracked]: The bell of marsh is cracked.")]);
  expect(err).toContain("help: Mend it.");
});

describe("the example of fixtures/plugin", () => {
  const FOLDER = join(REPOSITORY, "fixtures/plugin");

  test("its rules find what they are for, with the severities and parameters of its configuration", async () => {
    expect(await check(FOLDER)).toEqual({
      code: 0,
      found: ["info gates/long-repair", "warning gates/repaired-without-failure"],
      notChecked: {},
    });
  });

  test("its types fit, in plain JavaScript with a checked comment", async () => {
    const options = [
      "--noEmit",
      "--allowJs",
      "--checkJs",
      "--strict",
      "--module",
      "nodenext",
      "--target",
      "es2023",
      "--skipLibCheck",
      "--ignoreConfig",
    ];
    const tsc = join(REPOSITORY, "node_modules/typescript/bin/tsc6");
    const { out } = await ranApart(process.execPath, [tsc, ...options, join(FOLDER, "gate-rules.js")]);
    expect(out).toBe("");
  });

  test("its type of event weighs on the quadrant", async () => {
    const args = ["explain", "nervousness", "quadrant", "--at", "2200-03-01", "--format", "json"];
    const { out } = await valorisIn(FOLDER, ...args);
    expect(JSON.parse(out).contributions).toMatchObject([{ event: "riverside-gate-fails", type: "GateFailed" }]);
    const { out: book } = await valorisIn(FOLDER, "explain", "--coding-book");
    expect(book).toContain("GateFailed");
  });

  test("its projection is shown, and explained by events", async () => {
    const { out } = await valorisIn(FOLDER, "replay", "--format", "json");
    expect(JSON.parse(out).projections).toEqual({ lostTravellers: { riverside: 40 } });
    expect((await valorisIn(FOLDER, "replay")).out).toMatch(/lostTravellers\nRiverside +40\n/);
    const why = await valorisIn(FOLDER, "explain", "lostTravellers", "riverside", "--format", "json");
    expect(JSON.parse(why.out)).toMatchObject({
      value: 40,
      contributions: [{ event: "riverside-gate-fails", value: 40 }],
    });
  });

  test("its channel is simulated, at the rate that a model gives it", async () => {
    const model = join(root, "gates-model.yaml");
    writeFileSync(model, "model: own\nparameters: { gateFailure: { rate: 4 } }\n");
    const failures = async (...args: string[]) => {
      const asked = ["simulate", "canon", "--until", "2203", "--runs", "64", "--format", "json"];
      const { classes } = JSON.parse((await valorisIn(FOLDER, ...asked, ...args)).out);
      return classes.find(({ what }: { what: string }) => what === "gateFailure").edited.value;
    };
    // 2 gates, 3.5 years: 1.4 at 0.2 a year, 28 at 4; a standard error of 0.15 and 0.7.
    expect(Math.abs((await failures()) - 1.4)).toBeLessThan(0.75);
    expect(Math.abs((await failures("--model", model)) - 28)).toBeLessThan(3.5);
  });

  test("its events are covered, recorded and exported as any others", async () => {
    const log = join(root, "gates");
    expect((await valorisIn(FOLDER, "log", "sync", "--log", log)).code).toBe(0);
    const { out } = await valorisIn(FOLDER, "log", "export", "--log", log, "--amended");
    expect(out).toContain("GateFailed");
    const { out: covered } = await valorisIn(FOLDER, "coverage", "--log", log, "--format", "json");
    expect(JSON.parse(covered).documents).toMatchObject([{ uncovered: [], unknown: [] }]);
    const { out: told } = await valorisIn(FOLDER, "check", "--log", log, "--format", "json");
    expect(JSON.parse(told).findings).toHaveLength(2);
  });
});

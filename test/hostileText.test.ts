import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { CLI, type Ran, valorisAt } from "./support/inThisProcess.ts";
import { temporaryFolders } from "./support/temporaryFolders.ts";
import { FIXTURE, ranApart } from "./support/workplace.ts";

// What a canon says, by every command, as a terminal and a runner of CI get it.

/** Colours, the title of a window, a clipboard, C1, a return, a bell, a turn of direction; then lines of its own, commands among them. */
const HOSTILE =
  "\u001b[31m\u001b]0;t\u0007\u001b]52;c;eA==\u0007\u009b31m\r\b\u202e\u2066\u2028\nFORGED line\n::stop-commands::t\n ::error::x\n##[error]x\u001b[2J";

const folders = temporaryFolders();
afterAll(folders.remove);
const home = folders.make();

const COLOURED = { FORCE_COLOR: "1", NO_COLOR: "", COLUMNS: "100" };
const valoris = (...args: string[]): Promise<Ran> => valorisAt({ cwd: home, env: COLOURED }, args);

const SGR = /\u001b\[(?:1|2|22|3[1-9]|94)m/g;
const STEERING = /[^\P{Cc}\n]|[\p{Cs}\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;

/** What in a text is more than text, with what stands before it. `isCommand`: `--format github`, whose own commands are meant. */
function wildIn(text: string, isCommand = false): string[] {
  const plain = text.replaceAll(SGR, "");
  const steering = STEERING.exec(plain)?.index;
  const lines = plain.split("\n").filter((line) => {
    if (/^\s*FORGED|##[a-z]*\[/i.test(line)) return true;
    return /^\s*::/.test(line) && !(isCommand && /^::(?:error|warning|notice) /.test(line));
  });
  return [...lines, ...(steering === undefined ? [] : [JSON.stringify(plain.slice(0, steering + 1).slice(-40))])];
}

/** Every text of the canon that ships that people read says more than it should. */
function spoilt(value: unknown, key = ""): unknown {
  if (Array.isArray(value)) return value.map((item) => spoilt(item, key));
  if (typeof value === "object" && value !== null)
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, spoilt(inner, name)]));
  const isText = ["name", "title", "text", "alias", "locator"].includes(key) && typeof value === "string";
  return isText ? `${String(value)} ${HOSTILE}` : value;
}

/** JSON is YAML, as long as what does not print is escaped. */
const inFile = (value: unknown): string =>
  JSON.stringify(value).replaceAll(/[^ -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);

const FILE = "canon\u001b[31m\n::error::x.yaml";
const BRANCH = "what-if/no-valoris";
const TREATY = "treaty-of-valoris-ratified";
const LOG = ["--log", "log"];

/** What was done beforehand. */
const setUp: Ran[] = [];
beforeAll(async () => {
  const canon = spoilt(parse(readFileSync(FIXTURE, "utf8")));
  writeFileSync(join(home, FILE), inFile(canon));
  writeFileSync(join(home, "model.yaml"), inFile({ model: `m${HOSTILE}` }));
  const more = {
    events: [{ id: "odd", type: `Odd${HOSTILE}`, at: 2388, [`field${HOSTILE}`]: HOSTILE, title: HOSTILE }],
  };
  const wrong = [
    { id: "gor-dies", type: "PersonDied", at: 2380, person: "gor", title: HOSTILE },
    {
      id: "nobody",
      type: "Noted",
      at: 2388,
      about: `nobody${HOSTILE}`,
      expect: [{ rule: `x${HOSTILE}`, reason: HOSTILE }],
    },
  ];
  writeFileSync(join(home, "more.yaml"), inFile({ events: [...more.events, ...wrong] }));
  setUp.push(await valoris("log", "import", FILE, ...LOG), await valoris("timeline", "fork", BRANCH, ...LOG));
  const on = ["--timeline", BRANCH, ...LOG];
  for (const args of [
    ["retract", TREATY, "--reason", HOSTILE],
    ["amend", "gor-becomes-domo", "--set", `title=${inFile(HOSTILE)}`, "--reason", HOSTILE],
    ["add", inFile({ id: "more", type: "Noted", at: 2388, about: "gor", title: HOSTILE, text: HOSTILE })],
  ]) {
    setUp.push(await valoris("timeline", ...args, ...on));
  }
}, 120_000);

describe("what canon says reaches nobody but as text", () => {
  test("edits of a branch", () => {
    expect(setUp.map(({ code, err, out }) => [code, err, wildIn(out)])).toEqual(setUp.map(() => [0, "", []]));
    expect(setUp).toHaveLength(5);
  });

  const u = ["--until", "2389", "--runs", "16"];
  test.each<readonly string[]>([
    ["replay", FILE],
    ["replay", FILE, "--from", "2386", "--at", "2388"],
    ["replay", FILE, "--as-known-to", "starfleet-intelligence", "--at", "2388-05-31"],
    ["replay", ...LOG, "--timeline", BRANCH],
    ["explain", "nervousness", "quadrant", FILE],
    ["explain", "territory", "dozaria", FILE],
    ["explain", "power", "breen-confederacy", FILE, "--against", "cardassian-union"],
    ["gap", "starfleet-intelligence", FILE],
    ["coverage", FILE],
    ["check", FILE, "more.yaml", "--possible", "--verbose"],
    ["check", FILE, "more.yaml", "--format", "concise"],
    ["check", FILE, "more.yaml", "--write-baseline", `known${HOSTILE}.json`],
    ["log", "sync", FILE, "more.yaml", ...LOG, "--dry-run"],
    ["log", "stats", ...LOG],
    ["log", "verify", ...LOG],
    ["log", "export", ...LOG, "--timeline", BRANCH, "--format", "yaml"],
    ["log", "export", ...LOG, "--timeline", BRANCH, "--format", "yaml", "--amended"],
    ["timeline", "list", ...LOG],
    ["timeline", "graph", ...LOG],
    ["timeline", "log", BRANCH, ...LOG],
    ["timeline", "diff", "canon", BRANCH, ...LOG],
    ["timeline", "diff", "canon", BRANCH, ...LOG, "--at", "2388"],
    ["timeline", "blame", "nervousness", "quadrant", ...LOG, "--timeline", BRANCH],
    ["timeline", "bisect", "nervousness.quadrant > 20", ...LOG, "--timeline", BRANCH],
    ["timeline", "rebase", BRANCH, "--onto", "canon", "--dry-run", ...LOG],
    ["timeline", "undo", "--timeline", BRANCH, "--dry-run", "--reason", HOSTILE, ...LOG],
    ["simulate", BRANCH, ...LOG, ...u, "--model", "model.yaml"],
    ["simulate", BRANCH, ...LOG, ...u, "--run", "3"],
    ["surprise", "canon", ...LOG],
  ])("%s", async (...args) => {
    const { code, out, err } = await valoris(...args);
    expect([code === 0 || code === 1, out], err).toEqual([true, expect.stringMatching(/./)]);
    expect([wildIn(out), wildIn(err)]).toEqual([[], []]);
  });

  test("as workflow commands, it is escaped", async () => {
    const { out, err } = await valoris("check", FILE, "more.yaml", "--format", "github");
    expect(wildIn(out, true)).toEqual([]);
    expect(wildIn(err)).toEqual([]);
    expect(out).toMatch(/^::error file=/m);
  });

  test.each<readonly string[]>([
    ["check", FILE, "more.yaml", "--format", "json"],
    ["check", FILE, "more.yaml", "--format", "sarif"],
    ["check", FILE, "more.yaml", "--format", "ndjson"],
    ["replay", FILE, "--from", "2386", "--format", "ndjson"],
    ["log", "export", ...LOG, "--recorded"],
    ["timeline", "diff", "canon", BRANCH, ...LOG, "--format", "json"],
    ["timeline", "log", BRANCH, ...LOG, "--format", "ndjson"],
    ["log", "sync", FILE, "more.yaml", ...LOG, "--dry-run", "--format", "json"],
    ["simulate", BRANCH, ...LOG, ...u, "--model", "model.yaml", "--format", "ndjson"],
  ])("as JSON it is whole, and steers nothing either: %s", async (...args) => {
    const { out, err } = await valoris(...args);
    expect([wildIn(out), wildIn(err)]).toEqual([[], []]);
    const isLines = args.includes("ndjson") || args.includes("export");
    const said = isLines
      ? out
          .trimEnd()
          .split("\n")
          .map((line) => JSON.parse(line))
      : JSON.parse(out);
    const texts: string[] = [];
    const collect = (value: unknown): void => {
      if (typeof value === "string") texts.push(value);
      else if (typeof value === "object" && value !== null)
        Object.entries(value).forEach((pair) => pair.forEach(collect));
    };
    collect(said);
    if (args[0] !== "simulate") expect(texts.some((text) => text.includes(HOSTILE))).toBe(true);
  });
});

describe("errors say what is wrong, and do nothing else", () => {
  const config = (text: string): string => {
    const folder = folders.make();
    writeFileSync(join(folder, "valoris.config.yaml"), text);
    return folder;
  };
  const H = inFile(HOSTILE);

  test.each<readonly [string, readonly string[]]>([
    ["a file that is not there", ["check", `nowhere${HOSTILE}.yaml`]],
    ["an option", ["check", `--nowhere${HOSTILE}`]],
    ["a command", [`nowhere${HOSTILE}`]],
    ["a number", ["check", FILE, "--limit", HOSTILE]],
    ["a choice", ["check", FILE, "--format", HOSTILE]],
    ["YAML in an argument", ["timeline", "add", `[${HOSTILE}`, ...LOG]],
    ["a rule", ["check", FILE, "--rule", HOSTILE]],
    ["a baseline", ["check", FILE, "--baseline", HOSTILE]],
    ["a revision", ["check", FILE, "--since", HOSTILE]],
    ["a timeline", ["replay", ...LOG, "--timeline", HOSTILE]],
    ["a date", ["replay", FILE, "--at", HOSTILE]],
    ["a name", ["explain", "power", HOSTILE, FILE]],
    ["an expression", ["timeline", "bisect", `power.gor > ${HOSTILE}`, FILE]],
    ["a name of a branch", ["timeline", "fork", HOSTILE, ...LOG]],
    ["a log", ["log", "stats", "--log", HOSTILE]],
    ["a picture", ["timeline", "diff", "canon", BRANCH, ...LOG, "--svg", `nowhere${HOSTILE}/x.svg`]],
    ["a model", ["simulate", "canon", ...LOG, "--until", "2389", "--model", `nowhere${HOSTILE}`]],
  ])("%s", async (_, args) => {
    const { code, out, err } = await valoris(...args);
    expect([code, out]).toEqual([2, ""]);
    expect(err).not.toMatch(/bug in valoris/);
    expect(wildIn(err)).toEqual([]);
  });

  test.each([
    ["a field", `${H}: 1\n`],
    ["a rule", `rules: { ${H}: off }\n`],
    ["a severity", `rules: { office: ${H} }\n`],
    ["a plugin", `plugins: ${H}\n`],
    ["a stardate", `calendars: { stardate: [{ from: ${H}, to: "2", begins: ${H}, perYear: 1 }] }\n`],
    ["what is no YAML", `a: [\u0007 ${HOSTILE.replaceAll("\n", " ")}\n`],
  ])("of the configuration: %s", async (_, text) => {
    const { code, err } = await valorisAt({ cwd: config(text), env: COLOURED }, ["check", join(home, "more.yaml")]);
    expect(code).toBe(2);
    expect(err).not.toMatch(/bug in valoris/);
    expect(wildIn(err)).toEqual([]);
  });

  test.each([
    ["canon that is no YAML", "a.yaml", `events: [${HOSTILE}\n`],
    ["canon with a field that does not fit", "b.yaml", `${H}: { ${H}: ${H} }\n`],
    [
      "canon with an id that is none",
      "c.yaml",
      `entities: { ${H}: { kind: person } }\nevents: [{ id: ${H}, type: ${H}, at: ${H} }]\n`,
    ],
    ["lines that are no JSON", "d.ndjson", `{"id":"a","type":"No${HOSTILE.replaceAll("\n", " ")}\n`],
    ["a base that is not there", "e.yaml", `extends: ${H}\n`],
    ["a branch", "f.yaml", `branch: { name: ${H}, of: ${H} }\nevents: []\n`],
  ])("of %s", async (_, name, text) => {
    mkdirSync(join(home, "wrong"), { recursive: true });
    writeFileSync(join(home, "wrong", name), text);
    for (const command of ["check", "replay"]) {
      const { out, err } = await valoris(command, `wrong/${name}`);
      expect(out + err).not.toMatch(/bug in valoris/);
      expect([wildIn(out), wildIn(err)]).toEqual([[], []]);
    }
  });
});

describe("output that finds no room", () => {
  const shell = (line: string): Promise<Ran> => ranApart("bash", ["-c", line, process.execPath, CLI], { cwd: home });

  test
    .skipIf(process.platform !== "linux")
    .each([
      "check --demo --format sarif",
      "check --demo",
      "replay more.yaml --format json",
      "explain office/two-holders",
      "log export --log log",
      "log export --log log --format yaml",
      "simulate --print-model",
      "demo",
      "--help",
      "check --help",
      "--version",
    ])("is said in a sentence, and is 2: %s", async (command) => {
    const { code, err } = await shell(`"$0" "$1" ${command} > /dev/full`);
    expect(code).toBe(2);
    expect(err).toMatch(
      /^error\[cli\/output\]: What is printed cannot be written: there is no room left\.\n {2}help: .*\n$/m,
    );
    expect(err).not.toMatch(/\n {4}at /);
  });

  test("a reader that has seen enough is no problem", async () => {
    const { code, out, err } = await shell(`"$0" "$1" check --demo --format json | head -c 20`);
    expect([code, out.length, err]).toEqual([0, 20, ""]);
  });
});

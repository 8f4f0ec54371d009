import { execFileSync, spawn } from "node:child_process";
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { CLI, type Ran, valorisAt } from "./support/inThisProcess.ts";

const all = mkdtempSync(join(tmpdir(), "valoris-check-"));
afterAll(() => rmSync(all, { recursive: true, force: true }));

/** A folder for each test, in which the commands run. */
let home = "";
let tests = 0;
beforeEach(() => mkdirSync((home = join(all, String(tests++)))));

const valoris = (...args: string[]): Promise<Ran> => valorisAt({ cwd: home, env: { COLUMNS: "100" } }, args);
const check = (...args: string[]): Promise<Ran> => valoris("check", ...args);
const write = (name: string, text: string): void => writeFileSync(join(home, name), text);
const read = (name: string): string => readFileSync(join(home, name), "utf8");

const ENTITIES = "entities: { gor: { kind: person }, pran: { kind: person }, breen: { kind: species } }\n";
const CANON = `${ENTITIES}events:
  - { id: gor-dies, type: PersonDied, at: 2387, person: gor }
  - { id: pran-dies, type: PersonDied, at: 2387, person: pran }
  - { id: gor-speaks, type: StatementMade, at: 2388, speaker: gor, about: breen, stance: no }
`;
/** So that a rule that is new here changes nothing. */
const LIFESPAN = ["--rule", "lifespan"];
const SPEECH = (who: string, id = `${who}-speaks`): string =>
  `  - { id: ${id}, type: StatementMade, at: 2388, speaker: ${who}, about: breen, stance: no }\n`;

describe("formats", () => {
  beforeEach(() => write("canon.yaml", CANON));

  test("json has the keys that programs rely on", async () => {
    const { code, out } = await check("canon.yaml", ...LIFESPAN, "--format", "json");
    expect(code).toBe(1);
    const result = JSON.parse(out);
    expect(result).toMatchObject({ events: 6, rules: { run: expect.any(Array), notChecked: [] } });
    expect(result.findings).toMatchObject([
      {
        rule: "lifespan/acts-after-end",
        severity: "error",
        confidence: "certain",
        message: "gor acts in gor-speaks (2388), but died (2387) before.",
        events: ["gor-speaks", "gor-dies"],
        entities: ["gor"],
        locations: [
          { path: "canon.yaml", line: 5, column: 63, role: "acts here (2388)" },
          { path: "canon.yaml", line: 3, column: 57, role: "died here (2387)" },
        ],
        fingerprint: expect.stringMatching(/^[0-9a-f]{20}$/),
      },
    ]);
  });

  test("sarif is one run of SARIF 2.1.0, with the version of the package", async () => {
    const { out } = await check("canon.yaml", ...LIFESPAN, "--format", "sarif");
    const { version, runs } = JSON.parse(out);
    expect([version, runs.length, runs[0].results.length]).toEqual(["2.1.0", 1, 1]);
    const { version: own } = JSON.parse(readFileSync(join(import.meta.dirname, "../package.json"), "utf8"));
    expect(runs[0].tool.driver.version).toBe(own);
  });

  test("github is a workflow command a finding", async () => {
    const { out } = await check("canon.yaml", ...LIFESPAN, "--format", "github");
    expect(out).toMatch(
      /^::error file=canon\.yaml,line=5,col=63,endColumn=66,title=lifespan\/acts-after-end::gor acts in/,
    );
    expect(out.split("\n")).toHaveLength(3);
  });

  test("--help has its options in groups, the exit codes and examples", async () => {
    const { out, code } = await check("--help");
    expect(code).toBe(0);
    for (const part of [
      "Which rules:",
      "Which findings:",
      "Exit codes:",
      "Examples:",
      "--no-rule <ids...>",
      "--limit <n>",
    ])
      expect(out).toContain(part);
  });
});

describe("which rules", () => {
  test("--statistics counts by rule, in words and for programs", async () => {
    write("canon.yaml", CANON);
    const { code, out } = await check("canon.yaml", ...LIFESPAN, "--statistics");
    expect([code, out.split("\n")[1]]).toEqual([
      1,
      "       1  error  lifespan/acts-after-end  Somebody or something acts, or something is done to it or for it, after it ended.",
    ]);
    const { out: json } = await check("canon.yaml", ...LIFESPAN, "--statistics", "--format", "json");
    expect(JSON.parse(json)).toEqual({
      events: 6,
      rules: [{ rule: "lifespan/acts-after-end", severity: "error", count: 1 }],
    });
  });

  test("--culprits names the event that most hangs on, and where it is", async () => {
    write("canon.yaml", CANON + SPEECH("gor", "gor-again") + SPEECH("gor", "gor-thrice"));
    const { code, out } = await check("canon.yaml", ...LIFESPAN, "--culprits");
    expect([code, out.trimEnd().split("\n")]).toEqual([
      1,
      [
        "gor-dies (canon.yaml:3:5)",
        "  without it 3 findings less",
        "  any day after 2388-12-31 clears 3",
        "3 findings about more than one event; without this one, 0.",
      ],
    ]);
    expect(JSON.parse((await check("canon.yaml", "--culprits", "-f", "json")).out).culprits[0].event).toBe("gor-dies");
  });

  test("--rule and --no-rule go together", async () => {
    write("canon.yaml", CANON);
    const ran = async (...args: string[]): Promise<string[]> =>
      JSON.parse((await check("canon.yaml", "-f", "json", ...args)).out).rules.run;
    const everything = await ran();
    expect(await ran("--rule", "office", "lifespan/twice-ended")).toContain("lifespan/twice-ended");
    const office = await ran("--rule", "office", "--no-rule", "office/vacancy", "office/dead-hand");
    expect(office).toEqual(everything.filter((id) => /^office\/(?!vacancy|dead-hand)/.test(id)));
    expect(await ran("--no-rule", "office")).toEqual(everything.filter((id) => !id.startsWith("office/")));
    expect(await check("canon.yaml", "--no-rule", "ofice")).toMatchObject({ code: 2 });
  });
});

describe("an event of which a file elsewhere tells", () => {
  const SOURCED = CANON.replace("speaker: gor, ", "speaker: gor, source: { path: lore/old.txt, line: 2 }, ");
  const shown = async (...args: string[]): Promise<string> => (await check(...args, ...LIFESPAN)).out;
  const TOLD = " 2 │ Gör spoke again.";

  test("is shown with its line, in UTF-8 or in Windows-1252", async () => {
    write("canon.yaml", SOURCED);
    mkdirSync(join(home, "lore"));
    write("lore/old.txt", "Once.\r\nGör spoke again.\r\n");
    expect(await shown("canon.yaml")).toContain(TOLD);
    writeFileSync(join(home, "lore/old.txt"), Buffer.from("Once.\nGör spoke again.\n", "latin1"));
    expect(await shown("canon.yaml")).toContain(TOLD);
  });

  test("is shown without it where that is no text, or in none of the folders that were named", async () => {
    mkdirSync(join(home, "lore"));
    mkdirSync(join(home, "canon"));
    write("canon/canon.yaml", SOURCED);
    write("lore/old.txt", "Once.\nGör spoke again.\n");
    expect(await shown("canon")).not.toContain("spoke again");
    expect(await shown(".")).toContain(TOLD);
    symlinkSync(join(home, "lore"), join(home, "canon/lore"));
    write("canon/canon.yaml", SOURCED.replace("lore/old", "canon/lore/old"));
    expect(await shown("canon")).not.toContain("spoke again");
    write("canon/canon.yaml", SOURCED);
    write("lore/old.txt", "Once.\nGör spoke again.\0\n");
    expect(await shown(".")).not.toContain("spoke again");
  });
});

describe("limits", () => {
  test("a hundred thousand findings of one rule are a hundred and a line, in bounded time; and still fail", async () => {
    const lines = ['{"id":"d","type":"PersonDied","person":"gor","at":2000}'];
    for (let i = 0; i < 99_999; i++)
      lines.push(`{"id":"e${i}","type":"Noted","about":"nobody-${i}","at":${2001 + (i % 50)}}`);
    write("many.ndjson", lines.join("\n"));
    const start = performance.now();
    const { code, out } = await check("many.ndjson", "--rule", "identity/unknown-reference");
    expect(out.match(/^error /gm)).toHaveLength(100);
    expect(out).toMatch(/^… and 99\s900 more of identity\/unknown-reference \(--limit 0 shows all\)$/m);
    expect(out.trimEnd()).toMatch(/100\s000 events, 1 rule, 100\s000 findings$/);
    expect(code).toBe(1);
    const every = await check("many.ndjson", "--rule", "identity/unknown-reference", "--format", "ndjson");
    expect(every.out.trimEnd().split("\n")).toHaveLength(100_000);
    expect((await check("many.ndjson", "--rule", "identity", "--limit", "3", "-f", "concise")).out).toMatch(
      /and 99\s997 more/,
    );
    expect(performance.now() - start).toBeLessThan(120_000);
  }, 180_000);

  test("what is cut by the limit counts for --fail-level", async () => {
    write("canon.yaml", CANON + SPEECH("pran"));
    const { code, out } = await check("canon.yaml", ...LIFESPAN, "--limit", "1", "--format", "json");
    expect(JSON.parse(out)).toMatchObject({
      findings: [{}],
      more: { "lifespan/acts-after-end": { count: 1, severity: "error" } },
    });
    expect(code).toBe(1);
    expect(await check("canon.yaml", "--limit", "many")).toMatchObject({
      code: 2,
      err: expect.stringContaining("whole number"),
    });
  });
});

describe("a baseline", () => {
  test("leaves out what is known, and shows a finding that came in place of another", async () => {
    write("canon.yaml", CANON);
    const written = await check("canon.yaml", "--write-baseline", "known.json");
    expect(written).toMatchObject({ code: 0, out: expect.stringContaining("1 finding is known") });
    expect(read("known.json").split("\n")).toHaveLength(7);

    write("canon.yaml", `# moved\n${CANON}`);
    const known = await check("canon.yaml", "--baseline", "known.json");
    expect(known).toMatchObject({ code: 0, err: "" });
    expect(known.out.trimEnd()).toMatch(/no findings, 1 in the baseline$/);

    write("canon.yaml", CANON.replace(SPEECH("gor"), SPEECH("pran")));
    const swapped = await check("canon.yaml", "--baseline", "known.json");
    expect(swapped.code).toBe(1);
    expect(swapped.out).toContain("pran acts in pran-speaks (2388)");
    expect(swapped.err).toContain("1 entry of known.json match nothing any more");
    expect(swapped.err).toContain("lifespan/acts-after-end: gor-dies, gor-speaks, gor");
    // Of a rule that did not run nobody can tell.
    expect((await check("canon.yaml", "--baseline", "known.json", "--rule", "office")).err).toBe("");
  });

  test("that is none is refused, and none is written beside what would leave something out", async () => {
    write("canon.yaml", CANON);
    write("known.json", "{}");
    expect(await check("canon.yaml", "--baseline", "known.json")).toMatchObject({ code: 2 });
    expect(await check("canon.yaml", "--baseline", "nowhere.json")).toMatchObject({ code: 2 });
    expect(await check("canon.yaml", "--write-baseline", "b.json", "--rule", "office")).toMatchObject({ code: 2 });
  });
});

describe("--since", () => {
  const git = (...args: string[]): void =>
    void execFileSync("git", ["-c", "user.name=a", "-c", "user.email=a@b", "-c", "commit.gpgsign=false", ...args], {
      cwd: home,
    });
  const ids = async (...args: string[]): Promise<string[]> =>
    JSON.parse((await check(...args, ...LIFESPAN, "-f", "json")).out).findings.flatMap(
      ({ events }: { events: string[] }) => events[0],
    );

  test("keeps the findings with a place on a line that was changed, and new files whole", async () => {
    git("init", "-q");
    write("canon.yaml", CANON);
    write("o ld.yaml", `events:\n${SPEECH("gor", "gor-again")}`);
    git("add", ".");
    git("commit", "-qm", "one");
    expect(await ids(".", "--since", "HEAD")).toEqual([]);
    expect((await check(".", ...LIFESPAN, "--since", "HEAD")).out.trimEnd()).toMatch(/no findings, 2 elsewhere$/);

    write("canon.yaml", CANON.replace("events:", "# moved\nevents:") + SPEECH("pran"));
    expect(await ids(".", "--since", "HEAD")).toEqual(["pran-speaks"]);
    // Where gor dies is a place of both of gor's findings.
    write("canon.yaml", CANON.replace("2387, person: gor", "2386, person: gor"));
    expect(await ids(".", "--since", "HEAD")).toEqual(["gor-speaks", "gor-again"]);
    write("canon.yaml", CANON);
    write("o ld.yaml", `events:\n#\n${SPEECH("gor", "gor-again")}`.replace("no }", "yes }"));
    expect(await ids("canon.yaml", "o ld.yaml", "--since", "HEAD")).toEqual(["gor-again"]);
    write("new.yaml", `events:\n${SPEECH("gor", "gor-thrice")}`);
    expect(await ids(".", "--since", "HEAD")).toEqual(["gor-thrice", "gor-again"]);
  });

  describe("compares with what was found then", () => {
    const KNOWN = ["-c", "core.autocrlf=false"];
    const commitAll = (): void => {
      git(...KNOWN, "add", "-A");
      git("commit", "-qm", "more");
    };
    const found = async (...args: string[]): Promise<string[]> =>
      JSON.parse((await check(...args, "--since", "HEAD", "-f", "json")).out).findings.map(
        ({ rule, events, severity }: { rule: string; events: string[]; severity: string }) =>
          `${severity} ${rule} ${events[0]}`,
      );
    const BASE = `${ENTITIES}events:\n  - { id: gor-dies, type: PersonDied, at: 2387, person: gor }\n`;
    const BACK = "events:\n  - { id: gor-is-back, type: PersonRestored, at: 2387-06, person: gor }\n";
    const OVER = `extends: ../base\nevents:\n${SPEECH("gor")}`;
    const AFTER_END = "error lifespan/acts-after-end gor-speaks";
    const started = (files: Readonly<Record<string, string>>): void => {
      git("init", "-q");
      for (const [path, text] of Object.entries(files)) {
        mkdirSync(join(home, dirname(path)), { recursive: true });
        write(path, text);
      }
      commitAll();
    };
    const RULES = ["--rule", "lifespan"];

    test("in a base that lost a file, or got one", async () => {
      started({ "base/a.yaml": BASE, "base/b.yaml": BACK, "over/c.yaml": OVER });
      expect(await found("over", ...RULES)).toEqual([]);
      rmSync(join(home, "base/b.yaml"));
      expect(await found("over", ...RULES)).toEqual([AFTER_END]);
      commitAll();
      expect(await found("over", ...RULES)).toEqual([]);
      write("base/b.yaml", "events:\n  - { id: gor-dies-again, type: PersonDied, at: 2389, person: gor }\n");
      expect(await found("over", ...RULES, "--base")).toEqual(["error lifespan/twice-ended gor-dies"]);
    });

    test("in a whole folder that is gone", async () => {
      started({ "canon/a.yaml": `${BASE}${SPEECH("gor")}`, "canon/more/b.yaml": BACK });
      rmSync(join(home, "canon/more"), { recursive: true });
      expect(await found("canon", ...RULES)).toEqual([AFTER_END]);
    });

    test("where the configuration named files by a pattern, or others", async () => {
      started({
        "valoris.config.yaml": "canon: lore/*.yaml\n",
        "lore/a.yaml": `${BASE}${SPEECH("gor")}`,
        "lore/b.yaml": BACK,
        "kept/c.yaml": BACK,
      });
      expect(await found(...RULES)).toEqual([]);
      rmSync(join(home, "lore/b.yaml"));
      expect(await found(...RULES)).toEqual([AFTER_END]);
      write("valoris.config.yaml", "canon: [lore/*.yaml, kept/]\n");
      expect(await found(...RULES)).toEqual([]);
      write("lore/b.yaml", BACK);
      write("valoris.config.yaml", "canon: lore/a.yaml\n");
      expect(await found(...RULES)).toEqual([AFTER_END]);
    });

    test("under another configuration: a rule that was off, or not as bad", async () => {
      started({ "valoris.config.yaml": "rules: { lifespan: off }\n", "canon.yaml": CANON });
      expect(await found("canon.yaml")).toEqual([]);
      write("valoris.config.yaml", "rules: { lifespan: info }\n");
      expect(await found("canon.yaml")).toEqual(["info lifespan/acts-after-end gor-speaks"]);
      commitAll();
      expect(await found("canon.yaml")).toEqual([]);
      write("valoris.config.yaml", "# no less than it is\n");
      expect(await found("canon.yaml")).toEqual([AFTER_END]);
      rmSync(join(home, "valoris.config.yaml"));
      expect(await found("canon.yaml")).toEqual([AFTER_END]);
      write("valoris.config.yaml", "rules: { lifespan/twice-ended: off, lifespan: info }\n");
      expect(await found("canon.yaml")).toEqual([]);
    });

    test("and not of what has no place and was found then, too", async () => {
      started({
        "valoris.config.yaml": "rules: { office/vacancy: { days: many } }\n",
        "canon.yaml": CANON,
      });
      expect(await found("canon.yaml", "--rule", "office/vacancy", "provenance/not-checked")).toEqual([]);
    });
  });

  test("outside git, or of a revision that nobody knows, is refused clearly", async () => {
    write("canon.yaml", CANON);
    expect(await check("canon.yaml", "--since", "HEAD")).toMatchObject({
      code: 2,
      err: expect.stringContaining("in no git repository"),
    });
    git("init", "-q");
    for (const revision of ["nowhere", "--output=x"])
      expect(await check("canon.yaml", `--since=${revision}`)).toMatchObject({
        code: 2,
        err: expect.stringContaining(`git knows no revision ${revision}`),
      });
  });
});

describe("--fix", () => {
  const WRONG = `\uFEFF${ENTITIES}events:\r
  - { id: a, type: noted, at: { stardate: 58123.4 }, about: Breen } # one\r
  # two\r
  - id: b\r
    type: Noted\r
    at: 2388\r
    about: [gor, breen]\r
    expect:\r
      - { rule: lifespan/twice-ended, reason: no } # three\r
`;

  test("mends what is safe, keeps everything else to the byte, and prints what is left", async () => {
    write("canon.yaml", WRONG);
    write(
      "lines.ndjson",
      '{ "id": "c", "type": "Noted", "at": 2388, "about": "GOR" }\n{"id":"d","type":"Noted","at":2388,"about":"gorr"}\n',
    );
    chmodSync(join(home, "canon.yaml"), 0o640);
    const { code, out, err } = await check(
      ".",
      "--fix",
      "--rule",
      "identity",
      "lifespan",
      "provenance",
      "--format",
      "concise",
    );
    expect(err).toContain("5 fixes made in canon.yaml, lines.ndjson.");
    expect(out).toContain("lines.ndjson:2:44: error identity/unknown-reference");
    expect(out.trimEnd().split("\n")).toHaveLength(2);
    expect(code).toBe(1);
    expect(read("canon.yaml")).toBe(
      WRONG.replace("noted", "Noted")
        .replace("58123.4", '"58123.4"')
        .replace("Breen", "breen")
        .replace("    expect:\r\n      - { rule: lifespan/twice-ended, reason: no } # three", "    # three"),
    );
    expect(read("lines.ndjson")).toContain('"about": "gor" }\n{"id":"d","type":"Noted","at":2388,"about":"gorr"}\n');
    expect(statSync(join(home, "canon.yaml")).mode & 0o777).toBe(0o640);
    expect((await check(".", "--fix")).err).toContain("Nothing could be mended");
  });

  test("leaves the files alone that only lie under others", async () => {
    mkdirSync(join(home, "base"));
    mkdirSync(join(home, "over"));
    const wrong = `${ENTITIES}events:\n  - { id: a, type: Noted, at: 2388, about: BREEN }\n`;
    write("base/base.yaml", wrong);
    write("over/over.yaml", "extends: ../base\nevents:\n  - { id: b, type: Noted, at: 2388, about: BREEN }\n");
    expect((await check("over", "--fix")).err).toContain("1 fix made in over/over.yaml.");
    expect(read("base/base.yaml")).toBe(wrong);
  });

  test("works on files only", async () => {
    write("canon.yaml", CANON);
    expect(await valoris("log", "import", "canon.yaml", "--log", "log")).toMatchObject({ code: 0 });
    expect(await check("--log", "log", "--fix")).toMatchObject({
      code: 2,
      err: expect.stringContaining("works on canon files"),
    });
  });
});

describe("--watch", () => {
  /** Watches the folder; `says` waits until something was printed since the last time that it asked. */
  function watching(...args: string[]) {
    const child = spawn(process.execPath, [CLI, "check", ...args, "--watch", ...LIFESPAN], {
      cwd: home,
      env: { ...process.env, NO_COLOR: "1" },
    });
    let printed = "";
    let told = (): void => {};
    const hear = (chunk: Buffer): void => {
      printed += chunk.toString();
      told();
    };
    child.stdout.on("data", hear);
    child.stderr.on("data", hear);
    const ended = new Promise<number | null>((resolve) => child.on("exit", resolve));
    return {
      says: (words: RegExp): Promise<string> =>
        new Promise((resolve, reject) => {
          const late = setTimeout(() => reject(new Error(`“${words}” was not said in: ${printed}`)), 30_000);
          told = () => {
            const found = words.exec(printed);
            if (found === null) return;
            clearTimeout(late);
            const said = printed.slice(0, found.index + found[0].length);
            printed = printed.slice(said.length);
            resolve(said);
          };
          told();
        }),
      end: (): Promise<number | null> => {
        child.kill("SIGINT");
        return ended;
      },
    };
  }

  const CHECKED = /checked in \d+ ms/;

  test("checks again after each change, even one that cannot be read, and ends with Ctrl-C", async () => {
    write("canon.yaml", CANON.replace("2388", "2386"));
    const watch = watching(".");
    try {
      expect(await watch.says(CHECKED)).toContain("no findings");
      write("canon.yaml", CANON);
      expect(await watch.says(CHECKED)).toContain("gor acts in gor-speaks (2388)");
      write("canon.yaml", CANON.replace("breen,", "[breen,"));
      expect(await watch.says(CHECKED)).toContain("canon/yaml-syntax");
      // As editors do: a new file takes the place of the old.
      write("canon.yaml.new", CANON.replace("2388", "2386"));
      renameSync(join(home, "canon.yaml.new"), join(home, "canon.yaml"));
      expect(await watch.says(CHECKED)).toContain("no findings");
      mkdirSync(join(home, "later"));
      write("later/more.yaml", `events:\n${SPEECH("pran")}`);
      expect(await watch.says(CHECKED)).toContain("pran acts in pran-speaks (2388)");
    } finally {
      expect(await watch.end()).toBe(0);
    }
  });

  test("sees a base that lies elsewhere, and says nothing when nothing was written", async () => {
    mkdirSync(join(home, "base"));
    mkdirSync(join(home, "over"));
    write("base/base.yaml", CANON.replace(SPEECH("gor"), ""));
    write("over/over.yaml", `extends: ../base/base.yaml\nevents:\n${SPEECH("gor")}`);
    const watch = watching("over/over.yaml");
    try {
      expect(await watch.says(CHECKED)).toContain("gor acts in gor-speaks (2388)");
      write("base/base.yaml", CANON.replace(SPEECH("gor"), "").replaceAll("2387", "2389"));
      expect(await watch.says(CHECKED)).toContain("no findings");
      write("over/notes.txt", "nothing to read");
      await expect(
        Promise.race([watch.says(CHECKED), new Promise((resolve) => setTimeout(resolve, 500))]),
      ).resolves.toBe(undefined);
    } finally {
      expect(await watch.end()).toBe(0);
    }
  });
});

test("what only concerns a base is shown where that is asked for", async () => {
  mkdirSync(join(home, "base"));
  write("base/base.yaml", CANON);
  write("over.yaml", "extends: base\nevents:\n  - { id: feast, type: Noted, at: 2390, about: breen }\n");
  expect(await check("over.yaml", ...LIFESPAN)).toMatchObject({ code: 0 });
  const { code, out } = await check("over.yaml", ...LIFESPAN, "--base", "--format", "concise");
  expect(code).toBe(1);
  expect(out).toContain("base/base.yaml:5");
});

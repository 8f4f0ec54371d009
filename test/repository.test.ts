import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { CLI, type Ran, valorisAt, valorisHere } from "./support/inThisProcess.ts";
import { ranApart } from "./support/workplace.ts";

// `npm test` builds first: these run what is published, where others put it to use.
const REPOSITORY = join(import.meta.dirname, "..");
const textOf = (file: string): string => readFileSync(join(REPOSITORY, file), "utf8");

const hooks = z
  .array(
    z.looseObject({
      id: z.string(),
      entry: z.string(),
      files: z.string(),
      language: z.string(),
      pass_filenames: z.boolean(),
    }),
  )
  .parse(parse(textOf(".pre-commit-hooks.yaml")));
const action = z
  .object({
    inputs: z.record(z.string(), z.object({ description: z.string(), default: z.string() })),
    runs: z.object({
      using: z.literal("composite"),
      steps: z.array(z.object({ shell: z.literal("bash"), env: z.record(z.string(), z.string()), run: z.string() })),
    }),
  })
  .parse(parse(textOf("action.yml")));

const BROKEN = `entities: { gor: { kind: person }, breen: { kind: species } }
events:
  - { id: gor-dies, type: PersonDied, at: 2387, person: gor }
  - { id: gor-speaks, type: StatementMade, at: 2388, speaker: gor, about: breen, stance: no }
`;
const SOUND = BROKEN.replace("at: 2388", "at: 2386");

const all = mkdtempSync(join(tmpdir(), "valoris-repository-"));
const bin = join(all, "bin");
afterAll(() => rmSync(all, { recursive: true, force: true }));

/** `valoris` as if it were installed, and an `npm` that installs ours whatever version is asked for, and writes down which. */
beforeAll(() => {
  mkdirSync(bin);
  stub("valoris", `exec "${process.execPath}" "${CLI}" "$@"`);
  stub("npx", `shift\nexec "${process.execPath}" "${CLI}" "$@"`);
  stub(
    "npm",
    `for last; do :; done\necho "$last" >> "$ASKED_FOR"\nmkdir -p node_modules/.bin\nln -s "${join(bin, "valoris")}" node_modules/.bin/valoris`,
  );
});

function stub(name: string, script: string): void {
  writeFileSync(join(bin, name), `#!/bin/sh\n${script}\n`);
  chmodSync(join(bin, name), 0o755);
}

/** A repository for each test, with one commit of a canon that is sound. */
let home = "";
let tests = 0;
beforeEach(() => {
  mkdirSync((home = join(all, String(tests++))));
  git("init", "--quiet");
  write("canon.yaml", SOUND);
  write("valoris.config.yaml", "canon: canon.yaml\n");
  commit();
});

const write = (file: string, text: string): void => writeFileSync(join(home, file), text);
const read = (file: string): string => readFileSync(join(home, file), "utf8");

function git(...args: string[]): void {
  execFileSync("git", ["-c", "user.name=Gor", "-c", "user.email=gor@example.org", ...args], { cwd: home });
}

function commit(): void {
  git("add", ".");
  git("commit", "--quiet", "--no-verify", "--message", "Canon");
}

const COLUMNS = "100";
const bash = (
  args: readonly string[],
  { env = {}, cwd = home }: { env?: Readonly<Record<string, string>>; cwd?: string } = {},
): Promise<Ran> => {
  const PATH = `${bin}${delimiter}${process.env["PATH"] ?? ""}`;
  return ranApart("bash", args, { cwd, env: { COLUMNS, ASKED_FOR: join(home, "asked-for"), ...env, PATH } });
};

/** Options that a text writes, but not those of the other programs in it. */
const optionsIn = (text: string): string[] =>
  [...text.matchAll(/(?<![-\w])--[a-z][-a-z]+/g)].map(([option]) => option).filter((o) => !OTHERS.includes(o));
/** Of npm and of git. */
const OTHERS = [
  "--show-cdup",
  "--cached",
  "--quiet",
  "--no-save",
  "--no-audit",
  "--no-fund",
  "--ignore-scripts",
].concat("--silent");

describe("what is written for other programs", () => {
  const sections = (): string => {
    const guide = textOf("docs/guide.md");
    return guide.slice(guide.indexOf("## Checking"), guide.indexOf("## In your editor"));
  };

  test.each([
    ["the hook", () => hooks.map(({ entry }) => entry).join("\n"), 0],
    ["the action", () => action.runs.steps.map(({ run }) => run).join("\n"), 3],
    ["the guide", () => sections(), 8],
  ])("%s uses options that `valoris check` has", async (_, text, least) => {
    const { out: help } = await valorisHere("check", "--help");
    const known = new Set(optionsIn(help));
    const used = new Set(optionsIn(text()));
    expect([...used].filter((option) => !known.has(option))).toEqual([]);
    expect(used.size).toBeGreaterThanOrEqual(least);
  });

  test("the guide lists every input of the action", () => {
    const listed = [...sections().matchAll(/^\| `([a-z][a-z-]+)` \|/gm)].map(([, input]) => input);
    expect(listed.sort()).toEqual(Object.keys(action.inputs).sort());
  });

  test("the guide's local hook is the one that ships, by npx", () => {
    const [local] = [...sections().matchAll(/```yaml\n(repos:\n[^`]*repo: local\n[^`]*)```/g)].map(([, yaml]) => yaml);
    const [hook] = hooks;
    expect(parse(local ?? "").repos[0].hooks).toEqual([
      {
        id: hook?.id,
        name: "valoris check",
        entry: `npx ${hook?.entry}`,
        language: "system",
        files: hook?.files,
        pass_filenames: false,
      },
    ]);
  });
});

describe("the pre-commit hook", () => {
  const [hook] = hooks;

  test("runs on files that may be canon, and reads the whole canon", () => {
    expect(hook).toMatchObject({ id: "valoris-check", language: "node", pass_filenames: false });
    const isCanon = new RegExp(hook?.files ?? "");
    const names = ["canon.yaml", "lore/people.yml", "canon.ndjson", "canon.jsonl", "notes.md", "yaml.txt"];
    expect(names.filter((name) => isCanon.test(name))).toEqual(names.slice(0, 4));
  });

  test("fails on a contradiction in what the configuration names, and shows both places", async () => {
    write("canon.yaml", BROKEN);
    const { code, out } = await bash(["-c", hook?.entry ?? ""]);
    expect(code).toBe(1);
    expect(out).toContain("error lifespan/acts-after-end");
    expect(out).toMatch(/canon\.yaml:4:.*[^]*canon\.yaml:3:|canon\.yaml:3:.*[^]*canon\.yaml:4:/);
  });

  test("passes where nothing is wrong", async () => {
    expect(await bash(["-c", hook?.entry ?? ""])).toMatchObject({ code: 0, err: "" });
  });

  test("runs no plugin but where its arguments allow it", async () => {
    write(
      "house.js",
      'import { writeFileSync } from "node:fs"; writeFileSync("ran", ""); export default { name: "a" };\n',
    );
    write("valoris.config.yaml", "canon: canon.yaml\nplugins: ./house.js\n");
    expect(await bash(["-c", hook?.entry ?? ""])).toMatchObject({
      code: 0,
      err: expect.stringContaining("--allow-plugins"),
    });
    expect(existsSync(join(home, "ran"))).toBe(false);
    expect(await bash(["-c", `${hook?.entry} --allow-plugins`])).toMatchObject({ code: 0, err: "" });
    expect(existsSync(join(home, "ran"))).toBe(true);
  });

  test("says what to do where nothing names a canon", async () => {
    rmSync(join(home, "valoris.config.yaml"));
    const { code, err } = await bash(["-c", hook?.entry ?? ""]);
    expect(code).toBe(2);
    expect(err).toContain("Name a canon file or folder");
  });

  test("the guide's git hook stops a commit of a contradiction, and of nothing else", async () => {
    const [script] = [...textOf("docs/guide.md").matchAll(/```bash\n(#!\/bin\/sh\n[^`]*)```/g)].map(([, text]) => text);
    write(".git/hooks/pre-commit", script ?? "");
    chmodSync(join(home, ".git/hooks/pre-commit"), 0o755);
    const tryCommit = (file: string, text: string): Promise<Ran> => {
      write(file, text);
      return bash(["-c", `git add "${file}" && git -c user.name=Gor -c user.email=gor@example.org commit -qm Canon`]);
    };
    expect(await tryCommit("canon.yaml", SOUND.replace("stance: no", "stance: yes"))).toMatchObject({ code: 0 });
    const stopped = await tryCommit("canon.yaml", BROKEN);
    expect([stopped.code, stopped.out + stopped.err]).toEqual([1, expect.stringContaining("lifespan/acts-after-end")]);
    git("reset", "--quiet");
    expect(await tryCommit("notes.md", "Canon is broken, and these are notes.")).toMatchObject({ code: 0 });
  });
});

describe("the action", () => {
  const [step] = action.runs.steps;

  /** As GitHub runs a step: inputs in the environment, the script in a file, and these flags. */
  function runAction(inputs: Readonly<Record<string, string>> = {}, cwd = home): Promise<Ran> {
    for (const name of Object.keys(inputs)) expect(Object.keys(action.inputs)).toContain(name);
    const valueOf = (name: string): string => inputs[name] ?? action.inputs[name]?.default ?? "";
    const env = Object.fromEntries(
      Object.entries(step?.env ?? {}).map(([name, value]) => [
        name,
        value.replaceAll(/\$\{\{ inputs\.([a-z-]+) \}\}/g, (_, input: string) => valueOf(input)),
      ]),
    );
    const script = join(all, "action.sh");
    writeFileSync(script, step?.run ?? "");
    return bash(["--noprofile", "--norc", "-eo", "pipefail", script], { env, cwd });
  }

  test("gives the script every input by the environment, and writes none into it", () => {
    expect(step?.run).not.toContain("${{");
    const given = Object.values(step?.env ?? {}).map((value) => /inputs\.([a-z-]+)/.exec(value)?.[1]);
    expect([...given, "working-directory"].sort()).toEqual(Object.keys(action.inputs).sort());
    expect(textOf("action.yml")).toContain("working-directory: ${{ inputs.working-directory }}");
  });

  test("marks what contradicts what, and fails", async () => {
    write("canon.yaml", BROKEN);
    const { code, out } = await runAction({ version: "1.2.3" });
    expect(code).toBe(1);
    expect(out).toMatch(/^::error file=canon\.yaml,line=4,.*title=lifespan\/acts-after-end::gor acts in/);
    expect(read("asked-for")).toBe("valoris@1.2.3\n");
  });

  test("passes where nothing is wrong, with the latest version", async () => {
    expect(await runAction()).toMatchObject({ code: 0, err: "" });
    expect(read("asked-for")).toBe("valoris@latest\n");
  });

  test("reads the files that are named, one a line, spaces and all", async () => {
    mkdirSync(join(home, "old lore"));
    write("old lore/more canon.yaml", BROKEN);
    expect(await runAction({ files: "canon.yaml" })).toMatchObject({ code: 0 });
    const { code, out } = await runAction({ files: "old lore/more canon.yaml\n\ncanon.yaml\n" });
    expect([code, out]).toEqual([1, expect.stringContaining("::error file=old lore/more canon.yaml,line=4,")]);
  });

  test("takes nothing in an input for a command or an option", async () => {
    const { code } = await runAction({
      files: "--help\n$(touch hacked)",
      since: "$(touch hacked)",
      version: "`touch hacked`",
    });
    expect(code).toBe(2);
    expect(existsSync(join(home, "hacked"))).toBe(false);
  });

  test("with `since`, only what was changed counts", async () => {
    write("canon.yaml", BROKEN);
    commit();
    expect(await runAction({ since: "HEAD" })).toMatchObject({ code: 0 });
    expect(await runAction({ since: "HEAD~1" })).toMatchObject({ code: 1 });
  });

  test("with `fail-level`, less than an error fails too", async () => {
    write("canon.yaml", `${SOUND}  - { id: whatever, type: Frobbed, at: 2388 }\n`);
    expect(await runAction()).toMatchObject({ code: 0 });
    expect(await runAction({ "fail-level": "info" })).toMatchObject({ code: 1 });
  });

  test("with `sarif`, the findings are there as SARIF, and it fails as without", async () => {
    write("canon.yaml", BROKEN);
    expect(await runAction({ sarif: "canon.sarif" })).toMatchObject({
      code: 1,
      out: expect.stringMatching(/^::error /),
    });
    expect(JSON.parse(read("canon.sarif")).runs[0].results).toHaveLength(1);
  });

  test("fails where the SARIF cannot be written, or only in part", async () => {
    expect((await runAction({ sarif: "nowhere/canon.sarif" })).code).not.toBe(0);
    if (existsSync("/dev/full")) expect((await runAction({ sarif: "/dev/full" })).code).toBe(2);
  });

  test.each(["a|b", "a&b", "a b", "a'b\"c", "$(touch hacked)", "a\\b", "a\nb", "-a", "a,b: 50%"])(
    "works in a folder called %j, on a file called so",
    async (name) => {
      mkdirSync(join(home, name));
      write(join(name, `${name}.yaml`), BROKEN);
      const { code, out } = await runAction({ files: ".", sarif: `${name}.sarif` }, join(home, name));
      const escaped = name.replaceAll("%", "%25").replaceAll("\n", "%0A").replaceAll(":", "%3A").replaceAll(",", "%2C");
      expect([code, out]).toEqual([1, expect.stringContaining(`::error file=${escaped}/${escaped}.yaml,line=4,`)]);
      expect(out.split("\n")).toHaveLength(3);
      const [{ locations }] = JSON.parse(read(join(name, `${name}.sarif`))).runs[0].results;
      const { uri } = locations[0].physicalLocation.artifactLocation;
      expect(uri.split("/").map(decodeURIComponent).join("/")).toBe(`${name}/${name}.yaml`.replaceAll("\\", "/"));
      expect(existsSync(join(home, "hacked")) || existsSync(join(home, name, "hacked"))).toBe(false);
    },
  );

  test("runs nothing of what is checked out: no package of that name, no plugin", async () => {
    const plugin = 'import { writeFileSync } from "node:fs"; writeFileSync("ran", ""); export default { name: "a" };\n';
    write("house.js", plugin);
    write("valoris.config.yaml", "canon: canon.yaml\nplugins: ./house.js\nrules: { house/own: off }\n");
    mkdirSync(join(home, "node_modules/.bin"), { recursive: true });
    for (const name of ["valoris", "npm", "npx"]) {
      write(`node_modules/.bin/${name}`, `#!/bin/sh\ntouch "${join(home, "ran")}"\n`);
      chmodSync(join(home, "node_modules/.bin", name), 0o755);
    }
    const { code, err } = await runAction({ sarif: "canon.sarif" });
    expect([code, err]).toEqual([0, expect.stringContaining("checked without the plugin ./house.js; --allow-plugins")]);
    expect(existsSync(join(home, "ran"))).toBe(false);
    write("valoris.config.yaml", "canon: canon.yaml\nplugins: ./house.js\n");
    expect(await runAction({ "allow-plugins": "true" })).toMatchObject({ code: 0, err: "" });
    expect(existsSync(join(home, "ran"))).toBe(true);
  });

  test("in a folder below, files are named from the root of the repository", async () => {
    mkdirSync(join(home, "lore"));
    write("lore/canon.yaml", BROKEN);
    const { code, out } = await runAction({ files: "canon.yaml", sarif: "canon.sarif" }, join(home, "lore"));
    expect([code, out]).toEqual([1, expect.stringMatching(/^::error file=lore\/canon\.yaml,/)]);
    const [{ locations, relatedLocations }] = JSON.parse(read("lore/canon.sarif")).runs[0].results;
    for (const { physicalLocation } of [...locations, ...relatedLocations])
      expect(physicalLocation.artifactLocation.uri).toBe("lore/canon.yaml");
  });

  test("what cannot run at all is 2, with what to do", async () => {
    const { code, err } = await runAction({ files: "nowhere.yaml" });
    expect([code, err]).toEqual([2, expect.stringContaining("nowhere.yaml")]);
  });
});

describe("what the pages show of it", () => {
  /** Rules come and go; what they are counted as is no promise. */
  const uncounted = (text: string): string => text.replaceAll(/\d+ rules/g, "… rules");

  test("the README's finding is one of those that --demo shows", async () => {
    const [, block] = /```console\n(error [^]*?)```/.exec(textOf("README.md")) ?? [];
    const { code, out } = await valorisAt({ cwd: REPOSITORY, env: { COLUMNS } }, ["check", "--demo"]);
    expect(code).toBe(1);
    expect(out).toContain(block);
  });

  test("the guide's commands print what stands below them", async () => {
    const guide = textOf("docs/guide.md");
    const section = guide.slice(guide.indexOf("## Checking"), guide.indexOf("## In your repository"));
    write("canon.yaml", /```yaml\n(entities:[^`]*)```/.exec(section)?.[1] ?? "");
    const shown = [...section.matchAll(/```console\n([^]*?)```/g)].map(([, block]) => block ?? "");
    const printed: string[] = [];
    for (const block of shown) {
      const commands = [...block.matchAll(/^\$ (.*)$/gm)].map(([, command]) => command ?? "");
      const outs: string[] = [];
      for (const command of commands) {
        const [program, ...words] = command.split(" ");
        expect(program).toBe("valoris");
        const { out, err } = await valorisAt({ cwd: home, env: { COLUMNS } }, words);
        outs.push(`$ ${command}\n${err}${out}`);
      }
      printed.push(outs.join(""));
    }
    expect(printed.map(uncounted)).toEqual(shown.map(uncounted));
    expect(shown.length).toBeGreaterThan(3);
  });
});

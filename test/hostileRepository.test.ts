import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { valorisAt } from "./support/inThisProcess.ts";

// These look at repositories that would run something.
const CANON = `entities: { gor: { kind: person }, breen: { kind: species } }
events:
  - { id: gor-dies, type: PersonDied, at: 2387, person: gor }
  - { id: gor-speaks, type: StatementMade, at: 2388, speaker: gor, about: breen, stance: no }
`;

const all = mkdtempSync(join(tmpdir(), "valoris-hostile-"));
afterAll(() => rmSync(all, { recursive: true, force: true }));
let count = 0;

/** A repository with canon in it, one line of which was changed since; `trap` is a program that leaves a mark when it is run. */
function repository() {
  const home = join(all, String(count++));
  const canon = join(home, "canon");
  mkdirSync(canon, { recursive: true });
  const mark = join(home, "ran");
  const trap = join(home, "trap.sh");
  writeFileSync(trap, `#!/bin/sh\necho "$0 $*" >> "${mark}"\ncat\n`);
  chmodSync(trap, 0o755);
  const git = (...args: string[]): string => {
    const who = ["-c", "user.name=Gor", "-c", "user.email=gor@example.org", "-c", "commit.gpgSign=false"];
    const date = { GIT_AUTHOR_DATE: "2026-01-01T00:00:00Z", GIT_COMMITTER_DATE: "2026-01-01T00:00:00Z" };
    return execFileSync("git", [...who, ...args], { cwd: home, encoding: "utf8", env: { ...process.env, ...date } });
  };
  const write = (file: string, text: string): void => writeFileSync(join(home, file), text);
  git("init", "-q", "-b", "main");
  write("canon/canon.yaml", CANON);
  write(".gitignore", "ran\ntrap.sh\nlog\n");
  git("add", ".");
  git("commit", "-qm", "one");
  write("canon/canon.yaml", CANON.replace("at: 2388", "at: 2389"));
  return { home, canon, mark, trap, git, write };
}
type Repository = ReturnType<typeof repository>;

const valoris = (cwd: string, args: readonly string[], env: Readonly<Record<string, string>> = {}) =>
  valorisAt({ cwd, env }, args);

const SINCE = ["check", "canon", "--since", "HEAD", "--format", "concise"];
const SYNC = ["log", "sync", "canon", "--log", "log", "--recorded-from-git", "--format", "ndjson"];

/** What a repository can name to be run. The second half only ever runs in commands that we have no need of, or over the network. */
const traps: Readonly<Record<string, (repository: Repository) => void>> = {
  "a monitor of files": ({ git, trap }) => git("config", "core.fsmonitor", trap),
  "an external diff": ({ git, trap }) => git("config", "diff.external", trap),
  "a diff driver": ({ git, trap, write }) => {
    write(".gitattributes", "*.yaml diff=own\n");
    git("config", "diff.own.command", trap);
    git("config", "diff.own.textconv", trap);
  },
  "a filter": ({ git, trap, write }) => {
    write(".gitattributes", "*.yaml filter=own=er ident\n");
    git("config", "filter.own=er.clean", trap);
    git("config", "filter.own=er.smudge", trap);
    git("config", "filter.own=er.required", "true");
  },
  "a filter that stays running, by info/attributes": ({ git, trap, write }) => {
    write(".git/info/attributes", "* filter=own\n");
    git("config", "filter.own.process", trap);
  },
  hooks: ({ git, trap, write, home }) => {
    for (const hook of ["post-index-change", "reference-transaction", "post-checkout", "pre-auto-gc"]) {
      write(`.git/hooks/${hook}`, `#!/bin/sh\nexec "${trap}"\n`);
      chmodSync(join(home, `.git/hooks/${hook}`), 0o755);
    }
    git("config", "core.hooksPath", join(home, ".git/hooks"));
  },
  "a pager, an editor, an alias": ({ git, trap }) => {
    git("config", "core.pager", trap);
    for (const command of ["rev-parse", "ls-tree", "cat-file", "diff", "blame"]) {
      git("config", `pager.${command}`, trap);
      git("config", `alias.${command}`, `!${trap}`);
    }
    git("config", "core.editor", trap);
    git("config", "sequence.editor", trap);
  },
  "signatures, credentials, a shell": ({ git, trap }) => {
    git("config", "gpg.program", trap);
    git("config", "log.showSignature", "true");
    git("config", "credential.helper", trap);
    git("config", "core.sshCommand", trap);
    git("config", "core.askPass", trap);
    git("config", "core.alternateRefsCommand", trap);
    git("config", "uploadpack.packObjectsHook", trap);
  },
  "settings that are elsewhere": ({ git, trap, write }) => {
    write("more.cfg", `[core]\n\tfsmonitor = ${trap}\n[diff]\n\texternal = ${trap}\n`);
    git("config", "include.path", "../more.cfg");
    git("config", "includeIf.onbranch:main.path", "../more.cfg");
  },
  "a blame that ignores": ({ git }) => git("config", "blame.ignoreRevsFile", "/dev/full"),
};

describe("looking at a repository runs nothing of it", () => {
  test("its traps do run where git looks at the work tree", () => {
    const { git, mark, ...rest } = repository();
    traps["a filter"]?.({ git, mark, ...rest });
    git("diff", "--", "canon");
    expect(existsSync(mark)).toBe(true);
  });

  test.each(Object.entries(traps))("%s", async (_, set) => {
    const made = repository();
    set(made);
    const { home, mark } = made;
    const since = await valoris(home, SINCE);
    expect([since.code, since.err]).toEqual([1, ""]);
    expect(since.out).toContain("lifespan/acts-after-end");
    const sync = await valoris(home, SYNC);
    expect([sync.code, sync.err]).toEqual([0, ""]);
    expect(existsSync(mark)).toBe(false);
  });

  test("a bare repository among the files", async () => {
    const { home, canon, git, trap, mark } = repository();
    // Such a folder can be committed: there is no `.git` in its name.
    const bare = join(canon, "bare");
    git("init", "-q", "--bare", bare);
    execFileSync("git", ["--git-dir", bare, "config", "core.fsmonitor", trap]);
    execFileSync("git", ["--git-dir", bare, "config", "core.bare", "false"]);
    execFileSync("git", ["--git-dir", bare, "config", "core.worktree", bare]);
    writeFileSync(join(bare, "more.yaml"), "events: []\n");
    for (const path of ["canon", "canon/bare", "canon/bare/more.yaml"]) {
      const { code, err } = await valoris(home, ["check", path, "canon/canon.yaml", "--since", "HEAD"]);
      expect([code, err]).toEqual([1, ""]);
      expect(
        (await valoris(home, ["log", "sync", path, "--log", "log", "--recorded-from-git", "--dry-run"])).code,
      ).toBe(0);
    }
    // Nor is one the repository that somebody stands in.
    expect(await valoris(bare, ["check", "more.yaml", "--since", "HEAD"])).toMatchObject({ code: 0 });
    expect(existsSync(mark)).toBe(false);
  });

  test("a `.git` file that points elsewhere", async () => {
    const { home, canon, git, trap, mark } = repository();
    git("init", "-q", "--bare", join(home, "elsewhere"));
    const elsewhere = join(home, "elsewhere");
    for (const [name, value] of [
      ["core.bare", "false"],
      ["core.fsmonitor", trap],
      ["diff.external", trap],
      ["core.worktree", "/"],
    ])
      execFileSync("git", ["--git-dir", elsewhere, "config", name ?? "", value ?? ""]);
    writeFileSync(join(canon, ".git"), `gitdir: ${elsewhere}\n`);
    const { code, err } = await valoris(home, SINCE);
    expect([code, err]).toEqual([2, expect.stringContaining("git knows no revision HEAD")]);
    expect((await valoris(home, SYNC)).err).toContain("nothing is committed");
    expect(existsSync(mark)).toBe(false);
  });

  test("objects that a partial clone lacks are not fetched", async () => {
    const { home, git, trap, mark } = repository();
    git("config", "uploadpack.allowFilter", "true");
    git("commit", "-qam", "two");
    const clone = join(home, "clone");
    git("clone", "-q", "--no-local", "--filter=blob:none", home, clone);
    writeFileSync(join(clone, "canon/canon.yaml"), CANON.replace("at: 2388", "at: 2390"));
    for (const [name, value] of [
      ["remote.origin.uploadpack", trap],
      ["remote.origin.url", `ssh://example.org${home}`],
      ["core.sshCommand", trap],
      ["protocol.allow", "always"],
      ["protocol.ssh.allow", "always"],
      ["protocol.ext.allow", "always"],
    ])
      execFileSync("git", ["-C", clone, "config", name ?? "", value ?? ""]);
    const { code, err } = await valoris(clone, ["check", "canon", "--since", "HEAD~1"]);
    expect([code, err]).toEqual([2, expect.stringMatching(/check\/git-failed[^]*fetch/)]);
    expect(existsSync(mark)).toBe(false);
  });

  test.each([
    ["a linked work tree", ["worktree", "add", "-q", "copy"]],
    ["a shallow clone", ["clone", "-q", "--no-local", "--depth", "1", ".", "copy"]],
    ["a repository of SHA-256", undefined],
  ])("%s is read as any other", async (_, args) => {
    const { home, git } = repository();
    const copy = join(home, "copy");
    if (args !== undefined) git(...args);
    else {
      git("init", "-q", "--object-format=sha256", "copy");
      mkdirSync(join(copy, "canon"));
      writeFileSync(join(copy, "canon/canon.yaml"), CANON);
      git("-C", "copy", "add", ".");
      git("-C", "copy", "commit", "-qm", "one");
    }
    expect(await valoris(copy, SINCE)).toMatchObject({ code: 0, err: "" });
    writeFileSync(join(copy, "canon/canon.yaml"), CANON.replace("at: 2388", "at: 2389"));
    expect(await valoris(copy, SINCE)).toMatchObject({ code: 1, err: "" });
    expect(await valoris(copy, SYNC)).toMatchObject({ code: 0, err: "" });
    const { out } = await valoris(copy, ["log", "stats", "--log", "log", "--format", "json"]);
    expect(out).toContain(`"firstRecordedAt":${Date.UTC(2026, 0, 1)}`);
  });

  test("what the environment says is of the repository whose hook we run in, or of none", async () => {
    const { home, git, trap, mark } = repository();
    git("init", "-q", "other");
    const env = {
      GIT_DIR: join(home, "other/.git"),
      GIT_WORK_TREE: join(home, "other"),
      GIT_INDEX_FILE: "nowhere",
      GIT_EXTERNAL_DIFF: trap,
      GIT_PAGER: trap,
      GIT_SSH_COMMAND: trap,
      GIT_CONFIG_PARAMETERS: `'core.fsmonitor=${trap}'`,
      GIT_CONFIG_COUNT: "1",
      GIT_CONFIG_KEY_0: "core.fsmonitor",
      GIT_CONFIG_VALUE_0: trap,
    };
    expect(await valoris(home, SINCE, env)).toMatchObject({
      code: 1,
      out: expect.stringContaining("acts-after-end"),
      err: "",
    });
    expect(await valoris(home, SYNC, env)).toMatchObject({ code: 0, err: "" });
    expect(existsSync(mark)).toBe(false);
  });
});

describe("whatever files are called", () => {
  const strange = [
    "-rf.yaml",
    "--output=x.yaml",
    "a\nb.yaml",
    "q\"u'o\\te.yaml",
    "$(touch ran).yaml",
    ":(top)x.yaml",
    "tab\t.yaml",
    "é 連.yaml",
  ];

  test("--since and --recorded-from-git know them", async () => {
    const { home, git, write, mark } = repository();
    write("canon/canon.yaml", CANON.split("\n").slice(0, 3).join("\n"));
    const speech = (i: number, year = 2388): string =>
      `events:\n  - { id: speech-${i}, type: StatementMade, at: ${year}, speaker: gor, about: breen, stance: no }\n`;
    for (const [i, name] of strange.entries()) write(join("canon", name), speech(i));
    git("add", ".");
    git("commit", "-qm", "two");
    expect((await valoris(home, SINCE)).out).toMatch(/no findings, \d+ elsewhere$/m);
    const { code, err } = await valoris(home, SYNC);
    expect([code, err]).toEqual([0, ""]);
    const exported = await valoris(home, ["log", "export", "--log", "log", "--recorded"]);
    expect(exported.out).not.toContain('speech-0","type":"StatementMade","recorded":null');
    const changed = strange.filter((_, i) => i % 2 === 1);
    for (const [i, name] of strange.entries()) if (changed.includes(name)) write(join("canon", name), speech(i, 2389));
    const { out } = await valoris(home, [...SINCE, "--rule", "lifespan"]);
    const found = [...out.matchAll(/acts in speech-(\d)/g)].map(([, i]) => strange[Number(i)]);
    expect(found.sort()).toEqual(changed.sort());
    expect(existsSync(mark)).toBe(false);
  });
});

describe("--since", () => {
  const lives = "entities: { gor: { kind: person }, breen: { kind: species } }\n";
  const dies = "  - { id: dies, type: PersonDied, person: gor, at: 2380 }\n";
  const back = "  - { id: back, type: PersonRestored, person: gor, at: 2385 }\n";
  const says = (id: string): string =>
    `  - { id: ${id}, type: StatementMade, speaker: gor, about: breen, stance: calm, at: 2393 }\n`;
  const far = "  #\n".repeat(20);
  const started = (text: string): Repository => {
    const made = repository();
    made.write("canon/canon.yaml", text);
    made.git("commit", "-qam", "two");
    return made;
  };
  const found = async ({ home }: Repository, ...paths: string[]): Promise<string[]> => {
    const asked = paths.length === 0 ? ["canon"] : paths;
    const { out, err } = await valoris(home, [
      "check",
      ...asked,
      "--since",
      "HEAD",
      "--format",
      "ndjson",
      "--rule",
      "lifespan",
    ]);
    expect(err).toBe("");
    return out.split("\n").flatMap((line) => (line === "" ? [] : [JSON.parse(line).events.join(" ")]));
  };

  test("shows what comes of a line that was taken out, wherever it stood", async () => {
    const made = started(`${lives}events:\n${dies}${far}${back}${far}${says("says")}`);
    expect(await found(made)).toEqual([]);
    made.write("canon/canon.yaml", `${lives}events:\n${dies}${far}${far}${says("says")}`);
    expect(await found(made)).toEqual([expect.stringContaining("says")]);
    // Changed to say something else, it is gone as well.
    made.write(
      "canon/canon.yaml",
      `${lives}events:\n${dies}${far}${back.replace("gor", "breen")}${far}${says("says")}`,
    );
    expect((await found(made)).join()).toContain("says");
  });

  test("shows what comes of a file that was taken out", async () => {
    const made = started(`${lives}events:\n${dies}${says("says")}`);
    made.write("canon/back.yaml", `events:\n${back}`);
    made.git("add", ".");
    made.git("commit", "-qm", "three");
    expect(await found(made)).toEqual([]);
    rmSync(join(made.canon, "back.yaml"));
    expect(await found(made)).toEqual([expect.stringContaining("says")]);
  });

  test("does not show again what was there before, where a file was moved", async () => {
    const made = started(`${lives}events:\n${dies}${far}${says("says")}`);
    made.git("mv", "canon/canon.yaml", "canon/other.yaml");
    expect(await found(made)).toEqual([]);
    expect(await found(made, "canon/other.yaml")).toEqual([]);
    // Moved and changed, it is the lines that count.
    made.write("canon/other.yaml", `${lives}events:\n${dies}${far}${says("says")}${says("again")}`);
    expect(await found(made)).toEqual([expect.stringContaining("again")]);
  });

  test("takes line endings for no change", async () => {
    const text = `${lives}events:\n${dies}${says("says")}`;
    const made = started(text);
    made.write("canon/canon.yaml", text.replaceAll("\n", "\r\n"));
    expect(await found(made)).toEqual([]);
  });

  test("goes by lines alone where the canon of then cannot be read", async () => {
    const made = started(`${lives}events: [\n`);
    made.write("canon/canon.yaml", `${lives}events:\n${dies}${says("says")}`);
    expect(await found(made)).toEqual([expect.stringContaining("says")]);
  });
});

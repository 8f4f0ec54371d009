import { cpSync, existsSync, mkdirSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { temporaryFolders } from "./support/temporaryFolders.ts";
import { FIXTURE, workplaceIn } from "./support/workplace.ts";

const folders = temporaryFolders();
afterAll(folders.remove);
const workplace = () => workplaceIn(folders);

const canon = (...events: string[]): string => `events:\n${events.map((event) => `  - ${event}\n`).join("")}`;
const A = "{ id: a, type: Noted, at: 2001, about: x }";
const B = "{ id: b, type: Noted, at: 2002, about: x }";

describe("a log that was synced with files", () => {
  test("answers as the files do, in replay, explain, coverage and check", async () => {
    const { valoris, json } = workplace();
    expect((await valoris("log", "sync", FIXTURE, "--log", "log")).code).toBe(0);
    const log = ["--log", "log"];
    const day = ["--at", "2388-10-11"];
    expect(await json("replay", ...log, ...day)).toEqual(await json("replay", FIXTURE, ...day));
    expect(await json("explain", "nervousness", "quadrant", ...log, ...day)).toEqual(
      await json("explain", "nervousness", "quadrant", FIXTURE, ...day),
    );
    expect(await json("coverage", ...log)).toEqual(await json("coverage", FIXTURE));
    expect((await valoris("check", ...log)).code).toBe(0);
  });

  test("is what a configuration names that names no files", async () => {
    const { valoris, file, json } = workplace();
    await valoris("log", "sync", file("a.yaml", canon(A, B)), "--log", "log");
    file("valoris.config.yaml", "log: log\n");
    expect((await json("replay")).events).toBe(2);
    const { code, err } = await valoris("log", "sync");
    expect({ code, err }).toEqual({ code: 2, err: expect.stringContaining("names no canon") });
  });

  test("shows findings at positions, with the line that an export gives", async () => {
    const { valoris, file } = workplace();
    const dead = "{ id: dies, type: PersonDied, at: 2001, person: gor }";
    const acts = "{ id: acts, type: LeaderReplaced, at: 2005, office: domo, successor: gor, manner: elected }";
    await valoris("log", "sync", file("a.yaml", canon(dead, acts)), "--log", "log");
    const { code, out } = await valoris("check", "--log", "log");
    expect(code).toBe(1);
    expect(out).toMatch(/canon@2:1:\d+/);
    expect(out).toContain('"id":"acts"');
  });

  test("is told what changed, which a dry run only prints", async () => {
    const { valoris, file, json } = workplace();
    file("valoris.config.yaml", "canon: canon.yaml\nlog: recorded\n");
    file("canon.yaml", canon(A, B));
    expect(await json("log", "sync")).toMatchObject({ timelines: [{ timeline: "canon", added: 2, head: 2 }] });
    file(
      "canon.yaml",
      canon("{ id: a, type: Noted, at: 2001, about: y }", "{ id: c, type: Noted, at: 2003, about: x }"),
    );
    const dry = await valoris("log", "sync", "--dry-run");
    expect(dry.out).toMatch(/^\+ c .*\n~ a .*about: x → y\n- b /);
    expect(await json("log", "stats")).toMatchObject({ timelines: [{ timeline: "canon", head: 2 }] });
    const counts = { added: 1, amended: 1, retracted: 1, restored: 0, head: 5 };
    expect(await json("log", "sync", "--reason", "second thoughts")).toMatchObject({ timelines: [counts] });
    expect(await json("log", "sync")).toMatchObject({ timelines: [{ added: 0, amended: 0, retracted: 0, head: 5 }] });
    expect((await valoris("log", "export")).out).toContain('"reason":"second thoughts"');
  });

  test("shows canon as it had been written by then, with the times of git", async () => {
    const { valoris, file, git, json } = workplace();
    file("canon.yaml", canon(A));
    git("2026-01-01T00:00:00Z", "init", "-q");
    git("2026-01-01T00:00:00Z", "add", ".");
    git("2026-01-01T00:00:00Z", "commit", "-qm", "a");
    file("canon.yaml", canon(A, B));
    git("2026-02-01T00:00:00Z", "commit", "-qam", "b");
    file("canon.yaml", canon(A, B, "{ id: c, type: Noted, at: 2003, about: x }"));
    expect((await valoris("log", "sync", "canon.yaml", "--log", "log", "--recorded-from-git")).code).toBe(0);
    const events = async (before: string) => (await json("replay", "--log", "log", "--recorded-before", before)).events;
    expect(await events("2026-01-01")).toBe(0);
    expect(await events("2026-01-02")).toBe(1);
    expect(await events("2026-02-02")).toBe(2);
    expect((await json("replay", "--log", "log")).events).toBe(3);
  });

  test("of which git knows nothing counts as recorded now, and says so", async () => {
    const { valoris, file } = workplace();
    const { code, err } = await valoris("log", "sync", file("c.yaml", canon(A)), "--log", "log", "--recorded-from-git");
    expect({ code, err }).toEqual({ code: 0, err: expect.stringMatching(/git does not say when c\.yaml was written/) });
  });
});

describe("import and export", () => {
  test.each([["ndjson"], ["yaml"]])("as %s, with commits and times, give the same log again", async (format) => {
    const { cwd, valoris, file, json } = workplace();
    await valoris("log", "sync", FIXTURE, "--log", "one");
    const { out } = await valoris("log", "export", "--recorded", "--log", "one", "--format", format);
    const name = file(`export.${format}`, out);
    expect((await valoris("log", "import", name, "--log", "two")).code).toBe(0);
    expect(await json("log", "stats", "--log", "two")).toEqual(await json("log", "stats", "--log", "one"));
    expect(existsSync(join(cwd, "two"))).toBe(true);
  });

  test("again imports nothing; other files with the same ids are refused, with advice", async () => {
    const { valoris, file } = workplace();
    const into = ["--log", "log"];
    await valoris("log", "import", file("a.yaml", canon(A)), ...into);
    expect((await valoris("log", "import", "a.yaml", ...into)).out).toContain("nothing to import");
    const { code, err } = await valoris("log", "import", file("b.yaml", canon(A, B)), ...into);
    expect(code).toBe(2);
    expect(err).toMatch(/import\/known-events.*valoris log sync/s);
  });

  test.each([
    ["YAML that is broken", "events:\n  - { id: a, type: [\n"],
    ["an unknown field", canon("{ id: a, type: Noted, at: 2001, about: x, colour: red }")],
    ["an event twice", canon(A, A)],
    [
      "dates that cannot all hold",
      canon("{ id: a, type: Noted, about: x, at: { after: b } }", "{ id: b, type: Noted, about: x, at: { after: a } }"),
    ],
  ])("%s is refused with 2, and no log is made", async (_, text) => {
    const { cwd, valoris, file } = workplace();
    const path = file("a.yaml", text);
    for (const command of ["import", "sync"]) {
      const { code, out, err } = await valoris("log", command, path, "--log", "log");
      expect({ code, out }).toEqual({ code: 2, out: "" });
      expect(err).toMatch(/a\.yaml:\d/);
    }
    expect(existsSync(join(cwd, "log"))).toBe(false);
  });

  test("unknown references are only noted", async () => {
    const { valoris, file } = workplace();
    const path = file("a.yaml", canon("{ id: a, type: Noted, at: { after: nowhere }, about: x }"));
    const { code, err } = await valoris("log", "import", path, "--log", "log");
    expect({ code, err }).toEqual({ code: 0, err: expect.stringContaining("nowhere") });
  });

  test("a branch file is a fork, and comes back as one", async () => {
    const { valoris, file, json } = workplace();
    const branch =
      "branch: { name: what-if/x, of: canon, cut: 2001-11 }\nretract: [{ event: a, reason: what if not }]\n";
    await valoris("log", "sync", file("a.yaml", canon(A, B)), file("x.yaml", branch), "--log", "log");
    const { out } = await valoris("log", "export", "--log", "log", "--timeline", "what-if/x", "--format", "yaml");
    expect(out).toContain("cut: 2001-11\n");
    await valoris("log", "import", "a.yaml", file("again.yaml", out), "--log", "again");
    const world = (log: string) => json("replay", "--log", log, "--timeline", "what-if/x");
    expect((await world("log")).events).toBe(0);
    expect(await world("again")).toEqual(await world("log"));
  });
});

describe("verify", () => {
  test("finds an altered byte and a history that was cut off, and names what it was", async () => {
    const { cwd, valoris, file, json } = workplace();
    const into = ["--log", "log"];
    await valoris(
      "log",
      "sync",
      file("a.yaml", canon("{ id: a, type: Noted, at: 2001, about: x, title: Altered }")),
      ...into,
    );
    const [{ hash: first }] = (await json("log", "stats", ...into)).timelines;
    cpSync(join(cwd, "log"), join(cwd, "earlier"), { recursive: true });
    await valoris(
      "log",
      "sync",
      file("a.yaml", canon("{ id: a, type: Noted, at: 2001, about: x, title: Altered }", B)),
      ...into,
    );
    const [{ hash }] = (await json("log", "stats", ...into)).timelines;
    for (const expected of [first, hash])
      expect(await valoris("log", "verify", ...into, "--expect-head", expected)).toMatchObject({ code: 0 });
    expect((await valoris("log", "verify", "--log", "earlier", "--expect-head", hash)).code).toBe(1);

    const path = join(cwd, "log", "log.mdb");
    const bytes = readFileSync(path);
    // Pages that are no longer used hold it as well.
    for (let at = bytes.indexOf("Altered"); at >= 0; at = bytes.indexOf("Altered")) bytes.write("altered", at);
    writeFileSync(path, bytes);
    const { code, out } = await valoris("log", "verify", ...into);
    expect(code).toBe(1);
    expect(out).toMatch(/altered canon@1 commit [0-9a-f]{32}: .*\n +1 event: a\n/);
    expect((await valoris("replay", ...into)).code).toBe(2);
  });
});

describe("wrong usage", () => {
  test.each([
    ["no log and no configuration", ["log", "stats"], /--log FOLDER/],
    ["a log that is not there", ["log", "export", "--log", "nowhere"], /no log in nowhere/],
    ["an unknown subcommand", ["log", "synk"], /Did you mean sync/],
    ["an unknown flag", ["log", "sync", "--dry"], /unknown option '--dry'/],
    ["nothing to read", ["log", "sync", "--log", "log"], /valoris init/],
  ])("%s is refused with 2 and says what to do", async (_, args, message) => {
    const { code, out, err } = await workplace().valoris(...args);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toMatch(message);
    expect(err).not.toMatch(/bug in valoris/);
  });

  test("a timeline that is not there is refused", async () => {
    const { valoris, file } = workplace();
    await valoris("log", "sync", file("a.yaml", canon(A)), "--log", "log");
    for (const command of ["export", "stats"]) {
      const { code, err } = await valoris("log", command, "--log", "log", "--timeline", "what-if/x");
      expect(code).toBe(2);
      expect(err).toContain("what-if/x");
    }
  });
});

describe("a folder that cannot be read as a log", () => {
  test.each<[string, string, (cwd: string) => void]>([
    ["is not there", "log/missing", () => {}],
    ["holds other things", "log/not-a-log", (cwd) => mkdirAnd(cwd, (folder) => writeFileSync(join(folder, "a"), ""))],
    ["holds text", "log/not-a-log", (cwd) => mkdirAnd(cwd, (folder) => writeFileSync(join(folder, "log.mdb"), "text"))],
    ["is cut off", "log/truncated", (cwd) => truncateSync(join(cwd, "log", "log.mdb"), 30_000)],
    ["is of a newer format", "log/newer-format", (cwd) => overwrite(join(cwd, "log", "log.mdb"), 24 + 4, 99)],
    ["lost its last transaction", "log/damaged", (cwd) => flip(join(cwd, "log", "log.mdb"), 152)],
    ["leads to another page", "log/damaged", (cwd) => flip(join(cwd, "log", "log.mdb"), 96 + 40)],
  ])("because it %s: one error, exit code 2, and it stays as it is", async (_, code, damage) => {
    const { valoris, cwd } = workplace();
    const isThere = /truncated|newer-format|damaged/.test(code);
    if (isThere) expect((await valoris("log", "sync", FIXTURE, "--log", "log")).code).toBe(0);
    damage(cwd);
    const file = join(cwd, "log", "log.mdb");
    const before = existsSync(file) ? readFileSync(file) : undefined;
    const reads = ["replay", "check", "log export", "log stats", "log verify", "timeline list"];
    const writes = isThere ? [`log sync ${FIXTURE}`, "timeline fork what-if/x"] : [];
    const all = [...reads, ...writes].map((command) => valoris(...command.split(" "), "--log", "log"));
    for (const { code: exit, err } of await Promise.all(all)) {
      expect([exit, err.split("\n")[0]]).toEqual([2, expect.stringContaining(`error[${code}]`)]);
      expect(err).toContain("help:");
    }
    expect(existsSync(file) ? readFileSync(file) : undefined).toEqual(before);
  });
});

function mkdirAnd(cwd: string, then: (folder: string) => void): void {
  const folder = join(cwd, "log");
  mkdirSync(folder);
  then(folder);
}

/** The lowest bit of a number in both heads of LMDB's file. */
function flip(file: string, at: number): void {
  const bytes = readFileSync(file);
  for (const head of [0, 4096]) bytes.writeUInt8(bytes.readUInt8(head + at) ^ 1, head + at);
  writeFileSync(file, bytes);
}

/** A byte in both heads of LMDB's file. */
function overwrite(file: string, at: number, byte: number): void {
  const bytes = readFileSync(file);
  bytes[at] = byte;
  bytes[4096 + at] = byte;
  writeFileSync(file, bytes);
}

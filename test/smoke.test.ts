import { cpSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createProgram } from "../src/cli/program.ts";
import { commandsOf, keptTerminal, type Ran, valorisAt } from "./support/inThisProcess.ts";
import { temporaryFolders } from "./support/temporaryFolders.ts";
import { FIXTURE, valorisApart } from "./support/workplace.ts";

// The other tests run commands in a process of theirs: here, each runs once as those run it who have installed it.

const folders = temporaryFolders();
afterAll(folders.remove);

const BRANCH = "what-if/no-valoris";
const TREATY = "treaty-of-valoris-ratified";
const GOR = "gor-becomes-domo";
const because = ["--reason", "What if?"];
const log = ["--log", "log"];
const on = ["--timeline", BRANCH, ...log];
const NERVES = "nervousness.quadrant > 20";

/** What each command is asked, in a folder that has a log with a branch. */
const ASKED: Readonly<Record<string, readonly string[]>> = {
  check: [FIXTURE],
  replay: [...log],
  explain: ["nervousness", "quadrant", ...log],
  gap: ["starfleet-intelligence", ...log],
  coverage: [FIXTURE],
  "timeline fork": ["what-if/x", ...log],
  "timeline list": [...log],
  "timeline graph": [...log],
  "timeline log": [BRANCH, ...log],
  "timeline retract": ["gor-lets-it-run", ...on, ...because],
  "timeline amend": [GOR, "--set", "manner=coup", ...on, ...because],
  "timeline move": [GOR, "--to", "2387-02", ...on, ...because],
  "timeline add": ["{ id: new, type: Noted, at: 2388, about: gor }", ...on],
  "timeline undo": [...on],
  "timeline diff": ["canon", BRANCH, ...log],
  "timeline blame": ["nervousness", "quadrant", ...on],
  "timeline bisect": ["status(dozaria) = occupied", ...log],
  "timeline rebase": [BRANCH, "--onto", "canon", ...log],
  "timeline merge": [BRANCH, "--into", "canon", "--force-canon", ...log],
  "timeline pick": [TREATY, "--from", BRANCH, "--onto", "canon", "--force-canon", ...log],
  "timeline tag": ["here", ...log],
  "timeline what-hangs-on": [TREATY, ...log],
  "timeline archive": [BRANCH, ...log],
  "timeline protect": [BRANCH, ...log],
  simulate: [BRANCH, "--until", "2389", "--runs", "4", ...log],
  rare: [BRANCH, NERVES, "--until", "2388-12", "--trees", "6", "--effort", "8", ...log],
  luck: [BRANCH, "nervousness.quadrant", "--until", "2388-12", "--runs", "20", ...log],
  sensitivity: [BRANCH, NERVES, "--until", "2388-12", "-n", "2", "--trajectories", "6", "--only", "breach.t", ...log],
  surprise: ["canon", ...log],
  hindcast: ["canon", ...log],
  "log sync": [FIXTURE, "--dry-run", ...log],
  "log import": [FIXTURE, ...log],
  "log export": [...log],
  "log stats": [...log],
  "log verify": [...log],
  lsp: [],
  init: ["home"],
  demo: [],
};
const commands = commandsOf(await createProgram(keptTerminal().terminal)).filter(
  ({ command }) => command.commands.length === 0,
);

let prepared = "";
beforeAll(async () => {
  prepared = folders.make();
  await valorisAt({ cwd: prepared }, ["log", "import", FIXTURE, ...log]);
  await valorisAt({ cwd: prepared }, ["timeline", "fork", BRANCH, ...log]);
  await valorisAt({ cwd: prepared }, ["timeline", "retract", TREATY, ...on, ...because]);
});

test("each command has its words here, and nothing else has", () => {
  expect(Object.keys(ASKED).sort()).toEqual(commands.map(({ words }) => words).sort());
});

/** What a command does in a folder that nothing else was done in. */
const ranBy = (valoris: typeof valorisApart, words: string): Promise<Ran> => {
  const cwd = join(folders.make(), "here");
  cpSync(prepared, cwd, { recursive: true });
  return valoris({ cwd }, [...words.split(" "), ...(ASKED[words] ?? [])]);
};

test.each(commands.filter(({ words }) => words !== "lsp"))(
  "valoris $words does as a process what it does in one of many",
  async ({ words }) => {
    const apart = await ranBy(valorisApart, words);
    // This canon is too short to be foretold.
    expect([apart.code, apart.out === ""], apart.err).toEqual(words === "hindcast" ? [2, true] : [0, false]);
    expect(apart).toEqual(await ranBy(valorisAt, words));
  },
);

test("valoris lsp ends when nobody speaks to it any more, and says that this was early", async () => {
  expect(await ranBy(valorisApart, "lsp")).toEqual({ code: 1, out: "", err: "" });
});

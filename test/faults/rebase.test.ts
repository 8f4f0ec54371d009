import { spawn } from "node:child_process";
import { cpSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { temporaryFolders } from "../support/temporaryFolders.ts";
import { CLI } from "../support/inThisProcess.ts";
import { FIXTURE, workplaceIn } from "../support/workplace.ts";

const folders = temporaryFolders();
afterAll(folders.remove);

const REBASE = ["timeline", "rebase", "what-if/x", "--onto", "canon", "--log", "log"];

let prepared = "";
beforeAll(async () => {
  const { cwd, valoris } = workplaceIn(folders);
  const reason = ["--reason", "r", "--log", "log"];
  await valoris("log", "sync", FIXTURE, "--log", "log");
  await valoris("timeline", "fork", "what-if/x", "--log", "log");
  await valoris("timeline", "retract", "treaty-of-valoris-ratified", "-t", "what-if/x", ...reason);
  await valoris("timeline", "amend", "gor-becomes-domo", "--set", "manner=coup", "-t", "what-if/x", ...reason);
  await valoris("timeline", "retract", "gor-lets-it-run", "--force-canon", ...reason);
  prepared = join(cwd, "log");
}, 60_000);

/** Starts a rebase, and ends it without a word after so many ms. */
const killed = (cwd: string, after: number): Promise<void> =>
  new Promise((resolve) => {
    const child = spawn(process.execPath, [CLI, ...REBASE], { cwd, stdio: "ignore" });
    const timer = setTimeout(() => child.kill("SIGKILL"), after);
    child.on("exit", () => {
      clearTimeout(timer);
      resolve();
    });
  });

test("kill -9 at any moment of a rebase leaves nothing half done, and the same command completes it", async () => {
  for (const after of [250, 350, 450, 550, 650, 800]) {
    const { cwd, json } = workplaceIn(folders);
    cpSync(prepared, join(cwd, "log"), { recursive: true });
    await killed(cwd, after);
    expect(await json("log", "verify", "--log", "log")).toMatchObject({ problems: [] });
    const carried = await json(...REBASE);
    expect(carried).toMatchObject({ as: "what-if/x-2", head: 104, steps: [{ kind: "picked" }, { kind: "picked" }] });
    const { timelines } = await json("timeline", "list", "--archived", "--log", "log");
    expect(
      timelines.map(({ timeline, archived }: { timeline: string; archived: boolean }) => [timeline, archived]),
    ).toEqual([
      ["canon", false],
      ["what-if/x", true],
      ["what-if/x-2", false],
    ]);
  }
}, 60_000);

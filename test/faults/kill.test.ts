import { afterAll, expect, test } from "vitest";
import { lmdbLog } from "../../src/log/lmdb.ts";
import { verifyLog } from "../../src/log/verifyLog.ts";
import { readOperations } from "../../src/timelines/operations.ts";
import { temporaryFolders } from "../support/temporaryFolders.ts";
import { startChild } from "./child.ts";
import { commitOf, idsOf, readAll } from "./events.ts";

const folders = temporaryFolders();
afterAll(folders.remove);

const ROUNDS = 12;
const MOST = 100_000;

test("kill -9 at any moment of appending loses nothing that was acknowledged, and leaves nothing in part", async () => {
  const directory = folders.make();
  const acknowledged: string[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const appender = startChild("appender", directory, `${round * MOST}`, `${(round + 1) * MOST}`);
    // The first rounds end within or right after opening.
    if (round > 2) await appender.said(1);
    await new Promise((resolve) => setTimeout(resolve, round <= 2 ? 60 + 40 * round : Math.random() * 60));
    appender.process.kill("SIGKILL");
    expect(await appender.end).toBe("SIGKILL");
    acknowledged.push(...appender.lines);

    const log = lmdbLog(directory);
    expect((await verifyLog(log)).problems).toEqual([]);
    const commits = (await log.timeline("canon")) === undefined ? [] : await readAll(log);
    const stored = new Set(commits.map(({ id }) => id));
    expect(acknowledged.filter((id) => !stored.has(id))).toEqual([]);
    for (const commit of commits)
      expect(idsOf([commit])).toEqual(commitOf(Number(commit.id.slice(1))).map(({ id }) => id));
    await log.close();
  }
  expect(acknowledged.length).toBeGreaterThan(ROUNDS);
});

test("kill -9 at any moment of branching leaves each branch with all that it begins with, and noted, or no branch", async () => {
  const directory = folders.make();
  const first = lmdbLog(directory);
  await first.append("canon", commitOf(0));
  await first.close();
  const said: string[] = [];
  for (let round = 0; round < 6; round++) {
    const forker = startChild("forker", directory, `${round * MOST}`, `${(round + 1) * MOST}`);
    await forker.said(2);
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 60));
    forker.process.kill("SIGKILL");
    expect(await forker.end).toBe("SIGKILL");
    said.push(...forker.lines);
  }
  const log = lmdbLog(directory);
  const { timelines } = await log.timelines({ limit: 10_000 });
  const branches = timelines.filter(({ branch }) => branch !== undefined);
  expect(branches.map(({ head, branch }) => head - (branch?.sequence ?? 0)).filter((own) => own !== 3)).toEqual([]);
  const noted = new Set<string>();
  for await (const { operation } of readOperations(log)) if (operation.kind === "forked") noted.add(operation.timeline);
  expect([...noted].sort()).toEqual(branches.map(({ name }) => name).sort());
  expect(said.filter((name) => !noted.has(name))).toEqual([]);
  expect((await verifyLog(log)).problems).toEqual([]);
  await log.close();
});

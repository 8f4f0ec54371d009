import { afterAll, expect, test } from "vitest";
import { lmdbLog } from "../../src/log/lmdb.ts";
import { verifyLog } from "../../src/log/verifyLog.ts";
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

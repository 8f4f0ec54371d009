import { afterAll, expect, test } from "vitest";
import { lmdbLog } from "../../src/log/lmdb.ts";
import { temporaryFolders } from "../support/temporaryFolders.ts";
import { startChild } from "./child.ts";
import { idsOf, noted, readAll } from "./events.ts";

const folders = temporaryFolders();
afterAll(folders.remove);
const locked = { code: "log/locked" };

test("an append gives up on a log that another process keeps locked; appended again, the commit is stored once", async () => {
  const directory = folders.make();
  const log = lmdbLog(directory, { lockTimeout: 300 });
  await log.append("canon", [noted("a")]);
  const holder = startChild("holder", directory);
  await holder.said(1);
  const append = (): Promise<unknown> => log.append("canon", [noted("b")], { commitId: "c-b" });
  await Promise.all([expect(append()).rejects.toMatchObject(locked), expect(append()).rejects.toMatchObject(locked)]);
  expect(idsOf(await readAll(log))).toEqual(["a"]);

  holder.process.kill("SIGKILL");
  await holder.end;
  await append();
  await append();
  expect(idsOf(await readAll(log))).toEqual(["a", "b"]);
  await log.close();
});

test("a log that another process keeps locked can be read; opening it for writing gives up, and closing does not wait", async () => {
  const directory = folders.make();
  const log = lmdbLog(directory, { lockTimeout: 200 });
  await log.append("canon", [noted("a")]);
  const holder = startChild("holder", directory);
  await holder.said(1);
  expect(() => lmdbLog(directory, { lockTimeout: 200 })).toThrow(expect.objectContaining(locked));
  const reader = lmdbLog(directory, { readOnly: true });
  expect(idsOf(await readAll(reader))).toEqual(["a"]);
  await reader.close();
  await expect(log.append("canon", [noted("b")])).rejects.toMatchObject(locked);
  await log.close();
  holder.process.kill("SIGKILL");
  await holder.end;
});

test("an append waits ten seconds for a lock, unless it is told otherwise", async () => {
  const directory = folders.make();
  const log = lmdbLog(directory);
  await log.append("canon", [noted("a")]);
  const holder = startChild("holder", directory);
  await holder.said(1);
  const asked = performance.now();
  await expect(log.append("canon", [noted("b")])).rejects.toMatchObject(locked);
  const waited = performance.now() - asked;
  expect(waited).toBeGreaterThan(9_900);
  expect(waited).toBeLessThan(30_000);
  holder.process.kill("SIGKILL");
  await holder.end;
  await log.close();
});

test("what a process has open for reading only, it opens for writing after that is closed", async () => {
  const directory = folders.make();
  const first = lmdbLog(directory);
  await first.append("canon", [noted("a")]);
  await first.close();
  const reader = lmdbLog(directory, { readOnly: true });
  expect(() => lmdbLog(directory)).toThrow(expect.objectContaining({ code: "log/open-for-reading" }));
  expect(idsOf(await readAll(reader))).toEqual(["a"]);
  await reader.close();

  const writer = lmdbLog(directory);
  const beside = lmdbLog(directory, { readOnly: true });
  await writer.append("canon", [noted("b")]);
  expect(idsOf(await readAll(beside))).toEqual(["a", "b"]);
  await beside.close();
  await writer.close();
});

test("a lock of a process that was killed holds nobody up", async () => {
  const directory = folders.make();
  const holder = startChild("holder", directory);
  await holder.said(1);
  holder.process.kill("SIGKILL");
  await holder.end;
  const log = lmdbLog(directory, { lockTimeout: 1000 });
  await log.append("canon", [noted("a")]);
  expect(idsOf(await readAll(log))).toEqual(["a"]);
  await log.close();
});

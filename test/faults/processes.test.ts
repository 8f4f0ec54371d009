import { readSync, writeSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { lockDescriptor } from "../../src/log/lmdb/lockHolder.ts";
import { verifyFolder } from "../../src/log/lmdb/verifyFolder.ts";
import { lmdbLog } from "../../src/log/lmdb.ts";
import { temporaryFolders } from "../support/temporaryFolders.ts";
import { startChild } from "./child.ts";
import { idsOf, noted, readAll } from "./events.ts";

const folders = temporaryFolders();
afterAll(folders.remove);

test("processes that follow one that writes see everything once, in order, from wherever they begin", async () => {
  const directory = folders.make();
  const log = lmdbLog(directory);
  const all: string[] = [];
  const append = async (count: number): Promise<void> => {
    const ids = Array.from({ length: count }, (_, i) => `e${all.length + i}`);
    all.push(...ids);
    await log.append(
      "canon",
      ids.map((id) => noted(id)),
    );
  };
  for (let n = 0; n < 50; n++) await append(1 + (n % 4));
  const followers = [1, 20, 60, 200].map((from) => ({ from, child: startChild("follower", directory, `${from}`) }));
  // They begin at different moments of these.
  for (let n = 0; n < 150; n++) {
    await append(1 + (n % 3));
    if (n % 10 === 0) await new Promise((resolve) => setTimeout(resolve, 20));
  }
  await Promise.all(followers.map(({ child }) => child.said(1)));
  for (let n = 0; n < 50; n++) await append(2);
  all.push("end");
  await log.append("canon", [noted("end")]);
  for (const { from, child } of followers) {
    expect(await child.end).toBe(0);
    expect(child.lines).toEqual(all.slice(from - 1).map((id, i) => `${from + i} ${id}`));
  }
  await log.close();
});

test("processes that write at once wait for each other, and lose nothing", async () => {
  const directory = folders.make();
  await lmdbLog(directory).close();
  const writers = [0, 1000, 2000].map((from) => startChild("appender", directory, `${from}`, `${from + 100}`));
  for (const writer of writers) expect(await writer.end).toBe(0);
  const log = lmdbLog(directory, { readOnly: true });
  const stored = (await readAll(log)).map(({ id }) => id);
  expect(stored.toSorted()).toEqual(writers.flatMap(({ lines }) => lines).toSorted());
  expect(stored).toHaveLength(300);
  expect(idsOf(await readAll(log))).toHaveLength((await log.timeline("canon"))?.head ?? 0);
  await log.close();
});

test("a log that is opened the moment another process commits loses nothing", async () => {
  const directory = folders.make();
  const log = lmdbLog(directory);
  const ids = ["a", "b", "c", "d"];
  for (const id of ids) {
    await log.append("canon", [noted(id)]);
    forgetLast(join(directory, "log.mdb-lock"));
  }
  const reader = lmdbLog(directory, { readOnly: true });
  for (const opened of [log, reader]) {
    expect(idsOf(await readAll(opened))).toEqual(ids);
    await opened.close();
  }
  expect((await verifyFolder(directory)).problems).toEqual([]);
});

test.skipIf(process.platform !== "linux").each([true, false])(
  "a log whose locks another process destroyed while it was opened can be used (for reading only: %s)",
  async (readOnly) => {
    const directory = folders.make();
    const log = lmdbLog(directory);
    await log.append("canon", [noted("a")]);
    await log.close();
    const follower = startChild("follower", directory, "1");
    await follower.said(1);
    destroyLocks(join(directory, "log.mdb-lock"));
    const opened = lmdbLog(directory, { readOnly });
    if (!readOnly) await opened.append("canon", [noted("end")]);
    expect(idsOf(await readAll(opened))).toEqual(readOnly ? ["a"] : ["a", "end"]);
    await opened.close();
    if (readOnly) follower.process.kill();
    else expect(await follower.end).toBe(0);
  },
);

/** What LMDB does in the process that closes the log last (`pthread_mutex_destroy` of glibc), of which others do not know yet. */
function destroyLocks(lockFile: string): void {
  const descriptor = lockDescriptor(lockFile, "r+");
  for (const at of [40, 80, 120]) {
    const kind = Buffer.alloc(4);
    readSync(descriptor, kind, 0, 4, at);
    expect(kind.readUInt32LE(0)).toBe(0x90);
    writeSync(descriptor, Buffer.alloc(4, 0xff), 0, 4, at);
  }
}

/** What LMDB does in a process that opens the log: the lock file says what was the last transaction before it began to open. */
function forgetLast(lockFile: string): void {
  const descriptor = lockDescriptor(lockFile, "r+");
  const count = Buffer.alloc(8);
  readSync(descriptor, count, 0, 8, 8);
  count.writeBigUInt64LE(count.readBigUInt64LE() - 1n);
  writeSync(descriptor, count, 0, 8, 8);
}

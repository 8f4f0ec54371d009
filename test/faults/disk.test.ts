import {
  closeSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statfsSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, type TestContext, test } from "vitest";
import { openLog } from "../../src/index.ts";
import { lmdbLog } from "../../src/log/lmdb.ts";
import { verifyLog } from "../../src/log/verifyLog.ts";
import { idsOf, noted, readAll } from "./events.ts";
import { mountSmallDisk, type SmallDisk } from "./smallDisk.ts";

function diskOf(size: string, { skip }: TestContext): SmallDisk {
  const disk = mountSmallDisk(size);
  if (typeof disk === "string") return skip(`no small disk can be mounted here (${disk})`);
  onTestFinished(disk.remove);
  return disk;
}

const folderOn = ({ folder }: SmallDisk): string => {
  const directory = join(folder, "log");
  mkdirSync(directory);
  return directory;
};

test("a full disk refuses the append; all that was acknowledged is there; with more room it goes on", async (context) => {
  const disk = diskOf("4m", context);
  const directory = folderOn(disk);
  const log = lmdbLog(directory);
  const acknowledged: string[] = [];
  const append = async (id: string, size = 2000): Promise<string> => {
    try {
      await log.append("canon", [noted(id, size)], { commitId: `commit-${id}` });
      acknowledged.push(id);
      return "done";
    } catch (error) {
      return (error as { readonly code: string }).code;
    }
  };
  let outcome = "done";
  for (let n = 0; outcome === "done" && n < 1000; n++) outcome = await append(`e${n}`);
  expect(outcome).toBe("log/full");
  expect(acknowledged.length).toBeGreaterThan(20);
  // Again, several at once, and of every size: each is answered, whatever fitted.
  const many = await Promise.all([1, 50, 500, 5000].map((size) => append(`m${size}`, size)));
  expect(many.filter((code) => code !== "done" && code !== "log/full")).toEqual([]);
  expect(idsOf(await readAll(log)).toSorted()).toEqual(acknowledged.toSorted());

  disk.remount("size=16m");
  expect(await append("after")).toBe("done");
  await log.close();
  const again = lmdbLog(directory);
  expect(idsOf(await readAll(again)).toSorted()).toEqual(acknowledged.toSorted());
  expect((await verifyLog(again)).problems).toEqual([]);
  await again.close();
});

test("a log on a full disk is closed at once, and can be read", async (context) => {
  const disk = diskOf("4m", context);
  const directory = folderOn(disk);
  const log = lmdbLog(directory);
  await log.append("canon", [noted("a")]);
  writeFileSync(join(disk.folder, "other"), new Uint8Array(3_000_000));
  await expect(log.append("canon", [noted("b", 200_000)])).rejects.toMatchObject({ code: "log/full" });
  await log.close();
  for (const readOnly of [true, false]) {
    const again = lmdbLog(directory, { readOnly });
    expect(idsOf(await readAll(again))).toEqual(["a"]);
    await again.close();
  }
});

test("no log is begun on a full disk", async (context) => {
  const disk = diskOf("1m", context);
  const directory = folderOn(disk);
  for (const free of [0, 8192, 12_288, 16_384, 20_480, 24_576, 40_960]) {
    writeFileSync(join(disk.folder, "other"), new Uint8Array(1_048_576 - free));
    expect(() => lmdbLog(directory)).toThrow(expect.objectContaining({ code: "log/full" }));
    rmSync(join(disk.folder, "other"));
  }
  const log = lmdbLog(directory);
  await log.append("canon", [noted("a")]);
  await log.close();
});

test("a full disk has no room for a lock or a cache: the log is read without, and nobody writes", async (context) => {
  const disk = diskOf("2m", context);
  const directory = folderOn(disk);
  const log = lmdbLog(directory);
  await log.append("canon", [noted("a"), noted("b")]);
  await log.close();
  for (const free of [0, 4096, 8192, 16_384]) {
    rmSync(join(directory, "log.mdb-lock"), { force: true });
    rmSync(join(disk.folder, "other"), { force: true });
    const { bavail, bsize } = statfsSync(disk.folder);
    writeFileSync(join(disk.folder, "other"), new Uint8Array(bavail * bsize - free));
    // A lock of which nothing was written yet takes no room; written to in memory, it would end the process.
    for (const lock of [undefined, 8272]) {
      if (lock !== undefined) makeHole(join(directory, "log.mdb-lock"), lock);
      const before = readFileSync(join(directory, "log.mdb"));
      const readers = [0, 1].map(() => lmdbLog(directory, { readOnly: true, cached: true }));
      for (const reader of readers) {
        const history = await openLog(reader);
        expect([...history.events].map(({ id }) => id)).toEqual(["a", "b"]);
        await reader.close();
      }
      expect(readFileSync(join(directory, "log.mdb")).equals(before)).toBe(true);
      await expect(async () => {
        const writer = lmdbLog(directory);
        await writer.append("canon", [noted("c", 20_000)]).finally(() => writer.close());
      }).rejects.toMatchObject({ code: "log/full" });
      rmSync(join(directory, "log.mdb-lock"), { force: true });
    }
    expect(readdirSync(directory)).toEqual(["log.mdb"]);
  }
});

test("where nothing can be written, a log can be read, and is not opened for writing", async (context) => {
  const disk = diskOf("4m", context);
  const directory = folderOn(disk);
  const log = lmdbLog(directory);
  await log.append("canon", [noted("a"), noted("b")]);
  await log.close();
  disk.remount("ro");
  expect(() => lmdbLog(directory)).toThrow(expect.objectContaining({ code: "log/read-only" }));
  expect(() => lmdbLog(join(disk.folder, "new"))).toThrow(expect.objectContaining({ code: "log/read-only" }));
  const reader = lmdbLog(directory, { readOnly: true });
  expect(idsOf(await readAll(reader))).toEqual(["a", "b"]);
  expect((await verifyLog(reader)).problems).toEqual([]);
  await expect(reader.append("canon", [noted("c")])).rejects.toMatchObject({ code: "log/read-only" });
  await reader.close();
});

function makeHole(path: string, length: number): void {
  const file = openSync(path, "w");
  ftruncateSync(file, length);
  closeSync(file);
}

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { open } from "lmdb";
import { afterAll, describe, expect, test } from "vitest";
import { encodeRows } from "../../src/events/codec.ts";
import { hashCommit, packBlock, unpackBlock } from "../../src/log/commitBlock.ts";
import { lmdbLog } from "../../src/log/lmdb.ts";
import { openStore } from "../../src/log/lmdb/openStore.ts";
import { verifyLog } from "../../src/log/verifyLog.ts";
import { temporaryFolders } from "../support/temporaryFolders.ts";
import { idsOf, noted, readAll } from "./events.ts";

const folders = temporaryFolders();
afterAll(folders.remove);

const folderWith = (fill: (folder: string) => void): string => {
  const folder = folders.make();
  fill(folder);
  return folder;
};
const file = (name: string, content: string | Uint8Array) => (folder: string) =>
  writeFileSync(join(folder, name), content);

describe("what is no log is refused, and left as it is", () => {
  test.each<[string, string, string, (folder: string) => void]>([
    ["a folder with other things", "log/not-a-log", "log/not-a-log", (folder) => mkdirSync(join(folder, "pictures"))],
    ["text under the name of a log", "log/not-a-log", "log/not-a-log", file("log.mdb", "Dear diary,\n".repeat(2000))],
    ["a short text under that name", "log/not-a-log", "log/not-a-log", file("log.mdb", "Dear diary,")],
    ["an empty folder, for reading", "log/missing", "", () => {}],
    ["an empty file, for reading", "log/not-a-log", "", file("log.mdb", "")],
  ])("%s", async (_, forReading, forWriting, fill) => {
    const directory = folderWith(fill);
    expect(() => lmdbLog(directory, { readOnly: true })).toThrow(expect.objectContaining({ code: forReading }));
    if (forWriting !== "") expect(() => lmdbLog(directory)).toThrow(expect.objectContaining({ code: forWriting }));
    else await lmdbLog(directory).close();
  });

  test("a folder that is not there, or must not be made", () => {
    const missing = join(folders.make(), "missing");
    expect(() => lmdbLog(missing, { readOnly: true })).toThrow(expect.objectContaining({ code: "log/missing" }));
    expect(() => lmdbLog(missing, { create: false })).toThrow(expect.objectContaining({ code: "log/missing" }));
  });

  test("a file in the folder's place", () => {
    const path = join(folderWith(file("log", "text")), "log");
    expect(() => lmdbLog(path)).toThrow(expect.objectContaining({ code: "log/not-a-log" }));
  });

  test("another program's store", async () => {
    const directory = folders.make();
    const other = open({ path: join(directory, "log.mdb"), noSubdir: true });
    await other.put("theirs", 1);
    await other.close();
    for (const readOnly of [true, false])
      expect(() => lmdbLog(directory, { readOnly })).toThrow(expect.objectContaining({ code: "log/not-a-log" }));
  });
});

describe("of a newer version", () => {
  test("a log says so", async () => {
    const directory = folders.make();
    const { root } = openStore(directory, {});
    await root.put("format", new Uint8Array([2]));
    await root.close();
    for (const readOnly of [true, false])
      expect(() => lmdbLog(directory, { readOnly })).toThrow(expect.objectContaining({ code: "log/newer-format" }));
  });

  test("a block in a log says so, with its commit; what is before it can be read", async () => {
    const directory = folders.make();
    const log = lmdbLog(directory);
    await log.append("canon", [noted("a")], { commitId: "c1" });
    await log.append("canon", [noted("b")], { commitId: "c2" });
    await log.close();
    const { root, commits } = openStore(directory, {});
    const stored = unpackBlock("canon", 2, commits.get(["canon", 2]) ?? new Uint8Array());
    const block = encodeRows([noted("b")]);
    block[1] = 2;
    const newer = { ...stored, block };
    await commits.put(["canon", 2], packBlock({ ...newer, hash: hashCommit(newer, block) }));
    await root.close();

    const reader = lmdbLog(directory, { readOnly: true });
    const refusal = {
      code: "log/newer-format",
      details: { commit: "c2" },
      message: expect.stringContaining("canon@2") as string,
    };
    await expect(readAll(reader)).rejects.toMatchObject(refusal);
    const before = await reader.read("canon", { to: 1 })[Symbol.asyncIterator]().next();
    expect(before.value).toMatchObject({ id: "c1" });
    expect((await verifyLog(reader)).problems).toMatchObject([{ commit: "c2" }, {}]);
    await reader.close();
  });
});

test("a clock that goes back, even between two runs, puts no commit before another", async () => {
  const directory = folders.make();
  const times: number[] = [];
  for (const now of [1000, 500, 2000, -5]) {
    const log = lmdbLog(directory, { now: () => now });
    times.push((await log.append("canon", [noted(`at ${now}`)])).recordedAt);
    await log.close();
  }
  expect(times).toEqual([1000, 1000, 2000, 2000]);
});

test("a commit whose id LMDB cannot take is refused, and leaves nothing behind", async () => {
  const directory = folders.make();
  const log = lmdbLog(directory);
  await expect(log.append("canon", [noted("a")], { commitId: "x".repeat(5000) })).rejects.toMatchObject({
    code: "log/commit-id",
  });
  await log.append("canon", [noted("b")]);
  expect(idsOf(await readAll(log))).toEqual(["b"]);
  expect((await verifyLog(log)).problems).toEqual([]);
  await log.close();
});

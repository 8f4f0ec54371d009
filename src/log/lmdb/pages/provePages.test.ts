import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { temporaryFolders } from "../../../../test/support/temporaryFolders.ts";
import { lmdbLog } from "../../lmdb.ts";
import { type Head, readHead } from "./heads.ts";
import { openPageFile } from "./pageFile.ts";
import { provePages } from "./provePages.ts";

const PAGE = 4096;
const HEADER = 24;
const folders = temporaryFolders();
afterAll(folders.remove);

let sound: Buffer;
let head: Head;
beforeAll(async () => {
  const directory = folders.make();
  const log = lmdbLog(directory);
  const append = (id: string, tags: readonly string[] = []): Promise<unknown> =>
    log.append("canon", [{ id, type: "Noted", version: 1, at: 2388, tags, data: { about: "x" } }]);
  for (let n = 0; n < 6; n++) await Promise.all(Array.from({ length: 60 }, (_, i) => append(`${n}-${i}`)));
  await append(
    "long",
    Array.from({ length: 1000 }, (_, i) => `tag ${i}`),
  );
  await log.close();
  sound = readFileSync(join(directory, "log.mdb"));
  const file = openPageFile(join(directory, "log.mdb"));
  head = readHead(file);
  file.close();
});

type Change = (file: Buffer) => void;
const at = (page: number | undefined): number => (page ?? 0) * PAGE;
/** Where the i-th node of a page lies. */
const node = (file: Buffer, page: number, i: number): number =>
  page + HEADER + file.readUInt16LE(page + HEADER + 2 * i);
/** Where the record of a tree lies in the main tree: commits, events, format, ids, timelines. */
const record = (file: Buffer, i: number): number => {
  const start = node(file, at(head.main.root), i);
  return start + 8 + file.readUInt16LE(start + 6);
};
const rootOf = (file: Buffer, i: number): number => at(Number(file.readBigUInt64LE(record(file, i) + 40)));
const [COMMITS, IDS] = [0, 3] as const;
const swap = (file: Buffer, a: number, b: number): void => {
  const [first, second] = [file.readUInt16LE(a), file.readUInt16LE(b)];
  file.writeUInt16LE(second, a);
  file.writeUInt16LE(first, b);
};

function prove(change: Change): void {
  const path = join(folders.make(), "log.mdb");
  const file = Buffer.from(sound);
  change(file);
  writeFileSync(path, file);
  provePages(path, () => {});
}

test("what LMDB wrote is proved, and what it holds is told", () => {
  const path = join(folders.make(), "log.mdb");
  writeFileSync(path, sound);
  provePages(path, (values, trees) => {
    expect([...values.keys()]).toEqual(["format"]);
    expect([...trees]).toEqual(["commits", "events", "ids", "timelines"]);
  });
});

describe("what LMDB would trip over is refused", () => {
  test.each<[string, RegExp, Change]>([
    ["a page that says that it is another", /says that it is another/, (f) => f.writeUInt8(0xff, rootOf(f, IDS))],
    ["a leaf that says that it is a branch", /is no /, (f) => f.writeUInt16LE(3, rootOf(f, IDS) + 18)],
    ["a page younger than its parent", /younger/, (f) => f.writeUInt8(0xff, rootOf(f, IDS) + 9)],
    ["a page without nodes", /lost its nodes/, (f) => f.writeUInt16LE(0, rootOf(f, IDS) + 20)],
    ["a node outside its page", /not in it/, (f) => f.writeUInt16LE(0xfff0, rootOf(f, IDS) + HEADER)],
    ["a key longer than its page", /not in it/, (f) => f.writeUInt16LE(9999, node(f, rootOf(f, IDS), 1) + 6)],
    ["a node that has shrunk", /do not fill it/, (f) => f.writeUInt16LE(2, node(f, rootOf(f, IDS), 1) + 6)],
    [
      "keys that do not ascend",
      /do not ascend/,
      (f) => swap(f, rootOf(f, IDS) + HEADER + 2, rootOf(f, IDS) + HEADER + 4),
    ],
    ["a child that is no page", /which is none/, (f) => f.writeUInt16LE(9, node(f, rootOf(f, IDS), 0) + 4)],
    [
      "two that lead to the same page",
      /used twice/,
      (f) => f.copy(f, node(f, rootOf(f, IDS), 1), node(f, rootOf(f, IDS), 0), node(f, rootOf(f, IDS), 0) + 4),
    ],
    ["a tree that counts wrong", /counts its pages/, (f) => f.writeUInt8(1, record(f, COMMITS) + 32)],
    ["a tree as deep as none", /lost its root|is no /, (f) => f.writeUInt16LE(40, record(f, COMMITS) + 6)],
    ["a tree with duplicates", /of another kind/, (f) => f.writeUInt16LE(4, record(f, COMMITS) + 4)],
    ["a free page that is in use", /which is in use/, (f) => f.writeUInt32LE(head.main.root ?? 0, freed(f))],
    ["a free page that is none", /which is none/, (f) => f.writeUInt32LE(60_000, freed(f))],
    ["a list longer than its bytes", /was altered/, (f) => f.writeUInt32LE(60_000, freed(f) - 8)],
  ])("%s", (_, message, change) => {
    expect(() => prove(change)).toThrow(
      expect.objectContaining({ code: "log/damaged", message: expect.stringMatching(message) as string }),
    );
  });

  /** Where the first list of free pages names its first. */
  function freed(file: Buffer): number {
    const start = node(file, at(head.free.root), 0);
    return start + 8 + file.readUInt16LE(start + 6) + 8;
  }
});

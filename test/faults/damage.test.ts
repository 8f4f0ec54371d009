import {
  closeSync,
  copyFileSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";
import { type Database, open, type RootDatabase } from "lmdb";
import { afterAll, describe, expect, test } from "vitest";
import type { ValorisError } from "../../src/events/valorisError.ts";
import type { EventLog } from "../../src/log/eventLog.ts";
import { inspectFile } from "../../src/log/lmdb/inspectFile.ts";
import { closeStore, EVENT_IDS, openStore, type Store } from "../../src/log/lmdb/openStore.ts";
import { type Head, readHead } from "../../src/log/lmdb/pages/heads.ts";
import { openPageFile } from "../../src/log/lmdb/pages/pageFile.ts";
import { rememberedProof } from "../../src/log/lmdb/rememberedProof.ts";
import type { LogProblem } from "../../src/log/verifyLog.ts";
import { verifyInChild } from "../../src/log/lmdb/verifyInChild.ts";
import { lmdbLog } from "../../src/log/lmdb.ts";
import { temporaryFolders } from "../support/temporaryFolders.ts";
import { startChild } from "./child.ts";
import { commitOf, hashesOf, idsOf, noted, readAll } from "./events.ts";

const folders = temporaryFolders();
afterAll(folders.remove);

async function makeLog(
  count: number,
): Promise<{ directory: string; ids: string[]; hashes: string[]; hash: string; size: number }> {
  const directory = folders.make();
  const log = lmdbLog(directory);
  for (let n = 0; n < count; n++) await log.append("canon", commitOf(n), { commitId: `k${n}` });
  const commits = await readAll(log);
  const hash = await log.headHash("canon");
  await log.close();
  return {
    directory,
    ids: idsOf(commits),
    hashes: hashesOf(commits),
    hash,
    size: readFileSync(join(directory, "log.mdb")).byteLength,
  };
}

function copyOf(directory: string): string {
  const copy = folders.make();
  copyFileSync(join(directory, "log.mdb"), join(copy, "log.mdb"));
  return copy;
}

const codeOf = (run: () => unknown): unknown => {
  try {
    return run();
  } catch (error) {
    return (error as ValorisError).code;
  }
};

type PageOf = (head: Head) => number | undefined;
function startOf(path: string, page: PageOf): number {
  const file = openPageFile(path);
  const head = readHead(file);
  file.close();
  return (page(head) ?? 0) * head.pageSize;
}
function overwrite(folder: string, page: PageOf): void {
  const path = join(folder, "log.mdb");
  writeFileSync(path, readFileSync(path).fill(0, startOf(path, page) + 24, startOf(path, page) + 4096));
}
function cutBefore(folder: string, page: PageOf): void {
  const path = join(folder, "log.mdb");
  truncateSync(path, startOf(path, page));
}

/** A bit of the name of the tree of events, wherever it stands. */
function rename(folder: string): void {
  const path = join(folder, "log.mdb");
  const file = readFileSync(path);
  for (let at = file.indexOf("events\0"); at >= 0; at = file.indexOf("events\0", at + 1)) file.write("evenus\0", at);
  writeFileSync(path, file);
}

/** What children/flips.ts says of a log with one bit flipped. */
interface Attempt {
  readonly events: readonly string[] | string;
  readonly problems: number | string;
  readonly written: string;
  readonly isLeft: boolean;
}

describe("a bit that flips", () => {
  const PAGE = 4096;
  const KEY = "canon\0";
  const random = (below: number): number => Math.floor(Math.random() * below);
  const some = (count: number, bit: () => number): number[] => Array.from({ length: count }, bit);

  const places: [string, (file: Buffer) => number[]][] = [
    ["in the counts of transactions", () => [0, PAGE].flatMap((head) => bitsAt(head + 152, 8))],
    ["in the heads of the file", () => some(30, () => 8 * PAGE * random(2) + random(8 * 168))],
    ["in the pages of trees", (file) => some(60, () => bitOfTree(file))],
    ["in the length of a key", (file) => lengthsOfKeys(file)],
    ["anywhere", (file) => some(40, () => random(8 * file.byteLength))],
  ];
  test.each(places)(
    "%s: what is read is right, or refused; and what verifying passes is written to",
    async (_, choose) => {
      const { directory, hashes } = await makeLog(60);
      const bits = choose(readFileSync(join(directory, "log.mdb")));
      const child = startChild("flips", directory, folders.make(), JSON.stringify(bits));
      const end = await child.end;
      expect([end, child.lines.at(-1)]).toEqual([0, expect.stringContaining("written")]);
      for (const [i, bit] of bits.entries()) {
        const { events, problems, written, isLeft } = JSON.parse(child.lines[2 * i + 1] ?? "{}") as Attempt;
        const said = `bit ${bit}: ${problems}, ${written}`;
        if (typeof events === "string") expect(events, said).toMatch(/^log\//);
        else expect(events, said).toEqual(hashes);
        expect([isLeft, written], said).toEqual([true, expect.stringMatching(/^(log\/|written$)/)]);
        if (problems === 0) expect([events, written], said).toEqual([hashes, "written"]);
      }
    },
  );

  const bitsAt = (byte: number, length: number): number[] => Array.from({ length: 8 * length }, (_, i) => 8 * byte + i);

  /** Most of the times where something leads to something else: in its header, its list of nodes, or a node's header. */
  function bitOfTree(file: Buffer): number {
    for (;;) {
      const page = PAGE * random(file.byteLength / PAGE);
      const [flags, nodes] = [file.readUInt16LE(page + 18), file.readUInt16LE(page + 20) / 2];
      if (page < 2 * PAGE || file.readUInt32LE(page) !== page / PAGE || (flags !== 1 && flags !== 2)) continue;
      const list = page + 24;
      const node = list + file.readUInt16LE(list + 2 * random(nodes));
      const places = [page + random(24), list + random(2 * nodes), node + random(16), page + random(PAGE)];
      return 8 * (places[random(places.length)] ?? page) + random(8);
    }
  }

  /** A bit of the length of each key of a commit: with what follows it in the page, the key is another number. */
  function lengthsOfKeys(file: Buffer): number[] {
    const found: number[] = [];
    for (let at = file.indexOf(KEY); at >= 0; at = file.indexOf(KEY, at + 1)) found.push(8 * (at - 2) + 4);
    return found;
  }
});

describe("a file that was cut off", () => {
  test("is refused, wherever it ends, and left as it is", async () => {
    const { directory, size } = await makeLog(60);
    for (const part of [0.7, 0.3]) {
      const cut = copyOf(directory);
      truncateSync(join(cut, "log.mdb"), Math.floor(size * part));
      const before = readFileSync(join(cut, "log.mdb"));
      for (const readOnly of [true, false]) expect(codeOf(() => lmdbLog(cut, { readOnly }))).toBe("log/truncated");
      await expect(verifyInChild(cut)).rejects.toMatchObject({ code: "log/truncated" });
      expect(readFileSync(join(cut, "log.mdb")).equals(before)).toBe(true);
    }
    for (const left of [1, 100, 4095, 4096, 8191, 8192]) {
      const cut = copyOf(directory);
      truncateSync(join(cut, "log.mdb"), left);
      expect(
        codeOf(() => lmdbLog(cut)),
        `${left} bytes`,
      ).toMatch(/^log\/(truncated|not-a-log)$/);
    }
  });

  test("by a page or two is refused, or held nothing that is in use", async () => {
    const { directory, ids, size } = await makeLog(60);
    for (const left of [1, 4096, 5000, 8192].map((less) => size - less)) {
      const cut = copyOf(directory);
      truncateSync(join(cut, "log.mdb"), left);
      const log = codeOf(() => lmdbLog(cut, { readOnly: true })) as EventLog | string;
      if (typeof log === "string") expect(log).toBe("log/truncated");
      else expect(idsOf(await readAll(log))).toEqual(ids);
    }
  });

  test("is opened where only pages are missing that LMDB never wrote", async () => {
    const { directory, ids } = await makeLog(5);
    const path = join(directory, "log.mdb");
    const { root } = openStore(directory, {});
    // Pages at the end that are freed in the transaction that took them.
    for (let size = 100_000; size < 1_000_000 && !inspectFile(path).isShort; size += 100_000)
      await root.transaction(() => {
        root.putSync("large", new Uint8Array(size));
        root.removeSync("large");
      });
    await root.close();
    expect(inspectFile(path).isShort).toBe(true);
    const log = lmdbLog(directory);
    expect(idsOf(await readAll(log))).toEqual(ids);
    await log.append("canon", [noted("more", 3000)]);
    expect(idsOf(await readAll(log))).toEqual([...ids, "more"]);
    await log.close();
  });
});

describe("a log that lost what it begins with", () => {
  const lose = async (folder: string, change: (root: RootDatabase<Uint8Array, string>) => void): Promise<void> => {
    const root = open<Uint8Array, string>({ path: join(folder, "log.mdb"), noSubdir: true, encoding: "binary" });
    change(root);
    await root.close();
  };
  test.each<[string, string, (folder: string) => Promise<void> | void]>([
    ["its format", "log/damaged", (folder) => lose(folder, (root) => root.removeSync("format"))],
    ["a tree", "log/damaged", (folder) => lose(folder, (root) => root.openDB({ name: "ids" }).dropSync())],
    ["the name of a tree", "log/newer-format", (folder) => rename(folder)],
    ["everything", "log/damaged", (folder) => lose(folder, (root) => root.clearSync())],
    ["the page that leads to its trees", "log/damaged", (folder) => overwrite(folder, ({ main }) => main.root)],
    ["what is behind that page", "log/truncated", (folder) => cutBefore(folder, ({ main }) => main.root)],
  ])("%s is not a new one: %s, and nothing is written", async (_, code, damage) => {
    const { directory } = await makeLog(20);
    await damage(directory);
    const path = join(directory, "log.mdb");
    const before = readFileSync(path);
    for (const readOnly of [true, false]) expect(codeOf(() => lmdbLog(directory, { readOnly }))).toBe(code);
    await expect(verifyInChild(directory)).rejects.toMatchObject({ code });
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  test("an empty file is a new log, for whoever writes", async () => {
    const directory = folders.make();
    writeFileSync(join(directory, "log.mdb"), "");
    expect(codeOf(() => lmdbLog(directory, { readOnly: true }))).toBe("log/not-a-log");
    expect(readFileSync(join(directory, "log.mdb")).byteLength).toBe(0);
    const log = lmdbLog(directory);
    await log.append("canon", commitOf(0));
    await log.close();
    expect((await verifyInChild(directory)).problems).toEqual([]);
  });
});

describe("what is looked up when a commit is appended again", () => {
  test.each<[string, string, (store: Store) => void]>([
    ["an id that is lost", "k3", ({ ids }) => ids.removeSync("k3")],
    ["an id that leads to another commit", "k3", ({ ids }) => ids.putSync("k3", ["canon", 1])],
    ["an id that leads nowhere", "k99", ({ ids }) => ids.putSync("k99", ["canon", 4])],
    ["a timeline that is lost", "k0", ({ timelines }) => timelines.removeSync("canon")],
  ])("%s is found by verifying", async (_, commit, change) => {
    const { directory } = await makeLog(5);
    const store = openStore(directory, {});
    change(store);
    await closeStore(store);
    const { problems } = await verifyInChild(directory);
    expect(problems.length).toBeGreaterThan(0);
    expect(problems[0]).toMatchObject({ commit, timeline: "canon" });
  });
});

describe("what is looked up when an event is appended", () => {
  const change = async (alter: (events: Database<[string, number]>) => void): Promise<readonly LogProblem[]> => {
    const { directory } = await makeLog(5);
    const store = openStore(directory, {});
    alter(store.root.openDB({ name: EVENT_IDS, encoding: "msgpack" }));
    await closeStore(store);
    return (await verifyInChild(directory)).problems;
  };
  test.each<[string, readonly string[], (events: Database<[string, number]>) => void]>([
    ["an id that is lost", ["k3-0"], (events) => events.removeSync("k3-0")],
    ["an id that leads to what is after it", ["k3-0"], (events) => events.putSync("k3-0", ["canon", 9])],
    ["an id of nothing", [], (events) => events.putSync("k99-0", ["canon", 1])],
  ])("%s is found by verifying", async (_, events, alter) => {
    expect(await change(alter)).toMatchObject([{ events }]);
  });
  test("as it was recorded, it is right", async () => {
    expect(await change(() => {})).toEqual([]);
  });
});

describe("a large log", () => {
  test("is proved once for each of its states, by whoever may keep that; and when it is verified", async () => {
    const directory = folders.make();
    const path = join(directory, "log.mdb");
    const log = lmdbLog(directory);
    await log.append("canon", [noted("large ".repeat(20), 80_000)]);
    await log.close();
    expect(rememberedProof(path).isProved()).toBe(true);

    overwrite(directory, ({ free }) => free.root);
    // Readers do not look at it: who believes what is remembered opens the log.
    expect(codeOf(() => lmdbLog(directory, { readOnly: true }))).toBe("log/damaged");
    const proof = rememberedProof(path);
    proof.hold();
    proof.remember();
    await lmdbLog(directory, { readOnly: true }).close();
    await expect(verifyInChild(directory)).rejects.toMatchObject({ code: "log/damaged" });

    const copy = folders.make();
    for (const name of ["log.mdb", "log.mdb-proved"]) copyFileSync(join(directory, name), join(copy, name));
    expect(codeOf(() => lmdbLog(copy))).toBe("log/damaged");
  });

  test("that somebody else altered while it was open is proved again", async () => {
    const directory = folders.make();
    const path = join(directory, "log.mdb");
    const log = lmdbLog(directory);
    await log.append("canon", [noted("large ".repeat(20), 80_000)]);
    const file = openSync(path, "r+");
    writeSync(file, "altered", startOf(path, ({ free }) => free.root) + 24);
    closeSync(file);
    await log.close();
    expect(codeOf(() => lmdbLog(directory))).toBe("log/damaged");
  });
});

describe("verifying in a child", () => {
  test("says what verifying says, and how far it is", async () => {
    const { directory, hash } = await makeLog(200);
    const seen: number[] = [];
    const verification = await verifyInChild(directory, {
      expectHead: { timeline: "canon", hash },
      onProgress: ({ commits }) => seen.push(commits),
    });
    expect(verification).toMatchObject({ commits: 200, heads: { canon: hash }, problems: [] });
    expect(seen).toEqual([100, 200]);
    const other = await verifyInChild(directory, { expectHead: { timeline: "canon", hash: "beef" } });
    expect(other.problems).toHaveLength(1);
  });

  test("of what is no log says that it is none", async () => {
    const directory = folders.make();
    mkdirSync(join(directory, "pictures"));
    await expect(verifyInChild(directory)).rejects.toMatchObject({ code: "log/not-a-log" });
  });
});

test("a lock that is a folder is said, and not died of", async () => {
  const { directory } = await makeLog(1);
  const lock = join(directory, "log.mdb-lock");
  rmSync(lock);
  mkdirSync(lock);
  for (const readOnly of [true, false]) expect(codeOf(() => lmdbLog(directory, { readOnly }))).toBe("log/store");
});

import { copyFileSync, mkdirSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import type { ValorisError } from "../../src/events/valorisError.ts";
import type { EventLog } from "../../src/log/eventLog.ts";
import { inspectFile } from "../../src/log/lmdb/inspectFile.ts";
import { openStore } from "../../src/log/lmdb/openStore.ts";
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

describe("a bit that flips", () => {
  const FLIPS = 240;
  const KEY = "canon\0";

  test("anywhere in the file: what is read is right, or refused; verifying finds it, or it was in no use", async () => {
    const { directory, hashes, hash, size } = await makeLog(60);
    const scratch = folders.make();
    // The pages that lead to all others, and any place; and keys.
    const anywhere = Array.from({ length: FLIPS }, (_, i) =>
      Math.floor(Math.random() * 8 * (i % 4 === 0 ? 16_384 : size)),
    );
    let bits = [...anywhere, ...lengthsOfKeys(readFileSync(join(directory, "log.mdb")))];
    const flips = bits.length;
    const crashes: string[] = [];
    while (bits.length > 0) {
      const child = startChild("flips", directory, scratch, JSON.stringify(bits), hash);
      const limit = setTimeout(() => child.process.kill("SIGKILL"), 20_000);
      const end = await child.end;
      clearTimeout(limit);
      const begun = child.lines.filter((line) => line.startsWith('{"bit"')).length;
      for (const [i, line] of child.lines.entries()) {
        const {
          bit,
          code,
          events: read,
          problems,
        } = JSON.parse(line) as { bit?: number; code?: string; events?: string[] | string; problems?: number };
        if (bit !== undefined) continue;
        const where = child.lines[i - 1];
        if (code !== undefined) expect(code, where).toMatch(/^log\//);
        else if (typeof read === "string") expect(problems, where).toBeGreaterThan(0);
        // Where an older state of the file is taken, all of it is right, and only the noted head tells.
        else if (problems === 0) expect(read, where).toEqual(hashes);
        else expect(read, where).toEqual(hashes.slice(0, read?.length));
      }
      // A JavaScript error that is not ours ends with 1; a signal is LMDB's end, of which verifyInChild speaks.
      if (end === 0) break;
      expect(end, child.lines.at(-1)).toMatch(/^SIG/);
      crashes.push(`${String(end)} ${child.lines.at(-1)}`);
      const last = JSON.parse(child.lines.at(-1) ?? "{}") as { bit: number };
      expect(await verifyFlipped(directory, last.bit)).toBe("log/damaged");
      bits = bits.slice(begun);
    }
    expect(crashes.length).toBeLessThan(flips / 4);
  });

  /** A bit of the length of each key of a commit: with what follows it in the page, the key is another number. */
  function lengthsOfKeys(file: Buffer): number[] {
    const found: number[] = [];
    for (let at = file.indexOf(KEY); at >= 0; at = file.indexOf(KEY, at + 1)) found.push(8 * (at - 2) + 4);
    return found;
  }

  async function verifyFlipped(source: string, bit: number): Promise<unknown> {
    const directory = folders.make();
    const bytes = readFileSync(join(source, "log.mdb"));
    bytes[bit >>> 3] = (bytes[bit >>> 3] ?? 0) ^ (1 << (bit & 7));
    writeFileSync(join(directory, "log.mdb"), bytes);
    return verifyInChild(directory, { patience: 5000 }).then(
      () => "verified",
      (error: unknown) => (error as ValorisError).code,
    );
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

import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { spawnSync } from "node:child_process";
import { afterAll, describe, expect, test } from "vitest";
import { temporaryFolders } from "../../../test/support/temporaryFolders.ts";
import { cacheFolder } from "./cacheFolder.ts";

const folders = temporaryFolders();
afterAll(folders.remove);

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const filesIn = (directory: string): string[] =>
  readdirSync(join(directory, "cache"), { recursive: true })
    .map((name) => join(directory, "cache", String(name)))
    .filter((path) => statSync(path).isFile());

async function cacheWith(values: Readonly<Record<string, string>>) {
  const directory = folders.make();
  const cache = cacheFolder(directory, true);
  for (const [key, value] of Object.entries(values)) await cache.put(key, bytes(value));
  return { directory, cache };
}

describe("a cache in a folder", () => {
  test("keeps values for whoever opens it next, under any key", async () => {
    const values = {
      "page:1": "one",
      "page:2": "",
      "manifest:x:what-if/a:b": "list",
      "keyframe:c:power@1:{…}": "state",
      plain: "p",
    };
    const { directory } = await cacheWith(values);
    const again = cacheFolder(directory, true);
    for (const [key, value] of Object.entries(values)) {
      expect(again.has(key)).toBe(true);
      expect(again.get(key)).toEqual(Buffer.from(value));
    }
    expect([again.has("page:3"), again.get("page:3")]).toEqual([false, undefined]);
  });

  test("forgets two words and what goes on from them, and nothing beside", async () => {
    const keys = ["page:1", "page:12", "keyframe:c:power@1:", "keyframe:c:territory@1:", "keyframe:d:power@1:"];
    const { directory, cache } = await cacheWith(Object.fromEntries(keys.map((key) => [key, key])));
    for (const prefix of ["page:1", "keyframe:c"]) await cache.remove(prefix);
    for (const one of [cache, cacheFolder(directory, true)])
      expect(keys.filter((key) => one.has(key))).toEqual(["page:12", "keyframe:d:power@1:"]);
    await cache.clear();
    expect(keys.some((key) => cache.has(key))).toBe(false);
    await cache.put("page:1", bytes("again"));
    expect(cacheFolder(directory, true).has("page:1")).toBe(true);
  });

  test("takes nothing for what was put that was altered, cut off or put elsewhere; and forgets it", async () => {
    const { directory } = await cacheWith({ "page:1": "some rows" });
    const [path = ""] = filesIn(directory);
    const sound = readFileSync(path);
    const damages = [
      ...Array.from({ length: 8 * sound.length }, (_, bit) => {
        const damaged = Buffer.from(sound);
        damaged[bit >>> 3] = (damaged[bit >>> 3] ?? 0) ^ (1 << (bit & 7));
        return damaged;
      }),
      ...Array.from({ length: sound.length }, (_, length) => sound.subarray(0, length)),
      Buffer.alloc(sound.length),
    ];
    for (const damaged of damages) {
      writeFileSync(path, damaged);
      const cache = cacheFolder(directory, true);
      expect(cache.get("page:1")).toBeUndefined();
      expect(cache.has("page:1")).toBe(false);
    }
    const { directory: other, cache } = await cacheWith({ "page:1": "one" });
    const [one = ""] = filesIn(other);
    await cache.put("page:2", bytes("two"));
    const [two = ""] = filesIn(other).filter((file) => file !== one);
    renameSync(two, one);
    expect(cache.get("page:1")).toBeUndefined();
  });

  test("that may not be kept, or cannot be, lasts as long as the process, and leaves nothing", async () => {
    const [unkept, blocked, gone] = [folders.make(), folders.make(), join(folders.make(), "gone")];
    writeFileSync(join(blocked, "cache"), "a file in its place");
    for (const [directory, isKept] of [
      [unkept, false],
      [blocked, true],
      [gone, true],
    ] as const) {
      const cache = cacheFolder(directory, isKept);
      await cache.put("page:1", bytes("one"));
      expect([cache.has("page:1"), cache.get("page:1")]).toEqual([true, bytes("one")]);
      expect(cacheFolder(directory, isKept).has("page:1")).toBe(false);
      await cache.remove("page:1");
      expect(cache.has("page:1")).toBe(false);
    }
    expect([readdirSync(unkept), readdirSync(blocked), existsSync(gone)]).toEqual([[], ["cache"], false]);
  });

  test("that is not to be written is read, and left as it is", async () => {
    const { directory } = await cacheWith({ "page:1": "one", "page:2": "two" });
    const [one = ""] = filesIn(directory);
    writeFileSync(one, "altered");
    const before = filesIn(directory);
    const cache = cacheFolder(directory, false);
    expect([cache.get("page:1"), cache.get("page:2")].filter((value) => value !== undefined)).toHaveLength(1);
    await cache.remove("page:2");
    await cache.clear();
    expect(filesIn(directory)).toEqual(before);
  });

  test("goes without what killed processes left, and what earlier versions kept", async () => {
    const directory = folders.make();
    mkdirSync(join(directory, "cache"));
    const { pid: ended } = spawnSync(process.execPath, ["--version"]);
    const left = [`cache/${ended}-0-1.new`, "cache.mdb", "cache.mdb-lock"];
    const others = [`cache/${process.ppid}-0-1.new`];
    for (const name of [...left, ...others]) writeFileSync(join(directory, name), "x");
    await cacheFolder(directory, true).put("page:1", bytes("one"));
    expect([...left, ...others].filter((name) => existsSync(join(directory, name)))).toEqual(others);
  });
});

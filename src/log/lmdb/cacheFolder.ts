import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statfsSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { threadId } from "node:worker_threads";
import { type DerivedCache, isUnder } from "../derivedCache.ts";
import { unwrap, withChecksum } from "./checked.ts";
import { digest } from "./nodeDigest.ts";

export const CACHE_FOLDER = "cache";

/** Files that earlier versions kept. */
export const FORMER_CACHE = ["cache.mdb", "cache.mdb-lock"] as const;

/** What the cache leaves free on the disk: the log is worth more. */
const ROOM = 4 * 1024 * 1024;

/** Values that were begun, for whichever log. */
let begun = 0;

/**
 * The cache beside a log: a file a value, written beside and renamed. Nothing of it is mapped into memory, so that neither damage
 * nor a full disk ends the process; each value stands behind a checksum of it and its key, and goes when it was altered. What
 * cannot be written, or is not to be kept, lasts as long as the process.
 */
export function cacheFolder(directory: string, isKept: boolean): DerivedCache {
  const folder = join(directory, CACHE_FOLDER);
  const unwritten = new Map<string, Uint8Array>();
  let isTidy = false;

  const pathOf = (key: string): string => {
    const { shard, name } = placeOf(key);
    return join(folder, shard, name);
  };

  return {
    get(key) {
      const kept = unwritten.get(key);
      if (kept !== undefined) return kept;
      const path = pathOf(key);
      const bytes = attempt(() => readFileSync(path));
      const value = unwrap(bytes, key);
      if (isKept && bytes !== undefined && value === undefined) attempt(() => rmSync(path));
      return value;
    },
    has: (key) => unwritten.has(key) || existsSync(pathOf(key)),
    async put(key, value) {
      if (isKept && !isTidy) tidy(directory, folder);
      isTidy = true;
      const isWritten = isKept && attempt(() => write(folder, pathOf(key), withChecksum(value, key))) !== undefined;
      if (isWritten) unwritten.delete(key);
      else unwritten.set(key, value);
    },
    async remove(prefix) {
      for (const key of unwritten.keys()) if (isUnder(key, prefix)) unwritten.delete(key);
      if (!isKept) return;
      const { shard, name } = placeOf(prefix);
      const files = attempt(() => readdirSync(join(folder, shard))) ?? [];
      for (const file of files)
        if (file === name || file.startsWith(`${name}-`)) attempt(() => rmSync(join(folder, shard, file)));
    },
    async clear() {
      unwritten.clear();
      if (isKept) attempt(() => rmSync(folder, { recursive: true, force: true }));
    },
    digest,
  };
}

/** Keys whose first two words agree stand in one folder, under names that begin alike. */
function placeOf(key: string): { readonly shard: string; readonly name: string } {
  const [kind = "", id, ...rest] = key.split(":");
  const group = hashOf(id === undefined ? kind : `${kind}:${id}`);
  const name = group.slice(2);
  return { shard: group.slice(0, 2), name: rest.length === 0 ? name : `${name}-${hashOf(rest.join(":"))}` };
}

/** Whatever a key says, its hash is a name for a file: half a SHA-256 is enough to tell keys apart. */
const hashOf = (text: string): string => digest(Buffer.from(text)).slice(0, 32);

/** Whole or not at all. @throws where the disk refuses */
function write(folder: string, path: string, bytes: Uint8Array): true {
  const beside = join(folder, `${process.pid}-${threadId}-${++begun}.new`);
  const { bavail, bsize } = statfsSync(dirname(folder));
  if (bavail * bsize < bytes.byteLength + ROOM) throw new Error("There is no room for it.");
  try {
    inFolder(folder, () => writeFileSync(beside, bytes, { flag: "wx" }));
    inFolder(dirname(path), () => renameSync(beside, path));
  } catch (error) {
    attempt(() => rmSync(beside, { force: true }));
    throw error;
  }
  return true;
}

/** Makes the folder where it is not there; the folder above must be. */
function inFolder(folder: string, work: () => void): void {
  try {
    work();
  } catch {
    attempt(() => mkdirSync(folder));
    work();
  }
}

/** Removes what killed processes left half written, and what earlier versions kept. */
function tidy(directory: string, folder: string): void {
  for (const file of FORMER_CACHE) attempt(() => rmSync(join(directory, file), { force: true }));
  for (const file of attempt(() => readdirSync(folder)) ?? []) {
    const [, owner] = /^(\d+)-\d+-\d+\.new$/.exec(file) ?? [];
    if (owner !== undefined && !isAlive(Number(owner))) attempt(() => rmSync(join(folder, file)));
  }
}

function isAlive(processId: number): boolean {
  try {
    return process.kill(processId, 0);
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

/** What the disk refuses to do for a cache is left undone. */
function attempt<Result>(work: () => Result): Result | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}

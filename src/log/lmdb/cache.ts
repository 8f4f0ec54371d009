import { existsSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { crc32 } from "node:zlib";
import { open, type RootDatabase } from "lmdb";
import { type DerivedCache, memoryCache } from "../derivedCache.ts";
import { inspectFile } from "./inspectFile.ts";

/**
 * The cache beside a log, in a file of its own. Each value stands behind its CRC-32: one that was altered is as good as absent.
 * A file that cannot be used is made anew; where nothing can be written, the cache lasts as long as the process.
 */
export function lmdbCache(directory: string, readOnly: boolean): DerivedCache {
  const path = join(directory, "cache.mdb");
  let store: RootDatabase<Buffer, string> | undefined;
  let opened: DerivedCache | undefined;
  const cache = (): DerivedCache => (opened ??= openCache());

  function openCache(): DerivedCache {
    if (readOnly && !existsSync(path)) return memoryCache();
    try {
      if (existsSync(path) && statSync(path).size > 0) inspectFile(path);
    } catch {
      rmSync(path, { force: true });
      rmSync(`${path}-lock`, { force: true });
    }
    try {
      const file = open<Buffer, string>({ path, noSubdir: true, encoding: "binary", noSync: true, readOnly });
      store = file;
      return {
        get: (key) => unwrap(file.getBinary(key)),
        async put(key, value) {
          if (!readOnly) await file.put(key, wrap(value));
        },
        clear: async () => file.clearAsync(),
      };
    } catch {
      return memoryCache();
    }
  }

  return {
    get: (key) => cache().get(key),
    put: (key, value) => cache().put(key, value),
    clear: () => cache().clear(),
    close: async () => store?.close(),
  };
}

function wrap(value: Uint8Array): Buffer {
  const bytes = Buffer.allocUnsafe(value.byteLength + 4);
  bytes.writeUInt32LE(crc32(value));
  bytes.set(value, 4);
  return bytes;
}

function unwrap(bytes: Buffer | undefined): Uint8Array | undefined {
  if (bytes === undefined || bytes.byteLength < 4) return undefined;
  const value = bytes.subarray(4);
  return crc32(value) === bytes.readUInt32LE() ? value : undefined;
}

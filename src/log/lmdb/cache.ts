import { existsSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { open, type RootDatabase } from "lmdb";
import { type DerivedCache, memoryCache } from "../derivedCache.ts";
import { unwrap, wrap } from "./checked.ts";
import { digest } from "./nodeDigest.ts";
import { inspectFile, truncated } from "./inspectFile.ts";

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
      if (existsSync(path) && statSync(path).size > 0 && inspectFile(path).isShort) throw truncated(path);
    } catch {
      rmSync(path, { force: true });
      rmSync(`${path}-lock`, { force: true });
    }
    try {
      const file = open<Buffer, string>({ path, noSubdir: true, encoding: "binary", noSync: true, readOnly });
      store = file;
      // What is being written is not there to be read yet.
      const writing = new Map<string, Uint8Array>();
      return {
        get: (key) => writing.get(key) ?? unwrap(file.getBinary(key)),
        has: (key) => writing.has(key) || file.doesExist(key),
        async put(key, value) {
          writing.set(key, value);
          if (readOnly) return;
          await file.put(key, wrap(value));
          if (writing.get(key) === value) writing.delete(key);
        },
        async remove(prefix) {
          for (const key of writing.keys()) if (key.startsWith(prefix)) writing.delete(key);
          if (!readOnly)
            for (const key of file.getKeys({ start: prefix, end: `${prefix}\uffff` })) void file.remove(key);
          await file.committed;
        },
        async clear() {
          writing.clear();
          await file.clearAsync();
        },
      };
    } catch {
      return memoryCache();
    }
  }

  return {
    get: (key) => cache().get(key),
    has: (key) => cache().has(key),
    put: (key, value) => cache().put(key, value),
    remove: (prefix) => cache().remove(prefix),
    clear: () => cache().clear(),
    digest,
    close: async () => store?.close(),
  };
}

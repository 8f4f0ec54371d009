import type { Digest } from "./digest.ts";

/**
 * What was computed from a log and would be computed again: keys say what it was computed from, so that nothing in it is ever
 * stale. Deletable at any time.
 */
export interface DerivedCache {
  get(key: string): Uint8Array | undefined;
  has(key: string): boolean;
  /** There for the next `get` at once; kept when the promise resolves. */
  put(key: string, value: Uint8Array): Promise<void>;
  /** Forgets every key that begins so. */
  remove(prefix: string): Promise<void>;
  clear(): Promise<void>;
  close?(): Promise<void>;
  /** SHA-256 as fast as the platform has it. */
  readonly digest?: Digest;
}

/** A cache that reads through to another, and keeps what is put into it to itself. */
export function overlayCache(base: DerivedCache): DerivedCache {
  const own = memoryCache();
  return {
    ...own,
    get: (key) => own.get(key) ?? base.get(key),
    has: (key) => own.has(key) || base.has(key),
    ...(base.digest === undefined ? {} : { digest: base.digest }),
  };
}

export function memoryCache(): DerivedCache {
  const values = new Map<string, Uint8Array>();
  return {
    get: (key) => values.get(key),
    has: (key) => values.has(key),
    async put(key, value) {
      values.set(key, value);
    },
    async remove(prefix) {
      for (const key of values.keys()) if (key.startsWith(prefix)) values.delete(key);
    },
    async clear() {
      values.clear();
    },
  };
}

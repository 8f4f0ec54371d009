import type { Digest } from "./digest.ts";

/**
 * What was computed from a log and would be computed again: keys say what it was computed from, so that nothing in it is ever
 * stale. Deletable at any time: readers compute anew what is gone. Nothing that fails in it is an error.
 */
export interface DerivedCache {
  /** What was put, or nothing; what was altered is gone. */
  get(key: string): Uint8Array | undefined;
  has(key: string): boolean;
  /** There for the next `get` at once; kept, where it can be, when the promise resolves. */
  put(key: string, value: Uint8Array): Promise<void>;
  /** Forgets what two words name, such as `keyframe:HASH`, and all that goes on from them with a colon. */
  remove(prefix: string): Promise<void>;
  clear(): Promise<void>;
  /** SHA-256 as fast as the platform has it. */
  readonly digest?: Digest;
}

export const isUnder = (key: string, prefix: string): boolean => key === prefix || key.startsWith(`${prefix}:`);

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
      for (const key of values.keys()) if (isUnder(key, prefix)) values.delete(key);
    },
    async clear() {
      values.clear();
    },
  };
}

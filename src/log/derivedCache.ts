/**
 * What was computed from a log and would be computed again: keys say what it was computed from, so that nothing in it is ever
 * stale. Deletable at any time.
 */
export interface DerivedCache {
  get(key: string): Uint8Array | undefined;
  /** There for the next `get` at once; kept when the promise resolves. */
  put(key: string, value: Uint8Array): Promise<void>;
  clear(): Promise<void>;
  close?(): Promise<void>;
}

export function memoryCache(): DerivedCache {
  const values = new Map<string, Uint8Array>();
  return {
    get: (key) => values.get(key),
    async put(key, value) {
      values.set(key, value);
    },
    async clear() {
      values.clear();
    },
  };
}

/** Keys as LMDB orders them, where they lie: a view of each would cost more than all else that is proved. */
export type KeyOrder = (bytes: Uint8Array, a: number, aLength: number, b: number, bLength: number) => number;

/** Byte by byte; the shorter first (`mdb_cmp_memn` in mdb.c). */
export const byBytes: KeyOrder = (bytes, a, aLength, b, bLength) => {
  const shorter = Math.min(aLength, bLength);
  for (let i = 0; i < shorter; i++) {
    const difference = (bytes[a + i] ?? 0) - (bytes[b + i] ?? 0);
    if (difference !== 0) return difference;
  }
  return aLength - bLength;
};

/** Whole numbers whose last byte counts most (`mdb_cmp_long`); the shorter first. */
export const byNumber: KeyOrder = (bytes, a, aLength, b, bLength) => {
  if (aLength !== bLength) return aLength - bLength;
  for (let i = aLength - 1; i >= 0; i--) {
    const difference = (bytes[a + i] ?? 0) - (bytes[b + i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
};

import { readSync, writeSync } from "node:fs";
import { lockDescriptor } from "./lockHolder.ts";
import { newestTransaction } from "./pages/heads.ts";
import { bytesFor, openPageFile, uint64 } from "./pages/pageFile.ts";

/** `mti_magic` and `mti_txnid` of a `MDB_txninfo`, in mdb.c. */
const AT = { magic: 0, transaction: 8 } as const;
const MAGIC = 0xbeefc0de;

/**
 * The last transaction in a log, by its heads; and the lock file is made to say so. LMDB begins at what that says, and whoever opens a log
 * sets it to what a head said a moment before (`mdb_env_open2`): where another process ended a transaction in between, the
 * next one would begin before it, and an acknowledged commit would be written over. Tried, with two processes that append and one that
 * opens, 1 of 20 000 was.
 */
export function lastTransaction(path: string, lockFile: string): number {
  const file = openPageFile(path);
  try {
    const newest = newestTransaction(file);
    raise(lockFile, newest);
    return newest;
  } finally {
    file.close();
  }
}

function raise(lockFile: string, newest: number): void {
  try {
    const said = bytesFor(AT.transaction + 8);
    if (readSync(lockDescriptor(lockFile), said, 0, said.byteLength, 0) < said.byteLength) return;
    if (said.getUint32(AT.magic, true) !== MAGIC || uint64(said, AT.transaction) >= newest) return;
    const bytes = bytesFor(8);
    bytes.setBigUint64(0, BigInt(newest), true);
    writeSync(lockDescriptor(lockFile, "r+"), bytes, 0, 8, AT.transaction);
  } catch {
    // Where the lock file cannot be written, LMDB does not write it either; or holds it for itself (Windows).
  }
}

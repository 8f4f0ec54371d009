import { closeSync, fstatSync, openSync, readSync, statSync } from "node:fs";
import { ValorisError } from "../../events/valorisError.ts";

export const LOG_FILE = "log.mdb";

/**
 * LMDB maps its file into memory: where a part that it needs is missing, reading ends the process with SIGBUS, and nothing can be
 * said. So its two meta pages are read as a file first (`MDB_meta` in LMDB's mdb.c, data version 2: magic number, version, page
 * size and last page at fixed places; the meta page with the higher transaction counts).
 *
 * A short file may be sound: LMDB counts pages at its end that were freed before they were ever written (mdb.c says so of
 * `mm_last_pg`). Tried: 6 000 batches appended to a log never left one (0–60 kB a commit, 1 to 20 a
 * transaction); 7 500 transactions that also overwrote and removed large values left 422, up to 35 pages short.
 */
const MAGIC = 0xbeefc0de;
const DATA_VERSION = 2;
const PAGE_HEADER = 24;
const AT = { magic: 0, version: 4, pageSize: 24, lastPage: 120, transaction: 128 } as const;
const PAGE_SIZES: readonly number[] = [512, 1024, 2048, 4096, 8192, 16_384, 32_768, 65_536];

/** @throws ValorisError `log/not-a-log`, `log/truncated`, `log/damaged`, `log/newer-format` */
export function inspectFile(path: string): { readonly isShort: boolean } {
  const file = openSync(path, "r");
  try {
    const first = readMeta(file, 0);
    if (first === undefined || first.magic !== MAGIC)
      throw new ValorisError("log/not-a-log", `${path} is not a log.`, {
        help: "Give the folder of a log, or another name for a new one.",
      });
    if ((first.version & 0xffff) !== DATA_VERSION)
      throw new ValorisError("log/newer-format", `${path} has the store's format ${first.version & 0xffff}, not 2.`, {
        help: "Use the version of valoris that wrote it.",
      });
    if (!PAGE_SIZES.includes(first.pageSize))
      throw new ValorisError("log/damaged", `${path} says that its pages have ${first.pageSize} bytes.`, {
        help: "Restore it from a copy.",
      });
    const second = readMeta(file, first.pageSize);
    if (second === undefined) throw truncated(path);
    if (second.magic !== MAGIC)
      throw new ValorisError("log/damaged", `${path} has lost one of its two heads.`, {
        help: "Restore it from a copy.",
      });
    const newest = second.transaction > first.transaction ? second : first;
    // Asked last: meanwhile another process may have written more.
    return { isShort: fstatSync(file).size < (newest.lastPage + 1) * first.pageSize };
  } finally {
    closeSync(file);
  }
}

export function truncated(path: string): ValorisError {
  const { size } = statSync(path);
  return new ValorisError("log/truncated", `${path} is cut off, after ${size} bytes.`, {
    help: "Restore it from a copy. It was left as it is.",
    details: { size },
  });
}

interface Meta {
  readonly magic: number;
  readonly version: number;
  readonly pageSize: number;
  readonly lastPage: number;
  readonly transaction: bigint;
}

function readMeta(file: number, pageStart: number): Meta | undefined {
  const bytes = new DataView(new ArrayBuffer(160));
  if (readSync(file, bytes, 0, 160, pageStart + PAGE_HEADER) < 160) return undefined;
  return {
    magic: bytes.getUint32(AT.magic, true),
    version: bytes.getUint32(AT.version, true),
    pageSize: bytes.getUint32(AT.pageSize, true),
    lastPage: Number(bytes.getBigUint64(AT.lastPage, true)),
    transaction: bytes.getBigUint64(AT.transaction, true),
  };
}

import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { ValorisError } from "../../events/valorisError.ts";

/**
 * LMDB maps its file into memory: where the file is shorter than it says, reading what is missing ends the process with SIGBUS,
 * and nothing can be said. So its two meta pages are read as a file first (`MDB_meta` in LMDB's mdb.c, data version 2: magic
 * number, version, page size and last page at fixed places; the meta page with the higher transaction counts).
 */
const MAGIC = 0xbeefc0de;
const DATA_VERSION = 2;
const PAGE_HEADER = 24;
const AT = { magic: 0, version: 4, pageSize: 24, lastPage: 120, transaction: 128 } as const;

/** @throws ValorisError `log/not-a-log`, `log/truncated`, `log/newer-format` */
export function inspectFile(path: string): void {
  const file = openSync(path, "r");
  try {
    const { size } = fstatSync(file);
    const first = readMeta(file, 0);
    if (first === undefined || first.magic !== MAGIC)
      throw new ValorisError("log/not-a-log", `${path} is not a log.`, {
        help: "Give the folder of a log, or another name for a new one.",
      });
    if ((first.version & 0xffff) !== DATA_VERSION)
      throw new ValorisError("log/newer-format", `${path} has the store's format ${first.version & 0xffff}, not 2.`, {
        help: "Use the version of valoris that wrote it.",
      });
    const second = readMeta(file, first.pageSize);
    const metas = [first, ...(second?.magic === MAGIC ? [second] : [])];
    const newest = metas.reduce((a, b) => (b.transaction > a.transaction ? b : a));
    const needed = (newest.lastPage + 1) * first.pageSize;
    if (second === undefined || size < needed)
      throw new ValorisError("log/truncated", `${path} is cut off: it has ${size} of ${needed} bytes.`, {
        help: "Restore it from a copy. It was left as it is.",
        details: { size, needed },
      });
  } finally {
    closeSync(file);
  }
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

import { closeSync, fstatSync, openSync, readSync } from "node:fs";

/**
 * LMDB's file, read as a file. LMDB maps it into memory: where a part is missing or says something impossible, that is the end of the
 * process; here it is an answer. Layout and names are those of LMDB's mdb.c, data version 2, as x86 and ARM keep numbers.
 */
export interface PageFile {
  readonly path: string;
  /** Now: others may be writing. */
  size(): number;
  /** Fills the bytes with those from there on; false where the file ends before. */
  read(at: number, bytes: DataView<ArrayBuffer>): boolean;
  close(): void;
}

/** @throws what the operating system says */
export function openPageFile(path: string): PageFile {
  const file = openSync(path, "r");
  return {
    path,
    size: () => fstatSync(file).size,
    read(at, bytes) {
      const { byteLength } = bytes;
      for (let done = 0; done < byteLength; ) {
        const read = readSync(file, bytes, done, byteLength - done, at + done);
        if (read === 0) return false;
        done += read;
      }
      return true;
    },
    close: () => closeSync(file),
  };
}

export const bytesFor = (length: number): DataView<ArrayBuffer> => new DataView(new ArrayBuffer(length));

/** An unsigned number of 64 bits; not exact above 2⁵³, where no page and no transaction is. */
export const uint64 = (bytes: DataView, at: number): number =>
  bytes.getUint32(at + 4, true) * 0x1_0000_0000 + bytes.getUint32(at, true);

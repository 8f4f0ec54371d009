import { crc32 } from "node:zlib";

/** A value behind its CRC-32, and its key's, where it has one: what was altered or changed places is not taken for what was stored. */
export function withChecksum(value: Uint8Array, key = ""): Buffer {
  const bytes = Buffer.allocUnsafe(value.byteLength + 4);
  bytes.writeUInt32LE(crc32(value, crc32(key)));
  bytes.set(value, 4);
  return bytes;
}

/** Undefined for what is absent or was altered. */
export function unwrap(bytes: Buffer | undefined, key = ""): Uint8Array | undefined {
  if (bytes === undefined || bytes.byteLength < 4) return undefined;
  const value = bytes.subarray(4);
  return crc32(value, crc32(key)) === bytes.readUInt32LE() ? value : undefined;
}

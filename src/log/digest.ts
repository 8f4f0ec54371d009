import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, concatBytes } from "@noble/hashes/utils.js";

/** SHA-256 (FIPS 180-4) of these bytes one after the other, in hex. */
export type Digest = (...parts: readonly Uint8Array[]) => string;

/** On every platform. */
export const digestAnywhere: Digest = (...parts) => bytesToHex(sha256(concatBytes(...parts)));

import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";

/**
 * JSON with sorted keys and without `undefined`: equal values give equal text on every engine, because ECMA-262 fixes how a
 * double is printed. −0 is written as 0; NaN and infinities, which plain JSON would blur, as themselves.
 */
export function canonicalJson(value: unknown): string {
  if (typeof value === "number") return Number.isFinite(value) ? JSON.stringify(value) : `"${String(value)}"`;
  if (value === null || value === undefined || typeof value !== "object") return JSON.stringify(value) ?? "null";
  if (Array.isArray(value) || ArrayBuffer.isView(value))
    return `[${Array.from(iterate(value), canonicalJson).join(",")}]`;
  if (value instanceof Map) return canonicalJson([...value].sort(([a], [b]) => (String(a) < String(b) ? -1 : 1)));
  if (value instanceof Set) return canonicalJson([...value].sort());
  const entries = Object.entries(value).filter(([, inner]) => inner !== undefined);
  entries.sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, inner]) => `${JSON.stringify(key)}:${canonicalJson(inner)}`).join(",")}}`;
}

function iterate(value: object): Iterable<unknown> {
  return Symbol.iterator in value ? (value as Iterable<unknown>) : [];
}

/** SHA-256 (FIPS 180-4) of the canonical JSON, in hex. */
export function contentHash(value: unknown): string {
  return bytesToHex(sha256(utf8ToBytes(canonicalJson(value))));
}

/** The id of an event that was read without one: 80 bits of its content's hash. */
export function contentId(flat: object): string {
  return contentHash(flat).slice(0, 20);
}

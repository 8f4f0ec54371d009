import { decodeText } from "../input/decodeText.ts";
import type { TextPart } from "./followExtends.ts";

const NEWLINE = 10;

/**
 * Bytes of a file as texts of whole lines, each of about `size` bytes at most: engines hold no text of more than half a gigabyte.
 *
 * @throws ValorisError as `decodeText`
 */
export function decodeParts(bytes: Uint8Array, path: string, size: number): TextPart[] {
  const parts: TextPart[] = [];
  let firstLine = 1;
  for (let start = 0; start < bytes.length; ) {
    const end = endOfPart(bytes, start, size);
    const part = bytes.subarray(start, end);
    parts.push({ text: decodeText(part, path, firstLine), firstLine });
    if (end < bytes.length) firstLine += newlinesIn(part);
    start = end;
  }
  return parts;
}

/** After the first end of a line from `size` on. */
function endOfPart(bytes: Uint8Array, start: number, size: number): number {
  if (bytes.length - start <= size) return bytes.length;
  const newline = bytes.indexOf(NEWLINE, start + size);
  return newline < 0 ? bytes.length : newline + 1;
}

function newlinesIn(bytes: Uint8Array): number {
  let count = 0;
  for (let i = bytes.indexOf(NEWLINE); i >= 0; i = bytes.indexOf(NEWLINE, i + 1)) count++;
  return count;
}

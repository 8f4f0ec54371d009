import { ValorisError } from "../../../events/valorisError.ts";
import { firstInvalidByte } from "./invalidUtf8.ts";
import { held } from "../../../idioms/held.ts";

/**
 * Bytes of a canon file, or of a part of one that begins with such a line, as text. A UTF-8 byte order mark is dropped.
 *
 * @throws ValorisError `canon/encoding` at the first byte that is not UTF-8; `canon/binary` at a NUL.
 */
export function decodeText(bytes: Uint8Array, path: string, firstLine = 1): string {
  const mark = otherByteOrderMark(bytes);
  if (mark !== undefined)
    throw new ValorisError("canon/encoding", `${path} is ${mark}; canon files are UTF-8.`, {
      help: `Save it as UTF-8, or convert it: iconv -f ${mark} -t UTF-8`,
      at: { path, line: 1, column: 1 },
    });

  const nul = bytes.indexOf(0);
  if (nul >= 0)
    throw new ValorisError("canon/binary", `${path} is no text: it has a NUL byte.`, {
      help: "If it is text in UTF-16, save it as UTF-8.",
      at: place(bytes, nul, path, firstLine),
      details: { offset: nul },
    });

  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw notUtf8(bytes, path, firstLine);
  }
}

function notUtf8(bytes: Uint8Array, path: string, firstLine: number): ValorisError {
  const offset = firstInvalidByte(bytes);
  const byte = `0x${held(bytes[offset]).toString(16).padStart(2, "0")}`;
  const windows = couldBeWindows1252(bytes);
  const guess = windows
    ? `: it looks like Windows-1252, where that byte is “${inWindows1252(held(bytes[offset]))}”`
    : "";
  return new ValorisError("canon/encoding", `The byte ${byte} is not UTF-8${guess}.`, {
    help: windows ? "Save the file as UTF-8, or convert it: iconv -f WINDOWS-1252 -t UTF-8" : "Save the file as UTF-8.",
    at: place(bytes, offset, path, firstLine),
    details: { offset, byte: bytes[offset] },
  });
}

function otherByteOrderMark(bytes: Uint8Array): string | undefined {
  const [a, b, c, d] = bytes;
  if (a === 0xff && b === 0xfe) return c === 0 && d === 0 ? "UTF-32LE" : "UTF-16LE";
  if (a === 0xfe && b === 0xff) return "UTF-16BE";
  if (a === 0 && b === 0 && c === 0xfe && d === 0xff) return "UTF-32BE";
  return undefined;
}

/** Line and column of a byte; everything before it is valid UTF-8. */
function place(bytes: Uint8Array, offset: number, path: string, firstLine: number) {
  let line = firstLine;
  let start = 0;
  for (let i = bytes.indexOf(10); i >= 0 && i < offset; i = bytes.indexOf(10, i + 1)) {
    line++;
    start = i + 1;
  }
  const before = new TextDecoder("utf-8").decode(bytes.subarray(start, offset));
  return { path, line, column: before.length + 1, length: 1 };
}

/** Windows-1252 leaves five bytes undefined, and text has no control characters. */
function couldBeWindows1252(bytes: Uint8Array): boolean {
  return !bytes.some(
    (byte) =>
      byte === 0x81 ||
      byte === 0x8d ||
      byte === 0x8f ||
      byte === 0x90 ||
      byte === 0x9d ||
      (byte < 0x20 && byte !== 9 && byte !== 10 && byte !== 12 && byte !== 13),
  );
}

const inWindows1252 = (byte: number): string => new TextDecoder("windows-1252").decode(Uint8Array.of(byte));

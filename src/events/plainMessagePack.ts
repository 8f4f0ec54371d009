/**
 * Whether bytes are one MessagePack value of plain data, whole. Extensions are none of it: a decoder would make dates, errors or
 * functions of them; nor are 64-bit integers, which become BigInts. `undefined` is, because deep fields may be so. What claims more
 * items than there are bytes left is refused here as well as by msgpackr (since 2.1), before anything is allocated for it.
 */
export function isPlainMessagePack(bytes: Uint8Array): boolean {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = bytes.byteLength;
  /** Values that are still to come. Each takes a byte at least. */
  let open = 1;
  let at = 0;
  while (open > 0) {
    if (open > end - at) return false;
    open--;
    const token = bytes[at++] ?? 0;
    if (token < 0x80 || token >= 0xe0) continue; // an integer from −32 to 127
    if (token < 0x90) open += 2 * (token & 0x0f);
    else if (token < 0xa0) open += token & 0x0f;
    else if (token < 0xc0) at += token & 0x1f;
    else {
      const width = SIZE_OF_HEAD[token - 0xc0] ?? -1;
      if (width < 0 || width > end - at) return false;
      const size =
        width === 1 ? view.getUint8(at) : width === 2 ? view.getUint16(at) : width === 4 ? view.getUint32(at) : 0;
      if (token === UNDEFINED && size !== 0) return false;
      at += width;
      if (token >= 0xde) open += 2 * size;
      else if (token >= 0xdc) open += size;
      else if (token >= 0xd9 || (token >= 0xc4 && token <= 0xc6)) at += size;
    }
  }
  return at === end;
}

/** Extension type 0 with one byte that is 0, as msgpackr writes it. */
const UNDEFINED = 0xd4;

/** Bytes that follow a token from 0xc0 to 0xdf and are no value of its own; −1: not plain data. */
const SIZE_OF_HEAD: readonly number[] = [
  [0, -1, 0, 0], // null, (never used), false, true
  [1, 2, 4], // bytes
  [-1, -1, -1], // extensions
  [4, 8], // floating point
  [1, 2, 4, -1], // integers from 0
  [1, 2, 4, -1], // integers
  [2, -1, -1, -1, -1], // undefined, extensions
  [1, 2, 4], // text
  [2, 4], // lists
  [2, 4], // maps
].flat();

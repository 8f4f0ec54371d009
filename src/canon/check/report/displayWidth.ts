import { printable } from "../../../events/printable.ts";

let segmenter: Intl.Segmenter | undefined;
/** Made where it is needed: that takes longer than most files take to check. */
const segments = (text: string): Intl.Segments =>
  (segmenter ??= new Intl.Segmenter(undefined, { granularity: "grapheme" })).segment(text);

/** What people see as one character, and the columns of a terminal that it takes. */
export interface Glyph {
  readonly text: string;
  readonly width: number;
  /** Its place in the text, UTF-16 units. */
  readonly index: number;
}

const TAB = 4;

/** Splits a line into glyphs; tabs become spaces up to the next stop, and what could steer a terminal becomes a mark. */
export function glyphsOf(line: string): Glyph[] {
  const glyphs: Glyph[] = [];
  let column = 0;
  for (const { segment, index } of segments(line)) {
    const text = segment === "\t" ? " ".repeat(TAB - (column % TAB)) : printable(segment);
    const width = segment === "\t" ? text.length : widthOf(text);
    glyphs.push({ text, width, index });
    column += width;
  }
  return glyphs;
}

/** Columns that a text takes. */
export function displayWidth(text: string): number {
  // Text of the plainest kind is most text.
  if (/^[\x20-\x7e]*$/.test(text)) return text.length;
  let width = 0;
  for (const { segment } of segments(text)) width += widthOf(segment);
  return width;
}

/** East Asian Wide and Fullwidth (Unicode Standard Annex 11), in blocks. */
const WIDE =
  /^[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]/u;

function widthOf(grapheme: string): number {
  if (/^[\x20-\x7e]$/.test(grapheme)) return 1;
  if (WIDE.test(grapheme) || /\p{Emoji_Presentation}|\ufe0f/u.test(grapheme)) return 2;
  return /^[\p{M}\p{Cf}]+$/u.test(grapheme) ? 0 : 1;
}

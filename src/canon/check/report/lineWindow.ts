import { type Glyph, glyphsOf } from "./displayWidth.ts";
import { held } from "../../../idioms/held.ts";

/** Part of a line, in UTF-16 units from 0; `end` is the first that no longer belongs to it. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** As much of a line as fits, and where ranges of it are found in that, in columns from 0. */
export interface LineWindow {
  readonly text: string;
  columnsOf(range: Range): { readonly start: number; readonly width: number };
}

/** Shows a line in `width` columns; one that is longer is cut to the surroundings of `focus`, with … where it goes on. */
export function lineWindow(line: string, focus: Range, width: number): LineWindow {
  const slice = nearby(line, focus, width);
  const glyphs = glyphsOf(slice.text);
  const columns = columnTable(glyphs);
  const total = held(columns.at(-1));
  const at = (index: number): number => columns[glyphAt(glyphs, index - slice.offset, slice.text.length)] ?? total;

  const cut = !slice.whole || total > width;
  const from = cut ? windowStart(at(focus.start), at(focus.end), slice.offset > 0, total, width) : 0;
  const cutLeft = cut && (from > 0 || slice.offset > 0);
  const room = width - Number(cutLeft);
  const cutRight = cut && (total - from > room || slice.offset + slice.text.length < line.length);
  const shown = takeColumns(glyphs, columns, from, room - Number(cutRight));
  const start = held(columns[shown.first]);
  const shift = Number(cutLeft) - start;
  const end = (columns[shown.last] ?? total) + shift;
  return {
    text: `${cutLeft ? "…" : ""}${glyphs
      .slice(shown.first, shown.last)
      .map(({ text }) => text)
      .join("")}${cutRight ? "…" : ""}`,
    columnsOf(range) {
      const first = Math.min(Math.max(0, at(range.start) + shift), Math.max(0, end - 1));
      const last = Math.min(Math.max(first + 1, at(range.end) + shift), Math.max(first + 1, end));
      return { start: first, width: last - first };
    },
  };
}

interface Slice {
  readonly text: string;
  readonly offset: number;
  readonly whole: boolean;
}

/** Lines may be of any length: glyphs are looked for near the focus only. */
function nearby(line: string, { start }: Range, width: number): Slice {
  const reach = width * 8;
  if (line.length <= reach * 2) return { text: line, offset: 0, whole: true };
  const isLowHalf = (index: number): boolean => /[\udc00-\udfff]/.test(line.charAt(index));
  const wanted = Math.max(0, Math.min(start, line.length) - reach);
  const offset = wanted > 0 && isLowHalf(wanted) ? wanted - 1 : wanted;
  const end = Math.min(line.length, offset + reach * 2);
  return { text: line.slice(offset, isLowHalf(end) ? end + 1 : end), offset, whole: false };
}

/** Columns before each glyph, and after the last. */
function columnTable(glyphs: readonly Glyph[]): number[] {
  const columns = [0];
  for (const { width } of glyphs) columns.push(held(columns.at(-1)) + width);
  return columns;
}

/** The glyph that an index of the slice lies in; past the end, the number of glyphs. */
function glyphAt(glyphs: readonly Glyph[], index: number, length: number): number {
  return index >= length
    ? glyphs.length
    : Math.max(
        0,
        glyphs.findLastIndex((glyph) => glyph.index <= index),
      );
}

/** The first column to show: the line's own beginning where the focus fits in, else a third of the room before it. */
function windowStart(start: number, end: number, hasMore: boolean, total: number, width: number): number {
  if (!hasMore && end < width) return 0;
  const before = Math.floor(Math.max(0, width - (end - start)) / 3);
  return Math.max(0, Math.min(start - Math.max(1, before), total - width + 1));
}

function takeColumns(
  glyphs: readonly Glyph[],
  columns: readonly number[],
  from: number,
  room: number,
): { first: number; last: number } {
  let first = 0;
  while (first < glyphs.length && held(columns[first]) < from) first++;
  const start = held(columns[first]);
  let last = first;
  while (last < glyphs.length && held(columns[last + 1]) - start <= room) last++;
  return { first, last };
}

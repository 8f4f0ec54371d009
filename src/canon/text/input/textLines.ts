import type { Location } from "../../../events/valorisError.ts";
import { countWhile } from "../../../idioms/sortedSearch.ts";
import { held } from "../../../idioms/held.ts";

/** The lines of a text; found when first asked for. A line ends with LF or CR LF. */
export interface TextLines {
  /** Line and column of an offset, from 1. */
  position(offset: number): { readonly line: number; readonly column: number };
  /** The text of a line without its end; undefined when there is no such line. */
  line(number: number): string | undefined;
  /** The offset at which a line starts. */
  start(line: number): number;
}

/** Of a text, or of a part of one: `firstLine` is the number of its first line. */
export function textLines(text: string, firstLine = 1): TextLines {
  let found: Uint32Array | undefined;
  const starts = (): Uint32Array => (found ??= lineStarts(text));

  const lineOf = (offset: number): number => Math.max(0, countWhile(starts(), (start) => start <= offset) - 1);

  return {
    position: (offset) => {
      const index = lineOf(offset);
      return { line: index + firstLine, column: offset - held(starts()[index]) + 1 };
    },
    line: (number) => {
      const index = number - firstLine;
      const start = starts()[index];
      if (start === undefined) return undefined;
      const next = starts()[index + 1] ?? text.length + 1;
      const line = text.slice(start, next - 1);
      return line.endsWith("\r") ? line.slice(0, -1) : line;
    },
    start: (line) => starts()[line - firstLine] ?? text.length,
  };
}

function lineStarts(text: string): Uint32Array {
  let lines = 1;
  for (let i = text.indexOf("\n"); i >= 0; i = text.indexOf("\n", i + 1)) lines++;
  const starts = new Uint32Array(lines);
  let line = 0;
  for (let i = text.indexOf("\n"); i >= 0; i = text.indexOf("\n", i + 1)) starts[++line] = i + 1;
  return starts;
}

/** A location of `length` units from `offset`, cut at the end of its line. */
export function locationAt(path: string, lines: TextLines, offset: number, length: number): Location {
  const { line, column } = lines.position(offset);
  const rest = (lines.line(line)?.length ?? 0) - column + 1;
  return { path, line, column, length: Math.max(1, Math.min(length, rest)) };
}

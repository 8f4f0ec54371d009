import { realpathSync } from "node:fs";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { Position, Range } from "vscode-languageserver/node";
import type { Location } from "../../index.ts";
import type { editing } from "../../doors/canon.ts";

/** The protocol counts lines and columns from 0, valoris from 1; both count UTF-16 units. */
export const toPlace = ({ line, character }: Position): editing.Position => ({ line: line + 1, column: character + 1 });

export function toRange({ line, column, length }: Location): Range {
  const start = { line: line - 1, character: (column ?? 1) - 1 };
  // Without a column, the whole line is meant; a client cuts it where the line ends.
  const character = column === undefined ? 10_000 : start.character + (length ?? 1);
  return { start, end: { line: start.line, character } };
}

export const rangeBetween = (text: string, start: number, end: number): Range => ({
  start: positionOf(text, start),
  end: positionOf(text, end),
});

function positionOf(text: string, offset: number): Position {
  const before = text.slice(0, offset);
  const lineStart = before.lastIndexOf("\n") + 1;
  return { line: before.split("\n").length - 1, character: offset - lineStart };
}

export function offsetOf(text: string, { line, character }: Position): number {
  let start = 0;
  for (let left = line; left > 0; left--) {
    const found = text.indexOf("\n", start);
    if (found < 0) return text.length;
    start = found + 1;
  }
  const end = text.indexOf("\n", start);
  return Math.min(start + character, end < 0 ? text.length : end);
}

/** The path of a file's URI; undefined for what is no file. */
export function pathOf(uri: string): string | undefined {
  try {
    return uri.startsWith("file:") ? fileURLToPath(uri) : undefined;
  } catch {
    return undefined;
  }
}

export const uriOf = (path: string): string => pathToFileURL(path).href;

/** Two paths of one file have one real path; a file that is not there has the one that it would have. */
export function realPathOf(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

import { readFileSync, statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import type { SourceMap } from "../../doors/canon.ts";
import { getOrMake } from "../../idioms/multimap.ts";
import { isInside, realPath } from "../git/repository.ts";

/** Of a file that canon only points at. */
const MOST_BYTES = 16 * 1024 * 1024;
/** So many are read; findings of more are shown without their lines. */
const MOST_FILES = 100;

/**
 * The same, with the lines of files that events only point at (`source: { path, line }`). Canon may be anybody's, and what it points at is
 * printed: only text is read, and only below the folders that were named.
 */
export function withForeignLines(sources: SourceMap, paths: readonly string[]): SourceMap {
  const folders = [...new Set(paths.map((path) => realPath(isFolder(path) ? path : dirname(path))))];
  const read = new Map<string, readonly string[] | undefined>();
  const linesOf = (path: string): readonly string[] | undefined => {
    if (!read.has(path) && read.size >= MOST_FILES) return undefined;
    return getOrMake(read, path, () => linesIn(realPath(resolve(path)), folders));
  };
  return {
    ...sources,
    line: (path, line) => (sources.files.has(path) ? sources.line(path, line) : linesOf(path)?.[line - 1]),
  };
}

function linesIn(real: string, folders: readonly string[]): readonly string[] | undefined {
  if (!folders.some((folder) => isInside(real, folder))) return undefined;
  const status = statSync(real, { throwIfNoEntry: false });
  if (status === undefined || !status.isFile() || status.size > MOST_BYTES) return undefined;
  try {
    return textOf(readFileSync(real))?.split(/\r\n|\n|\r/);
  } catch {
    return undefined;
  }
}

/** Files of old games are rarely UTF-8. What has a NUL is no text. */
function textOf(bytes: Uint8Array): string | undefined {
  if (bytes.includes(0)) return undefined;
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}

const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;

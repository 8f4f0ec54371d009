import { readFileSync, statSync, writeFileSync } from "node:fs";

/**
 * Proving a log takes 5 µs for each of LMDB's pages that lead to events: 0.5 s for a million commits of one event each, 3 ms where a
 * commit has a thousand. So of a large file it is remembered which state of it was proved, by what the file system says of
 * that: whatever writes to it, copies it or puts it back changes that.
 */
const LARGE = 8 * 1024 * 1024;

const noteOf = (path: string): string => `${path}-proved`;

/** The state of a file, if it is large; undefined if proving it is cheap, and where it was deleted meanwhile. */
export function stateOf(path: string): string | undefined {
  const found = statSync(path, { bigint: true, throwIfNoEntry: false });
  if (found === undefined) return undefined;
  const { dev, ino, size, mtimeNs, ctimeNs } = found;
  return size < LARGE ? undefined : [dev, ino, size, mtimeNs, ctimeNs].join(" ");
}

export function isProved(path: string, state: string | undefined): boolean {
  try {
    return state !== undefined && readFileSync(noteOf(path), "utf8") === state;
  } catch {
    return false;
  }
}

/** Where nothing can be written, it is proved again the next time. */
export function rememberProof(path: string, state: string | undefined): void {
  if (state === undefined) return;
  try {
    writeFileSync(noteOf(path), state);
  } catch {
    // No log hangs on it.
  }
}

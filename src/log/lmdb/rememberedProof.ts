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

export interface RememberedProof {
  /** Whether the file is in a state that was proved. */
  isProved(): boolean;
  /** It is now: it was just proved, or written to by this process. */
  hold(): void;
  /** If it still is. Where nothing can be written, it is proved again the next time. */
  remember(): void;
}

export function rememberedProof(path: string): RememberedProof {
  let held: string | undefined;
  return {
    isProved() {
      const state = stateOf(path);
      try {
        if (state === undefined || readFileSync(noteOf(path), "utf8") !== state) return false;
        held = state;
        return true;
      } catch {
        return false;
      }
    },
    hold: () => void (held = stateOf(path)),
    remember() {
      if (held === undefined || stateOf(path) !== held) return;
      try {
        writeFileSync(noteOf(path), held);
      } catch {
        // No log hangs on it.
      }
    },
  };
}

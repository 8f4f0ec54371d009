import { getOrMake } from "../../idioms/multimap.ts";
import { type ChronicleInMemory, ValorisError } from "../../index.ts";
import type { LoadedCanon, Workspace } from "../../doors/canon.ts";
import { realPathOf } from "./places.ts";

export interface ReadAnyway {
  /** Undefined where canon cannot be read at all, whatever stands in for its files. */
  readonly read: { readonly loaded: LoadedCanon; readonly chronicle: ChronicleInMemory } | undefined;
  /** What is wrong with each file that cannot be read. */
  readonly errors: readonly ValorisError[];
  /** Files of which nothing is known, by real path: canon was read without them. */
  readonly missing: ReadonlySet<string>;
}

/** Files that are looked at once reading fails; beyond that, something else is wrong. */
const MOST = 20;

/**
 * Reads a workspace in which some files cannot be read: in place of each stands what `insteadOf` gives, one text after the other
 * until one can be read (undefined: what is on the disk), and at last nothing. `current` is the text that belongs there.
 */
export async function readAnyway(
  workspace: Workspace,
  insteadOf: (path: string, key: string) => readonly (string | undefined)[],
  current: (key: string) => string | undefined,
): Promise<ReadAnyway> {
  const errors: ValorisError[] = [];
  const left = new Map<string, (string | undefined)[]>();
  const missing = new Set<string>();
  try {
    for (;;) {
      try {
        return { read: await workspace.read(), errors, missing };
      } catch (error) {
        if (!(error instanceof ValorisError)) throw error;
        const path = error.at?.path;
        const key = path === undefined ? undefined : realPathOf(path);
        if (key === undefined || path === undefined || !left.has(key)) errors.push(error);
        if (key === undefined || path === undefined || missing.has(key) || left.size >= MOST)
          return { read: undefined, errors, missing };
        const texts = getOrMake(left, key, () => [...insteadOf(path, key)]);
        if (texts.length === 0) missing.add(key);
        workspace.overlay(key, texts.length === 0 ? "" : texts.shift());
      }
    }
  } finally {
    for (const key of left.keys()) workspace.overlay(key, current(key));
  }
}

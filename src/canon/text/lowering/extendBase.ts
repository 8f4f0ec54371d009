import type { SourceFile } from "../files/sourceFile.ts";

const sets = new WeakMap<readonly string[], ReadonlySet<string>>();

/** Looked through once, however many ids are written in both. */
function setOf(paths: readonly string[]): ReadonlySet<string> {
  let set = sets.get(paths);
  if (set === undefined) sets.set(paths, (set = new Set(paths)));
  return set;
}

/** Whether what `upper` says of an id takes the place of what `lower` says: it is laid over it by `extends:`. */
export function overrides(upper: SourceFile, lower: SourceFile): boolean {
  if (upper === lower) return false;
  if (upper.over !== undefined && setOf(upper.over).has(lower.path)) return true;
  return lower.base === true && upper.base !== true;
}

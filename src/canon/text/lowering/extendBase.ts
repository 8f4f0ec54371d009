import type { SourceFile } from "../files/sourceFile.ts";
import { getOrMake } from "../../../idioms/multimap.ts";

const sets = new WeakMap<readonly string[], ReadonlySet<string>>();

/** Looked through once, however many ids are written in both. */
function setOf(paths: readonly string[]): ReadonlySet<string> {
  return getOrMake(sets, paths, () => new Set(paths));
}

/** Whether what `upper` says of an id takes the place of what `lower` says: it is laid over it by `extends:`. */
export function overrides(upper: SourceFile, lower: SourceFile): boolean {
  if (upper === lower) return false;
  if (upper.over !== undefined && setOf(upper.over).has(lower.path)) return true;
  return lower.base === true && upper.base !== true;
}

import type { SourceFile } from "../source/sourceFile.ts";

/** Whether what `upper` says of an id takes the place of what `lower` says: it is laid over it by `extends:`. */
export function overrides(upper: SourceFile, lower: SourceFile): boolean {
  if (upper === lower) return false;
  if (upper.over?.includes(lower.path) === true) return true;
  return lower.base === true && upper.base !== true;
}

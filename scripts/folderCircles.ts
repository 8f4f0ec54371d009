import { posix } from "node:path";
import type { IModule } from "dependency-cruiser";

/** Folders of canon that need each other, whichever of their files do; tests may need anything. */
export function folderCircles(modules: readonly IModule[]): string[] {
  const isOwn = (file: string): boolean => /^src\/canon\/.*\//.test(file) && !file.endsWith(".test.ts");
  const needs = new Map<string, Map<string, string>>();
  for (const { source, dependencies } of modules.filter(({ source }) => isOwn(source)))
    for (const { resolved } of dependencies.filter(({ resolved }) => isOwn(resolved))) {
      const [from, to] = [posix.dirname(source), posix.dirname(resolved)];
      const own = needs.get(from) ?? new Map<string, string>();
      needs.set(from, own);
      if (from !== to && !own.has(to)) own.set(to, `${source} → ${resolved}`);
    }
  // What needs nobody, or is needed by nobody, of those that are left is in no circle.
  for (let size = -1; size !== needs.size; ) {
    size = needs.size;
    const needed = new Set([...needs.values()].flatMap((own) => [...own.keys()]));
    for (const [folder, own] of needs)
      if (!needed.has(folder) || ![...own.keys()].some((to) => needs.has(to))) needs.delete(folder);
  }
  return [...needs].flatMap(([, own]) =>
    [...own].filter(([to]) => needs.has(to)).map(([, example]) => `${example}\n  canon-folder-circle: ${COMMENT}`),
  );
}

const COMMENT = "Folders that need each other are one: move what both need below them.";

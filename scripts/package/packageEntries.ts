import { readFileSync } from "node:fs";

/** One way into the package. */
export interface Entry {
  /** As package.json has it: `.`, `./canon`, … */
  readonly path: string;
  /** As it is imported: `valoris`, `valoris/canon`, … */
  readonly name: string;
  /** The file of its declarations. */
  readonly types: string;
}

interface Manifest {
  readonly name: string;
  readonly exports: Readonly<Record<string, { readonly types: string }>>;
}

/** The entries that package.json publishes, in its order. */
export function packageEntries(): Entry[] {
  const { name, exports }: Manifest = JSON.parse(readFileSync("package.json", "utf8"));
  return Object.entries(exports).map(([path, { types }]) => ({ path, name: `${name}${path.slice(1)}`, types }));
}

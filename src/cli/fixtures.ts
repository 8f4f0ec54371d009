import { fileURLToPath } from "node:url";
import { relative } from "node:path";

/** A file or folder of the canon that ships, as seen from where one is. */
export function fixture(name: string): string {
  const path = fileURLToPath(new URL(`../../fixtures/${name}`, import.meta.url));
  const near = relative(process.cwd(), path);
  return near.startsWith("..") ? path : near;
}

import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";

const SUFFIX = process.platform === "win32" ? ".exe" : "";

/** The machine's own program of one of these names: npm puts the project's in front, as Node 24 for `node`. */
export function findOnPath(...names: readonly string[]): string | undefined {
  const folders = (process.env["PATH"] ?? "").split(delimiter).filter((folder) => !folder.includes("node_modules"));
  return names
    .flatMap((name) => folders.map((folder) => join(folder, `${name}${SUFFIX}`)))
    .find((file) => existsSync(file));
}

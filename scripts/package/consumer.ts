import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { run } from "./run.ts";

const SOURCES = "test/package";

/** A project of somebody else's that installs the package: what the repository has around it is out of reach. */
export interface Consumer {
  readonly folder: string;
  /** Its installed copy of the package. */
  readonly installed: string;
}

/** Makes a consumer of files and folders of test/package/, which all land at its top. */
export async function makeConsumer(
  folder: string,
  tarball: string,
  sources: readonly string[],
  dependencies: readonly string[] = [],
): Promise<Consumer> {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "package.json"), JSON.stringify({ private: true, type: "module" }));
  for (const source of sources)
    cpSync(join(SOURCES, source), source.includes(".") ? join(folder, source) : folder, { recursive: true });
  await run("npm", ["install", "--no-audit", "--no-fund", tarball, ...dependencies], folder);
  return { folder, installed: join(folder, "node_modules", "valoris") };
}

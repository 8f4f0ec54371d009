import { writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Consumer } from "./consumer.ts";
import { readmeCode } from "./readmeCode.ts";
import { run } from "./run.ts";

const COMPILERS = ["tsc", "tsc6"];
const RESOLUTIONS = [
  ["--module", "NodeNext"],
  ["--module", "ESNext", "--moduleResolution", "Bundler"],
];

/** Compiles users' code, and every declaration that it reaches, with TypeScript 7 and 6 at their strictest. */
export async function checkTypes({ folder, installed }: Consumer): Promise<void> {
  writeFileSync(join(folder, "readme.ts"), readmeCode(installed));
  for (const compiler of COMPILERS)
    for (const resolution of RESOLUTIONS)
      await run(resolve("node_modules/.bin", compiler), ["-p", ".", "--pretty", "false", ...resolution], folder);
}

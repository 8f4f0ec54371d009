import { readFileSync } from "node:fs";
import { join } from "node:path";
import { snippetsOf } from "../snippets.ts";

/** The lines of library code that the published README shows. */
export function readmeCode(installed: string): string {
  const code = snippetsOf("README.md", readFileSync(join(installed, "README.md"), "utf8")).map(
    (snippet) => snippet.code,
  );
  if (code.length === 0) throw new Error("The published README shows no library code.");
  return `${code.join("\n")}\n`;
}

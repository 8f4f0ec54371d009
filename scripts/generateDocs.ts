/** Writes the pages that follow from the code; with `--check` it only says which of them are stale. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { canonJsonSchema } from "../src/canon/schema/canonSchema.ts";
import { eventsMarkdown } from "../src/events/catalogueDocs.ts";

const pages: Readonly<Record<string, string>> = {
  "docs/events.md": endWithNewline(eventsMarkdown()),
  "schema/canon.schema.json": endWithNewline(JSON.stringify(canonJsonSchema(), undefined, 2)),
};

if (process.argv.includes("--check")) {
  const stale = Object.keys(pages).filter((file) => read(file) !== pages[file]);
  for (const file of stale) console.error(`${file} is stale: run \`npm run docs:generate\` and commit it.`);
  if (stale.length === 0) console.log(`${Object.keys(pages).join(" and ")} are fresh.`);
  process.exitCode = stale.length === 0 ? 0 : 1;
} else {
  for (const [file, text] of Object.entries(pages)) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    console.log(`${file} written`);
  }
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8").replaceAll("\r\n", "\n");
  } catch {
    return undefined;
  }
}

function endWithNewline(text: string): string {
  return text.endsWith("\n") ? text : `${text}\n`;
}

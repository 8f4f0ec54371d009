/** Writes into pages what their commands print. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { PAGES, pageAsPrinted } from "./consoleBlocks.ts";

for (const page of PAGES) {
  writeFileSync(join(import.meta.dirname, "..", page), await pageAsPrinted(page));
  console.log(`${page} shows what its commands print.`);
}

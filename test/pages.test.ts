import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { PAGES, pageAsPrinted } from "../scripts/consoleBlocks.ts";

test.each(PAGES)(
  "%s shows what its commands print; if not, npm run docs:generate writes it anew",
  async (page) => {
    const shown = readFileSync(page, "utf8");
    expect(await pageAsPrinted(page)).toBe(shown);
    expect(shown).toContain("\n```console\n$ valoris ");
  },
  180_000,
);

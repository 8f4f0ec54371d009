/**
 * What the commands of pages print, each page's in a folder with the canon that ships as `canon.yaml`, and the second one in `shelf`: `npm run docs:generate` writes it
 * into the pages, and a test compares it.
 */
import { execFile } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Pages of which every ```console block is a session from the first to the last. */
export const PAGES = ["docs/beliefs.md", "docs/timelines.md", "docs/whatif.md"] as const;

const ROOT = join(import.meta.dirname, "..");
const BLOCK = /(?<=```console\n)[^]*?(?=```)/g;

/** The page as it is when its commands are run now, by what is built. */
export async function pageAsPrinted(page: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "valoris-page-"));
  try {
    cpSync(join(ROOT, "fixtures/cardassian-advance.yaml"), join(folder, "canon.yaml"));
    cpSync(join(ROOT, "fixtures/shelf"), join(folder, "shelf"), { recursive: true });
    writeFileSync(join(folder, "valoris.config.yaml"), "canon: canon.yaml\n");
    const text = readFileSync(join(ROOT, page), "utf8");
    const printed: string[] = [];
    for (const [block] of text.matchAll(BLOCK)) printed.push(await session(block, folder));
    return text.replace(BLOCK, () => printed.shift() ?? "");
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The commands of a block, each followed by what it prints. */
async function session(block: string, folder: string): Promise<string> {
  let text = "";
  for (const [, command = ""] of block.matchAll(/^\$ valoris (.*)$/gm))
    text += `$ valoris ${command}\n${await printedBy(wordsOf(command), folder)}`;
  return text;
}

const wordsOf = (command: string): string[] =>
  [...command.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? "");

function printedBy(words: readonly string[], cwd: string): Promise<string> {
  const env = { ...process.env, NO_COLOR: "1" };
  return new Promise((resolve, reject) => {
    // Findings are exit code 1.
    execFile(
      process.execPath,
      [join(ROOT, "dist/cli/main.js"), ...words],
      { cwd, env, maxBuffer: 1 << 28 },
      (error, out, err) => {
        if (error === null || error.code === 1) resolve(out);
        else reject(new Error(`valoris ${words.join(" ")}: ${err || error.message}`));
      },
    );
  });
}

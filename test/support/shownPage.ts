import { readFileSync } from "node:fs";

/** The ```console blocks of a page of the docs: as they are shown, and as their commands print, one after the other. */
export async function consoleBlocks(
  path: string,
  valoris: (...args: string[]) => Promise<{ readonly out: string }>,
): Promise<{ readonly shown: readonly string[]; readonly printed: readonly string[] }> {
  const shown = [...readFileSync(path, "utf8").matchAll(/```console\n([^]*?)```/g)].map(([, block = ""]) => block);
  const printed: string[] = [];
  for (const block of shown) {
    let text = "";
    for (const [, command = ""] of block.matchAll(/^\$ valoris (.*)$/gm)) {
      const words = [...command.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? "");
      text += `$ valoris ${command}\n${(await valoris(...words)).out}`;
    }
    printed.push(text);
  }
  return { shown, printed };
}

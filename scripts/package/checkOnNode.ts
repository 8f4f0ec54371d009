import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Consumer } from "./consumer.ts";
import { findOnPath } from "./findOnPath.ts";
import { readmeCode } from "./readmeCode.ts";
import { run } from "./run.ts";

/** The machine's own Node, and by the `node` package 22, installed here, and 24, on which npm scripts run. */
export async function findNodes(folder: string): Promise<string[]> {
  mkdirSync(folder);
  writeFileSync(join(folder, "package.json"), JSON.stringify({ private: true, allowScripts: { node: true } }));
  await run("npm", ["install", "--no-audit", "--no-fund", "node@22"], folder);
  const host = findOnPath("node");
  if (host === undefined) throw new Error("This machine has no Node of its own on its PATH.");

  const nodes = [host, join(folder, "node_modules", "node", "bin", "node"), process.execPath];
  const versions = await Promise.all(nodes.map((node) => run(node, ["--version"])));
  const [own, older = "", newer = ""] = versions.map((version) => version.trim());
  if (!older.startsWith("v22.") || !newer.startsWith("v24."))
    throw new Error(
      `This ran on Node ${older} and ${newer} instead of 22 and 24: run it as \`npm run package:check\`.`,
    );
  console.log(`  Node ${own} of this machine, ${older}, ${newer}`);
  return nodes;
}

/** Uses everything on each Node; what is printed must be the same. Answers what they tell of the consumer's small world. */
export async function checkOnNode({ folder, installed }: Consumer, nodes: readonly string[]): Promise<string> {
  cpSync(join(installed, "fixtures"), join(folder, "fixtures"), { recursive: true });
  writeFileSync(join(folder, "readme.js"), readmeCode(installed));
  const commands = [
    ["readme.js"],
    ["everyExport.js"],
    ["tellWorld.js"],
    ["node_modules/valoris/dist/cli/main.js", "demo"],
  ];
  const printed = new Map<string, readonly string[]>();
  for (const node of nodes) {
    const outputs: string[] = [];
    for (const command of commands) outputs.push(await run(node, command, folder));
    printed.set(node, outputs);
  }

  const [first = [], ...others] = printed.values();
  const different = commands.filter((_, at) => others.some((outputs) => outputs[at] !== first[at]));
  if (different.length > 0) throw new Error(`${different.join(", ")} does not print the same on every Node.`);
  const [readme = "", exports = "", told = ""] = first;
  if (!readme.startsWith("true\n")) throw new Error(`The README's lines print\n${readme}`);
  console.log(exports.trimEnd());
  return told.trim();
}

/** Packs the package as npm would publish it, and uses it as others will: on each Node, strictly typed, in a browser. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { checkInBrowser } from "./package/checkInBrowser.ts";
import { checkOnNode, findNodes } from "./package/checkOnNode.ts";
import { checkPublication } from "./package/checkPublication.ts";
import { checkSize } from "./package/checkSize.ts";
import { checkTypes } from "./package/checkTypes.ts";
import { makeConsumer } from "./package/consumer.ts";
import { run } from "./package/run.ts";

const folder = mkdtempSync(join(tmpdir(), "valoris-package-"));
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));

const tarball = await pack();
await step("publint and are-the-types-wrong", () => checkPublication(tarball));

const onNode = await makeConsumer(join(folder, "on-node"), tarball, ["world.js", "node"]);
const told = await step("on each Node", async () => checkOnNode(onNode, await findNodes(join(folder, "node-22"))));

const typed = await makeConsumer(join(folder, "typed"), tarball, ["types"], ["zod"]);
await step("strictest types", () => checkTypes(typed));

const inBrowser = await makeConsumer(join(folder, "in-browser"), tarball, ["world.js", "browser"]);
if (told !== undefined) await step("in a browser", () => checkInBrowser(inBrowser, told));
await step("size", () => checkSize(inBrowser));

async function pack(): Promise<string> {
  const printed = await run("npm", ["pack", "--ignore-scripts", "--json", "--pack-destination", folder]);
  const [{ filename, size }]: [{ filename: string; size: number }] = JSON.parse(printed);
  console.log(`${filename}, ${Math.round(size / 1000)} kB`);
  return join(folder, filename);
}

/** What a check returns; undefined when it failed, which is told, and does not keep the others from running. */
async function step<Result>(name: string, check: () => Promise<Result>): Promise<Result | undefined> {
  const started = performance.now();
  const seconds = (): string => `${((performance.now() - started) / 1000).toFixed(1)} s`;
  try {
    const result = await check();
    console.log(`✓ ${name} (${seconds()})`);
    return result;
  } catch (error) {
    process.exitCode = 1;
    console.error(`✗ ${name} (${seconds()})\n${error instanceof Error ? error.message : String(error)}`);
    return undefined;
  }
}

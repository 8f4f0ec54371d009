import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { temporaryFolders } from "./support/temporaryFolders.ts";

const house = resolve(import.meta.dirname, "..");
const LAYERS = ["events", "log", "timelines", "projections", "canon", "cli"];

const folders = temporaryFolders();
afterAll(folders.remove);

/** A tree with the packages of this one, and nothing of its own. */
function treeOf(): string {
  const root = folders.make();
  cpSync(join(house, "package.json"), join(root, "package.json"));
  symlinkSync(join(house, "node_modules"), join(root, "node_modules"), "junction");
  return root;
}

function plantIn(root: string, file: string, text: string): void {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), text);
}

function checkTree(root: string): { readonly status: number | null; readonly output: string } {
  const script = join(house, "scripts/checkArchitecture.ts");
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, root], { encoding: "utf8" });
  return { status, output: stderr + stdout };
}

describe("architecture check", () => {
  let root = "";
  beforeEach(() => {
    root = treeOf();
  });
  const copyTree = (): void => {
    for (const folder of ["src", "test/support"]) cpSync(join(house, folder), join(root, folder), { recursive: true });
  };
  const plant = (file: string, text: string): void => plantIn(root, file, text);
  const check = () => checkTree(root);

  test("this tree has modules, all of them looked at, and every dependency points down", () => {
    copyTree();
    const { status, output } = check();
    expect(output).toMatch(/[1-9]\d* modules, [1-9]\d* dependencies, 0 problems/);
    expect(status).toBe(0);
  });

  test("an upward import planted in this tree is refused", () => {
    copyTree();
    plant("src/cli/plantedAbove.ts", "export const above = 1;\n");
    plant("src/events/plantedBelow.ts", 'export { above } from "../cli/plantedAbove.ts";\n');
    const { status, output } = check();
    expect(output).toContain("src/events/plantedBelow.ts → src/cli/plantedAbove.ts\n  events-imports-upward");
    expect(status).toBe(1);
  });

  test("a tree with nothing to check does not pass", () => {
    mkdirSync(join(root, "src"));
    expect(check()).toMatchObject({ status: 1, output: expect.stringContaining("nothing to check") });
    plant("src/log/alone.ts", "export const alone = 1;\n");
    expect(check()).toMatchObject({ status: 1, output: expect.stringContaining("imports were not read") });
  });
});

/** A tree in which everything that is planted is wrong: the file, what it says, what it imports, and the rule that refuses it. */
const PLANTED: readonly (readonly [file: string, text: string, from: string, rule: string])[] = [
  ...LAYERS.slice(1).map((above, index) => {
    const below = LAYERS[index] ?? "";
    const text = `import type { It } from "../${above}/it.ts";\nexport type Below = It;\n`;
    return [`src/${below}/below.ts`, text, `src/${above}/it.ts`, `${below}-imports-upward`] as const;
  }),
  ["src/sim/knows.ts", 'export type { It } from "../canon/it.ts";\n', "src/canon/it.ts", "sim-knows-canon"],
  ["src/canon/knows.ts", 'export type { It } from "../sim/it.ts";\n', "src/sim/it.ts", "canon-knows-sim"],
  ...(
    [
      ["text", "sync", "canon-text-knows-more"],
      ["text", "check", "canon-text-knows-more"],
      ["sync", "check", "canon-sync-knows-check"],
    ] as const
  ).map(([one, other, rule]) => {
    const text = `export type { It } from "../${other}/it.ts";\n`;
    return [`src/canon/${one}/knows-${other}.ts`, text, `src/canon/${other}/it.ts`, rule] as const;
  }),
  ["src/cli/by.ts", 'export type { It } from "../log/it.ts";\n', "src/log/it.ts", "cli-passes-a-door-by"],
  ["src/log/door.ts", 'export type { It } from "../doors/it.ts";\n', "src/doors/it.ts", "inside-knows-door"],
  ["src/idioms/more.ts", 'export type { It } from "../log/it.ts";\n', "src/log/it.ts", "idiom-knows-more"],
  ["src/log/test.ts", 'export type { It } from "../../test/it.ts";\n', "test/it.ts", "source-imports-test"],
  ["src/log/bench.ts", 'export type { It } from "../../bench/it.ts";\n', "bench/it.ts", "outside-src"],
  ["src/log/package.ts", 'export { it } from "vitest";\n', "", "undeclared-package"],
  ["src/log/nothing.ts", 'export { it } from "./nowhere.ts";\n', "./nowhere.ts", "unresolvable"],
];

describe("what is wrong in a tree", () => {
  let output = "";
  beforeAll(() => {
    const root = treeOf();
    for (const [file, text] of PLANTED) plantIn(root, file, text);
    for (const folder of [...LAYERS, "sim", "canon/sync", "canon/check", "doors"]
      .map((layer) => `src/${layer}`)
      .concat("test", "bench"))
      plantIn(root, `${folder}/it.ts`, "export interface It {\n  readonly a: 1;\n}\n");
    plantIn(root, "src/log/a.ts", 'import type { B } from "./b.ts";\nexport interface A { readonly b?: B }\n');
    plantIn(root, "src/log/b.ts", 'import type { A } from "./a.ts";\nexport interface B { readonly a?: A }\n');
    plantIn(root, "src/canon/check/one/a.ts", 'export { b } from "../two/b.ts";\n');
    plantIn(root, "src/canon/check/two/b.ts", "export const b = 1;\n");
    plantIn(root, "src/canon/check/two/c.ts", 'export { d } from "../one/d.ts";\n');
    plantIn(root, "src/canon/check/one/d.ts", "export const d = 1;\n");
    plantIn(root, "src/projections/named.ts", 'export const isPact = (type: string) => type === "TreatyRatified";\n');
    ({ output } = checkTree(root));
  });

  test.each(PLANTED)("%s", (file, _, from, rule) => {
    const found = output
      .split("\n")
      .flatMap((line, i, lines) => (line.startsWith(`${file} → ${from}`) ? [lines[i + 1]?.trim() ?? ""] : []));
    expect(found.join("\n"), output).toContain(rule);
  });

  test("folders of canon that need each other, though no file does", () => {
    expect(output).toMatch(/^src\/canon\/check\/(?:one|two)\/[ac]\.ts → .*\n {2}.*canon-folder-circle/m);
  });

  test("a cycle, of types alone too", () => {
    expect(output).toMatch(/^src\/log\/[ab]\.ts → .*\n {2}.*cycle/m);
  });

  test("the name of an event type among projections", () => {
    expect(output).toContain("src/projections/named.ts names the event type TreatyRatified\n  event-type-named");
  });
});

import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";

const house = resolve(import.meta.dirname, "..");
const LAYERS = ["events", "log", "timelines", "projections", "canon", "cli"];

describe("architecture check", () => {
  let root = "";
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "valoris-architecture-"));
    cpSync(join(house, "package.json"), join(root, "package.json"));
    symlinkSync(join(house, "node_modules"), join(root, "node_modules"), "junction");
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  const copyTree = (): void => {
    for (const folder of ["src", "test/support"]) cpSync(join(house, folder), join(root, folder), { recursive: true });
  };
  const plant = (file: string, text: string): void => {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  };
  const check = (): { status: number | null; output: string } => {
    const script = join(house, "scripts/checkArchitecture.ts");
    const { status, stdout, stderr } = spawnSync(process.execPath, [script, root], { encoding: "utf8" });
    return { status, output: stderr + stdout };
  };

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

  test("the name of an event type planted among projections is refused", () => {
    plant(
      "src/projections/planted.ts",
      'export const isPact = (type: string): boolean => type === "TreatyRatified";\n',
    );
    const { status, output } = check();
    expect(output).toContain("src/projections/planted.ts names the event type TreatyRatified\n  event-type-named");
    expect(status).toBe(1);
  });

  test.each(LAYERS.slice(1).map((above, index) => [LAYERS[index], above]))("%s may not import %s", (below, above) => {
    plant(`src/${above}/above.ts`, "export interface Above { readonly a: 1 }\n");
    plant(`src/${below}/below.ts`, `import type { Above } from "../${above}/above.ts";\nexport type Below = Above;\n`);
    expect(check()).toMatchObject({ status: 1, output: expect.stringContaining(`${below}-imports-upward`) });
  });

  test.each([
    ["sim", "canon"],
    ["canon", "sim"],
  ])("%s does not know %s", (one, other) => {
    plant(`src/${other}/other.ts`, "export const other = 1;\n");
    plant(`src/${one}/one.ts`, `export { other } from "../${other}/other.ts";\n`);
    expect(check()).toMatchObject({ status: 1, output: expect.stringContaining(`${one}-knows-${other}`) });
  });

  test.each([
    ["text", "sync", "canon-text-knows-more"],
    ["text", "check", "canon-text-knows-more"],
    ["sync", "check", "canon-sync-knows-check"],
  ])("in canon, %s knows nothing of %s", (one, other, rule) => {
    plant(`src/canon/${other}/other.ts`, "export const other = 1;\n");
    plant(`src/canon/${one}/one.ts`, `export { other } from "../${other}/other.ts";\n`);
    expect(check()).toMatchObject({ status: 1, output: expect.stringContaining(rule) });
  });

  test("folders of canon that need each other are refused, though no file does", () => {
    plant("src/canon/check/one/a.ts", 'export { b } from "../two/b.ts";\n');
    plant("src/canon/check/two/b.ts", "export const b = 1;\n");
    plant("src/canon/check/two/c.ts", 'export { d } from "../one/d.ts";\n');
    plant("src/canon/check/one/d.ts", "export const d = 1;\n");
    expect(check()).toMatchObject({ status: 1, output: expect.stringContaining("canon-folder-circle") });
  });

  test("a cycle is refused, of types alone too", () => {
    plant("src/log/a.ts", 'import type { B } from "./b.ts";\nexport interface A { readonly b?: B }\n');
    plant("src/log/b.ts", 'import type { A } from "./a.ts";\nexport interface B { readonly a?: A }\n');
    expect(check()).toMatchObject({ status: 1, output: expect.stringContaining("cycle") });
  });

  test.each([
    ["../../test/planted.ts", "source-imports-test"],
    ["../../bench/planted.ts", "outside-src"],
    ["vitest", "undeclared-package"],
    ["./nowhere.ts", "unresolvable"],
  ])("src may not import %s", (specifier, rule) => {
    if (specifier.endsWith("/planted.ts")) plant(specifier.replace("../../", ""), "export const it = 1;\n");
    plant("src/log/a.ts", `export { it } from "${specifier}";\n`);
    expect(check()).toMatchObject({ status: 1, output: expect.stringContaining(rule) });
  });

  test("a tree with nothing to check does not pass", () => {
    mkdirSync(join(root, "src"));
    expect(check()).toMatchObject({ status: 1, output: expect.stringContaining("nothing to check") });
    plant("src/log/alone.ts", "export const alone = 1;\n");
    expect(check()).toMatchObject({ status: 1, output: expect.stringContaining("imports were not read") });
  });
});

import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const CLOCK = "house(no-clock)";
const MATH = "house(exact-math)";
const NODE_IMPORT = "import(no-nodejs-modules)";
const GLOBAL = "eslint(no-restricted-globals)";
const PROPERTY = "eslint(no-restricted-properties)";

/** What is banned in src/, and the rule that says so. */
const banned: readonly [code: string, rule: string][] = [
  ["export const at = Date.now();", PROPERTY],
  ["export const at = new Date();", CLOCK],
  ["export const at = Date();", CLOCK],
  ["export const p = performance.now();", GLOBAL],
  ["export const p = Math.random();", PROPERTY],
  ["export const { random } = Math;", MATH],
  ["export const id = crypto.randomUUID();", GLOBAL],
  ...["exp", "log", "log2", "log10", "log1p", "expm1", "sin", "cos", "tan", "asin", "acos", "atan", "cbrt", "sinh"]
    .concat(["cosh", "tanh", "asinh", "acosh", "atanh"])
    .map((name): [string, string] => [`export const x = Math.${name}(0.5);`, MATH]),
  ["export const x = Math.pow(2, 0.5);", MATH],
  ["export const x = Math.atan2(1, 2);", MATH],
  ["export const x = Math.hypot(1, 2);", MATH],
  ['export const x = Math["exp"](1);', MATH],
  ["export const m = Math;", MATH],
  ["export const x = [1, 2].map(Math.exp);", MATH],
  ["export const square = (x: number) => x ** 2;", MATH],
  ["export function square(x: number) { let y = x; y **= 2; return y; }", MATH],
  ['import { readFileSync } from "node:fs"; export const read = readFileSync;', NODE_IMPORT],
  ['import { readFileSync } from "fs"; export const read = readFileSync;', NODE_IMPORT],
  ['import type { Stats } from "node:fs"; export type S = Stats;', NODE_IMPORT],
  ['export { join } from "node:path";', NODE_IMPORT],
  ['export * from "node:path";', NODE_IMPORT],
  ['export const fs = await import("node:fs");', NODE_IMPORT],
  ['export const fs = require("node:fs");', GLOBAL],
  ["export const home = process.cwd();", GLOBAL],
  ["export const home = globalThis.process.cwd();", GLOBAL],
  ['export const bytes = Buffer.from("a");', GLOBAL],
  ['export { xoroshiro128plus } from "pure-rand";', "eslint(no-restricted-imports)"],
  ['export { default } from "seedrandom";', "eslint(no-restricted-imports)"],
];

/** What is banned in every file, tests and edges included. */
const bannedEverywhere: readonly [code: string, rule: string][] = [
  ["export const x: any = 1;", "typescript(no-explicit-any)"],
  ["export const first = (list: number[]) => list[0]!;", "typescript(no-non-null-assertion)"],
  ["export const x = 1 as unknown as string;", "house(no-double-assertion)"],
  ["// @ts-ignore\nexport const x = 1;", "typescript(ban-ts-comment)"],
  ["// @ts-nocheck\nexport const x = 1;", "typescript(ban-ts-comment)"],
];

/** What only the terminal's own writer does. */
const bannedBesideTheTerminal: readonly [code: string, rule: string][] = [
  ['process.stdout.write("a");', PROPERTY],
  ['process.stderr.write("a");', PROPERTY],
  ["export const { columns } = process.stdout;", PROPERTY],
  ['console.log("a");', "eslint(no-console)"],
  ['console.error("a");', "eslint(no-console)"],
  ['export { stdout } from "node:process";', "eslint(no-restricted-imports)"],
  ['import { stderr } from "process"; stderr.write("a");', "eslint(no-restricted-imports)"],
];

const fine: readonly [file: string, code: string][] = [
  ["src/events/a.ts", "export const x = Math.sqrt(2) + Math.floor(Math.PI);"],
  ["src/events/b.ts", "export const x = new Date(0).getTime();"],
  ["src/cli/now.ts", "export const now = Date.now() + new Date().getTime() + Math.random();"],
  ["src/cli/read.ts", 'export { readFileSync } from "node:fs"; export const argv = process.argv;'],
  ["src/cli/terminal.ts", "export const output = [process.stdout, process.stderr];"],
  ["src/observatory/server.ts", 'export { createServer } from "node:http"; export const started = Date.now();'],
  ["src/canon/text/files/files.ts", 'export { readFile } from "node:fs/promises";'],
  ["src/log/lmdb.ts", 'export { join } from "node:path";'],
  ["src/log/lmdb/block.ts", "export const empty = Buffer.alloc(0);"],
  ["src/log/postgres.ts", "export const url = process.env.URL;"],
  ["src/idioms/exactMath.test.ts", "export const expected = Math.exp(1) + 2 ** 3;"],
];

interface Report {
  readonly diagnostics: readonly { readonly code: string; readonly filename: string }[];
}

describe("lint", () => {
  const house = resolve(import.meta.dirname, "..");
  const root = mkdtempSync(join(tmpdir(), "valoris-lint-"));
  const found = new Map<string, string[]>();
  const places = ["src/events", "src/log", "src/timelines", "src/projections", "src/canon", "src/sim"];
  const plant = (file: string, code: string): void => {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), `${code}\n`);
  };

  beforeAll(() => {
    cpSync(join(house, ".oxlintrc.json"), join(root, ".oxlintrc.json"));
    cpSync(join(house, "scripts/houseRules.ts"), join(root, "scripts/houseRules.ts"));
    symlinkSync(join(house, "node_modules"), join(root, "node_modules"), "junction");
    for (const place of places) banned.forEach(([code], index) => plant(`${place}/banned${index}.ts`, code));
    for (const place of [...places, "src/cli", "test"])
      bannedEverywhere.forEach(([code], index) => plant(`${place}/bannedEverywhere${index}.ts`, code));
    bannedBesideTheTerminal.forEach(([code], index) => plant(`src/cli/raw/raw${index}.ts`, code));
    for (const [file, code] of fine) plant(file, code);

    const { diagnostics } = JSON.parse(oxlint(root)) as Report;
    for (const { filename, code } of diagnostics) found.set(filename, [...(found.get(filename) ?? []), code]);
  }, 60_000);
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  test.each(banned.map(([code, rule], index) => ({ code, rule, index })))("$rule refuses $code", ({ rule, index }) => {
    for (const place of places) expect(found.get(`${place}/banned${index}.ts`), place).toContain(rule);
  });

  test.each(bannedEverywhere.map(([code, rule], index) => ({ code, rule, index })))(
    "$rule refuses $code",
    ({ rule, index }) => {
      for (const place of [...places, "src/cli", "test"])
        expect(found.get(`${place}/bannedEverywhere${index}.ts`), place).toContain(rule);
    },
  );

  test.each(bannedBesideTheTerminal.map(([code, rule], index) => ({ code, rule, index })))(
    "$rule refuses $code beside the terminal",
    ({ rule, index }) => {
      expect(found.get(`src/cli/raw/raw${index}.ts`)).toContain(rule);
    },
  );

  test.each(fine)("%s may say %s", (file) => {
    expect(found.get(file)).toBeUndefined();
  });
});

/** oxlint exits with 1 when it found something. */
function oxlint(cwd: string): string {
  const bin = join(cwd, "node_modules/oxlint/bin/oxlint");
  try {
    return execFileSync(process.execPath, [bin, "--format", "json", "src", "test"], { cwd, encoding: "utf8" });
  } catch (error) {
    if (error instanceof Error && "stdout" in error && typeof error.stdout === "string") return error.stdout;
    throw error;
  }
}

import { spawnSync } from "node:child_process";
import { closeSync, existsSync, openSync, readFileSync } from "node:fs";
import { dirname, join, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, expect, test } from "vitest";
import packageJson from "../package.json" with { type: "json" };
import { CLI, valorisHere } from "./support/inThisProcess.ts";
import { temporaryFolders } from "./support/temporaryFolders.ts";
import { FIXTURE } from "./support/workplace.ts";

const folders = temporaryFolders();
afterAll(folders.remove);

/** The files of code that a command line loads, as a process of its own. */
function filesLoadedBy(...words: readonly string[]): string[] {
  const list = join(folders.make(), "loaded");
  const program = `
    import { appendFileSync } from "node:fs";
    import { registerHooks } from "node:module";
    registerHooks({
      load(url, context, next) {
        if (url.startsWith("file:")) appendFileSync(${JSON.stringify(list)}, url + "\\n");
        return next(url, context);
      },
    });`;
  const preload = `data:text/javascript,${encodeURIComponent(program)}`;
  const { status, stderr } = spawnSync(process.execPath, ["--import", preload, CLI, ...words], { encoding: "utf8" });
  expect(status, stderr).toBe(0);
  return readFileSync(list, "utf8")
    .trim()
    .split("\n")
    .map((url) => fileURLToPath(url));
}

test.each(["--version", "-V", "--help", "-h"])("%s loads nothing but the file that is called", (word) => {
  expect(filesLoadedBy(word)).toEqual([CLI]);
});

test("check loads a few files of its own, and no package", () => {
  const loaded = filesLoadedBy("check", FIXTURE);
  expect(loaded.length).toBeLessThan(8);
  expect(loaded.filter((file) => !file.startsWith(dirname(CLI) + sep))).toEqual([]);
});

test.each(["--version", "--help"])("%s says at once what it says after loading everything", async (word) => {
  const { stdout, status } = spawnSync(process.execPath, [CLI, word], { encoding: "utf8" });
  expect({ out: stdout, code: status }).toMatchObject(await valorisHere(word).then(({ out, code }) => ({ out, code })));
  if (word === "--version") expect(stdout).toBe(`${packageJson.version}\n`);
});

test.runIf(existsSync("/dev/full"))("--version says why it cannot be written", () => {
  const full = openSync("/dev/full", "w");
  const { status, stderr } = spawnSync(process.execPath, [CLI, "--version"], {
    encoding: "utf8",
    stdio: ["ignore", full, "pipe"],
  });
  closeSync(full);
  expect([status, stderr]).toEqual([2, expect.stringContaining("there is no room left")]);
});

test("nothing that was compiled has to be kept", () => {
  const env = { ...process.env, NODE_COMPILE_CACHE: join(CLI, "no-folder"), NO_COLOR: "1" };
  const { status, stderr } = spawnSync(process.execPath, [CLI, "check", FIXTURE], { encoding: "utf8", env });
  expect([status, stderr]).toEqual([0, ""]);
});

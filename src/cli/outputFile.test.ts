import { spawn } from "node:child_process";
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, describe, expect, test } from "vitest";
import { temporaryFolders } from "../../test/support/temporaryFolders.ts";
import { openOutput, writeOutput } from "./outputFile.ts";

const folders = temporaryFolders();
afterAll(folders.remove);

describe("an output file", () => {
  test("takes its name when it is finished, and not before", () => {
    const folder = folders.make();
    const path = join(folder, "runs.csv");
    writeFileSync(path, "the old one");
    const file = openOutput(path);
    file.write("a\n");
    file.write("b\n");
    expect(readFileSync(path, "utf8")).toBe("the old one");
    file.finish();
    expect([readFileSync(path, "utf8"), readdirSync(folder)]).toEqual(["a\nb\n", ["runs.csv"]]);
  });

  test("has the permissions of the one before; where that stands by a link, the link stays", () => {
    const folder = folders.make();
    mkdirSync(join(folder, "elsewhere"));
    const [place, link] = [join(folder, "elsewhere", "real.svg"), join(folder, "link.svg")];
    writeFileSync(place, "old");
    chmodSync(place, 0o640);
    symlinkSync(place, link);
    writeOutput(link, "new");
    expect([readFileSync(place, "utf8"), statSync(place).mode & 0o777]).toEqual(["new", 0o640]);
    expect(lstatSync(link).isSymbolicLink()).toBe(true);
    expect(readdirSync(join(folder, "elsewhere"))).toEqual(["real.svg"]);
  });

  test("is refused at once where it cannot be: in no folder, below a file, in the place of a folder", () => {
    const folder = folders.make();
    writeFileSync(join(folder, "file"), "x");
    mkdirSync(join(folder, "folder"));
    for (const name of ["nowhere/x", "file/x", "folder"])
      expect(() => openOutput(join(folder, name))).toThrow(expect.objectContaining({ code: "cli/unwritable" }));
    expect(readdirSync(folder).sort()).toEqual(["file", "folder"]);
  });

  test.skipIf(process.platform !== "linux")("may be a device, and says when it is full", () => {
    writeOutput("/dev/null", "x");
    const full = openOutput("/dev/full");
    expect(() => full.write("x")).toThrow(expect.objectContaining({ code: "cli/unwritable" }));
  });

  test.each<[string, string | number, string]>([
    ["Ctrl-C", "SIGINT", `process.kill(process.pid, "SIGINT"); setTimeout(() => {}, 60_000);`],
    ["a request to end", "SIGTERM", `process.kill(process.pid, "SIGTERM"); setTimeout(() => {}, 60_000);`],
    ["a lost terminal", "SIGHUP", `process.kill(process.pid, "SIGHUP"); setTimeout(() => {}, 60_000);`],
    ["an error", 1, `throw new Error("x");`],
    ["an exit", 3, `process.exit(3);`],
    [
      "who listens to the signal",
      130,
      `process.once("SIGINT", () => process.exit(130)); process.kill(process.pid, "SIGINT"); setTimeout(() => {}, 60_000);`,
    ],
  ])("leaves nothing half written after %s", async (_, end, then) => {
    const folder = folders.make();
    writeFileSync(join(folder, "there.csv"), "whole");
    const program = join(folders.make(), "program.mjs");
    writeFileSync(
      program,
      `import { openOutput } from ${JSON.stringify(pathToFileURL(join(import.meta.dirname, "outputFile.ts")).href)};
for (const name of ["new.csv", "there.csv"]) openOutput(${JSON.stringify(folder)} + "/" + name).write("half");
${then}`,
    );
    const child = spawn(process.execPath, [program], { stdio: "ignore" });
    const ended = await new Promise((resolve) => child.once("close", (code, signal) => resolve(signal ?? code)));
    expect(ended).toBe(end);
    expect([readdirSync(folder), readFileSync(join(folder, "there.csv"), "utf8")]).toEqual([["there.csv"], "whole"]);
  });
});

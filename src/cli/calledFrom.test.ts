import { execFileSync } from "node:child_process";
import { mkdirSync, realpathSync, symlinkSync, writeFileSync } from "node:fs";
import { delimiter, join, relative } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { temporaryFolders } from "../../test/support/temporaryFolders.ts";
import { calledFrom, shellWord } from "./calledFrom.ts";

const folders = temporaryFolders();
afterAll(folders.remove);

/** A project with this program in a folder of it, and a folder for canon in it. */
function project(inside: string) {
  const home = realpathSync(folders.make());
  for (const folder of [inside, "canon"]) mkdirSync(join(home, folder), { recursive: true });
  const script = join(home, inside, "main.js");
  writeFileSync(script, "");
  return { home, script, canon: join(home, "canon") };
}
const elsewhere = folders.make();

describe("called again", () => {
  test("by its name, where a shell finds it", () => {
    const { home, script } = project("dist");
    symlinkSync(script, join(home, "valoris"));
    const env = { PATH: ["/nowhere", home].join(delimiter) };
    expect(calledFrom(elsewhere, { env, script: join(home, "valoris") })).toBe("valoris");
    expect(calledFrom(elsewhere, { env: { PATH: "/nowhere" }, script })).toBe(`node ${script}`);
  });

  test("by its path, where another program of that name is found", () => {
    const { home, script } = project("dist");
    writeFileSync(join(home, "valoris"), "");
    expect(calledFrom(elsewhere, { env: { PATH: home }, script })).toBe(`node ${script}`);
  });

  test.each([
    ["a clone", "dist/cli"],
    ["a project that depends on it", "node_modules/valoris/dist/cli"],
  ])("by npx within %s, and by its path outside", (_, inside) => {
    const { home, script, canon } = project(inside);
    symlinkSync(script, join(home, "valoris"));
    // What npm puts on PATH while it runs us, counts for nothing.
    const env = { PATH: home, npm_command: "exec", npm_config_local_prefix: home };
    expect(calledFrom(canon, { env, script })).toBe("npx valoris");
    expect(calledFrom(relative(process.cwd(), canon), { env, script })).toBe("npx valoris");
    expect(calledFrom(elsewhere, { env, script })).toBe(`node ${script}`);
  });

  test("by npx anywhere, where npx has loaded it", () => {
    const { script } = project("_npx/0123/node_modules/valoris/dist/cli");
    const env = { npm_command: "exec", npm_config_local_prefix: elsewhere };
    expect(calledFrom(elsewhere, { env, script })).toBe("npx valoris");
  });
});

test.skipIf(process.platform === "win32").each(["my-universe", "my universe", "it's", "a&b;$(c)", "-x", '"', "ü/ö"])(
  "%s is one word of a command line",
  (path) => {
    const folder = join(folders.make(), path);
    mkdirSync(folder, { recursive: true });
    expect(
      execFileSync("sh", ["-c", `cd ${shellWord(path)} && pwd`], {
        cwd: join(folder, path.includes("/") ? "../.." : ".."),
      }).toString(),
    ).toBe(`${realpathSync(folder)}\n`);
  },
);

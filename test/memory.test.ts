import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { temporaryFolders } from "./support/temporaryFolders.ts";

const folders = temporaryFolders();
afterAll(folders.remove);

const CLI = join(import.meta.dirname, "../dist/cli/main.js");

/** The built command, in a process that gives itself so little memory. */
const checked = (path: string, env: Readonly<Record<string, string>> = {}) =>
  spawnSync(process.execPath, ["--max-old-space-size=64", CLI, "check", path], {
    encoding: "utf8",
    env: { ...process.env, ...env },
    timeout: 60_000,
  });

test("files that are too large for the engine's own memory are checked all the same", () => {
  const folder = join(folders.make(), "canon");
  mkdirSync(folder);
  const events = Array.from({ length: 60_000 }, (_, i) =>
    JSON.stringify({ id: `e${i}`, type: "Noted", at: 2000 + (i % 300), about: "league", text: "x".repeat(200) }),
  );
  const league = { id: "league", type: "FactionFounded", faction: "league", name: "League", standing: "minor" };
  writeFileSync(join(folder, "canon.ndjson"), [JSON.stringify(league), ...events].join("\n"));
  const { status, stdout } = checked(folder);
  expect(stdout).toContain("60 001 events");
  expect(status).toBe(0);
  // The proof that it was needed: without, the engine gives up.
  expect(checked(folder, { VALORIS_MEMORY: "0" }).status).not.toBe(0);
}, 120_000);

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, describe, expect, test } from "vitest";
import { onBusyMachine, workFor } from "../../../test/support/busyMachine.ts";
import { temporaryFolders } from "../../../test/support/temporaryFolders.ts";
import { probePlugin } from "./probePlugin.ts";

const folders = temporaryFolders();
afterAll(folders.remove);

const probe = (module: string, seconds: number) => {
  const file = join(folders.make(), "house.mjs");
  writeFileSync(file, module);
  return probePlugin({ specifier: "./house.mjs", parent: pathToFileURL(file).href }, seconds);
};

describe("a plugin that is tried", () => {
  test("has the time that it is given for itself: a busy machine takes nothing of it", async () => {
    let started = 0;
    const { kind } = await onBusyMachine(() => {
      started = performance.now();
      return probe(`(${workFor.toString()})(0.9);`, 2);
    });
    expect(kind).toBe("loaded");
    // The proof that it was busy.
    expect(performance.now() - started).toBeGreaterThan(2000);
  });

  test.each([
    ["works", "for (;;);"],
    ["waits", "setInterval(() => {}, 9);"],
  ])("is stopped where it %s for ever", async (_, module) => {
    expect(await probe(module, 0.5)).toMatchObject({ kind: "endless" });
  });
});

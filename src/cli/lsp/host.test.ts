import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { createHost, type Host } from "./host.ts";

/** A thread that answers `start`, throws at `touch`, ends at `symbols`, and never comes back from `check`. */
const SCRIPT = `
import { parentPort } from "node:worker_threads";
parentPort.on("message", ({ number, method }) => {
  console.log("this is not the protocol");
  if (method === "check") for (;;);
  if (method === "symbols") process.exit(3);
  parentPort.postMessage(method === "touch" ? { number, error: "a bug" } : { number, result: [method] });
});
`;

let folder = "";
let host: Host;
const restarts: string[] = [];

function start(patience: number): void {
  folder = mkdtempSync(join(tmpdir(), "valoris-host-"));
  const script = join(folder, "worker.mjs");
  writeFileSync(script, SCRIPT);
  restarts.length = 0;
  host = createHost({ script, patience, onRestart: (why) => restarts.push(why) });
}

afterEach(async () => {
  await host.close();
  rmSync(folder, { recursive: true, force: true });
});

describe("a thread that", () => {
  test("throws fails only the one who asked", async () => {
    start(20_000);
    await expect(host.ask("touch")).rejects.toThrow("a bug");
    await expect(host.ask("start", [])).resolves.toEqual(["start"]);
    expect(restarts).toEqual([]);
  });

  test("never comes back is stopped, and another takes over", async () => {
    start(2000);
    await host.ask("start", []);
    await expect(host.ask("check")).rejects.toThrow("No answer to “check” within 2 s");
    expect(restarts).toHaveLength(1);
    await expect(host.ask("start", [])).resolves.toEqual(["start"]);
  });

  test("ends fails all who wait, and another takes over", async () => {
    start(20_000);
    await expect(host.ask("symbols", "file:///a.yaml")).rejects.toThrow("ended with 3");
    await expect(host.ask("start", [])).resolves.toEqual(["start"]);
    expect(restarts).toHaveLength(1);
  });

  test("is closed answers nothing more", async () => {
    start(20_000);
    const [refusal] = await Promise.allSettled([host.ask("check"), host.close()]);
    expect(refusal).toMatchObject({
      status: "rejected",
      reason: { message: expect.stringContaining("shutting down") },
    });
    await expect(host.ask("start", [])).rejects.toThrow("shutting down");
    expect(restarts).toEqual([]);
  });
});

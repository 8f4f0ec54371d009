import { spawnSync } from "node:child_process";
import { chmodSync, rmSync } from "node:fs";
import { bundleCommandLine } from "./bundleCommandLine.ts";

// From nothing, so that a deleted source leaves nothing behind that still runs.
rmSync("dist", { recursive: true, force: true });
const { status } = spawnSync("tsc", ["-p", "tsconfig.build.json"], {
  stdio: "inherit",
  shell: process.platform === "win32",
});
await bundleCommandLine();
chmodSync("dist/cli/main.js", 0o755);
process.exitCode = status ?? 1;

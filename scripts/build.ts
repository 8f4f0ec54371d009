import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, rmSync } from "node:fs";

// From nothing, so that a deleted source leaves nothing behind that still runs.
rmSync("dist", { recursive: true, force: true });
const { status } = spawnSync("tsc", ["-p", "tsconfig.build.json"], {
  stdio: "inherit",
  shell: process.platform === "win32",
});
const bin = "dist/cli/main.js";
if (existsSync(bin)) chmodSync(bin, 0o755);
process.exitCode = status ?? 1;

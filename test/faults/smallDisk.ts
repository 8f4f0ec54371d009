import { spawnSync } from "node:child_process";
import { mkdtempSync, rmdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export interface SmallDisk {
  readonly folder: string;
  /** Changes what was mounted, such as its size, or whether it can be written. */
  remount(options: string): void;
  remove(): void;
}

const run = (command: string, ...args: readonly string[]): string => {
  const { status, stderr, error } = spawnSync(command, args, { encoding: "utf8" });
  return status === 0 ? "" : `${command}: ${stderr || (error?.message ?? `status ${status}`)}`.trim();
};

/** A disk in memory; text that says why, where this user may not mount one. */
export function mountSmallDisk(size: string): SmallDisk | string {
  if (process.platform !== "linux") return "only Linux has tmpfs";
  const folder = mkdtempSync(join(tmpdir(), "valoris-disk-"));
  const refusal = run("mount", "-t", "tmpfs", "-o", `size=${size}`, "tmpfs", folder);
  if (refusal !== "") {
    rmdirSync(folder);
    return refusal;
  }
  return {
    folder,
    remount(options) {
      const wrong = run("mount", "-o", `remount,${options}`, folder);
      if (wrong !== "") throw new Error(wrong);
    },
    remove() {
      run("umount", "--lazy", folder);
      rmdirSync(folder);
    },
  };
}

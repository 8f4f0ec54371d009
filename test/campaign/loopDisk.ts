import { spawnSync } from "node:child_process";
import { mkdtempSync, rmdirSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { SmallDisk } from "../faults/smallDisk.ts";

const run = (command: string, ...args: readonly string[]): string => {
  const { status, stderr, error } = spawnSync(command, args, { encoding: "utf8" });
  return status === 0 ? "" : `${command}: ${stderr || (error?.message ?? `status ${status}`)}`.trim();
};

/** A small ext4 in a file: unlike memory, it takes what it has no room for until it writes. Text that says why, where it may not be mounted. */
export function mountLoopDisk(megabytes: number): Omit<SmallDisk, "remount"> | string {
  if (process.platform !== "linux") return "only Linux has ext4";
  const folder = mkdtempSync(join(tmpdir(), "valoris-disk-"));
  const image = `${folder}.image`;
  writeFileSync(image, "");
  truncateSync(image, megabytes * 1024 * 1024);
  const refusal = run("mkfs.ext4", "-q", "-m", "0", image) || run("mount", "-o", "loop", image, folder);
  const forget = (): void => {
    rmdirSync(folder);
    rmSync(image);
  };
  if (refusal !== "") {
    forget();
    return refusal;
  }
  return {
    folder,
    remove() {
      run("umount", "--lazy", folder);
      forget();
    },
  };
}

/** A temporary folder for logs, which goes when the process does, however it ends. */
import { mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

let folder: string | undefined;
let folders = 0;

export function newFolder(name: string): string {
  if (folder === undefined) {
    const made = mkdtempSync(join(tmpdir(), "valoris-bench-"));
    folder = made;
    process.on("exit", () => rmSync(made, { recursive: true, force: true }));
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => process.exit(130));
  }
  return join(folder, `${++folders}-${name}`);
}

export function removeFolder(path: string): void {
  rmSync(path, { recursive: true, force: true });
}

/** Bytes on the disk: sparse files count as what they hold. */
export function bytesIn(path: string, isCounted: (file: string) => boolean = () => true): number {
  return readdirSync(path, { recursive: true })
    .map(String)
    .filter(isCounted)
    .reduce((sum, file) => sum + statSync(join(path, file)).blocks * 512, 0);
}

/** Progress, which is no result. */
export function note(text: string): void {
  console.error(`… ${text}`);
}

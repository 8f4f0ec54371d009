import { type FSWatcher, readdirSync, statSync, watch } from "node:fs";
import { dirname, join, resolve } from "node:path";

/** What canon is read from, while it changes. */
export interface Watch {
  /** Looks for folders that are new or were replaced; true where anything was written since the last time. */
  look(): boolean;
  /** Files that are read as well, wherever they are. */
  follow(files: readonly string[]): void;
  close(): void;
}

const CANON_FILE = /\.(?:ya?ml|ndjson|jsonl|json)$/i;

/**
 * Calls back when something happens in the folders of what is read, and in theirs. It is folders that are watched, each by itself:
 * most editors write a new file and rename it, after which whoever watched the old file hears nothing more.
 */
export function watchFolders(paths: readonly string[], onEvent: () => void): Watch {
  const watchers = new Map<string, { readonly inode: number; readonly watcher: FSWatcher }>();
  let followed: readonly string[] = [];
  let before = "";

  const watchFolder = (folder: string): void => {
    const inode = statSync(folder, { throwIfNoEntry: false })?.ino;
    const known = watchers.get(folder);
    if (known !== undefined && known.inode === inode) return;
    known?.watcher.close();
    watchers.delete(folder);
    if (inode === undefined) return;
    const watcher = watch(folder, onEvent);
    // A folder that goes away is looked for again at the next event of the one around it.
    watcher.on("error", () => watcher.close());
    watchers.set(folder, { inode, watcher });
  };

  return {
    look() {
      const seen: string[] = [];
      const roots = paths.map((path) => resolve(path));
      for (const root of roots) {
        watchFolder(dirname(root));
        walk(root, watchFolder, seen);
      }
      for (const file of followed) {
        watchFolder(dirname(file));
        seen.push(stampOf(file));
      }
      const now = [...new Set(seen)].sort().join("\n");
      const isNew = now !== before;
      before = now;
      return isNew;
    },
    follow(files) {
      followed = files.map((file) => resolve(file));
      for (const file of followed) watchFolder(dirname(file));
    },
    close() {
      for (const { watcher } of watchers.values()) watcher.close();
      watchers.clear();
    },
  };
}

function walk(path: string, onFolder: (path: string) => void, seen: string[]): void {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() !== true) {
    seen.push(stampOf(path));
    return;
  }
  // Watched before it is read: nothing can be written between the two unnoticed.
  onFolder(path);
  for (const entry of readdirSync(path, { withFileTypes: true })) {
    if (entry.name.startsWith(".") || entry.name === "node_modules") continue;
    if (entry.isDirectory()) walk(join(path, entry.name), onFolder, seen);
    else if (CANON_FILE.test(entry.name)) seen.push(stampOf(join(path, entry.name)));
  }
}

function stampOf(path: string): string {
  const status = statSync(path, { bigint: true, throwIfNoEntry: false });
  return status === undefined ? `${path} gone` : `${path} ${status.ino} ${status.size} ${status.mtimeNs}`;
}

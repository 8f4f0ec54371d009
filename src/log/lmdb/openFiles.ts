import { statSync } from "node:fs";
import { ValorisError } from "../../events/valorisError.ts";

/** What tells a file from others, whatever they are called; undefined where there is none. */
export function fileAt(path: string): string | undefined {
  const found = statSync(path, { bigint: true, throwIfNoEntry: false });
  return found && `${found.dev}:${found.ino}`;
}

interface OpenFile {
  readonly readOnly: boolean;
  count: number;
}

/** LMDB opens a file once in a process, as who came first opened it: all others share that. */
const openFiles = new Map<string, OpenFile>();

/** @throws ValorisError `log/open-for-reading` */
export function refuseOpenForReading(path: string, directory: string): void {
  if (openFiles.get(fileAt(path) ?? "")?.readOnly !== true) return;
  throw new ValorisError(
    "log/open-for-reading",
    `This process has the log in ${directory} open for reading only, and can open it only once.`,
    {
      help: "Close that one first; or open the log for writing before it is opened for reading.",
      details: { directory },
    },
  );
}

/** Gives what is to be called once it is closed. */
export function noteOpen(path: string, readOnly: boolean): () => void {
  const file = fileAt(path) ?? "";
  const known = openFiles.get(file) ?? { readOnly, count: 0 };
  known.count++;
  openFiles.set(file, known);
  return () => {
    if (--known.count === 0) openFiles.delete(file);
  };
}

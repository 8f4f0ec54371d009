import {
  closeSync,
  fchmodSync,
  fsyncSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import { ValorisError } from "../index.ts";

/** A file that takes its name when it is whole: where the process ends before, however it ends, nothing of it is left. */
export interface OutputFile {
  /** @throws ValorisError `cli/unwritable` */
  write(text: string): void;
  /** On the disk, in the place of whatever had its name. @throws ValorisError `cli/unwritable` */
  finish(): void;
}

/** Files that are being written. */
const unfinished = new Set<string>();

/**
 * Begins a file that is written beside the place that it is to take. Refused at once where it could not be written: the work that
 * it is for may be long.
 *
 * @throws ValorisError `cli/unwritable`
 */
export function openOutput(path: string): OutputFile {
  return refusing(path, () => {
    const there = statSync(path, { throwIfNoEntry: false });
    // A pipe, a device or a terminal has no other in its place.
    return there !== undefined && (!there.isFile() || path.startsWith("/dev/"))
      ? written(path, openSync(path, "w"))
      : beside(path, there?.mode);
  });
}

/** A whole file at once. @throws ValorisError `cli/unwritable` */
export function writeOutput(path: string, text: string): void {
  const file = openOutput(path);
  file.write(text);
  file.finish();
}

export const unwritable = (path: string, error: unknown): ValorisError =>
  new ValorisError("cli/unwritable", `${path} cannot be written: ${error instanceof Error ? error.message : ""}`, {
    help: "Name a file in a folder that is there, in which you may write.",
    cause: error,
  });

function beside(path: string, mode: number | undefined): OutputFile {
  const place = mode === undefined ? path : realpathSync(path);
  // What may not be changed is not to be put aside either.
  if (mode !== undefined) closeSync(openSync(place, "r+"));
  // With a dot before it, nobody takes it for canon.
  const temporary = join(dirname(place), `.${basename(place)}.${process.pid}.tmp`);
  cleanAtEnd();
  const file = openSync(temporary, "wx");
  unfinished.add(temporary);
  return {
    ...written(path, file),
    finish: () =>
      refusing(path, () => {
        if (mode !== undefined) fchmodSync(file, mode & 0o7777);
        fsyncSync(file);
        closeSync(file);
        renameSync(temporary, place);
        unfinished.delete(temporary);
      }),
  };
}

const written = (path: string, file: number): OutputFile => ({
  write: (text) => refusing(path, () => writeFileSync(file, text)),
  finish: () => refusing(path, () => closeSync(file)),
});

function refusing<Result>(path: string, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    throw unwritable(path, error);
  }
}

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
let isCleanedAtEnd = false;

/** Errors that nobody handles, exits and signals. */
function cleanAtEnd(): void {
  if (isCleanedAtEnd) return;
  isCleanedAtEnd = true;
  const clean = (): void => {
    for (const path of unfinished) rmSync(path, { force: true });
  };
  process.on("exit", clean);
  for (const signal of SIGNALS)
    process.once(signal, () => {
      clean();
      // Who else listens, decides what comes of it.
      if (process.listenerCount(signal) === 0) process.kill(process.pid, signal);
    });
}

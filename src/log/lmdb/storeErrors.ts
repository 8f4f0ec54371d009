import { statfsSync } from "node:fs";
import { ValorisError } from "../../events/valorisError.ts";

export const lockedError = (directory: string, timeout: number): ValorisError =>
  new ValorisError("log/locked", `Another process has kept ${directory} locked for ${timeout / 1000} s.`, {
    help: "Wait for it or end it, then try again. An append that is tried again with its commit id is stored once.",
    details: { directory },
  });

export const fullError = (directory: string, message: string): ValorisError =>
  new ValorisError("log/full", `The disk is full: nothing of this commit was stored. (${directory}: ${message})`, {
    help: "Make room, then append it again.",
    details: { directory },
  });

const ALMOST_NOTHING = 65_536;

/** Whether the disk has less room left than a number of bytes. */
export function isFull(directory: string, bytes = ALMOST_NOTHING): boolean {
  try {
    const { bavail, bsize } = statfsSync(directory);
    return bavail * bsize < bytes;
  } catch {
    return false;
  }
}

export const isNoSpace = (error: unknown): boolean =>
  error instanceof Error && "code" in error && (error.code === "ENOSPC" || error.code === "EDQUOT");

/** What the operating system or LMDB says, as an error that says what to do. */
export function storeError(error: unknown, directory: string): ValorisError {
  if (error instanceof ValorisError) return error;
  const { message = String(error), code } = error instanceof Error ? (error as NodeJS.ErrnoException) : {};
  const says = (pattern: RegExp, ...codes: (string | number)[]): boolean =>
    pattern.test(message) || (code !== undefined && codes.includes(code));
  const make = (kind: string, what: string, help: string): ValorisError =>
    new ValorisError(`log/${kind}`, `${what} (${directory}: ${message})`, { help, details: { directory } });

  // Where part of a write still found room, LMDB says that the write failed, and not why.
  const isCutShort = says(/input\/output/i, "EIO", 5) && isFull(directory);
  if (isCutShort || says(/no space|disk full|quota/i, "ENOSPC", "EDQUOT", 28, 122))
    return fullError(directory, message);
  if (says(/read-only|permission|access denied|not permitted/i, "EROFS", "EACCES", "EPERM", 30, 13, 1))
    return make(
      "read-only",
      "The log cannot be written here.",
      "Give write permission to the folder, or copy the log.",
    );
  if (says(/database not found/i))
    return make("not-a-log", "It was never finished being made.", "Open it once for writing, or delete it.");
  if (says(/corrupt|invalid file|not an lmdb|page_notfound|located page was wrong|bad txn|panic/i))
    return make(
      "damaged",
      "The log's file is damaged.",
      "Restore it from a copy; `valoris log verify` tells how far it is whole.",
    );
  if (says(/version mismatch|version_mismatch/i))
    return make("newer-format", "The log's store is of another version.", "Use the version of valoris that wrote it.");
  return make("store", "The log's store refused.", "See what it says; the log is as it was.");
}

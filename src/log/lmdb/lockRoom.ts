import { linkSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";
import { ValorisError } from "../../events/valorisError.ts";
import { fullError, isFull, isNoSpace } from "./storeErrors.ts";

/**
 * LMDB maps its lock file into memory and makes it as long as it needs without writing to it: on a full disk, the first touch of it
 * ends the process with SIGBUS. So it is written first, with zeros, which LMDB takes for one that nobody uses.
 */
const LENGTH = 12_288; // 126 readers take 8272 bytes, in whole pages

/** LMDB ends the process where its lock is no file. */
const noLock = (lockFile: string): ValorisError =>
  new ValorisError("log/store", `${lockFile} is no file: the log cannot be locked.`, {
    help: "Move it away: the file that is needed is made anew.",
  });

/** Whether the lock has its place on the disk now, or what is wrong is not its room. */
function makeLockFile(lockFile: string): boolean {
  const made = statSync(lockFile, { throwIfNoEntry: false });
  if (made?.isFile() === false) throw noLock(lockFile);
  const folder = resolve(lockFile, "..");
  // Where nothing of it was ever written, its room is not taken yet; but it may be somebody's, and is left as it is.
  if (made !== undefined) return made.blocks > 0 || !isFull(folder);
  const beside = `${lockFile}.${process.pid}.new`;
  try {
    writeFileSync(beside, new Uint8Array(LENGTH), { mode: 0o664 });
    takeName(beside, lockFile);
    return true;
  } catch (error) {
    return !isNoSpace(error);
  } finally {
    rmSync(beside, { force: true });
  }
}

/** Never in the place of another: whoever was quicker may be using it. */
function takeName(beside: string, lockFile: string): void {
  try {
    linkSync(beside, lockFile);
  } catch {
    // Or this file system has no second names: then LMDB makes it, of which the room was just tried.
  }
}

/** @throws ValorisError `log/full`, `log/store` where something else stands in its place */
export function takeRoomForLock(lockFile: string, directory: string): void {
  if (!makeLockFile(lockFile)) throw noRoom(directory);
}

/**
 * Runs what opens the log at a path, for reading. Where a full disk has no room for a lock, there is no writer to agree with: then the
 * log is opened by another name, whose lock stands with the system's temporary files.
 *
 * @throws ValorisError `log/full` where there is no room either
 */
export function withReadersLock<Result>(path: string, directory: string, open: (path: string) => Result): Result {
  if (makeLockFile(`${path}-lock`)) return open(path);
  let folder: string | undefined;
  try {
    folder = mkdtempSync(join(tmpdir(), "valoris-"));
    const name = join(folder, basename(path));
    symlinkSync(resolve(path), name);
    takeRoomForLock(`${name}-lock`, directory);
    return open(name);
  } catch (error) {
    throw isNoSpace(error) ? noRoom(directory) : error;
  } finally {
    // Open files stay until they are closed.
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
  }
}

const noRoom = (directory: string) => fullError(directory, "there is no room for its lock");

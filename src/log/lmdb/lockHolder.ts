import { existsSync, openSync, readFileSync, readSync, realpathSync, writeSync } from "node:fs";
import { bytesFor } from "./pages/pageFile.ts";
import { lockedError } from "./storeErrors.ts";

/**
 * Whoever waits for LMDB's lock, waits for ever: opening for writing takes it with this very thread, so that no timer runs any more,
 * and a process with an append that waits cannot even end. So the lock is looked at first. On Linux it is a `pthread_mutex_t`
 * in the lock file, whose first word names the thread that holds it (glibc; robust, shared between processes). Where it looks
 * otherwise, nothing is assumed.
 */
const AT = { holder: 64, kind: 80 } as const;
const THREAD_MASK = 0x3fff_ffff;
const ROBUST_AND_SHARED = 0x90;
/** `__kind` of the three locks: of readers, of the writer, of who syncs. */
const KINDS = [40, AT.kind, 120];
const DESTROYED = 0xffff_ffff;
const LOOK_EVERY = 10;

/**
 * Never closed: POSIX takes all of a process's locks on a file from it as soon as it closes any descriptor of that file, LMDB's too,
 * and the next process to open the log would believe that it is alone, and set up the lock anew (fcntl(2), “Record locks”).
 */
const descriptors = new Map<string, number>();

/** @throws what the operating system says */
export function lockDescriptor(lockFile: string, flags: "r" | "r+" = "r"): number {
  const key = `${flags} ${lockFile}`;
  const known = descriptors.get(key);
  if (known !== undefined) return known;
  const opened = openSync(lockFile, flags);
  descriptors.set(key, opened);
  return opened;
}

/** By another process that lives and has the file open: after a crash of the machine, the word names anybody. */
export function isHeldElsewhere(lockFile: string): boolean {
  if (process.platform !== "linux") return false;
  try {
    const lock = bytesFor(AT.kind + 4);
    const read = readSync(lockDescriptor(lockFile), lock, 0, lock.byteLength, 0);
    if (read < lock.byteLength || lock.getUint32(AT.kind, true) !== ROBUST_AND_SHARED) return false;
    const thread = lock.getUint32(AT.holder, true) & THREAD_MASK;
    if (thread === 0 || existsSync(`/proc/self/task/${thread}`)) return false;
    return readFileSync(`/proc/${thread}/maps`, "utf8").includes(realpathSync(lockFile));
  } catch {
    return false;
  }
}

/**
 * Who closes a log last destroys its locks, a moment before leaving the lock file (`mdb_env_close_active`). Who opens it in that moment
 * takes them for sound, and then nobody can read or write until all have closed it. Nobody uses destroyed locks, and all of one but its
 * kind is as it was made, so that the kind is put back. To be called while the log is open. Gives whether there was anything to mend.
 */
export function mendLocks(lockFile: string): boolean {
  if (process.platform !== "linux") return false;
  try {
    const word = bytesFor(4);
    const destroyed = KINDS.filter((at) => {
      const read = readSync(lockDescriptor(lockFile), word, 0, 4, at);
      return read === 4 && word.getUint32(0, true) === DESTROYED;
    });
    word.setUint32(0, ROBUST_AND_SHARED, true);
    for (const at of destroyed) writeSync(lockDescriptor(lockFile, "r+"), word, 0, 4, at);
    return destroyed.length > 0;
  } catch {
    return false;
  }
}

/** @throws ValorisError `log/locked` */
export function waitForLock(lockFile: string, directory: string, timeout: number): void {
  for (let waited = 0; isHeldElsewhere(lockFile); waited += LOOK_EVERY) {
    if (waited >= timeout) throw lockedError(directory, timeout);
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, LOOK_EVERY);
  }
}

/** The same, while other things go on. @throws ValorisError `log/locked` */
export async function untilUnlocked(lockFile: string, directory: string, timeout: number): Promise<void> {
  for (let waited = 0; isHeldElsewhere(lockFile); waited += LOOK_EVERY) {
    if (waited >= timeout) throw lockedError(directory, timeout);
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY));
  }
}

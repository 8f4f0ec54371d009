import { ValorisError } from "../../events/valorisError.ts";
import { lastTransaction } from "./lastTransaction.ts";
import { isHeldElsewhere, untilUnlocked } from "./lockHolder.ts";
import { fileAt } from "./openFiles.ts";
import type { Store } from "./openStore.ts";
import { fullError, isFull, lockedError, storeError } from "./storeErrors.ts";

const STEPS = 10;
/** Each of them takes another process that opens the log within microseconds. */
const TRIES = 10;

/** `size`: bytes that the change may add to the file. */
export type WriteAlone = <Result>(change: () => Result, size: number) => Promise<Result>;

/** A change that waits for its transaction, and whoever waits for it. */
interface Waiting {
  readonly run: () => void;
  readonly size: number;
  /** Tells what the change came to; once the transaction is on the disk. */
  readonly settle: () => void;
  readonly reject: (reason: unknown) => void;
}

/**
 * Runs changes alone among all writers of all processes, and gives what each returns once it is on the disk; those that are asked for
 * at once share a transaction. What a change throws before its first put leaves nothing to undo. It gives up after `timeout` ms
 * (`log/locked`); then nothing is stored later either. `onFailure` is told of a transaction that was not stored at all.
 *
 * @throws ValorisError `log/missing` where the file that was written is no longer the one in the folder, `log/read-only`, `log/locked`,
 *   `log/full`, `log/store`
 */
export function aloneIn(store: Store, timeout: number, onFailure: () => void): WriteAlone {
  const { directory, path, lockFile, readOnly, proof } = store;
  const opened = fileAt(path);
  let waiting: Waiting[] = [];
  let last = Promise.resolve();

  const writeWaiting = async (): Promise<void> => {
    const changes = waiting;
    waiting = [];
    try {
      if (isHeldElsewhere(lockFile)) await untilUnlocked(lockFile, directory, timeout);
      checkRoom(
        directory,
        changes.reduce((sum, { size }) => sum + size, 0),
      );
      await transact(store, timeout, () => {
        for (const { run } of changes) run();
      });
      // A file that was deleted takes what is written to it, and is gone when it is closed.
      if (fileAt(path) !== opened) throw gone(directory);
      proof.hold();
      for (const { settle } of changes) settle();
    } catch (error) {
      onFailure();
      const reason = fileAt(path) === opened ? storeError(error, directory) : gone(directory);
      for (const { reject } of changes) reject(reason);
    }
  };

  return (change, size) =>
    new Promise((resolve, reject) => {
      if (readOnly)
        throw new ValorisError("log/read-only", `${directory} was opened for reading only.`, {
          help: "Open it without `readOnly` to write.",
        });
      let settle = (): void => {};
      const run = (): void => {
        try {
          const result = change();
          settle = () => resolve(result);
        } catch (refusal) {
          const reason = storeError(refusal, directory);
          settle = () => reject(reason);
        }
      };
      // The first opens a transaction for all that come while the one before it is written.
      if (waiting.length === 0) last = last.then(writeWaiting);
      waiting.push({ run, size, settle: () => settle(), reject });
    });
}

/**
 * Asked first: where a transaction does not fit, LMDB and lmdb-js write to standard error, past everything that makes output safe.
 *
 * @throws ValorisError `log/full`
 */
function checkRoom(directory: string, size: number): void {
  if (isFull(directory, size)) throw fullError(directory, `there is no room for ${size} bytes`);
}

const gone = (directory: string): ValorisError =>
  new ValorisError(
    "log/missing",
    `The log in ${directory} is gone: its file was deleted or replaced while it was open.`,
    {
      help: "Nothing of this was stored. Open the log again; where it was deleted, restore it from a copy.",
      details: { directory },
    },
  );

/** @throws `log/locked`, and what the store says */
async function transact(store: Store, timeout: number, changes: () => void): Promise<void> {
  for (let tries = 0; tries < TRIES; tries++) if (await transactOnce(store, timeout, changes)) return;
  throw lockedError(store.directory, timeout);
}

/** False where LMDB began it before the last transaction: then it changes nothing. */
async function transactOnce(
  { root, directory, path, lockFile }: Store,
  timeout: number,
  changes: () => void,
): Promise<boolean> {
  let isRun = false;
  let isGivenUp = false;
  let isBehind = false;
  const transaction = root
    .transaction(() => {
      if (isGivenUp) return;
      isRun = true;
      isBehind = lastTransaction(path, lockFile) >= root.getWriteTxnId();
      if (!isBehind) changes();
    })
    .catch(async (error: unknown) => {
      throw await reasonOf(error);
    });
  let timer: NodeJS.Timeout | undefined;
  // Counted in steps: time in which this very process was busy is no waiting.
  const locked = new Promise<never>((_, reject) => {
    let steps = 0;
    timer = setInterval(() => {
      if (++steps < STEPS || isRun) return;
      isGivenUp = true;
      reject(lockedError(directory, timeout));
    }, timeout / STEPS);
  });
  try {
    await Promise.race([transaction, locked]);
    return !isBehind;
  } finally {
    clearInterval(timer);
  }
}

/** lmdb-js says that a commit failed, and in a promise beside it why. */
async function reasonOf(error: unknown): Promise<unknown> {
  try {
    await (error as { readonly commitError?: Promise<never> }).commitError;
    return error;
  } catch (reason) {
    return reason;
  }
}

import { ValorisError } from "../../events/valorisError.ts";
import { isHeldElsewhere, untilUnlocked } from "./lockHolder.ts";
import type { Store } from "./openStore.ts";
import { lockedError, storeError } from "./storeErrors.ts";

const STEPS = 10;

export type WriteAlone = <Result>(change: () => Result) => Promise<Result>;

/**
 * Runs a change alone among all writers of all processes, and gives what it returns once it is on the disk. What it throws before
 * its first put leaves nothing to undo. It gives up after `timeout` ms (`log/locked`); then nothing is stored later either.
 */
export function aloneIn(store: Store, timeout: number): WriteAlone {
  const { directory, lockFile, readOnly } = store;
  // Shared, so that those who wait go on in the order in which they came.
  let unlocked: Promise<void> | undefined;

  return async (change) => {
    if (readOnly)
      throw new ValorisError("log/read-only", `${directory} was opened for reading only.`, {
        help: "Open it without `readOnly` to write.",
      });
    if (unlocked === undefined && isHeldElsewhere(lockFile))
      unlocked = untilUnlocked(lockFile, directory, timeout).finally(() => (unlocked = undefined));
    if (unlocked !== undefined) await unlocked;
    return transact(store, timeout, change);
  };
}

/** @throws ValorisError `log/locked`, `log/full`, `log/read-only`, `log/store`, and what `change` throws */
async function transact<Result>({ root, directory }: Store, timeout: number, change: () => Result): Promise<Result> {
  let outcome: { readonly result: Result } | { readonly refusal: unknown } | undefined;
  let isGivenUp = false;
  const transaction = root
    .transaction(() => {
      if (isGivenUp) return;
      try {
        outcome = { result: change() };
      } catch (refusal) {
        outcome = { refusal };
      }
    })
    .catch(async (error: unknown) => {
      throw await reasonOf(error);
    });
  let timer: NodeJS.Timeout | undefined;
  // Counted in steps: time in which this very process was busy is no waiting.
  const locked = new Promise<never>((_, reject) => {
    let steps = 0;
    timer = setInterval(() => {
      if (++steps < STEPS || outcome !== undefined) return;
      isGivenUp = true;
      reject(lockedError(directory, timeout));
    }, timeout / STEPS);
  });
  try {
    await Promise.race([transaction, locked]);
  } catch (error) {
    throw storeError(error, directory);
  } finally {
    clearInterval(timer);
  }
  if (outcome === undefined) throw storeError("the transaction was not run", directory);
  if ("refusal" in outcome) throw storeError(outcome.refusal, directory);
  return outcome.result;
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

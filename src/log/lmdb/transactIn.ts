import { statSync } from "node:fs";
import type { TimelineName } from "../../events/envelope.ts";
import { type ChangeContext, makeChange, prepareChange } from "../changes.ts";
import { encodeBlock } from "../commitBlock.ts";
import type { Change, Commit } from "../eventLog.ts";
import { eventIds } from "./eventIds.ts";
import type { Store } from "./openStore.ts";
import { openStage, type Stored } from "./stage.ts";
import { aloneIn } from "./writeAlone.ts";

/** Events whose ids are noted in one transaction, where many are missing: others may write in between. */
const NOTED_AT_ONCE = 20_000;

const PAGE = 4096;
/** Pages that a transaction writes anew whatever it stores: the heads, the list of what is free, the ways to the trees. */
const PAGES = 32;
/** The same of each change: the ways to its commit, its id and its timeline. */
const PAGES_A_CHANGE = 8;
/** Bytes of an event's id with its place. */
const NOTE = 256;

/** Makes changes in a store: all that one caller asks for at once, or nothing of it. */
export function transactIn(
  store: Store,
  stored: Stored,
  { lockTimeout, ...context }: ChangeContext & { readonly lockTimeout: number },
): (changes: readonly Change[]) => Promise<readonly Commit[]> {
  const write = aloneIn(store, lockTimeout, () => ids.forget());
  const ids = eventIds(store, stored.knownRecord);
  const missing = (names: readonly TimelineName[]): number => stored.guard(() => ids.missing(names));
  /** Bytes by which the file may grow: each page that is touched is written anew. */
  const room = (changes: number, bytes: number, noted: number): number =>
    PAGE * (PAGES + PAGES_A_CHANGE * changes) +
    bytes +
    NOTE * noted +
    Math.min(PAGE * noted, statSync(store.path, { throwIfNoEntry: false })?.size ?? 0);
  let noting: Promise<void> | undefined;
  /** Of a history that was imported, or recorded by an older version: most often nothing is missing. */
  const noteMissing = async (names: readonly TimelineName[]): Promise<void> => {
    // What another caller's history suffers from is not said to this one.
    const own = Promise.resolve(noting)
      .catch(() => {})
      .then(async () => {
        while (missing(names) > NOTED_AT_ONCE) {
          const size = room(0, 0, NOTED_AT_ONCE);
          await write(() => ids.noteMissing(names, NOTED_AT_ONCE), size);
        }
      });
    noting = own;
    try {
      await own;
    } finally {
      if (noting === own) noting = undefined;
    }
  };

  return async (changes) => {
    const prepared = changes.map((change) => prepareChange(change, context.catalogue));
    const blocks = new Map(
      prepared.flatMap((one) => (one.kind === "append" ? [[one.events, encodeBlock(one.events)]] : [])),
    );
    const isChecked = prepared.some((one) => one.kind === "append" && one.unchecked !== true);
    const names = isChecked ? prepared.flatMap((one) => (one.kind === "fork" ? one.of : one.timeline)) : [];
    // Whoever need not wait does not: changes are made in the order in which they are asked for.
    if (noting !== undefined || missing(names) > NOTED_AT_ONCE) await noteMissing(names);
    let bytes = 0;
    let noted = missing(names);
    for (const [events, block] of blocks) {
      bytes += block.length;
      if (isChecked) noted += events.length;
    }
    const size = room(prepared.length, bytes, noted);
    return write(() => {
      ids.noteMissing(names);
      const stage = openStage(store, stored, blocks, isChecked ? ids : undefined);
      const made = prepared.flatMap((one) => makeChange(one, stage, context) ?? []);
      stage.put();
      return made;
    }, size);
  };
}

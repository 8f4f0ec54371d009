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

/** Makes changes in a store: all that one caller asks for at once, or nothing of it. */
export function transactIn(
  store: Store,
  stored: Stored,
  { lockTimeout, ...context }: ChangeContext & { readonly lockTimeout: number },
): (changes: readonly Change[]) => Promise<readonly Commit[]> {
  const write = aloneIn(store, lockTimeout, () => ids.forget());
  const ids = eventIds(store, stored.knownRecord);
  const missing = (names: readonly TimelineName[]): number => stored.guard(() => ids.missing(names));
  let noting: Promise<void> | undefined;
  /** Of a history that was imported, or recorded by an older version: most often nothing is missing. */
  const noteMissing = async (names: readonly TimelineName[]): Promise<void> => {
    // What another caller's history suffers from is not said to this one.
    const own = Promise.resolve(noting)
      .catch(() => {})
      .then(async () => {
        while (missing(names) > NOTED_AT_ONCE) await write(() => ids.noteMissing(names, NOTED_AT_ONCE));
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
    return write(() => {
      ids.noteMissing(names);
      const stage = openStage(store, stored, blocks, isChecked ? ids : undefined);
      const made = prepared.flatMap((one) => makeChange(one, stage, context) ?? []);
      stage.put();
      return made;
    });
  };
}

import type { EntityId } from "../../events/envelope.ts";

/** What was worked out of a world, until it changes: a table for each question, by whom it is asked of. */
export interface Memo {
  /** Raised whenever all of it is stale. */
  stamp: number;
  readonly tables: { stamp: number; readonly values: Map<EntityId, unknown> }[];
}

export const newMemo = (): Memo => ({ stamp: 0, tables: [] });

/** The table of a question, emptied where it is stale. */
export function tableOf({ stamp, tables: all }: Memo, index: number): Map<EntityId, unknown> {
  let table = all[index];
  if (table === undefined) all[index] = table = { stamp, values: new Map() };
  else if (table.stamp !== stamp) {
    table.stamp = stamp;
    table.values.clear();
  }
  return table.values;
}

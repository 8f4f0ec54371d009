import type { ResolvedEvent } from "../../timelines/resolvedEvent.ts";

/** One thing that came to be so of a key, and the event that made it so. */
export interface Posting<Value> {
  readonly event: ResolvedEvent;
  /** Place of the event in the chronicle. */
  readonly index: number;
  readonly value: Value;
}

/** What became of each key over history: appended in in-universe order, read at any point by binary search. */
export interface PostingList<Value> {
  keys(): string[];
  /** Oldest first. */
  history(key: string): readonly Posting<Value>[];
  /** The last posting at or before an instant (ms). */
  at(key: string, instant: number): Posting<Value> | undefined;
}

export interface WritablePostingList<Value> extends PostingList<Value> {
  post(key: string, posting: Posting<Value>): void;
}

export function createPostingList<Value>(): WritablePostingList<Value> {
  const lists = new Map<string, Posting<Value>[]>();
  return {
    keys: () => [...lists.keys()],
    history: (key) => lists.get(key) ?? [],
    at(key, instant) {
      const list = lists.get(key) ?? [];
      let low = 0;
      let high = list.length;
      while (low < high) {
        const middle = (low + high) >>> 1;
        if ((list[middle]?.event.placed ?? 0) <= instant) low = middle + 1;
        else high = middle;
      }
      return list[low - 1];
    },
    post(key, posting) {
      const list = lists.get(key);
      if (list === undefined) lists.set(key, [posting]);
      else list.push(posting);
    },
  };
}

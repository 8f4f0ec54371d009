import type { ResolvedEvent } from "../../timelines/resolvedEvent.ts";

/** Events in order of time, those of one instant each behind those that it hangs on. */
export function* causesFirst(batches: Iterable<readonly ResolvedEvent[]>): Generator<ResolvedEvent> {
  for (const tied of instantsOf(batches)) yield* inOrder(tied);
}

/** The events of each instant together. */
function* instantsOf(batches: Iterable<readonly ResolvedEvent[]>): Generator<readonly ResolvedEvent[]> {
  let tied: ResolvedEvent[] = [];
  for (const batch of batches)
    for (const event of batch) {
      if (tied.length > 0 && tied[0]?.placed !== event.placed) {
        yield tied;
        tied = [];
      }
      tied.push(event);
    }
  yield tied;
}

/** Events of one instant, each behind those that it hangs on: which of two files is read first says nothing of that. */
function inOrder(tied: readonly ResolvedEvent[]): readonly ResolvedEvent[] {
  if (tied.length < 2) return tied;
  const here = new Map(tied.map((event) => [event.id, event]));
  const order = new Set<ResolvedEvent>();
  const entered = new Set<ResolvedEvent>();
  const stack = [...tied].reverse();
  for (let event = stack.at(-1); event !== undefined; event = stack.at(-1)) {
    if (entered.has(event)) {
      stack.pop();
      order.add(event);
      continue;
    }
    entered.add(event);
    for (const id of [...(event.necessary ?? []), ...(event.causes ?? [])]) {
      const before = here.get(id);
      if (before !== undefined && !entered.has(before)) stack.push(before);
    }
  }
  return [...order];
}

import type { EventId } from "../../events/envelope.ts";
import { eventsUntil, type History } from "../../timelines/history.ts";

/** An event that stands, though what it needs does not. */
export interface Impossible {
  readonly event: EventId;
  /** One sentence. */
  readonly why: string;
  /** From what it needs to what was taken back: the last is retracted, or not there, or its guard fails. */
  readonly chain: readonly EventId[];
}

/** Events of `after` that need something that was there `before`, directly or through others that need it. */
export function brokenNeeds(before: History, after: History): Impossible[] {
  const gone = new Map<EventId, string>();
  const dependents = new Map<EventId, EventId[]>();
  for (const { id, necessary = [] } of eventsUntil(after, after.events.length))
    for (const need of necessary) {
      dependents.set(need, [...(dependents.get(need) ?? []), id]);
      if (gone.has(need) || after.event(need) !== undefined || before.event(need) === undefined) continue;
      gone.set(need, whyGone(after, need));
    }
  const found = new Map<EventId, Impossible>();
  let reached: readonly { readonly id: EventId; readonly chain: readonly EventId[] }[] = [...gone.keys()].map((id) => ({
    id,
    chain: [id],
  }));
  while (reached.length > 0)
    reached = reached.flatMap(({ id, chain }) =>
      (dependents.get(id) ?? []).flatMap((event) => {
        if (found.has(event)) return [];
        const steps = chain.map((need, i) => `${chain[i - 1] ?? `${event} cannot have happened`} without ${need}`);
        found.set(event, { event, why: `${steps.join(", nor ")}: ${gone.get(chain.at(-1) ?? id) ?? ""}`, chain });
        return [{ id: event, chain: [event, ...chain] }];
      }),
    );
  return [...found.values()].sort((a, b) => after.indexOf(a.event) - after.indexOf(b.event));
}

function whyGone(after: History, id: EventId): string {
  const taken = after.retracted.get(id);
  return taken === undefined ? `${id} is not there.` : `${id} is retracted (${taken.retraction.reason})`;
}
